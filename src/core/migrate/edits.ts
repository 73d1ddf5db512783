import type { TextRange } from '../prompt/model';

/** Text that takes the place of a stretch of the document. Offsets are UTF-16. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

const MAX_TAIL = 400;

/** Whether nothing but white space stands before an offset on its line. */
export function indentAt(document: string, at: number): string | null {
  const line = document.slice(document.lastIndexOf('\n', at - 1) + 1, at);
  return /^[ \t]*$/.test(line) ? line : null;
}

/** A stretch grown so that the list it stands in stays right: with the comma behind it, else with the one before. */
function withComma({ start, end }: TextRange, document: string): TextRange {
  const tail = document.slice(end, end + MAX_TAIL);
  const behind = /^\s{0,80},[ \t]{0,80}/.exec(tail)?.[0];
  if (behind !== undefined) {
    const to = end + behind.length;
    const indent = indentAt(document, start);
    const rest = /^(?:(?:#|\/\/)[^\n]{0,200})?\r?\n/.exec(document.slice(to, to + MAX_TAIL))?.[0];
    return indent !== null && rest !== undefined
      ? { start: start - indent.length, end: to + rest.length }
      : { start, end: rest !== undefined && indent === null ? end + behind.trimEnd().length : to };
  }
  const from = Math.max(0, start - MAX_TAIL);
  const before = /,\s{0,300}$/.exec(document.slice(from, start));
  return before === null ? { start, end } : { start: from + before.index, end };
}

/** Edits that take items out of argument lists, records and lists: neighbours in one, commas right whatever stays. */
export function removals(items: readonly TextRange[], document: string): readonly TextEdit[] {
  const runs: TextRange[] = [];
  for (const item of [...items].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const run = runs.at(-1);
    if (run !== undefined && item.start < run.end) continue;
    if (run !== undefined && /^\s*,\s*$/.test(document.slice(run.end, item.start)))
      runs[runs.length - 1] = { start: run.start, end: item.end };
    else runs.push(item);
  }
  return runs.map((run) => ({ range: withComma(run, document), newText: '' }));
}

/** Edits in document order, those that touch made one. */
export function joined(edits: readonly TextEdit[], document: string): readonly TextEdit[] {
  const list: TextEdit[] = [];
  const sorted = [...edits].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
  for (const edit of sorted) {
    const before = list.at(-1);
    if (before === undefined || edit.range.start > before.range.end) list.push(edit);
    else {
      // What overlaps is part of the larger one.
      const end = Math.max(before.range.end, edit.range.end);
      const isInside = edit.range.start < before.range.end && edit.range.end <= before.range.end;
      list[list.length - 1] = {
        range: { start: before.range.start, end },
        newText: isInside ? before.newText : before.newText + edit.newText,
      };
    }
  }
  return list.filter((e) => document.slice(e.range.start, e.range.end) !== e.newText);
}

/** The document with edits made that do not overlap. */
export function applied(document: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce(
      (text, { range, newText }) => text.slice(0, range.start) + newText + text.slice(range.end),
      document,
    );
}
