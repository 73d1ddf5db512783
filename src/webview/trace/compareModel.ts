import { coarseKinds } from '../../core/steps/kinds';
import { alignSteps, type AlignSide } from '../../core/steps/compare';
import type { TraceComparison } from '../../protocol/traceData';
import { kindOf, sumOf, type TraceModel } from './traceModel';

/** What stands beside what: like words pinned at the answer (the host's), kinds alone, or step by step. */
export type AlignBy = 'answer' | 'kinds' | 'order';

export interface Pairs {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly partsAt: number | null;
}

/** The pairs of a comparison by one of the ways to align. */
export function pairsBy(
  comparison: TraceComparison,
  a: TraceModel,
  b: TraceModel,
  by: AlignBy,
): Pairs {
  switch (by) {
    case 'answer':
      return { ...comparison.pairs, partsAt: comparison.partsAt };
    case 'kinds':
      return alignSteps(kindsOnly(a), kindsOnly(b));
    case 'order': {
      const length = Math.max(a.count, b.count);
      const numbers = (count: number): Int32Array =>
        Int32Array.from({ length }, (_, i) => (i < count ? i : -1));
      return { a: numbers(a.count), b: numbers(b.count), partsAt: null };
    }
  }
}

function kindsOnly(model: TraceModel): AlignSide {
  return {
    kinds: Array.from(model.kinds, (kind) => coarseKinds[kind]!),
    tokens: Array.from(model.outline.steps.tokens.values),
    words: null,
    concludes: model.outline.answer.firstConcluded,
  };
}

/** A stretch of steps, [first, last]; `null` when a side has none. */
export type StepStretch = readonly [first: number, last: number] | null;

export type CompareRow =
  | {
      readonly kind: 'group';
      readonly group: number;
      readonly title: string;
      readonly a: StepStretch;
      readonly b: StepStretch;
    }
  | { readonly kind: 'pair'; readonly group: number; readonly a: number; readonly b: number }
  | {
      readonly kind: 'part';
      readonly group: number;
      readonly a: StepStretch;
      readonly b: StepStretch;
    };

/**
 * The rows of the pair table: one group a phase of A, with what B has beside it; what only B has joins the group it
 * stands in. A row marks where the two part.
 */
export function compareRows(a: TraceModel, b: TraceModel, pairs: Pairs): readonly CompareRow[] {
  const rows: CompareRow[] = [];
  let phase = -2;
  let group = -1;
  let groupAt = -1;
  for (let r = 0; r < pairs.a.length; r++) {
    const i = pairs.a[r]!;
    const j = pairs.b[r]!;
    const own = i >= 0 ? a.phaseOf[i]! : phase;
    if (own !== phase || group < 0) {
      phase = own;
      group++;
      groupAt = rows.length;
      const title = phaseTitle(a, i) ?? phaseTitle(b, j) ?? '';
      rows.push({ kind: 'group', group, title, a: null, b: null });
    }
    if (r === pairs.partsAt) rows.push({ kind: 'part', group, ...aloneFrom(pairs, r) });
    rows.push({ kind: 'pair', group, a: i, b: j });
    const head = rows[groupAt]!;
    if (head.kind === 'group') {
      rows[groupAt] = { ...head, a: extended(head.a, i), b: extended(head.b, j) };
    }
  }
  return rows;
}

function phaseTitle(model: TraceModel, step: number): string | null {
  const phase = step < 0 ? -1 : (model.phaseOf[step] ?? -1);
  return phase < 0 ? null : model.outline.phases[phase]!.title;
}

function extended(stretch: StepStretch, step: number): StepStretch {
  if (step < 0) return stretch;
  return stretch === null ? [step, step] : [stretch[0], step];
}

/** What each side has to itself from a row on, until the two meet again. */
function aloneFrom(pairs: Pairs, row: number): { a: StepStretch; b: StepStretch } {
  let a: StepStretch = null;
  let b: StepStretch = null;
  for (let r = row; r < pairs.a.length; r++) {
    if (pairs.a[r]! >= 0 && pairs.b[r]! >= 0) break;
    a = extended(a, pairs.a[r]!);
    b = extended(b, pairs.b[r]!);
  }
  return { a, b };
}

/** Tokens of a stretch. */
export function stretchTokens(model: TraceModel, stretch: StepStretch): number {
  return stretch === null ? 0 : sumOf(model.tokensBefore, stretch[0], stretch[1]);
}

/** The next row at which the sides differ (a step alone, or kinds that differ), after a row; `null` at the end. */
export function nextDifference(
  rows: readonly CompareRow[],
  a: TraceModel,
  b: TraceModel,
  after: number,
): number | null {
  for (let r = after + 1; r < rows.length; r++) {
    const row = rows[r]!;
    if (row.kind === 'part') return r;
    if (row.kind !== 'pair') continue;
    const before = rows[r - 1];
    // A run of steps on one side alone is one difference.
    const sideOf = (x: CompareRow | undefined): string =>
      x?.kind !== 'pair' ? '' : x.a < 0 ? 'b' : x.b < 0 ? 'a' : 'both';
    const side = sideOf(row);
    if (side !== 'both') {
      if (sideOf(before) !== side && before?.kind !== 'part') return r;
    } else if (kindOf(a, row.a) !== kindOf(b, row.b)) return r;
  }
  return null;
}

/** Figures of one side for the table of differences; `null` is unknown. */
export interface SideFacts {
  readonly tokensAfter: number | null;
  readonly backtracks: number;
  readonly deadEnds: number;
  readonly deadTokens: number;
  readonly checksAfter: number | null;
  /** Share of the tokens up to the answer's first conclusion. */
  readonly concludedAt: number | null;
}

export function sideFacts(model: TraceModel): SideFacts {
  const { answer, links, phases } = model.outline;
  const total = model.tokensBefore.at(-1)!;
  const end = answer.firstConcluded;
  const dead = phases.filter((phase) => phase.deadEnd);
  const check = coarseKinds.indexOf('check');
  const upTo = end === null ? null : model.tokensBefore[end + 1]!;
  return {
    tokensAfter: upTo === null ? null : total - upTo,
    backtracks: new Set(links.from.filter((_, i) => links.kind[i] === 0)).size,
    deadEnds: dead.length,
    deadTokens: dead.reduce((sum, p) => sum + sumOf(model.tokensBefore, p.first, p.last), 0),
    checksAfter: end === null ? null : model.kinds.filter((k, i) => k === check && i > end).length,
    concludedAt: upTo === null || total === 0 ? null : upTo / total,
  };
}

/** Names of both sides, without the file where it is the same: "run.jsonl · o3" and "run.jsonl · r1" are "o3" and "r1". */
export function sideNames(names: readonly [string, string]): readonly [string, string] {
  const mark = ' · ';
  const [a, b] = names.map((name) => name.split(mark));
  if (a!.length < 2 || b!.length < 2 || a![0] !== b![0]) return names;
  return [a!.slice(1).join(mark), b!.slice(1).join(mark)];
}
