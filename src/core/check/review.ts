import { DEFAULT_CONTROLS } from '../estimate/controls';
import { asItRuns, prepare, presumed, type EstimateFacts } from '../estimate/estimate';
import type { MeanRange } from '../estimate/model';
import type { MonthlyBill, ReportRow } from '../estimate/report';
import { recompute } from '../estimate/whatIf';
import { withChanges } from '../migrate/withChanges';
import type { Sentence, Words } from '../model/sentence';
import { capOf, promptText } from '../prompt/model';
import type { CallAt, CallPair } from './pairCalls';

/** What one call costs as it stands; `null` where no price or no model is known. USD. */
export interface CallFigures {
  readonly model: string | null;
  readonly effort: string | null;
  readonly callUsd: MeanRange | null;
  readonly monthUsd: MonthlyBill | null;
}

/** Something that is wrong with a call for the model that it names. */
export interface CallProblem {
  /** `error`: calls fail, or will on a day that is set. */
  readonly level: 'error' | 'warning';
  readonly code: string;
  readonly message: Words;
  /** Source of the statement; `null` where it is a figure of the estimate. */
  readonly evidence: Sentence | null;
  /** UTF-16 offset into the document. */
  readonly at: number;
}

/** What became of a call. */
export type CallChange =
  'added' | 'removed' | 'model' | 'effort' | 'prompt' | 'output cap' | 'parameters';

/** A call that was added, removed or changed. */
export interface ReviewedCall {
  readonly pair: CallPair;
  readonly what: readonly CallChange[];
  readonly before: CallFigures | null;
  readonly after: CallFigures | null;
  /** Of the call as it is now. */
  readonly problems: readonly CallProblem[];
}

/** What all changes together do to cost, by the mean. USD. */
export interface Increase {
  /** Of one call of each; with calls a month, of the month. `null` where no change has a price. */
  readonly usd: number | null;
  readonly of: 'call' | 'month';
  /** Changes without a price, before or after: the sum leaves them out whole. */
  readonly unpriced: number;
}

/** Findings about a call that fails or starves; advice about wording is not for a review of code. */
const CHANGE_PROBLEMS: ReadonlySet<string> = new Set([
  'unsupported-parameter',
  'rename-max-tokens',
  'effort-level',
  'prefill',
  'budget-over-cap',
  'cap-too-small',
]);

const WARNING_PROBLEMS: ReadonlyMap<string, CallProblem['level']> = new Map([
  ['retired', 'error'],
  ['retires-soon', 'warning'],
  ['cap-hit', 'warning'],
  ['effort-unknown', 'warning'],
  ['effort-unsupported', 'warning'],
  ['budget-too-small', 'warning'],
  ['context-overflow', 'error'],
]);

/** Estimates each pair before and after, and says what is wrong with the calls of today. */
export function reviewCalls(
  pairs: readonly CallPair[],
  facts: EstimateFacts,
  callsPerMonth: number | null,
): readonly ReviewedCall[] {
  return pairs.map((pair) => {
    const before = pair.before === null ? null : figuresOf(pair.before, facts, callsPerMonth);
    const after = pair.after === null ? null : figuresOf(pair.after, facts, callsPerMonth);
    return {
      pair,
      what: whatChanged(pair),
      before: before?.figures ?? null,
      after: after?.figures ?? null,
      problems: after?.problems ?? [],
    };
  });
}

function whatChanged({ before, after }: CallPair): readonly CallChange[] {
  if (before === null) return ['added'];
  if (after === null) return ['removed'];
  const [old, now] = [before.found, after.found];
  const what: CallChange[] = [];
  if (old.model !== now.model) what.push('model');
  if (old.effort !== now.effort) what.push('effort');
  if (promptText(old) !== promptText(now)) what.push('prompt');
  if (capOf(old) !== capOf(now)) what.push('output cap');
  return what.length > 0 ? what : ['parameters'];
}

function figuresOf(
  call: CallAt,
  facts: EstimateFacts,
  callsPerMonth: number | null,
): { readonly figures: CallFigures; readonly problems: readonly CallProblem[] } {
  const { found, document } = call;
  const { model, effort } = found;
  if (model === null)
    return { figures: { model, effort, callUsd: null, monthUsd: null }, problems: [] };
  const asked = { model, effort };
  const choice = asItRuns(presumed(facts.catalogue.find(model), asked), asked);
  const source = { found, document };
  const request = { prompt: promptText(found), source, from: asked, to: [choice] };
  const prepared = withChanges(prepare(request, facts), source, facts.catalogue);
  const controls = { ...DEFAULT_CONTROLS, callsPerMonth, capTokens: capOf(found) };
  const row = recompute(prepared, controls).rows[0]!;
  return {
    figures: { model, effort, callUsd: row.costUsd, monthUsd: row.monthlyUsd },
    problems: problemsOf(call, row),
  };
}

function problemsOf({ found }: CallAt, row: ReportRow): readonly CallProblem[] {
  const start = found.call?.range.start ?? 0;
  const atModel = found.call?.model?.declared?.start ?? found.call?.model?.written?.start ?? start;
  const changes = row.changes
    .filter((change) => CHANGE_PROBLEMS.has(change.code))
    .map(({ code, message, evidence, range }): CallProblem => ({
      ...{ level: 'warning', code, message, evidence },
      at: range?.start ?? start,
    }));
  const warnings = row.warnings.flatMap(({ code, message }): readonly CallProblem[] => {
    const level = WARNING_PROBLEMS.get(code);
    return level === undefined ? [] : [{ level, code, message, evidence: null, at: atModel }];
  });
  return [...warnings, ...changes];
}

/** The sum of what the changes add, by the mean of a call or, where calls a month are given, of a month. */
export function increaseOf(calls: readonly ReviewedCall[], perMonth: boolean): Increase {
  const costOf = (figures: CallFigures | null): number | undefined =>
    figures === null ? 0 : perMonth ? figures.monthUsd?.mean : figures.callUsd?.mean;
  let sum = 0;
  let unpriced = 0;
  for (const { before, after } of calls) {
    const [old, now] = [costOf(before), costOf(after)];
    if (old === undefined || now === undefined) unpriced += 1;
    else sum += now - old;
  }
  const usd = unpriced > 0 && unpriced === calls.length ? null : sum;
  return { usd, of: perMonth ? 'month' : 'call', unpriced };
}
