import { isBetween } from './byHand';
import type { CallRecord, Grade } from './journalModel';
import type { TrialFile } from './model';
import type { Comparison, Interval, PairOutcome } from './verdictModel';
import { recheckOf } from './recheck';
import type { Journal } from './run/journal';
import { decide } from './statistics/evidence';
import { bootstrap, meanOf, medianOf, newcombePaired } from './statistics/intervals';
import { certaintyOf, sentenceOf } from './verdictWords';

/** The calls of one model with their grades. */
export interface GradedCalls {
  readonly name: string;
  readonly records: readonly CallRecord[];
  readonly grades: ReadonlyMap<string, Grade>;
}

/** One case that both models have answered: means over its repeats, right as a share. */
export interface Pair {
  readonly case: string;
  readonly baseline: number;
  readonly candidate: number;
  /** USD and seconds of each; `null` where not known. */
  readonly costs: readonly [number, number] | null;
  readonly seconds: readonly [number, number] | null;
}

/** A candidate against the baseline over the cases that both have, in the order in which the pairs were complete. */
export function compare(
  trial: TrialFile,
  journal: Journal,
  baseline: GradedCalls,
  candidate: GradedCalls,
  errorRate: number,
): Comparison {
  const isByHand = trial.check.kind === 'hand';
  const pairs = pairsOf(trial, journal, baseline, candidate);
  const outcomes = outcomesOf(trial, pairs);
  const counts = { gained: 0, lost: 0, both: 0, neither: 0 };
  for (const p of pairs) counts[outcomeOf(p)] += 1;
  const differences = pairs.map((p) => p.candidate - p.baseline);
  const decided = decide(differences, {
    repeats: trial.repeats,
    planned: journal.started?.cases ?? null,
    ...(isByHand ? {} : { attempted: settled(trial, baseline, candidate) }),
    errorRate,
    useful: trial.usefulDifference,
    seed: trial.seed,
  });
  const difference =
    trial.repeats === 1
      ? newcombePaired(counts)
      : bootstrap(
          pairs,
          (sample) => meanOf(sample.map((p) => p.candidate - p.baseline)),
          trial.seed,
        );
  const costUsd = changeOf(pairs, (p) => p.costs, meanOf, trial.seed);
  const who = { baseline: baseline.name, candidate: candidate.name, flips: flipsOf(pairs) };
  const partial = {
    ...who,
    again: recheckOf(trial, journal, who),
    pairs: pairs.length,
    leftOut: attempted(baseline, candidate) - pairs.length,
    outcomes,
    counts,
    difference,
    costUsd,
    seconds: changeOf(pairs, (p) => p.seconds, medianOf, trial.seed),
    usdPerExtraRight: perExtraRight(pairs, trial.seed),
    monthly:
      trial.callsPerMonth === null || difference === null
        ? null
        : {
            costUsd: costUsd && scaled(costUsd, trial.callsPerMonth),
            right: scaled(difference, trial.callsPerMonth),
          },
    evidence: evidenceOf(decided),
    errorRate,
    atMost:
      difference === null ? null : Math.max(Math.abs(difference.low), Math.abs(difference.high)),
  };
  return { ...partial, sentence: sentenceOf(partial), certainty: certaintyOf(partial) };
}

function evidenceOf(decided: ReturnType<typeof decide>): Comparison['evidence'] {
  if (decided.kind === 'open') return { kind: 'open', moreCases: decided.moreCases };
  if (decided.kind === 'same') return { kind: 'same' };
  return { kind: decided.kind, by: decided.by ?? 'sequential' };
}

/** Cases that differ, what got worse first. */
function flipsOf(pairs: readonly Pair[]): Comparison['flips'] {
  const [lost, gained] = [
    pairs.filter((p) => p.candidate < p.baseline),
    pairs.filter((p) => p.candidate > p.baseline),
  ];
  return [
    ...lost.map((p) => ({ case: p.case, to: 'lost' as const })),
    ...gained.map((p) => ({ case: p.case, to: 'gained' as const })),
  ];
}

/** The cases that both models have, in the order in which they were complete: chosen by hand, or graded. */
export function pairsOf(
  trial: TrialFile,
  journal: Journal,
  baseline: GradedCalls,
  candidate: GradedCalls,
): readonly Pair[] {
  return trial.check.kind === 'hand'
    ? chosenPairs(trial, journal, baseline, candidate)
    : gradedPairs(trial, baseline, candidate);
}

/** Cases on which both models were asked, whatever came of it. */
function attempted(a: GradedCalls, b: GradedCalls): number {
  const other = new Set(b.records.map((r) => r.case));
  return new Set(a.records.flatMap((r) => (other.has(r.case) ? [r.case] : []))).size;
}

/** Cases on which both models were asked and of which nothing more is to come, as long as nothing is sent again. */
export function settled(trial: TrialFile, a: GradedCalls, b: GradedCalls): number {
  const other = byCase(b);
  const isSettled = (side: GradedCalls, records: readonly CallRecord[]): boolean =>
    records.length >= trial.repeats &&
    records.every(
      (r) => r.status === 'failed' || r.status === 'unfinished' || side.grades.has(r.key),
    );
  return [...byCase(a)].filter(
    ([id, records]) => isSettled(a, records) && isSettled(b, other.get(id) ?? []),
  ).length;
}

const outcomeOf = (p: Pair): Exclude<PairOutcome, 'open'> =>
  p.candidate > p.baseline
    ? 'gained'
    : p.candidate < p.baseline
      ? 'lost'
      : p.candidate >= 0.5
        ? 'both'
        : 'neither';

function outcomesOf(
  trial: TrialFile,
  pairs: readonly Pair[],
): Readonly<Record<string, PairOutcome>> {
  const known = new Map(pairs.map((p) => [p.case, outcomeOf(p)]));
  return Object.fromEntries(trial.cases.map((c) => [c.id, known.get(c.id) ?? 'open']));
}

/** Cases whose repeats all have a clear grade from both, by when the last of them ended. */
function gradedPairs(
  trial: TrialFile,
  baseline: GradedCalls,
  candidate: GradedCalls,
): readonly Pair[] {
  const [a, b] = [byCase(baseline), byCase(candidate)];
  const order = new Map([...baseline.records, ...candidate.records].map((r, i) => [r.key, i]));
  const pairs: { pair: Pair; at: number }[] = [];
  for (const [id, ours] of a) {
    const theirs = b.get(id) ?? [];
    const [left, right] = [shareRight(ours, baseline, trial), shareRight(theirs, candidate, trial)];
    if (left === null || right === null) continue;
    const at = Math.max(...[...ours, ...theirs].map((r) => endOf(r) ?? order.get(r.key) ?? 0));
    pairs.push({ at, pair: pairOf(id, left, right, ours, theirs) });
  }
  return pairs.sort((x, y) => x.at - y.at).map(({ pair }) => pair);
}

/** Epoch milliseconds at which a call ended, where that is known. */
const endOf = (r: CallRecord): number | null =>
  r.seconds === null ? null : r.at + r.seconds * 1_000;

function byCase({ records }: GradedCalls): Map<string, CallRecord[]> {
  const found = new Map<string, CallRecord[]>();
  for (const r of records) {
    const known = found.get(r.case);
    if (known === undefined) found.set(r.case, [r]);
    else known.push(r);
  }
  return found;
}

/** Share of right answers over all repeats; `null` while one is missing or unclear. */
function shareRight(
  records: readonly CallRecord[],
  side: GradedCalls,
  trial: TrialFile,
): number | null {
  const rights = records.flatMap((r) => side.grades.get(r.key)?.right ?? []);
  return rights.length < trial.repeats
    ? null
    : rights.filter((isRight) => isRight).length / rights.length;
}

function pairOf(
  id: string,
  baseline: number,
  candidate: number,
  ours: readonly CallRecord[],
  theirs: readonly CallRecord[],
): Pair {
  const both = (of: (r: CallRecord) => number | null): readonly [number, number] | null => {
    const [a, b] = [ours.flatMap((r) => of(r) ?? []), theirs.flatMap((r) => of(r) ?? [])];
    return a.length < ours.length || b.length < theirs.length || a.length === 0 || b.length === 0
      ? null
      : [meanOf(a), meanOf(b)];
  };
  return {
    case: id,
    baseline,
    candidate,
    costs: both((r) => r.costUsd),
    seconds: both((r) => r.seconds),
  };
}

/** What a choice between two answers says of each. */
const TOOK = {
  baseline: [1, 0],
  candidate: [0, 1],
  both: [1, 1],
  neither: [0, 0],
} as const;

/** Cases whose repeats a person has all chosen between, their mean. */
function chosenPairs(
  trial: TrialFile,
  journal: Journal,
  baseline: GradedCalls,
  candidate: GradedCalls,
): readonly Pair[] {
  const [a, b] = [byCase(baseline), byCase(candidate)];
  const last = new Map<string, Journal['choices'][number]>();
  for (const choice of journal.choices) {
    const { case: id, repeat, keys } = choice;
    if (choice.candidate !== candidate.name || repeat >= trial.repeats) continue;
    const [ours, theirs] = [a, b].map((side) => side.get(id)?.find((r) => r.repeat === repeat));
    if (ours && theirs && isBetween(keys, ours, theirs)) last.set(`${id} ${repeat}`, choice);
  }
  const cases = new Map<string, (readonly [number, number])[]>();
  for (const { case: id, took } of last.values())
    cases.set(id, [...(cases.get(id) ?? []), TOOK[took]]);
  return [...cases].flatMap(([id, took]) =>
    took.length < trial.repeats
      ? []
      : pairOf(
          id,
          meanOf(took.map(([left]) => left)),
          meanOf(took.map(([, right]) => right)),
          a.get(id) ?? [],
          b.get(id) ?? [],
        ),
  );
}

/** Candidate less baseline of a figure that both have, resampled by case. */
function changeOf(
  pairs: readonly Pair[],
  of: (pair: Pair) => readonly [number, number] | null,
  statistic: (values: readonly number[]) => number,
  seed: number,
): Interval | null {
  const known = pairs.flatMap((p) => {
    const both = of(p);
    return both === null ? [] : [both];
  });
  return bootstrap(
    known,
    (sample) => statistic(sample.map(([, b]) => b)) - statistic(sample.map(([a]) => a)),
    seed,
  );
}

/**
 * USD more for one right answer more: mean cost difference over mean difference in right answers, with the bootstrap of
 * both together. The high end is open where a resample has no gain. `null` where it is not dearer and better.
 */
function perExtraRight(pairs: readonly Pair[], seed: number): Comparison['usdPerExtraRight'] {
  const known = pairs.flatMap((p) =>
    p.costs === null ? [] : [{ usd: p.costs[1] - p.costs[0], right: p.candidate - p.baseline }],
  );
  const usd = meanOf(known.map((p) => p.usd));
  const right = meanOf(known.map((p) => p.right));
  if (!(usd > 0) || !(right > 0)) return null;
  const found = bootstrap(
    known,
    (sample) => {
      const gain = meanOf(sample.map((p) => p.right));
      return gain <= 0 ? Infinity : meanOf(sample.map((p) => p.usd)) / gain;
    },
    seed,
  );
  if (found === null) return null;
  return {
    value: usd / right,
    low: found.low,
    // Between an end and infinity there is no number either.
    high: Number.isFinite(found.high) ? found.high : null,
  };
}

function scaled(interval: Interval, by: number): Interval {
  const { value, low, high } = interval;
  return { ...interval, value: value * by, low: low * by, high: high * by };
}
