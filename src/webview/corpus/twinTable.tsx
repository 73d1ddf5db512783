import { metricCells } from '../../core/corpus/metricCells';
import type { CorpusReport, Distribution, GroupSummary } from '../../core/corpus/model';
import { METRICS, type Metric, type MetricTable } from '../../core/steps/metricTable';
import { Disclosure } from '../ui/disclosure';
import { formatCount, formatShare, formatUsd } from '../ui/format';
import { t } from '../ui/l10n';
import { Table } from '../ui/table';
import { groupTitle } from './groupTable';

interface Props {
  readonly report: CorpusReport;
  readonly table?: MetricTable;
}

/** The figures of the drawing as a plain table, all groups. */
export function TwinTable({ report, table = METRICS }: Props) {
  const heads = [
    t('Traces'),
    t('With reasoning'),
    t('Tokens p10'),
    t('Tokens p50'),
    t('Tokens p90'),
    t('Tokens mean'),
    t('Estimated p50'),
    t('Unknown'),
    ...Object.values<Metric>(table).map(({ kind, label }) =>
      kind === 'flag' ? t(label) : t('{0} (median)', t(label)),
    ),
    t('Reasoning of output'),
    t('Cut off'),
    t('Cost'),
  ];
  const all: GroupSummary = { ...report.all, label: t('All') };
  const rows = [...report.groups, all].map((group) => ({
    label: group.label ?? t('not recorded'),
    cells: cells(group, table),
  }));
  return (
    <Disclosure class="twin" title={t('The same figures as a table')}>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('All groups')}>
        <Table
          className="twin-table"
          label={t('All groups')}
          columns={[
            { head: groupTitle(report), cell: ({ label }) => label },
            ...heads.map((head, i) => ({
              head,
              number: true,
              cell: (row: (typeof rows)[number]) => row.cells[i],
            })),
          ]}
          rows={rows}
        />
      </div>
    </Disclosure>
  );
}

function cells(g: GroupSummary, table: MetricTable): readonly string[] {
  const token = (pick: (d: Distribution) => number): string =>
    g.reasoningTokens === null ? t('unknown') : formatCount(pick(g.reasoningTokens));
  return [
    formatCount(g.traces),
    formatCount(g.withReasoning),
    token((d) => d.p10),
    token((d) => d.p50),
    token((d) => d.p90),
    token((d) => d.mean),
    g.estimatedReasoningTokens === null ? '–' : `≈ ${formatCount(g.estimatedReasoningTokens.p50)}`,
    formatCount(
      (g.reasoningTokens?.unknown ?? g.withReasoning) - (g.estimatedReasoningTokens?.n ?? 0),
    ),
    ...metricCells(g, { share: formatShare, count: formatCount, unknown: t('unknown') }, table),
    g.reasoningShare === null
      ? t('unknown')
      : `${formatShare(g.reasoningShare.share)} (${formatCount(g.reasoningShare.n)})`,
    formatCount(g.truncated),
    g.costUsd.n === 0
      ? t('unknown')
      : `${g.costUsd.atLeast ? '≥ ' : ''}${formatUsd(g.costUsd.total)}`,
  ];
}
