import * as vscode from 'vscode';
import type { StepKind } from '../../core/steps/model';

/** The trace in front of the user, as far as other features need to know it. */
export interface ActiveTrace {
  /** Number of steps of each kind that occurs. */
  readonly kinds: ReadonlyMap<StepKind, number>;
  /** Kind of the selected step. */
  readonly selected: StepKind | null;
  /** Selects the first step of one of these kinds, or the next one when such a step is selected. */
  readonly showKinds: (kinds: readonly StepKind[]) => void;
}

/** Where the trace editor says which trace is active and others listen, so that neither imports the other. */
export class ActiveTraceSlot {
  readonly #changed = new vscode.EventEmitter<ActiveTrace | null>();
  readonly onDidChange = this.#changed.event;
  #current: ActiveTrace | null = null;

  get current(): ActiveTrace | null {
    return this.#current;
  }

  set(trace: ActiveTrace | null): void {
    this.#current = trace;
    this.#changed.fire(trace);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
