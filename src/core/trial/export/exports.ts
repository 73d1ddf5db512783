import { csvTable } from '../../export/tableColumn';
import { msg } from '../../model/message';
import { inEnglish } from '../../text/voice';
import type { TrialFile } from '../model';
import type { TrialVerdict } from '../verdictModel';
import type { Journal } from '../run/journal';
import { inspectTask } from './inspect';
import { trialMarkdown } from './markdown';
import { promptfooConfig } from './promptfoo';
import { trialColumns, trialRows } from './rows';

/** What an export is made of. */
export interface TrialExportInput {
  readonly trial: TrialFile;
  readonly journal: Journal;
  readonly verdict: TrialVerdict;
  /** Keys of the calls that are of this trial. */
  readonly keys: ReadonlySet<string>;
  /** Name of the trial, without its ending. */
  readonly name: string;
  /** ISO date. */
  readonly date: string;
}

interface Form {
  readonly title: string;
  /** File ending that is offered. */
  readonly ending: string;
  readonly make: (input: TrialExportInput) => string | Promise<Uint8Array>;
}

/** Every form in which a trial leaves: for people, for tables, and for the tools that take over when it outgrows this. */
export const TRIAL_EXPORTS: Readonly<Record<string, Form>> = {
  markdown: { title: msg('Markdown: sentence, table, method'), ending: '.md', make: trialMarkdown },
  csv: {
    title: msg('CSV: a line for each call'),
    ending: '.csv',
    make: ({ trial, journal, keys }) =>
      csvTable(trialColumns(trial), trialRows(trial, journal, keys)),
  },
  json: { title: msg('JSON: plan, verdict and calls'), ending: '.json', make: trialJson },
  parquet: {
    title: msg('Parquet: a row for each call'),
    ending: '.parquet',
    make: async ({ trial, journal, keys }) => {
      const { parquetTable } = await import('../../export/parquet');
      return parquetTable(trialColumns(trial), trialRows(trial, journal, keys));
    },
  },
  promptfoo: {
    title: msg('promptfoo configuration'),
    ending: '.promptfooconfig.yaml',
    make: promptfooConfig,
  },
  inspect: { title: msg('Inspect task (Python)'), ending: '_task.py', make: inspectTask },
};

function trialJson({ trial, journal, verdict, keys }: TrialExportInput): string {
  const comparisons = verdict.comparisons.map((c) => ({
    ...c,
    sentence: inEnglish(c.sentence),
    certainty: inEnglish(c.certainty),
  }));
  const calls = trialRows(trial, journal, keys).map(({ row, record, grade }) => ({
    row: row + 1,
    ...record,
    right: grade?.right ?? null,
    why: grade && inEnglish(grade.why),
  }));
  return `${JSON.stringify({ trial, verdict: { ...verdict, comparisons }, calls }, null, 2)}\n`;
}
