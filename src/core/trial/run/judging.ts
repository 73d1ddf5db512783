import { filledMessages } from '../holes';
import { judgeCall, judgeVerdict, sentText } from '../judge';
import { dearest } from '../worstCase';
import type { CallRecord, JournalLine } from '../journalModel';
import type { TrialCase, TrialFile } from '../model';
import type { PlannedCall } from '../planModel';
import type { PlannedTrial } from '../plan';
import { checkName } from './journal';
import type { JudgeAnswer } from './runner';

/** What a command of the user is given on its standard input, as one JSON object. */
export interface CodeInput {
  readonly answer: string;
  readonly expected: string | null;
  readonly values: Readonly<Record<string, string>>;
  readonly about: Readonly<Record<string, string>>;
}

/** Runs the user's command, after consent: exit code 0 is right, 1 is wrong, any other no verdict. Never rejects. */
export type RunCode = (
  command: string,
  input: CodeInput,
  signal: AbortSignal,
) => Promise<{ readonly right: boolean | null; readonly said: string }>;

const NOTHING = { lines: [], calls: [] } as const;
/** What is kept of the words of a command or a judge. */
const MAX_SAID = 2_000;

/** How answers of a trial are judged outside of the program; `runCode` is `null` where no command may run. */
export function judging(
  trial: TrialFile,
  planned: Pick<PlannedTrial, 'cases' | 'judgeBounds'>,
  runCode: RunCode | null,
): JudgeAnswer {
  const cases = new Map(planned.cases.map((c) => [c.id, c]));
  return async (record, call, signal) => {
    const item = cases.get(record.case);
    if (item === undefined) return NOTHING;
    if (record.kind === 'judge') return { lines: judged(trial, record, call), calls: [] };
    if (record.status !== 'answered') return NOTHING;
    const { check } = trial;
    if (check.kind === 'judge')
      return { lines: [], calls: [callOf(trial, check, planned, record, item)] };
    if (check.kind !== 'code' || runCode === null) return NOTHING;
    const { values, expected, about } = item;
    const input = { answer: record.answer, expected, values, about };
    const { right, said } = await runCode(check.command, input, signal);
    // A command that was broken off has said nothing: the answer is judged when the calls go on.
    if (signal.aborted) return NOTHING;
    const why = said.slice(-MAX_SAID);
    return {
      lines: [{ line: 'grade', key: record.key, check: checkName(trial), by: 'code', right, why }],
      calls: [],
    };
  };
}

/** What a judge's call says of the answer that it was asked about. A call that failed says nothing, and is sent again. */
function judged(
  trial: TrialFile,
  record: CallRecord,
  call: PlannedCall | null,
): readonly JournalLine[] {
  if (call?.of === undefined || record.status === 'failed' || record.status === 'unfinished')
    return [];
  const right = record.status === 'answered' ? judgeVerdict(record.answer) : null;
  const why = record.answer.slice(-MAX_SAID);
  return [{ line: 'grade', key: call.of, check: checkName(trial), by: 'judge', right, why }];
}

function callOf(
  trial: TrialFile,
  check: Extract<TrialFile['check'], { kind: 'judge' }>,
  { judgeBounds }: Pick<PlannedTrial, 'judgeBounds'>,
  record: CallRecord,
  item: TrialCase,
): PlannedCall {
  const question = filledMessages(trial.prompt, item.values)
    .map((m) => m.text)
    .join('\n\n');
  const { key, case: id, candidate, repeat, answer } = record;
  const asked = { key, case: id, candidate, repeat, question, answer, expected: item.expected };
  const call = judgeCall(check, asked, { cap: judgeBounds?.cap ?? null, worstUsd: 0 });
  if (judgeBounds === null) return call;
  const { worst, chars } = judgeBounds;
  return { ...call, worstUsd: dearest(worst, sentText(call).length / chars) };
}
