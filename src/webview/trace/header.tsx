import { useState } from 'preact/hooks';
import type { Figure } from '../../core/model/figure';
import type { Message } from '../../core/model/message';
import type { Insight } from '../../core/steps/insights';
import type { TraceHeader } from '../../protocol/traceData';
import { formatCount, formatDay, formatIsoDay, formatSeconds, formatUsd } from '../ui/format';
import { Hint } from '../ui/hint';
import { Icon, ProvenanceDot } from '../ui/icons';
import { t } from '../ui/l10n';
import { runAction } from './actions';
import { expectedOf, OutcomeMark } from './listParts';
import { Explain } from '../ui/explain';
import { Link } from '../ui/link';
import { ToolButton } from '../ui/toolButton';
import { insightSentence, parts } from './sentences';
import type { TraceSession } from './session';
import { fidelityLabel, noteOf } from './words';

interface HeaderProps {
  readonly session: TraceSession;
  readonly header: TraceHeader;
  /** Place of the trace in its file, for a file of many. */
  readonly position: {
    readonly index: number;
    readonly count: number;
    /** What the way back leads to; `null` for a file of one trace. */
    readonly back: string | null;
  };
  readonly problems: number;
}

/** What is known of the trace as a whole; each number tells on hover and focus where it comes from. */
export function Header({ session, header, position, problems }: HeaderProps) {
  const name = header.model ?? t('Unknown model');
  const explain = (topic: string): void =>
    void session.attempt(() => session.host.request('openConcept', { topic }));
  return (
    <header class="head">
      {position.back !== null && (
        <nav class="trace-nav" aria-label={t('Traces of the file')}>
          <ToolButton
            name={position.back}
            icon="back"
            onClick={() => runAction(session, 'showList')}
          />
          <span class="muted numeric">
            {t('{0} of {1}', position.index + 1, formatCount(position.count))}
          </span>
        </nav>
      )}
      <h1>{header.effort === null ? name : `${name}, ${header.effort}`}</h1>
      <Hint
        lead={`${fidelityLabel(header.fidelity)}.`}
        text={t(header.fidelityNote)}
        onClick={() => explain(`fidelity.${header.fidelity}`)}
      >
        <span class="badge">{fidelityLabel(header.fidelity)}</span>
      </Hint>
      {header.truncated && (
        <Hint
          text={t(
            'The reasoning ends in the middle: at a limit of output, or where the file was cut.',
          )}
          onClick={() => explain('truncated')}
        >
          <span class="flag warn">
            <Icon name="cut" /> {t('cut off')}
          </span>
        </Hint>
      )}
      {header.startedAt !== null && <span class="muted date">{formatDay(header.startedAt)}</span>}
      <Metrics header={header} problems={problems} />
    </header>
  );
}

/** The figures of the head, each with where it comes from. */
function Metrics({ header, problems }: Pick<HeaderProps, 'header' | 'problems'>) {
  const { cost } = header;
  return (
    <dl class="metrics">
      <Metric name={t('Prompt')} figure={header.inputTokens} format={formatCount} />
      <Metric name={t('Reasoning')} figure={header.reasoningTokens} format={formatCount} />
      <Metric
        name={t('Answer')}
        figure={header.answerTokens?.value === 0 ? null : header.answerTokens}
        format={formatCount}
        {...(header.answerTokens?.value === 0
          ? { missing: t('none'), missingNote: t('The trace ends without an answer.') }
          : {})}
      />
      <Metric name={t('Cached')} figure={header.cachedTokens} format={formatCount} minor />
      <Metric
        name={t('Cost')}
        figure={cost.figure}
        format={formatUsd}
        missing={cost.missing === 'no-price' ? t('no price') : t('unknown')}
        missingNote={
          cost.missing === 'no-price'
            ? t('The price list has no entry for this model. No price is not $0.')
            : undefined
        }
        after={cost.asOf === null ? '' : t('as of {0}', formatIsoDay(cost.asOf))}
      />
      <Metric
        name={t('Time')}
        figure={header.seconds}
        format={formatSeconds}
        note={
          header.firstTokenSeconds === null
            ? ''
            : t('First token after {0}.', formatSeconds(header.firstTokenSeconds.value))
        }
      />
      <div class="metric minor">
        <dt>{t('Finish')}</dt>
        <dd>
          <Hint
            text={
              header.finishReason === null
                ? t('The file does not say.')
                : t('As recorded by the provider.')
            }
          >
            {header.finishReason ?? t('unknown')}
          </Hint>
        </dd>
      </div>
      {header.outcome !== null && (
        <div class="metric">
          <dt>{t('Outcome')}</dt>
          <dd>
            <Hint
              text={[t('As recorded in the file.'), expectedOf(header.outcome)].join(' ').trim()}
            >
              <OutcomeMark {...header.outcome} />
            </Hint>
          </dd>
        </div>
      )}
      {problems > 0 && (
        <div class="metric">
          <dt class="visually-hidden">{t('Problems')}</dt>
          <dd class="flag warn">
            <Icon name="warning" /> {t('{0} not understood', formatCount(problems))}
          </dd>
        </div>
      )}
    </dl>
  );
}

interface MetricProps {
  readonly name: string;
  readonly figure: Figure | null;
  readonly format: (value: number) => string;
  readonly missing?: string;
  readonly missingNote?: string | undefined;
  readonly after?: string;
  readonly note?: string;
  readonly minor?: boolean;
}

function Metric({
  name,
  figure,
  format,
  missing,
  missingNote,
  after = '',
  note = '',
  minor = false,
}: MetricProps) {
  const lead = figure && leadOf(figure);
  return (
    <div class={minor ? 'metric minor' : 'metric'}>
      <dt>{name}</dt>
      <dd>
        {figure === null ? (
          <Hint text={missingNote ?? t('The file does not say. Unknown is not 0.')}>
            {missing ?? t('unknown')}
          </Hint>
        ) : (
          <Hint lead={lead ?? ''} text={[noteOf(figure) ?? '', note].join(' ').trim()}>
            {leadSign(figure)}
            {format(figure.value)}
            <ProvenanceDot provenance={figure.provenance} />
          </Hint>
        )}
        {after !== '' && <span class="muted"> {after}</span>}
      </dd>
    </div>
  );
}

/** What stands before a number that is not exactly so. */
function leadSign({ provenance, bound }: Figure): string {
  if (bound === 'at-least') return '≥ ';
  return provenance === 'estimated' ? '≈ ' : '';
}

function leadOf(figure: Figure): string {
  switch (figure.provenance) {
    case 'measured':
      return t('Measured.');
    case 'derived':
      return t('Derived.');
    case 'estimated':
      return t('Estimated.');
  }
}

interface InsightsProps {
  readonly insights: readonly Insight[];
  readonly caution: Message | null;
  readonly onJump: (step: number) => void;
  readonly onExplain: (topic: string) => void;
}

/** Plain sentences, the costliest first; the link-coloured part is where it jumps to. */
export function Insights({ insights, caution, onJump, onExplain }: InsightsProps) {
  const [all, setAll] = useState(false);
  if (insights.length === 0 && caution === null) return null;
  const more = insights.length - 1;
  return (
    <ul class={all ? 'insights all' : 'insights'} aria-label={t('Insights')}>
      {insights.map((insight, i) => (
        <li key={insight.kind} class={i === 0 ? 'lead' : ''}>
          <button type="button" class="insight" onClick={() => onJump(insight.step)}>
            {parts(insightSentence(insight)).map(({ text, role }) =>
              role === 'jump' ? (
                <span class="jump">{text}</span>
              ) : role === 'strong' ? (
                <strong>{text}</strong>
              ) : (
                text
              ),
            )}
          </button>
          <Explain onClick={() => onExplain(`insight.${insight.kind}`)} />
        </li>
      ))}
      {caution !== null && <li class="caution muted">{t(caution)}</li>}
      {more > 0 && (
        <li class="more">
          <Link aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('fewer') : t('{0} more', more)}
          </Link>
        </li>
      )}
    </ul>
  );
}
