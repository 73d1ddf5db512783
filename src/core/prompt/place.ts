import type { FoundPrompt, TextRange } from './model';

/** Line and column of an offset, from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}

/** Where a prompt stands: its call, else its first text; UTF-16 units. */
export const placeOf = (p: FoundPrompt): number =>
  p.call?.range.start ?? p.messages.find((m) => m.range !== null)?.range?.start ?? 0;

/** With what a prompt is found again: the cursor or selection that touches it, else its own place. */
export function anchorOf(p: FoundPrompt, at: TextRange): TextRange {
  const ranges = [p.call?.range, ...p.messages.map((m) => m.range)];
  const touches = ranges.some((r) => r && r.start <= at.end && at.start <= r.end);
  return touches ? at : { start: placeOf(p), end: placeOf(p) };
}

/** What sends the prompt, for people: the callee, or what kind of text it is. */
export const viaOf = (p: FoundPrompt): string =>
  p.call?.callee?.replace(/\s+/g, ' ').slice(-80) ?? p.call?.library ?? p.kind;
