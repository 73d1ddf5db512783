import type { Comparison, PairOutcome } from '../../core/trial/verdictModel';
import type { CallTile } from '../../protocol/trial';
import type { Group } from './bands';
import type { CallOutcome } from './outcomes';

/** How a call ended, as it is drawn. */
export function outcomeOf({ status, right }: Pick<CallTile, 'status' | 'right'>): CallOutcome {
  switch (status) {
    case 'running':
      return 'inFlight';
    case 'cut-off':
    case 'empty':
      return 'cutOff';
    case 'refused':
      return 'refused';
    case 'failed':
    case 'unfinished':
      return 'failed';
    case 'answered':
      return right === null ? 'notJudged' : right ? 'right' : 'wrong';
  }
}

/** What several calls of one model on one case come to: right where most are, else the first other outcome. */
function together(calls: readonly CallTile[]): CallOutcome {
  const outcomes = calls.map(outcomeOf);
  const right = outcomes.filter((o) => o === 'right').length;
  if (2 * right > outcomes.length) return 'right';
  return outcomes.find((o) => o !== 'right') ?? 'notSent';
}

/** Of each candidate, the outcome of each case. */
export type Tally = ReadonlyMap<string, ReadonlyMap<string, CallOutcome>>;

/** Adds up the calls; cases without a call of a candidate are not in its map. */
export function tallyOf(calls: readonly CallTile[]): Tally {
  const sorted = new Map<string, Map<string, CallTile[]>>();
  for (const call of calls) {
    const cases = sorted.get(call.candidate) ?? new Map<string, CallTile[]>();
    sorted.set(call.candidate, cases);
    cases.set(call.case, [...(cases.get(call.case) ?? []), call]);
  }
  return new Map(
    [...sorted].map(([candidate, cases]) => [
      candidate,
      new Map([...cases].map(([id, list]) => [id, together(list)])),
    ]),
  );
}

/** What was chosen between the answers of two models, as outcomes of both. */
export function tallyOfChoices({ baseline, candidate, outcomes }: Comparison): Tally {
  const of = (right: readonly PairOutcome[]): ReadonlyMap<string, CallOutcome> =>
    new Map(
      Object.entries(outcomes).map(([id, outcome]) => [
        id,
        outcome === 'open' ? 'notJudged' : right.includes(outcome) ? 'right' : 'wrong',
      ]),
    );
  return new Map([
    [baseline, of(['both', 'lost'])],
    [candidate, of(['both', 'gained'])],
  ]);
}

export const outcomeIn = (tally: Tally, candidate: string, id: string): CallOutcome =>
  tally.get(candidate)?.get(id) ?? 'notSent';

/** Every outcome that occurs, for the key. */
export function outcomesIn(
  tally: Tally,
  candidates: readonly string[],
  cases: readonly string[],
): ReadonlySet<CallOutcome> {
  return new Set(candidates.flatMap((c) => cases.map((id) => outcomeIn(tally, c, id))));
}

/** The order of the groups: what changed comes first, it is the whole evidence. */
const GROUPS: readonly PairOutcome[] = ['gained', 'lost', 'neither', 'both', 'open'];

/** Cases by how the pair came out, in the order of the file within a group. */
export function groupsOf(
  { outcomes }: Comparison,
  cases: readonly string[],
  name: (group: PairOutcome) => string,
): readonly Group<string>[] {
  return GROUPS.map((id) => ({
    id,
    name: name(id),
    items: cases.filter((c) => (outcomes[c] ?? 'open') === id),
  })).filter(({ items }) => items.length > 0);
}

/** The middle, and what 8 of 10 lie between, of values that were measured; linear between ranks. Null without any. */
export function spreadOf(
  values: readonly number[],
): { low: number; middle: number; high: number } | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const below = Math.floor(place);
    const [a, b] = [sorted[below]!, sorted[Math.min(sorted.length - 1, below + 1)]!];
    return a + (b - a) * (place - below);
  };
  return { low: at(0.1), middle: at(0.5), high: at(0.9) };
}

/** How a column of the cases splits the right answers of two models. */
export interface Kind {
  readonly value: string;
  readonly cases: number;
  readonly baseline: number;
  readonly candidate: number;
}

/** More values than this are no groups but texts. */
const MAX_KINDS = 8;

/** Right answers by a column beside the cases, largest gain first; null where the column does not group. */
export function kindsOf(
  cases: readonly { readonly id: string; readonly about: Readonly<Record<string, string>> }[],
  column: string,
  { outcomes }: Comparison,
): readonly Kind[] | null {
  const kinds = new Map<string, { cases: number; baseline: number; candidate: number }>();
  for (const { id, about } of cases) {
    const outcome = outcomes[id] ?? 'open';
    if (outcome === 'open') continue;
    const value = about[column] ?? '';
    const kind = kinds.get(value) ?? { cases: 0, baseline: 0, candidate: 0 };
    kinds.set(value, {
      cases: kind.cases + 1,
      baseline: kind.baseline + Number(outcome === 'both' || outcome === 'lost'),
      candidate: kind.candidate + Number(outcome === 'both' || outcome === 'gained'),
    });
  }
  if (kinds.size < 2 || kinds.size > MAX_KINDS) return null;
  const gain = (k: Kind): number => k.candidate - k.baseline;
  return [...kinds].map(([value, kind]) => ({ value, ...kind })).sort((a, b) => gain(b) - gain(a));
}
