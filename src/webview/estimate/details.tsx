import type { JSX } from 'preact';
import type { Basis, EstimateModel } from '../../core/estimate/model';
import { Disclosure } from '../ui/disclosure';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { Table, type TableColumn } from '../ui/table';
import { kindName } from './columns';
import { count, money, percent, three, time, tokens } from '../ui/figures';
import { rowName, type ChoiceRow } from './rows';
import type { OnConcept } from './sections';
import { words } from './words';

interface Props {
  readonly rows: readonly ChoiceRow[];
  readonly model: EstimateModel;
  readonly open: Topic | null;
  readonly onToggle: (topic: Topic, open: boolean) => void;
  readonly onConcept: OnConcept;
  readonly onUpdatePrices: () => void;
  readonly onCalibrate: () => void;
}

type Topic = 'why' | 'twin';

interface Evidence {
  readonly names: readonly string[];
  readonly basis: Basis;
}

/** One entry for each distinct basis, with the rows it holds for. */
function gather(rows: readonly ChoiceRow[], of: (row: ChoiceRow) => Basis): readonly Evidence[] {
  const found = new Map<string, Evidence>();
  for (const row of rows) {
    const basis = of(row);
    const key = `${basis.kind}|${words(basis.text)}|${basis.date ?? ''}|${basis.n ?? ''}`;
    const known = found.get(key);
    found.set(key, { basis, names: [...(known?.names ?? []), rowName(row)] });
  }
  return [...found.values()];
}

function Lines({
  rows,
  of,
}: {
  rows: readonly ChoiceRow[];
  of: (row: ChoiceRow) => Basis;
}): JSX.Element {
  return (
    <>
      {gather(rows, of).map(({ basis, names }) => (
        <p key={words(basis.text) + names.join()}>
          <b>{names.length === rows.length ? t('All') : names.join(', ')}</b>: {words(basis.text)} (
          {[
            kindName(basis.kind),
            basis.n === null ? null : t('n = {0}', count(basis.n)),
            basis.date,
            basis.source === null ? null : words(basis.source),
          ]
            .filter((s) => s !== null)
            .join(', ')}
          )
        </p>
      ))}
    </>
  );
}

/** Data, date, n and formula of every figure, and the same figures as tables. */
export function Details(props: Props): JSX.Element {
  return (
    <section class="block" aria-label={t('Details')}>
      <Disclosure
        id="why"
        open={props.open === 'why'}
        onToggle={(e) => props.onToggle('why', e.currentTarget.open)}
        title={t('Why these numbers')}
      >
        <div>
          <Why {...props} />
        </div>
      </Disclosure>
      <Disclosure id="twin" title={t('The same figures as a table')}>
        <div class="scroll" tabIndex={0} role="region" aria-label={t('All figures')}>
          <Twin rows={props.rows} />
        </div>
      </Disclosure>
    </section>
  );
}

function Why({ rows, model, onConcept, onUpdatePrices, onCalibrate }: Props): JSX.Element {
  const concept = (id: string, title: string): JSX.Element => (
    <Link onClick={() => onConcept(id)}>{t('Concept: {0}', title)}</Link>
  );
  return (
    <dl class="why">
      <dt id="why-tokens">{t('Reasoning tokens')}</dt>
      <dd>
        <Lines rows={rows} of={(r) => r.figures.basis.reasoningTokens} />
        <p>
          {concept('test-time-compute', t('test-time compute'))}{' '}
          <Link onClick={onCalibrate}>{t('Calibrate from my traces…')}</Link>
        </p>
      </dd>
      <dt id="why-cost">{t('Cost')}</dt>
      <dd>
        <p>
          {t(
            'Input × its price + (visible answer + reasoning) × the output price; reasoning is billed once, as output. Prices of {0}.',
            model.pricesAsOf,
          )}
        </p>
        <Lines rows={rows} of={(r) => r.figures.basis.costUsd} />
        <p>
          <Link onClick={onUpdatePrices}>{t('Update prices…')}</Link>
        </p>
      </dd>
      <dt id="why-success">{t('Right answers')}</dt>
      <dd>
        <Lines rows={rows} of={(r) => r.figures.basis.success} />
      </dd>
      <dt id="why-latency">{t('Latency')}</dt>
      <dd>
        <p>{t('First token + (reasoning + answer tokens) ÷ speed.')}</p>
        <Lines rows={rows} of={(r) => r.figures.basis.latencySeconds} />
      </dd>
      <dt>{t('Answer length')}</dt>
      <dd>
        <Lines rows={rows} of={(r) => r.figures.basis.outputTokens} />
      </dd>
    </dl>
  );
}

interface TwinColumn extends TableColumn<ChoiceRow> {
  readonly head: string;
  readonly cell: (row: ChoiceRow) => string;
}

const P = (): string => t('p10 / p50 / p90');

/** The columns of the two twin tables; also what CSV and Markdown hold. */
export function twinTables(): readonly { title: string; columns: readonly TwinColumn[] }[] {
  return [
    {
      title: t('Tokens and cost'),
      columns: [
        {
          head: `${t('Reasoning tokens')} ${P()}`,
          cell: (r) =>
            r.figures.reasoningTokens.p90 === 0
              ? t('none')
              : three(r.figures.reasoningTokens, tokens),
        },
        {
          head: `${t('Output tokens')} ${P()}`,
          cell: (r) => three(r.figures.outputTokens, tokens),
        },
        {
          head: `${t('Cost of a call')} ${P()}`,
          cell: (r) =>
            r.cost.range === null ? (r.cost.problem ?? t('no price')) : three(r.cost.range, money),
        },
        {
          head: t('Cost of a call, mean'),
          cell: (r) =>
            r.figures.meanCostUsd === null ? t('no price') : money(r.figures.meanCostUsd),
        },
        {
          head: `${t('Monthly bill')} ${t('low / mean / high')}`,
          cell: (r) =>
            r.bill === null
              ? '–'
              : [r.bill.low, r.bill.mean, r.bill.high].map((x) => money(x)).join(' / '),
        },
      ],
    },
    {
      title: t('Answers and time'),
      columns: [
        {
          head: `${t('Right of 100')} ${P()}`,
          cell: (r) => (r.success.range === null ? t('unknown') : three(r.success.range, count)),
        },
        { head: t('Provenance'), cell: (r) => kindName(r.success.kind) },
        { head: t('Empty at the cap'), cell: (r) => percent(r.figures.capShare) },
        {
          head: t('Cost per right answer'),
          cell: (r) =>
            r.figures.costPerSuccessUsd === null
              ? t('unknown')
              : money(r.figures.costPerSuccessUsd),
        },
        {
          head: `${t('First answer token')} p50`,
          cell: (r) => {
            if (r.batched) return t('up to 24 h');
            const first = r.figures.latencySeconds?.firstAnswerToken.p50;
            return first === undefined ? t('unknown') : time(first);
          },
        },
        {
          head: `${t('Complete')} ${P()}`,
          cell: (r) => {
            if (r.batched) return t('up to 24 h');
            return r.latency.range === null ? t('unknown') : three(r.latency.range, time);
          },
        },
      ],
    },
  ];
}

function Twin({ rows }: { rows: readonly ChoiceRow[] }): JSX.Element {
  return (
    <>
      {twinTables().map(({ title, columns }) => (
        <Table
          key={title}
          className="twin-table"
          label={title}
          columns={[
            { head: t('Model'), cell: rowName },
            ...columns.map((column) => ({ ...column, number: true })),
          ]}
          rows={rows}
        />
      ))}
    </>
  );
}
