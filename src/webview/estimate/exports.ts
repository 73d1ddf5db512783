import { settings, type Controls } from '../../core/estimate/controls';
import type { ReportRow } from '../../core/estimate/report';
import { wordedCandidate } from '../../core/estimate/worded';
import type { ReportChange, Subject } from '../../protocol/estimateData';
import { t } from '../ui/l10n';
import { twinTables } from './details';
import { rowName, type ChoiceRow, type View } from './rows';
import { whenItPays } from './whenItPays';
import { rich, words } from './words';

/** What is written out: the report as it is on screen. */
export interface Exported {
  readonly subject: Subject;
  readonly view: View;
  readonly controls: Controls;
  readonly pricesAsOf: string;
  readonly changes: readonly ReportChange[];
}

const cell = (text: string): string => text.replace(/([|\\])/g, '\\$1').replace(/\s+/g, ' ');

/** What was read: which prompt, its holes, and what beside it was not counted. */
const readLines = ({ part, placeholders, notes }: Subject): readonly string[] => [
  part,
  ...(placeholders.length === 0
    ? []
    : [t('Filled in at run time, counted as written: {0}', placeholders.join(', '))]),
  ...notes,
];

/** What must change in the prompt and its call, with place, models and source. */
function changeList(changes: readonly ReportChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const items = changes.map(({ message, where, models, evidence }) => {
    const about = [where, models.join(', '), evidence].filter((s) => s !== '').join('; ');
    return `- ${message} (${about})`;
  });
  return [[`**${t('Changes to make')}**`, '', ...items].join('\n')];
}

/** The report as Markdown: what was read, the decision, the figures as tables, warnings, changes, what it rests on. */
export function toMarkdown({ subject, view, controls, pricesAsOf, changes }: Exported): string {
  const { rows, report } = view;
  const tables = twinTables().map(({ title, columns }) => {
    const head = [t('Model'), ...columns.map((c) => c.head)];
    const lines = rows.map((r) => [rowName(r), ...columns.map((c) => c.cell(r))]);
    const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
    return [`**${title}**`, '', line(head), line(head.map(() => '---')), ...lines.map(line)].join(
      '\n',
    );
  });
  const warnings = [
    ...new Set(rows.flatMap((r) => r.figures.warnings.map((w) => words(w.message)))),
  ];
  return [
    `# ${t('Reasoning cost estimate')}: ${subject.name}`,
    ...readLines(subject),
    `**${words(report.decision.sentence)}** ${rich(report.decision.detail)}`,
    ...tables,
    [`**${t('When it pays')}**`, '', ...whenItPays(view).map((s) => `- ${s}`)].join('\n'),
    ...(warnings.length === 0 ? [] : [warnings.map((w) => `- ${w}`).join('\n')]),
    ...changeList(changes),
    `${t('Ranges hold 8 of 10 calls. Prices of {0}.', pricesAsOf)} ${settings({ ...controls })
      .map(words)
      .join(', ')}`,
    '',
  ].join('\n\n');
}

/** The figures with their basis as the terminal twin prints them, and the controls they hold for. */
export function toJson({ subject, view, controls, pricesAsOf }: Exported): string {
  const { baseline, rows, decision, cascade, routed } = view.report;
  const row = (r: ReportRow): object => ({ ...r, ...wordedCandidate(r, words) });
  const form = {
    subject,
    pricesAsOf,
    controls,
    decision: {
      ...decision,
      sentence: words(decision.sentence),
      detail: words(decision.detail),
    },
    baseline: row(baseline),
    candidates: rows.map(row),
    cascade,
    routed,
  };
  return `${JSON.stringify(form, null, 2)}\n`;
}

const COLUMNS: readonly (readonly [string, (row: ChoiceRow) => string | number | null])[] = [
  ['model', (r) => r.model],
  ['effort', (r) => r.effort],
  ['provider', (r) => r.figures.provider],
  ['reasoning_tokens_p10', (r) => r.figures.reasoningTokens.p10],
  ['reasoning_tokens_p50', (r) => r.figures.reasoningTokens.p50],
  ['reasoning_tokens_p90', (r) => r.figures.reasoningTokens.p90],
  ['output_tokens_p50', (r) => r.figures.outputTokens.p50],
  ['cost_usd_p10', (r) => r.figures.costUsd?.p10 ?? null],
  ['cost_usd_p50', (r) => r.figures.costUsd?.p50 ?? null],
  ['cost_usd_p90', (r) => r.figures.costUsd?.p90 ?? null],
  ['cost_usd_mean', (r) => r.figures.meanCostUsd],
  ['monthly_usd_low', (r) => r.bill?.low ?? null],
  ['monthly_usd_mean', (r) => r.bill?.mean ?? null],
  ['monthly_usd_high', (r) => r.bill?.high ?? null],
  ['success_p10', (r) => r.figures.success?.p10 ?? null],
  ['success_p50', (r) => r.figures.success?.p50 ?? null],
  ['success_p90', (r) => r.figures.success?.p90 ?? null],
  ['success_basis', (r) => r.figures.basis.success.kind],
  ['first_answer_token_s_p50', (r) => r.figures.latencySeconds?.firstAnswerToken.p50 ?? null],
  ['total_s_p10', (r) => r.figures.latencySeconds?.total.p10 ?? null],
  ['total_s_p50', (r) => r.figures.latencySeconds?.total.p50 ?? null],
  ['total_s_p90', (r) => r.figures.latencySeconds?.total.p90 ?? null],
  ['cap_share', (r) => r.figures.capShare],
];

/** A field of CSV; text that a spreadsheet would run as a formula is kept as text. */
function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** One line a choice; unknown is empty. */
export function toCsv({ view }: Pick<Exported, 'view'>): string {
  const head = COLUMNS.map(([name]) => name).join(',');
  const lines = view.rows.map((row) => COLUMNS.map(([, get]) => field(get(row))).join(','));
  return `${[head, ...lines].join('\r\n')}\r\n`;
}
