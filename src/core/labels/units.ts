import type { Span, Step } from '../steps/model';
import { spanEnd, type Mode } from '../steps/segment/segment';
import { shapeOf, TEXT_START, type SpanShape } from '../steps/segment/shape';

/**
 * A stretch of reasoning that no step is cut in: a sentence; a list item, a table, a formula or code with what it goes on
 * from; a heading with the line below. Offsets are UTF-16 units, end exclusive.
 */
export interface LabelUnit {
  readonly start: number;
  readonly end: number;
  /** Numbers of its first and last sentence among those of all steps. */
  readonly first: number;
  readonly last: number;
}

/**
 * The units of each step, in order. A step begins with a unit, whoever set its borders; `borders` are the offsets at which
 * another block of reasoning starts. Linear in the text.
 */
export function labelUnits(
  text: string,
  steps: readonly Step[],
  borders: readonly number[],
): readonly (readonly LabelUnit[])[] {
  const layout = new Layout(text, borders);
  let number = 0;
  return steps.map(({ spans }) => {
    const units: LabelUnit[] = [];
    for (const [i, span] of spans.entries()) {
      const goesOn = layout.goesOn(span);
      const open = units.at(-1);
      if (i > 0 && goesOn && open !== undefined) {
        units[units.length - 1] = { ...open, end: span.end, last: number };
      } else units.push({ start: span.start, end: span.end, first: number, last: number });
      number += 1;
    }
    return units;
  });
}

/** Reads the layout of sentence after sentence, as the analyser did. */
class Layout {
  private mode: Mode = 'prose';
  private shape: SpanShape = TEXT_START;
  private passed = 0;

  constructor(
    private readonly text: string,
    private readonly borders: readonly number[],
  ) {}

  /** Whether the next sentence belongs to what stands before it. */
  goesOn({ start, end }: Pick<Span, 'start' | 'end'>): boolean {
    while ((this.borders[this.passed] ?? Infinity) <= start) {
      this.passed += 1;
      this.mode = 'prose';
      this.shape = TEXT_START;
    }
    const previous = this.shape;
    this.shape = shapeOf(this.text, start, end, this.mode, previous);
    const block = this.text.slice(0, this.borders[this.passed] ?? this.text.length);
    this.mode = spanEnd(block, start, this.mode, true)?.mode ?? 'prose';
    return this.shape.inside || previous.announces;
  }
}
