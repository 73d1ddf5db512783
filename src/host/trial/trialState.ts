import { firstLine } from '../../core/text/firstLine';
import type { CallRecord, Grade } from '../../core/trial/journalModel';
import type { TrialFile } from '../../core/trial/model';
import type { PlannedCall } from '../../core/trial/planModel';
import type { TrialVerdict } from '../../core/trial/verdictModel';
import type { Journal } from '../../core/trial/run/journal';
import type { RunEnd, TrialRun } from '../../core/trial/run/runner';
import type { CallTile, TrialPhase } from '../../protocol/trial';
import type { PlannedData } from '../../protocol/trialCalls';

/** Characters of an answer that a tile shows. */
const SHOWN_ANSWER = 300;

function tileOf(record: CallRecord, grade: Grade | undefined): CallTile {
  return {
    key: record.key,
    case: record.case,
    candidate: record.candidate,
    repeat: record.repeat,
    status: record.status,
    right: grade?.right ?? null,
    why: grade?.why ?? null,
    costUsd: record.costUsd,
    seconds: record.seconds,
    reasoningTokens: record.usage.reasoningTokens,
    answer: firstLine(record.answer, SHOWN_ANSWER),
    message: record.message,
    httpStatus: record.httpStatus,
    billed: record.billed,
    heldUsd: record.heldUsd,
    attempts: record.attempts,
    hasTrace: record.trace !== null,
  };
}

const runningTile = (call: PlannedCall): CallTile => ({
  key: call.key,
  case: call.case,
  candidate: call.candidate,
  repeat: call.repeat,
  status: 'running',
  right: null,
  why: null,
  costUsd: null,
  seconds: null,
  reasoningTokens: null,
  answer: '',
  message: null,
  httpStatus: null,
  billed: 'maybe',
  heldUsd: call.worstUsd,
  attempts: 1,
  hasTrace: false,
});

/** The calls of a trial as tiles: those that have ended, then those under way. */
export function tilesOf(
  { keys, again }: Pick<PlannedData, 'keys' | 'again'>,
  journal: Journal,
  grades: ReadonlyMap<string, Grade>,
  running: readonly PlannedCall[],
): readonly CallTile[] {
  const ended = [...journal.calls.values()].flatMap((record) =>
    record.kind === 'answer' && keys.has(record.key)
      ? [tileOf(record, grades.get(record.key))]
      : [],
  );
  const known = new Set(ended.map((tile) => tile.key));
  const underWay = running.filter((call) => call.kind === 'answer');
  const here = new Set(underWay.map((call) => call.key));
  const lost = again.filter((call) => !known.has(call.key) && !here.has(call.key));
  return [
    ...ended.filter((tile) => !here.has(tile.key)),
    ...lost.map((call): CallTile => ({ ...runningTile(call), status: 'unfinished' })),
    ...underWay.map(runningTile),
  ];
}

/** Where a trial stands. */
export function phaseOf(
  run: TrialRun | null,
  isPausing: boolean,
  planned: PlannedData | null,
  end: RunEnd | null,
  calls: number,
): TrialPhase {
  if (run !== null) return isPausing ? 'pausing' : 'running';
  if (calls === 0) return 'before';
  if (end?.reason === 'decided') return 'done';
  return planned?.plan.calls === 0 ? 'done' : 'stopped';
}

/** The plan while calls are made: what is left shrinks, and what was spent grows, without planning anew. */
export function planInRun(
  planned: PlannedData,
  left: number,
  spentUsd: number,
): PlannedData['plan'] {
  const { plan } = planned;
  const share = plan.calls === 0 ? 0 : left / plan.calls;
  const scaled = (s: typeof plan.costUsd): typeof plan.costUsd =>
    s && { low: s.low * share, middle: s.middle * share, high: s.high * share };
  return {
    ...plan,
    calls: left,
    done: plan.done + plan.calls - left,
    spentUsd,
    costUsd: scaled(plan.costUsd),
    seconds: scaled(plan.seconds),
  };
}

/** What is known of a trial beside its file. */
export interface Judged {
  readonly grades: ReadonlyMap<string, Grade>;
  readonly verdict: TrialVerdict | null;
}

/** Models in the order of the file, the judge behind them where there is one. */
export const askedModels = ({
  models,
  check,
}: TrialFile): readonly TrialFile['models'][number][] =>
  check.kind === 'judge' ? [...models, check.model] : models;
