import type { TextRange } from '../../core/prompt/model';

/** One edit of a document, as the editor tells of it: what was taken out where, and what was put there instead. */
export interface DocumentEdit {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** Where a range of a document stands after edits, in the order in which the editor tells of them. */
export function movedRange(range: TextRange, edits: readonly DocumentEdit[]): TextRange {
  let { start, end } = range;
  for (const edit of edits) {
    const isEmpty = start === end;
    start = moved(start, edit, true);
    // What is put at an end of the range does not belong to it.
    end = isEmpty ? start : Math.max(start, moved(end, edit, false));
  }
  return { start, end };
}

/** The range after edits; null when they changed the text in it or wrote directly beside it. */
export function untouchedRange(range: TextRange, edits: readonly DocumentEdit[]): TextRange | null {
  let now = range;
  for (const edit of edits) {
    const { rangeOffset: start, rangeLength } = edit;
    const end = start + rangeLength;
    const touches =
      rangeLength === 0
        ? now.start <= start && start <= now.end
        : start < now.end && now.start < end;
    if (touches) return null;
    now = movedRange(now, [edit]);
  }
  return now;
}

/** Whether edits have deleted all the text of a range. */
export function isGone(range: TextRange, edits: readonly DocumentEdit[]): boolean {
  const { start, end } = movedRange(range, edits);
  return start === end && range.start !== range.end;
}

function moved(offset: number, edit: DocumentEdit, followsInsertion: boolean): number {
  const { rangeOffset: start, rangeLength, text } = edit;
  if (offset < start || (offset === start && !(followsInsertion && rangeLength === 0)))
    return offset;
  const end = start + rangeLength;
  return offset >= end ? offset + text.length - rangeLength : Math.min(offset, start + text.length);
}
