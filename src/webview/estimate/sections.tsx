import type { JSX } from 'preact';
import type { Controls } from '../../core/estimate/controls';
import type { ReportChange } from '../../protocol/estimateData';
import { Button } from '../ui/button';
import { t } from '../ui/l10n';
import { logAxis } from '../ui/axis';
import { count, decimal, money, moneyTick } from '../ui/figures';
import { ControlFields } from './controlField';
import { AxisLabels, IntervalMark } from '../ui/intervalMark';
import { Link } from '../ui/link';
import { Rich } from '../ui/rich';
import { Block } from '../ui/report/block';
import { rowName, type ChoiceRow, type View } from './rows';
import { breakEvenSentences, cascadeSentence, routerSentence } from './whenItPays';

/** What a month costs: by the mean of a call, with the low and high mean that one repeated prompt can have. */
export function Bill(props: {
  rows: readonly ChoiceRow[];
  calls: number;
  onMeasure: () => void;
}): JSX.Element {
  const { rows, calls } = props;
  const ranges = rows.flatMap(({ bill }) => (bill === null ? [] : range(bill)));
  const axis = logAxis(ranges, moneyTick);
  const best = rows.find((r) => r.isBest) ?? rows.at(-1);
  const [mean, middle] = [best?.figures.meanCostUsd ?? null, best?.cost.range?.p50 ?? null];
  return (
    <Block id="bill" title={t('Monthly bill')} more={t('{0} calls, by the mean', count(calls))}>
      <table class="bill">
        <caption class="visually-hidden">{t('Monthly bill')}</caption>
        <colgroup>
          <col class="c-name" />
          <col />
          <col class="c-figure" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{t('Model')}</span>
            </th>
            <th scope="col">
              <AxisLabels axis={axis} />
              <span class="visually-hidden">{t('Range')}</span>
            </th>
            <th scope="col">
              <span class="visually-hidden">{t('Mean')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} class={row.isBaseline ? 'base' : ''}>
              <th scope="row" title={rowName(row)}>
                {rowName(row)}
              </th>
              {row.bill === null ? (
                <td colSpan={2} class="n">
                  {t('no price')}
                </td>
              ) : (
                <>
                  <td>
                    <IntervalMark
                      axis={axis}
                      range={range(row.bill)}
                      kind="estimated"
                      label={t(
                        '{0}: mean {1}, between {2} and {3} a month',
                        rowName(row),
                        money(row.bill.mean),
                        money(row.bill.low),
                        money(row.bill.high),
                      )}
                    />
                  </td>
                  <td class="n">
                    <b>{money(row.bill.mean)}</b>
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet">
        {best && mean !== null && middle !== null && mean > middle * 1.05
          ? t(
              'A few long calls pull the mean above the middle call: {0} times for {1}.',
              decimal(mean / middle, 1),
              rowName(best),
            )
          : null}{' '}
        {t('One prompt sent {0} times keeps its own bias, so the range stays wide.', count(calls))}{' '}
        <Link class="small" onClick={props.onMeasure}>
          {t('Narrow it with one measured call')}
        </Link>
      </p>
    </Block>
  );
}

const range = (bill: { low: number; mean: number; high: number }) => ({
  p10: bill.low,
  p50: bill.mean,
  p90: bill.high,
});

interface PaysProps {
  readonly view: View;
  readonly controls: Controls;
  readonly onControls: (change: Partial<Controls>) => void;
  readonly onConcept: OnConcept;
}

/** Break-even of each candidate, asking today's model first, and a router between the two. */
export function WhenItPays(props: PaysProps): JSX.Element {
  const { view } = props;
  const [first, router] = [cascadeSentence(view), routerSentence(view)];
  return (
    <Block id="pays" title={t('When it pays')}>
      <ul class="even">
        {breakEvenSentences(view).map((sentence) => (
          <li key={sentence}>
            <Rich text={sentence} />
          </li>
        ))}
        {first !== null && (
          <li>
            <Rich text={first} />{' '}
            <Link onClick={() => props.onConcept('when-to-use-an-lrm')}>
              {t('Concept: when an LRM pays off')}
            </Link>
            <div class="fields">
              <ControlFields {...props} place="first" />
            </div>
          </li>
        )}
        {router !== null && (
          <li>
            <Rich text={router} />
            <div class="fields">
              <ControlFields {...props} place="router" />
            </div>
          </li>
        )}
      </ul>
    </Block>
  );
}

export type OnConcept = (id: string) => void;

interface ChangesProps {
  readonly changes: readonly ReportChange[];
  readonly onReveal: (id: string) => void;
  readonly onFix: (id: string | null) => void;
}

/** What must change in the prompt and its call; quick fixes go through the editor's preview. */
export function Changes({ changes, onReveal, onFix }: ChangesProps): JSX.Element {
  const fixes = changes.filter((c) => c.fix !== null).length;
  const more =
    changes.length === 0
      ? undefined
      : t('{0} in this prompt and its call, {1} can be made for you', changes.length, fixes);
  return (
    <Block id="changes" title={t('Changes to make')} {...(more === undefined ? {} : { more })}>
      {changes.length === 0 && <p>{t('Nothing found that must change for these models.')}</p>}
      <ul class="changes">
        {changes.map((change) => (
          <li key={change.id}>
            {change.where === '' ? (
              <span class="where" />
            ) : (
              <Link class="where" onClick={() => onReveal(change.id)}>
                {change.where}
              </Link>
            )}
            <span>
              {change.message}
              <span class="quiet">
                {[
                  change.evidence,
                  change.models.length === 0 ? '' : t('{0} only', change.models.join(', ')),
                ]
                  .filter((s) => s !== '')
                  .join(' · ')}
              </span>
            </span>
            <span class="do">
              {change.fix === null ? (
                <span class="manual">{t('by hand')}</span>
              ) : (
                <Button onClick={() => onFix(change.id)}>{change.fix}</Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {fixes > 1 && <Button onClick={() => onFix(null)}>{t('Make the changes…')}</Button>}
    </Block>
  );
}
