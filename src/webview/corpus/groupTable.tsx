import { GROUPINGS } from '../../core/corpus/groupings';
import type { CorpusReport, Distribution, GroupSummary, Sum } from '../../core/corpus/model';
import { logAxis, percentAxis, type Axis } from '../ui/axis';
import { AxisLabels, IntervalMark } from '../ui/intervalMark';
import { formatCount, formatShare, formatUsd } from '../ui/format';
import { t } from '../ui/l10n';
import { ModelName } from '../ui/modelName';

/** Groups drawn before the rest is left to the table below. */
const DRAWN = 40;

/** A row a group: reasoning tokens and share after the answer as intervals on one axis a column, counts beside them. */
export function GroupTable({ report }: { readonly report: CorpusReport }) {
  const groups = report.groups.slice(0, DRAWN);
  const tokens = logAxis(
    groups
      .flatMap((g) => [g.reasoningTokens, g.estimatedReasoningTokens])
      .flatMap((of) => (of === null ? [] : [positive(of)])),
    (value) => formatCount(value),
  );
  const share = percentAxis();
  const costliest = groups.reduce((most, g) => Math.max(most, g.costUsd.total), 0);
  return (
    <section aria-label={t('Groups')}>
      <table class="groups">
        <thead>
          <tr>
            <th scope="col">{groupTitle(report)}</th>
            <th scope="col" class="number">
              {t('Traces')}
            </th>
            <th scope="col" class="figure">
              {t('Reasoning tokens')}
              <AxisLabels axis={tokens} />
            </th>
            <th scope="col" class="figure">
              {t('After the answer')} <span class="unit">{t('% of tokens')}</span>
              <AxisLabels axis={share} />
            </th>
            <th scope="col" class="number">
              {t('Loops')}
            </th>
            <th scope="col" class="number">
              {t('Cut off')}
            </th>
            <th scope="col" class="cost">
              {t('Cost')}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Row key={group.key ?? ''} {...{ group, tokens, share, costliest }} />
          ))}
          {groups.length > 1 && (
            <Row group={{ ...report.all, label: t('All') }} {...{ tokens, share, costliest }} />
          )}
        </tbody>
      </table>
      <p class="quiet">
        {t(
          'Line: from the 10th to the 90th percentile, dot: the median. Full: as recorded; hollow and ≈: estimated from the text where no count is recorded. Costs as recorded, otherwise from dated list prices.',
        )}{' '}
        {report.groups.length > DRAWN &&
          t(
            '{0} more groups stand in the table below.',
            formatCount(report.groups.length - DRAWN),
          )}{' '}
        {report.copies > 0 &&
          t(
            'Calls that a resumed session copied from another count once: {0} left out.',
            formatCount(report.copies),
          )}
      </p>
    </section>
  );
}

export function groupTitle(report: CorpusReport): string {
  return t(GROUPINGS[report.by].title);
}

interface RowProps {
  readonly group: GroupSummary;
  readonly tokens: Axis;
  readonly share: Axis;
  readonly costliest: number;
}

function Row({ group, tokens, share, costliest }: RowProps) {
  const { reasoningTokens, estimatedReasoningTokens, afterAnswerShare, costUsd } = group;
  return (
    <tr>
      <th scope="row">
        {group.label === null ? t('not recorded') : <ModelName id={group.label} />}
      </th>
      <Count name={t('Traces')} of={group.traces} />
      <td class="figure">
        <Name>{t('Reasoning tokens')}</Name>
        {reasoningTokens === null && estimatedReasoningTokens === null && <Unknown />}
        {reasoningTokens !== null && (
          <Interval axis={tokens} of={reasoningTokens} draw={positive} show={formatCount} />
        )}
        {estimatedReasoningTokens !== null && (
          <Interval
            axis={tokens}
            of={estimatedReasoningTokens}
            draw={positive}
            show={formatCount}
            kind="estimated"
          />
        )}
      </td>
      <td class="figure">
        <Name>{t('After the answer')}</Name>
        {afterAnswerShare === null ? (
          <Unknown />
        ) : (
          <Interval
            axis={share}
            of={percents(afterAnswerShare)}
            show={(value) => formatShare(value / 100)}
            all={group.traces}
          />
        )}
      </td>
      <Count name={t('Loops')} of={group.looping} />
      <Count name={t('Cut off')} of={group.truncated} />
      <td class="cost">
        <Name>{t('Cost')}</Name>
        <Cost sum={costUsd} costliest={costliest} />
      </td>
    </tr>
  );
}

/** What a cell holds, said where the narrow page has no heads. */
function Name({ children }: { readonly children: string }) {
  return <span class="name">{children}</span>;
}

function Unknown() {
  return <span class="quiet">{t('unknown')}</span>;
}

function Count({ name, of }: { readonly name: string; readonly of: number | null }) {
  return (
    <td class="number">
      <Name>{name}</Name>
      <span class={of ? '' : 'quiet'}>{of === null ? t('unknown') : formatCount(of)}</span>
    </td>
  );
}

interface IntervalProps {
  readonly axis: Axis;
  readonly of: Distribution;
  /** What the axis can place, where that differs from what is said. */
  readonly draw?: (of: Distribution) => Distribution;
  readonly show: (value: number) => string;
  readonly kind?: 'measured' | 'estimated';
  /** Traces of the group: said where the figure is of fewer. */
  readonly all?: number;
}

/** A range of one value is no range: then the value alone. */
function Interval({ axis, of, draw, show, kind = 'measured', all = of.n }: IntervalProps) {
  const about = kind === 'estimated' ? '≈ ' : '';
  const [low, high] = [`${about}${show(of.p10)}`, show(of.p90)];
  const middle = `${about}${show(of.p50)}`;
  const single = show(of.p10) === high;
  const label = single
    ? middle
    : t('median {0}, 10th to 90th percentile {1} to {2}', middle, low, high);
  return (
    <>
      <span class="figures">
        <span class="middle">{middle}</span>
        {!single && (
          <span class="ends">
            {low} – {high}
          </span>
        )}
        {of.n < all && (
          <span class="ends">{t('{0} of {1} traces', formatCount(of.n), formatCount(all))}</span>
        )}
      </span>
      <IntervalMark axis={axis} range={draw?.(of) ?? of} kind={kind} label={label} />
    </>
  );
}

function Cost({ sum, costliest }: { readonly sum: Sum; readonly costliest: number }) {
  if (sum.n === 0) return <Unknown />;
  return (
    <>
      <span class="figures">
        <span class="middle">
          {sum.atLeast ? '≥ ' : ''}
          {formatUsd(sum.total)}
        </span>
        {sum.unknown > 0 && <span class="ends">{t('{0} unknown', formatCount(sum.unknown))}</span>}
      </span>
      <svg class="bar" aria-hidden="true">
        <rect width={`${costliest === 0 ? 0 : (100 * sum.total) / costliest}%`} height="4" />
      </svg>
    </>
  );
}

/** A log axis has no zero: what is below one token is drawn at one. */
function positive(of: Distribution): Distribution {
  const lift = (value: number): number => Math.max(1, value);
  return { ...of, p10: lift(of.p10), p50: lift(of.p50), p90: lift(of.p90) };
}

function percents(of: Distribution): Distribution {
  return { ...of, p10: of.p10 * 100, p50: of.p50 * 100, p90: of.p90 * 100 };
}
