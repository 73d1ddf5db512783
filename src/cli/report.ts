import { counted, english } from '../core/text/voice';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLines, ndjsonLines } from '../core/corpus/exports';
import { groupBys, type GroupBy } from '../core/corpus/groupings';
import type {
  CorpusReport,
  CorpusRow,
  Distribution,
  GroupSummary,
  Sum,
} from '../core/corpus/model';
import { metricCells } from '../core/corpus/metricCells';
import { corpusReport } from '../core/corpus/report';
import { pricedRow } from '../core/corpus/row';
import { priceOfCall } from './prices';
import { readCorpusFile, stampOf } from '../core/corpus/readFile';
import { METRICS, type Metric, type MetricTable } from '../core/steps/metricTable';
import { FLAG, readArgs, TEXT, UseError } from './arguments';
import { withFile } from './fileSource';
import { NotRead } from './notRead';
import { columns, paint, printable, progress, write } from './output';

/** What `--help` prints. */
export const USAGE = `usage: lrm-lens report PATH... [--by model|effort|day|session|folder|prompt] [--json | --csv FILE | --ndjson FILE | --parquet FILE | --partitions DIR]
FILE may be - for standard output (csv, ndjson). --partitions writes a Parquet file a day, DIR/dt=2026-11-29/part-0.parquet
(dt=unknown without a time), which DuckDB and ClickHouse read as one table with the column dt.
`;

interface ReportOptions {
  readonly paths: readonly string[];
  readonly by: GroupBy;
  readonly output: 'table' | 'json' | (typeof FILE_OUTPUTS)[number];
  readonly file: string | null;
}

/** `lrm-lens report`: adds up every trace found under the paths. Exit code 2 on bad use or when a named path cannot be read. */
export async function report(args: readonly string[]): Promise<number> {
  const options = parse(args);
  const notRead = new NotRead();
  const { rows, skipped } = await readAll(options.paths, notRead);
  const code = notRead.tell();
  switch (options.output) {
    case 'json':
      await write(`${JSON.stringify(corpusReport(rows, options.by))}\n`);
      break;
    case 'csv':
    case 'ndjson':
    case 'parquet':
    case 'partitions':
      await writeRows(rows, options.output, options.file ?? '-');
      break;
    case 'table':
      await write(reportTable(corpusReport(rows, options.by), skipped));
      break;
  }
  return code;
}

const FILE_OUTPUTS = ['csv', 'ndjson', 'parquet', 'partitions'] as const;

function parse(args: readonly string[]): ReportOptions {
  const { values, positionals: paths } = readArgs(args, {
    ...{ by: TEXT, json: FLAG },
    ...{ csv: TEXT, ndjson: TEXT, parquet: TEXT, partitions: TEXT },
  });
  const by = groupBys.find((one) => one === (values.by ?? 'model'));
  if (by === undefined)
    throw new UseError(`--by takes ${groupBys.join(', ')}, not '${values.by ?? ''}'`);
  if (paths.length === 0) throw new UseError('no path given');
  const forms = FILE_OUTPUTS.filter((form) => values[form] !== undefined);
  if (forms.length + Number(values.json) > 1) throw new UseError('one form at a time');
  const [form] = forms;
  if (form === undefined) return { paths, by, output: values.json ? 'json' : 'table', file: null };
  const file = values[form] ?? '';
  if ((form === 'parquet' || form === 'partitions') && file === '-')
    throw new UseError(`--${form} writes to a file, not to the terminal`);
  return { paths, by, output: form, file };
}

async function readAll(
  paths: readonly string[],
  notRead: NotRead,
): Promise<{ readonly rows: readonly CorpusRow[]; readonly skipped: number }> {
  const rows: CorpusRow[] = [];
  let skipped = 0;
  let done = 0;
  await notRead.each(paths, async (found) => {
    const { path, mtime } = found;
    const read = await withFile(path, async (source) =>
      readCorpusFile(path, source, await stampOf(source, mtime)),
    );
    progress(`${counted(++done, 'file')}, ${counted(rows.length, 'trace')}`);
    if (read.failure === null) for (const row of read.rows) rows.push(pricedRow(row, priceOfCall));
    else if (!notRead.take(found, read.failure)) skipped++;
  });
  progress(null);
  return { rows, skipped };
}

async function writeRows(
  rows: readonly CorpusRow[],
  kind: (typeof FILE_OUTPUTS)[number],
  file: string,
): Promise<void> {
  if (kind === 'partitions') {
    const { partitions } = await import('../core/corpus/parquet');
    for (const { dt, bytes } of partitions(rows)) {
      const folder = join(file, `dt=${dt}`);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'part-0.parquet'), bytes);
    }
    return;
  }
  if (kind === 'parquet') {
    const { parquetBytes } = await import('../core/corpus/parquet');
    await writeFile(file, parquetBytes(rows));
    return;
  }
  const text = kind === 'csv' ? csvLines(rows) : ndjsonLines(rows);
  await (file === '-' ? write(text) : writeFile(file, text));
}

/** The report for people: a line a group, then what is worth opening. */
export function reportTable(
  result: CorpusReport,
  skipped: number,
  metrics: MetricTable = METRICS,
): string {
  const names = Object.values<Metric>(metrics).map(({ head }) => head);
  const heads = [
    'traces',
    'reasoned',
    'tokens p10',
    'p50',
    'p90',
    ...names,
    'reasoning',
    'cut off',
    'cost',
  ];
  const rows = [...result.groups, { ...result.all, label: 'all' }].map((g) => [
    printable(clipped(g.label ?? 'unknown')),
    String(g.traces),
    String(g.withReasoning),
    ...quantiles(g.reasoningTokens),
    ...metricCells(g, { share: english.share, count: english.count, unknown: '-' }, metrics),
    reasoningCell(g),
    String(g.truncated),
    money(g.costUsd),
  ]);
  const right = new Set(heads.map((_, i) => i + 1));
  const [head = '', ...lines] = columns([[result.by, ...heads], ...rows], right);
  const outliers = result.outliers.map(
    (o) =>
      `${o.why.padEnd(13)}${printable(o.file)} #${o.index + 1}  ${outlierValue(o.why, o.value)}`,
  );
  return [
    paint('dim', head),
    ...lines,
    '',
    ...(outliers.length > 0 ? [paint('bold', 'worth opening'), ...outliers, ''] : []),
    `${counted(result.files, 'file')}${skipped > 0 ? `, ${counted(skipped, 'other')} without traces` : ''}.${copied(result.copies)} Medians of shares and counts; "-" is unknown. Costs as recorded, else by list prices.`,
    '',
  ].join('\n');
}

/** What a resumed or forked session holds of another one was billed once. */
const copied = (copies: number): string =>
  copies === 0 ? '' : ` ${counted(copies, 'trace')} of resumed sessions counted once.`;

/** Prompts and titles as a table can hold them. */
const MAX_LABEL = 60;

const clipped = (label: string): string =>
  label.length <= MAX_LABEL ? label : `${label.slice(0, MAX_LABEL - 1)}…`;

/** Share of the output that was reasoning, with the traces that count both where these are not all. */
function reasoningCell({ reasoningShare, traces }: GroupSummary): string {
  if (reasoningShare === null) return '-';
  const { share, n } = reasoningShare;
  return `${english.share(share)}${n < traces ? ` (${n} of ${traces})` : ''}`;
}

function quantiles(d: Distribution | null): readonly string[] {
  return d === null
    ? ['-', '-', '-']
    : [english.count(d.p10), english.count(d.p50), english.count(d.p90)];
}

function money({ total, n, unknown, atLeast }: Sum): string {
  if (n === 0) return '-';
  return `${atLeast ? '≥ ' : ''}${english.usd(total)}${unknown > 0 ? ` (${unknown} unknown)` : ''}`;
}

function outlierValue(why: string, value: number): string {
  if (why === 'after-answer') return `${english.share(value)} after the answer`;
  if (why === 'dearest') return english.usd(value);
  return `${english.count(value)} ${why === 'looping' ? 'tokens or characters' : 'tokens'}`;
}
