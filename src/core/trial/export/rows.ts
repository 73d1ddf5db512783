import type { ExportColumn } from '../../export/tableColumn';
import { inEnglish } from '../../text/voice';
import { gradesOf } from '../grades';
import type { CallRecord, Grade } from '../journalModel';
import type { TrialCase, TrialFile } from '../model';
import type { Journal } from '../run/journal';

/** One call of a trial with its case and its grade. */
export interface TrialRow {
  readonly row: number;
  readonly item: TrialCase;
  readonly record: CallRecord;
  readonly grade: Grade | null;
}

/** The calls of a trial in the order of its cases; those of another prompt or model in the journal are left out. */
export function trialRows(
  trial: TrialFile,
  journal: Journal,
  keys: ReadonlySet<string>,
): readonly TrialRow[] {
  const cases = new Map(trial.cases.map((item, row) => [item.id, { item, row }]));
  const answers = [...journal.calls.values()].filter((r) => r.kind === 'answer' && keys.has(r.key));
  const grades = gradesOf(trial, journal, answers);
  const rows = answers.flatMap((record) => {
    const found = cases.get(record.case);
    return found === undefined ? [] : [{ ...found, record, grade: grades.get(record.key) ?? null }];
  });
  return rows.sort((a, b) => a.row - b.row || a.record.repeat - b.record.repeat);
}

const column = (
  name: string,
  type: ExportColumn<TrialRow>['type'],
  nullable: boolean,
  about: string,
  value: ExportColumn<TrialRow>['value'],
): ExportColumn<TrialRow> => ({ name, type, nullable, about, value });

/** Columns of an exported trial: the case as it was, then what came of each call. */
export function trialColumns(trial: TrialFile): readonly ExportColumn<TrialRow>[] {
  const about = new Set(trial.cases.flatMap((c) => Object.keys(c.about)));
  return [
    column('case_row', 'integer', false, 'Row of the case in the file, from 1', (r) => r.row + 1),
    column('case_id', 'string', false, 'Hash of what fills the prompt', (r) => r.item.id),
    ...trial.prompt.holes.map((hole) =>
      column(
        `value_${hole}`,
        'string',
        true,
        `Fills {${hole}}`,
        (r) => r.item.values[hole] ?? null,
      ),
    ),
    ...[...about].map((name) =>
      column(`about_${name}`, 'string', true, 'Never sent', (r) => r.item.about[name] ?? null),
    ),
    column('expected', 'string', true, 'Expected answer', (r) => r.item.expected),
    column('model', 'string', false, 'Model and effort', (r) => r.record.candidate),
    column('repeat', 'integer', false, 'Which repeat, from 0', (r) => r.record.repeat),
    column('status', 'string', false, 'How the call ended', (r) => r.record.status),
    column('right', 'boolean', true, 'Verdict of the check', (r) => r.grade?.right ?? null),
    column('why', 'string', true, 'What was compared', (r) => r.grade && inEnglish(r.grade.why)),
    column('answer', 'string', false, 'Text of the answer', (r) => r.record.answer),
    column(
      'input_tokens',
      'integer',
      true,
      'As counted by the provider',
      (r) => r.record.usage.inputTokens,
    ),
    column(
      'output_tokens',
      'integer',
      true,
      'Reasoning included',
      (r) => r.record.usage.outputTokens,
    ),
    column(
      'reasoning_tokens',
      'integer',
      true,
      'Part of the output',
      (r) => r.record.usage.reasoningTokens,
    ),
    column(
      'cost_usd',
      'number',
      true,
      'Recorded, or tokens at list price',
      (r) => r.record.costUsd,
    ),
    column(
      'cost_bound',
      'string',
      false,
      'exact, at-least, estimated or unknown',
      (r) => r.record.costBound,
    ),
    column('seconds', 'number', true, 'Time of the whole call', (r) => r.record.seconds),
    column(
      'first_token_seconds',
      'number',
      true,
      'Time to the first token',
      (r) => r.record.firstTokenSeconds,
    ),
    column(
      'after_answer_share',
      'number',
      true,
      'Share of the reasoning after the answer',
      (r) => r.record.afterAnswer,
    ),
    column('started_at', 'timestamp', false, 'When it was sent', (r) => r.record.at),
    column('trace', 'string', true, 'File of the trace, beside the trial', (r) => r.record.trace),
  ];
}
