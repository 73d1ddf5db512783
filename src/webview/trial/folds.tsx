import type { JSX } from 'preact';
import type { Comparison, Interval, TrialVerdict } from '../../core/trial/verdictModel';
import type { TrialState } from '../../protocol/trial';
import { count, decimal, money, time } from '../ui/figures';
import { pageVoice } from '../ui/format';
import { t } from '../ui/l10n';
import { Table, type TableColumn } from '../ui/table';
import { spreadMoney } from './names';
import type { ResultRow } from './resultRows';
import { Disclosure } from '../ui/disclosure';

interface FoldsProps {
  readonly trial: TrialState;
  readonly verdict: TrialVerdict;
  readonly comparison: Comparison;
  readonly rows: readonly ResultRow[];
}

/** How sure it is, the figures as a table, what was sent where. */
export function Folds(props: FoldsProps): JSX.Element {
  return (
    <section class="block" aria-label={t('Details')}>
      <Disclosure title={t('How sure is this')}>
        <div>
          <HowSure {...props} />
        </div>
      </Disclosure>
      <Disclosure title={t('The same figures as a table')}>
        <div class="scroll" tabIndex={0} role="region" aria-label={t('All figures')}>
          <Twin {...props} />
        </div>
      </Disclosure>
      <Disclosure title={t('What was sent, and where')}>
        <div>
          <Sent {...props} />
        </div>
      </Disclosure>
    </section>
  );
}

function methodName(method: Interval['method']): string {
  switch (method) {
    case 'newcombe-paired':
      return t('Newcombe’s paired interval (1998, method 10)');
    case 'wilson':
      return t('Wilson’s interval');
    case 'bootstrap':
      return t('bootstrap over cases');
  }
}

function HowSure({ trial, verdict, comparison }: FoldsProps): JSX.Element {
  const { counts, difference, errorRate, leftOut, pairs } = comparison;
  const voice = pageVoice();
  const compared = verdict.comparisons.length;
  return (
    <dl class="why">
      <dt>{t('Difference')}</dt>
      <dd>
        {t(
          '{0} better, {1} worse, {2} right with both, {3} with neither.',
          count(counts.gained),
          count(counts.lost),
          count(counts.both),
          count(counts.neither),
        )}{' '}
        {difference !== null &&
          `${methodName(difference.method)}, ${voice.share(difference.level)}.`}
      </dd>
      <dt>{t('Stopping')}</dt>
      <dd>
        {t(
          'Chance of a false “better” or “worse”, however often one looks: {0}.',
          voice.share(errorRate, 1),
        )}
      </dd>
      {compared > 1 && (
        <>
          <dt>{t('{0} candidates', count(compared))}</dt>
          <dd>{t('The best of several looks a little better than it is.')}</dd>
        </>
      )}
      <dt>{t('Cases')}</dt>
      <dd>
        {t(
          '{0} compared, {1} left out: a call failed, or nobody could judge it.',
          count(pairs),
          count(leftOut),
        )}{' '}
        {trial.trial.repeats === 1 && t('Each was sent once; a second run flips some answers.')}
      </dd>
      {verdict.judge !== null && (
        <>
          <dt>{t('Judge')}</dt>
          <dd>
            {t(
              'It said the same as you on {0} of {1} answers.',
              count(verdict.judge.same),
              count(verdict.judge.compared),
            )}{' '}
            {verdict.judge.kappa !== null &&
              t('Cohen’s kappa {0}.', voice.decimal(verdict.judge.kappa, 2))}
          </dd>
        </>
      )}
      <dt>{t('The estimate')}</dt>
      <dd>
        <Predicted verdict={verdict} />
      </dd>
    </dl>
  );
}

/** What the estimate said of a call, beside what was measured. */
function Predicted({ verdict }: { readonly verdict: TrialVerdict }): JSX.Element {
  const lines = verdict.models.flatMap(({ candidate, predicted, meanCostUsd }) =>
    predicted === null || meanCostUsd === null
      ? []
      : [
          t(
            '{0}: {1} a call was estimated, {2} measured.',
            candidate,
            spreadMoney(predicted.costUsd),
            money(meanCostUsd.value),
          ),
        ],
  );
  if (lines.length === 0) return <>{t('It was not asked before this trial.')}</>;
  return (
    <>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
}

const ends = (interval: Interval | null, one: (n: number) => string): string =>
  interval === null ? '–' : `${one(interval.value)} (${one(interval.low)} – ${one(interval.high)})`;

function Twin({ rows }: FoldsProps): JSX.Element {
  const columns: readonly TableColumn<ResultRow>[] = [
    { head: t('Model'), cell: ({ name }) => name },
    {
      head: t('Right'),
      cell: ({ figures }) => t('{0} of {1}', count(figures.right), count(figures.graded)),
    },
    {
      head: t('Better, worse'),
      cell: ({ comparison }) =>
        comparison === null
          ? '–'
          : `${count(comparison.counts.gained)}, ${count(comparison.counts.lost)}`,
    },
    {
      head: t('Difference of 100, 95 %'),
      cell: ({ comparison }) => ends(comparison?.difference ?? null, (x) => decimal(x * 100, 1)),
    },
    {
      head: t('Cost, mean, 95 %'),
      cell: ({ figures, isOwnMachine }) =>
        isOwnMachine ? t('no token price') : ends(figures.meanCostUsd, money),
    },
    { head: t('Time, middle, 95 %'), cell: ({ figures }) => ends(figures.medianSeconds, time) },
    {
      head: t('Reasoning tokens, middle'),
      cell: ({ figures }) =>
        figures.reasoningTokens === null
          ? t('unknown')
          : count(Math.round(figures.reasoningTokens.middle)),
    },
    {
      head: t('Spent'),
      cell: ({ figures, isOwnMachine }) =>
        isOwnMachine
          ? t('no token price')
          : figures.spentUsd === null
            ? t('unknown')
            : money(figures.spentUsd),
    },
  ];
  return (
    <Table
      className="twin-table"
      label={t('All figures of the trial')}
      columns={columns.map((column, i) => ({ ...column, number: i > 0 }))}
      rows={rows}
    />
  );
}

function Sent({ trial }: FoldsProps): JSX.Element {
  const hosts = new Map<string, number>();
  for (const model of trial.plan?.models ?? []) {
    const sent = trial.calls.filter((c) => c.candidate === model.candidate).length;
    hosts.set(model.host, (hosts.get(model.host) ?? 0) + sent);
  }
  return (
    <>
      <p>{t('The prompt with the rows filled in. Nothing else.')}</p>
      <ul>
        {[...hosts].map(([host, calls]) => (
          <li key={host}>{t('{0} calls to {1}', count(calls), host)}</li>
        ))}
      </ul>
      <p>{t('Answers and traces are beside the file of the trial; the keys are not in them.')}</p>
    </>
  );
}
