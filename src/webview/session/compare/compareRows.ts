import type { ComparedLine, SessionComparison } from '../../../core/model/sessionComparison';

/** A row of the two sessions: where they part, or a line of each; -1 is none. */
export type RunRow =
  | { readonly kind: 'part'; readonly onlyA: number; readonly onlyB: number }
  | { readonly kind: 'pair'; readonly a: number; readonly b: number };

/** The rows of a comparison; one more than its pairs where the two part. */
export function runRows({ pairs, partsAt }: SessionComparison): readonly RunRow[] {
  const rows: RunRow[] = [];
  for (const [r, a] of pairs.a.entries()) {
    if (r === partsAt) rows.push(partFrom(pairs, r));
    rows.push({ kind: 'pair', a, b: pairs.b[r]! });
  }
  return rows;
}

/** How many lines each has to itself from a row on, until the two meet again. */
function partFrom(pairs: SessionComparison['pairs'], row: number): RunRow {
  let [onlyA, onlyB] = [0, 0];
  for (let r = row; r < pairs.a.length; r++) {
    const [a, b] = [pairs.a[r]!, pairs.b[r]!];
    if (a >= 0 && b >= 0) break;
    if (a >= 0) onlyA++;
    else onlyB++;
  }
  return { kind: 'part', onlyA, onlyB };
}

/** How two lines that stand beside each other differ. */
export type Likeness = 'same' | 'outcome' | 'like' | 'alone';

export function likenessOf(a: ComparedLine | undefined, b: ComparedLine | undefined): Likeness {
  if (a === undefined || b === undefined) return 'alone';
  if (a.failed !== b.failed) return 'outcome';
  return a.hash === b.hash ? 'same' : 'like';
}

/** The next row that differs after one: a run of lines on one side is one difference. `null` at the end. */
export function nextDifference(
  rows: readonly RunRow[],
  comparison: SessionComparison,
  after: number,
): number | null {
  const sideOf = (row: RunRow | undefined): string =>
    row?.kind !== 'pair' ? '' : row.a < 0 ? 'b' : row.b < 0 ? 'a' : 'both';
  for (let r = after + 1; r < rows.length; r++) {
    const row = rows[r]!;
    if (row.kind === 'part') return r;
    const side = sideOf(row);
    if (side !== 'both') {
      if (sideOf(rows[r - 1]) !== side && rows[r - 1]?.kind !== 'part') return r;
    } else if (likenessOf(comparison.a.lines[row.a], comparison.b.lines[row.b]) !== 'same')
      return r;
  }
  return null;
}

/** Pairs by how alike they are. */
export function pairCounts({ a, b, pairs }: SessionComparison): {
  readonly same: number;
  readonly paired: number;
  readonly rows: number;
} {
  let [same, paired] = [0, 0];
  for (const [r, i] of pairs.a.entries()) {
    const likeness = likenessOf(a.lines[i], b.lines[pairs.b[r]!]);
    if (likeness !== 'alone') paired++;
    if (likeness === 'same') same++;
  }
  return { same, paired, rows: pairs.a.length };
}
