import { commonItems } from './align';
import type { LineFacts } from './lineFacts';

/** Share of the words of a row that must stand at its old place for the row to be a copy of what was there. */
const MIN_HOME = 0.5;
/** A row of more lines than this was moved: nobody changes so many and leaves the copy as it was. */
const MAX_ROW = 12;

/**
 * Takes out of `partner` the rows that stand elsewhere than the lines around them, when what they were is still at its
 * old place and only changed: they are copies, made before the change.
 */
export function dropCopies(
  a: readonly LineFacts[],
  b: readonly LineFacts[],
  partner: Int32Array,
): void {
  const place = new Int32Array(a.length).fill(-1);
  for (const [j, i] of partner.entries()) if (i >= 0) place[i] = j;
  for (let j = 0; j < b.length; j++) {
    if (partner[j] === -1) continue;
    let end = j + 1;
    while (end < b.length && partner[end] === partner[end - 1]! + 1) end++;
    const row = { from: partner[j]!, to: partner[j]! + end - j };
    if (end - j <= MAX_ROW && isAtHome(row, { a, b, place, partner })) partner.fill(-1, j, end);
    j = end - 1;
  }
}

interface Sides {
  readonly a: readonly LineFacts[];
  readonly b: readonly LineFacts[];
  readonly place: Int32Array;
  readonly partner: Int32Array;
}

/** Whether lines [from, to) of `a` stand, changed, between those that the lines around them are. */
function isAtHome(
  { from, to }: { from: number; to: number },
  { a, b, place, partner }: Sides,
): boolean {
  let [before, after] = [from - 1, to];
  while (before >= 0 && place[before] === -1) before--;
  while (after < a.length && place[after] === -1) after++;
  const start = before < 0 ? 0 : place[before]! + 1;
  const end = after >= a.length ? b.length : place[after]!;
  const room = Array.from({ length: Math.max(0, end - start) }, (_, k) => start + k);
  // Where the row itself stands between the two it is in its own place.
  if (
    room.length === 0 ||
    room.length > 8 * MAX_ROW ||
    room.some((j) => inRow(partner[j]!, from, to))
  )
    return false;
  const free = room.filter((j) => partner[j] === -1);
  const words = a.slice(from, to).flatMap((line) => [...line.words]);
  const there = free.flatMap((j) => [...b[j]!.words]);
  const kept = commonItems(there, words).filter((at) => at >= 0).length;
  return words.length > 0 && kept >= MIN_HOME * words.length;
}

const inRow = (i: number, from: number, to: number): boolean => i >= from && i < to;
