import type { PageState } from './pageState';
import { filteredSteps, visibleRows, type RowCodes } from './rows';

/** The rows of the list and which steps pass the filter. */
export interface ShownSteps {
  readonly passes: Uint8Array;
  readonly rows: RowCodes;
}

/** What is shown of a trace, worked out anew when what it depends on has changed. */
export class ShownRows {
  #inputs: readonly unknown[] = [];
  #now: ShownSteps = { passes: new Uint8Array(0), rows: new Int32Array(0) };

  of({ model, ui, hits }: PageState): ShownSteps {
    if (model === null) return this.#now;
    const inputs = [model, ui.folded, ui.kindsOff, ui.afterAnswer, hits];
    if (inputs.some((input, i) => input !== this.#inputs[i])) {
      const filter = {
        kindsOff: new Set(ui.kindsOff),
        // Without a conclusion there is nothing after it, and no button to show the rest again.
        afterAnswer: ui.afterAnswer && model.outline.answer.firstConcluded !== null,
        hits: ui.query === '' ? null : hits,
        folded: new Set(ui.folded),
      };
      const passes = filteredSteps(model, filter);
      this.#inputs = inputs;
      this.#now = { passes, rows: visibleRows(model, filter, passes) };
    }
    return this.#now;
  }
}
