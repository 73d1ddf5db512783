import { choiceText } from '../../../../src/core/trial/candidate';
import { caseId, newTrial } from '../../../../src/core/trial/file';
import type { CallRecord, JournalLine } from '../../../../src/core/trial/journalModel';
import type { TrialFile } from '../../../../src/core/trial/model';
import { journalText, readJournal } from '../../../../src/core/trial/run/journal';
import { verdictOf } from '../../../../src/core/trial/verdict';

/** A trial of two models and so many cases, each answered right by its number. */
export function trialOf(cases: number, more: Partial<TrialFile> = {}): TrialFile {
  const prompt = {
    file: 'q.md',
    holes: ['q'],
    messages: [{ role: 'user' as const, text: 'What is {{q}}?' }],
  };
  return {
    ...newTrial(prompt),
    models: [
      { model: 'gpt-4o', effort: null, endpoint: null },
      { model: 'o4-mini', effort: 'low', endpoint: null },
    ],
    cases: Array.from({ length: cases }, (_, i) => {
      const values = { q: `"${i}" | \`x\`` };
      return { id: caseId(values), values, expected: String(i), about: { kind: '=SUM(A1)' } };
    }),
    ...more,
  };
}

/** A call of a model on a case; right answers say the number of the case. */
export function call(
  trial: TrialFile,
  row: number,
  model: number,
  more: Partial<CallRecord> = {},
): CallRecord {
  const item = trial.cases[row]!;
  return {
    key: `${row}-${model}-${more.repeat ?? 0}`,
    kind: 'answer',
    case: item.id,
    candidate: choiceText(trial.models[model]!),
    repeat: 0,
    status: 'answered',
    billed: 'yes',
    usage: { inputTokens: 100, outputTokens: 50, reasoningTokens: model === 0 ? 0 : 400 },
    costUsd: model === 0 ? 0.001 : 0.004,
    costBound: 'exact',
    heldUsd: model === 0 ? 0.001 : 0.004,
    seconds: model === 0 ? 1 : 5,
    firstTokenSeconds: 0.5,
    answer: `The answer is ${row}.`,
    afterAnswer: model === 0 ? null : 0.4,
    trace: null,
    // In another order than the rows.
    at: 1_000 * ((row * 7) % 41),
    attempts: 1,
    message: null,
    httpStatus: 200,
    ...more,
  };
}

export const WRONG = { answer: 'The answer is -1.' };

export interface Shown {
  readonly trial: TrialFile;
  readonly lines: readonly JournalLine[];
}

export const journalOf = ({ lines }: Shown) => readJournal(lines.map(journalText).join(''));
export const keysOf = ({ lines }: Shown) =>
  new Set(lines.flatMap((l) => (l.line === 'call' ? [l.key] : [])));
export const verdict = (shown: Shown) => verdictOf(shown.trial, journalOf(shown), keysOf(shown));

/** Cases: gained, lost, both right, neither. */
export function outcomes(
  gained: number,
  lost: number,
  both: number,
  neither: number,
  more: Partial<TrialFile> = {},
): Shown {
  const trial = trialOf(gained + lost + both + neither, more);
  const lines = trial.cases.flatMap((_, row): JournalLine[] => {
    const isGained = row < gained;
    const isLost = !isGained && row < gained + lost;
    const isBoth = row >= gained + lost && row < gained + lost + both;
    return [
      { line: 'call', ...call(trial, row, 0, isLost || isBoth ? {} : WRONG) },
      { line: 'call', ...call(trial, row, 1, isGained || isBoth ? {} : WRONG) },
    ];
  });
  return { trial, lines };
}
