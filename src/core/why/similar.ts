import { commonItems, gapsOf, MAX_CELLS, type Gap } from './align';
import { wordWeight, type LineFacts } from './lineFacts';
import type { EditRef } from './model';
import type { WrittenLine } from './replay';

/**
 * Share of a line's words that must be an edit's, in order, for the line to be that edit's with changes; words that all
 * code has count a fifth. Chosen on the scripted repositories of `scripts/measure-why.mjs`: `test/bench/WHY.md`.
 */
export const MIN_SHARE = 0.6;
/** Fewer words than this say nothing, but for the pieces of a line that was broken and is whole here. */
const MIN_WORDS = 2;
/** Share of the words of the edit's line that must be found again: a few words of a long line are chance. */
const MIN_KEPT = 0.55;
const WHOLE = 0.95;
/** More words than this that are not the edit's make another line of it: one, and what all code has. */
const MAX_OTHER = 1.4;

export interface SimilarLine {
  /** Index into the lines shown. */
  readonly line: number;
  /** `null` where the words are those of a line that no recorded edit wrote. */
  readonly ref: EditRef | null;
  /** 1: all its words. */
  readonly share: number;
}

/**
 * Lines that were formatted or changed a little since an edit wrote them: in each gap between lines that were found, the
 * words of both sides are laid beside each other, so that lines which were broken or joined are found too.
 */
export function similarLines(
  lines: readonly WrittenLine[],
  shown: readonly LineFacts[],
  partner: Int32Array,
): readonly SimilarLine[] {
  return gapsOf(lines.length, partner).flatMap((gap) => similarIn(gap, lines, shown));
}

function similarIn(
  gap: Gap,
  lines: readonly WrittenLine[],
  shown: readonly LineFacts[],
): readonly SimilarLine[] {
  const count = (places: readonly number[], of: readonly LineFacts[]): number =>
    places.reduce((sum, i) => sum + of[i]!.words.length, 0);
  if (count(gap.a, lines) * count(gap.b, shown) > MAX_CELLS) return [];
  const from = wordsOf(gap.a, lines);
  const to = wordsOf(gap.b, shown);
  const partner = commonItems(from.words, to.words);
  const kept = new Map<number, number>();
  for (const [k, at] of partner.entries()) {
    if (at >= 0) add(kept, from.lines[at]!, wordWeight(to.words[k]!));
  }
  const keptShare = (i: number): number => (kept.get(i) ?? 0) / weightOf(lines[i]!);
  const byLine = new Map<number, Map<EditRef | null, number>>();
  const pieces = new Set<number>();
  for (const [k, at] of partner.entries()) {
    const i = at < 0 ? -1 : from.lines[at]!;
    if (i < 0 || keptShare(i) < MIN_KEPT) continue;
    const j = to.lines[k]!;
    if (keptShare(i) >= WHOLE) pieces.add(j);
    const counts = byLine.get(j) ?? new Map<EditRef | null, number>();
    byLine.set(j, counts);
    add(counts, lines[i]!.writer, wordWeight(to.words[k]!));
  }
  return [...byLine].flatMap(([line, counts]): readonly SimilarLine[] => {
    const [ref, most] = [...counts].reduce((x, y) => (y[1] > x[1] ? y : x));
    const share = Math.min(1, most / weightOf(shown[line]!));
    const isPiece = pieces.has(line) && share >= WHOLE && shown[line]!.weight > 0;
    const other = weightOf(shown[line]!) - most;
    const fits = share >= MIN_SHARE && other <= MAX_OTHER && (most >= MIN_WORDS || isPiece);
    return fits ? [{ line, ref, share: share >= WHOLE ? 1 : share }] : [];
  });
}

function add<K>(sums: Map<K, number>, key: K, n: number): void {
  sums.set(key, (sums.get(key) ?? 0) + n);
}

function weightOf({ words }: LineFacts): number {
  let sum = 0;
  for (const word of words) sum += wordWeight(word);
  return Math.max(sum, 0.2);
}

function wordsOf(
  places: readonly number[],
  lines: readonly LineFacts[],
): { readonly words: readonly number[]; readonly lines: readonly number[] } {
  const words: number[] = [];
  const at: number[] = [];
  for (const place of places) {
    for (const word of lines[place]!.words) {
      words.push(word);
      at.push(place);
    }
  }
  return { words, lines: at };
}
