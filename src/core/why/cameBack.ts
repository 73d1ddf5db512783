import { alignRuns } from './align';
import { DISTINCT, type LineFacts } from './lineFacts';
import type { LineOrigin } from './model';
import type { GoneLine, WrittenLine } from './replay';

/** What is known of the lines of a file before those that came back are looked for. */
interface Rest {
  readonly fits: (line: WrittenLine, j: number) => boolean;
  /** When the line was committed, epoch milliseconds; `null` where it is not, or not known. */
  readonly committedAt: (j: number) => number | null;
  /** Lines that were found, and their origins: both are written here. */
  readonly known: boolean[];
  readonly origins: LineOrigin[];
}

/**
 * Lines that an edit took out and that stand here: of the one that was taken out last, where a line was several
 * times.
 */
export function comeBack(gone: readonly GoneLine[], shown: readonly LineFacts[], rest: Rest): void {
  const latest = new Map(gone.map((line, i) => [line.hash, i]));
  const lines = gone.filter((l, i) => l.weight < DISTINCT || latest.get(l.hash) === i);
  const open = shown.map((line, j) => (rest.known[j] === true ? TAKEN : line));
  const partner = alignRuns(lines, open, { allowed: (i, j) => rest.fits(lines[i]!, j) });
  for (const [j, i] of partner.entries()) {
    if (i < 0) continue;
    rest.known[j] = true;
    const { writer: ref, goneAt } = lines[i]!;
    const at = rest.committedAt(j);
    if (ref === null) continue;
    // Committed before an edit elsewhere took it out: here it never went.
    const stayed = at !== null && goneAt !== null && at < goneAt;
    rest.origins[j] = { kind: 'edit', ref, match: stayed ? 'exact' : 'came-back', share: 1 };
  }
  backInPlace(gone, shown, rest);
}

/** Lines like `return null` that are back at their place: between the lines they stood between when they were taken out. */
function backInPlace(gone: readonly GoneLine[], shown: readonly LineFacts[], rest: Rest): void {
  const byHash = new Map<number, GoneLine[]>();
  for (const line of gone) {
    if (line.weight >= DISTINCT) continue;
    const same = byHash.get(line.hash);
    if (same === undefined) byHash.set(line.hash, [line]);
    else same.push(line);
  }
  const times = new Map<number, number>();
  for (const { hash } of shown) times.set(hash, (times.get(hash) ?? 0) + 1);
  for (const [j, { hash, words }] of shown.entries()) {
    if (rest.known[j] === true || words.length === 0) continue;
    const line = byHash.get(hash)?.findLast((l) => standsIn(l, shown, j, times));
    const ref = line?.writer ?? null;
    if (line === undefined || ref === null || !rest.fits(line, j)) continue;
    rest.known[j] = true;
    rest.origins[j] = { kind: 'edit', ref, match: 'came-back', share: 1 };
  }
}

/** Where a line that tells the place stands twice, one of the two places is a copy, and its lines a person's. */
function standsIn(
  { before, after }: GoneLine,
  shown: readonly LineFacts[],
  j: number,
  times: ReadonlyMap<number, number>,
): boolean {
  const same = (lines: readonly LineFacts[], step: 1 | -1): boolean =>
    (lines.at(-1)?.weight ?? 0) >= DISTINCT &&
    times.get(lines.at(-1)!.hash) === 1 &&
    lines.every(({ hash }, k) => shown[j + step * (k + 1)]?.hash === hash);
  return same(before, -1) && same(after, 1);
}

/** In place of a line that is not to be found: equal to none. */
const TAKEN: LineFacts = { hash: -2, weight: 0, words: new Uint16Array() };
