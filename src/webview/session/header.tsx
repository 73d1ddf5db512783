import { useState } from 'preact/hooks';
import type { Figures, Session } from '../../core/model/session';
import type { Provenance } from '../../core/model/figure';
import { formatCount, formatDay, formatShort, pageVoice } from '../ui/format';
import { Hint } from '../ui/hint';
import { Icon, ProvenanceDot } from '../ui/icons';
import { Explain } from '../ui/explain';
import { t } from '../ui/l10n';
import type { SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { sentenceParts } from './sentence';
import { inputTokens, workMs } from '../../core/session/figures';
import { reasoningSum } from './timeline';
import { countText, moneyText, reasoningText, sessionTitle, sumSign, timeText } from './words';
import { Link } from '../ui/link';
import { useMedia } from '../ui/useWidth';

/** What is known of the session as a whole; each number tells on hover and focus where it comes from. */
export function SessionHeader({
  model,
  following,
}: {
  readonly model: SessionModel;
  readonly following: boolean;
}) {
  const { session } = model;
  const models = [...new Set(session.calls.flatMap((call) => call.model ?? []))];
  return (
    <header class="head session-head">
      <h1 title={sessionTitle(model)}>{sessionTitle(model)}</h1>
      <span class="badge">
        {session.lacks === null ? (
          t(session.formatTitle)
        ) : (
          <Hint lead={t('About such logs')} text={t(session.lacks)}>
            {t(session.formatTitle)}
          </Hint>
        )}
      </span>
      {models.length > 0 && (
        <span class="muted session-models" title={models.join(', ')}>
          {models[0]}
          {models.length > 1 && ` +${models.length - 1}`}
        </span>
      )}
      {session.startedAt !== null && <span class="muted date">{formatDay(session.startedAt)}</span>}
      {following && (
        <span class="flag">
          <Icon name="follow" class="small" /> {t('following')}
        </span>
      )}
      <Metrics session={session} />
    </header>
  );
}

/** What the whole session came to. */
function Metrics({ session }: Pick<SessionModel, 'session'>) {
  const { figures: f } = session;
  const own = session.agents[0]?.calls.length ?? f.calls;
  return (
    <dl class="metrics">
      <Metric
        name={t('Cost')}
        value={moneyText(f.money)}
        note={costNote(session)}
        dot={costDot(session)}
      />
      <Metric
        name={t('Turns')}
        value={formatCount(session.turns.length)}
        note={t('Messages of the user, each with what followed it.')}
        dot="measured"
      />
      <Metric
        name={t('Calls')}
        value={own === f.calls ? formatCount(own) : `${own} + ${f.calls - own}`}
        note={t('Calls of the model by the main agent, and by its sub-agents after the plus.')}
        dot="measured"
      />
      <Metric
        name={t('Tools')}
        value={
          f.errors === 0
            ? formatCount(f.tools)
            : t('{0}, {1} failed', formatCount(f.tools), formatCount(f.errors))
        }
        note={t('Uses of tools, and how many of them failed.')}
        dot="measured"
      />
      {f.edits > 0 && (
        <Metric
          name={t('Edits')}
          value={t(
            f.files === 1 ? '{0} in 1 file' : '{0} in {1} files',
            formatCount(f.edits),
            formatCount(f.files),
          )}
          note={t('Edits that tools were asked for.')}
          dot="measured"
        />
      )}
      <Metric name={t('Time')} value={timeText(workMs(f))} note={timeNote(f)} dot="derived" />
      <TokenMetrics figures={f} reasoning={reasoningSum(session, session.calls)} />
      <Metric
        name={t('Context')}
        value={f.contextTokens === null ? t('unknown') : formatShort(f.contextTokens)}
        note={t('The largest context of a call: {0} tokens.', countText(f.contextTokens))}
        dot="measured"
      />
    </dl>
  );
}

/** Input by what it cost, then output with the reasoning in it. */
function TokenMetrics({
  figures: f,
  reasoning: thought,
}: {
  readonly figures: Figures;
  readonly reasoning: ReturnType<typeof reasoningSum>;
}) {
  const { freshInput, cacheRead, cacheWrite, output } = f.tokens;
  const short = (value: number | null): string =>
    value === null ? t('unknown') : formatShort(value);
  const sign = output === null ? '' : sumSign(f);
  return (
    <>
      <Metric
        name={t('Input')}
        value={short(inputTokens(f))}
        note={t(
          'Fresh {0}, read from the cache {1}, written to the cache {2}.',
          countText(freshInput),
          countText(cacheRead),
          countText(cacheWrite),
        )}
        dot="measured"
      />
      <Metric
        name={t('Output')}
        value={`${sign}${short(output)}`}
        note={
          sign === ''
            ? t('{0} tokens, the reasoning in them.', countText(output))
            : t(
                '{0} tokens of {1} of {2} calls; the others do not say.',
                countText(output),
                formatCount(f.counted),
                formatCount(f.calls),
              )
        }
        dot="measured"
      />
      <Metric
        name={t('Reasoning')}
        value={reasoningText(thought, formatShort)}
        note={t(
          '{0} tokens; {1} of {2} calls show reasoning. “≈” is estimated from the lengths of the texts.',
          reasoningText(thought),
          formatCount(f.withReasoning),
          formatCount(f.calls),
        )}
        dot={thought?.counted === false ? 'estimated' : 'measured'}
      />
    </>
  );
}

function timeNote({ modelMs, toolMs, waitMs }: Figures): string {
  return t(
    'From the times of the log: model {0}, tools {1}; waiting for you {2}, not counted in.',
    timeText(modelMs),
    timeText(toolMs),
    timeText(waitMs),
  );
}

/** Whether the cost is no sum of calls but what the log says of its whole run. */
function isOfRun({ figures, recorded }: Session): boolean {
  const { usd, parts } = figures.money;
  return usd !== null && parts === null && usd === recorded?.usd;
}

function costNote(session: Session): string {
  const { money, unpriced, calls } = session.figures;
  if (money.usd === null) return t('No call has a cost or a price. Unknown is not 0.');
  if (isOfRun(session)) return t('As the log says of the whole run, not of each call.');
  const sum = t('Sum of the calls: as recorded, else their tokens at the list price of the day.');
  const missing =
    unpriced === 0
      ? ''
      : t('{0} of {1} calls have no cost.', formatCount(unpriced), formatCount(calls));
  const bound =
    money.bound === 'at-least' ? t('At least: some calls are counted only in part.') : '';
  return [sum, missing, bound].filter((part) => part !== '').join(' ');
}

function costDot(session: Session): Provenance | null {
  const { money } = session.figures;
  if (money.usd === null) return null;
  if (isOfRun(session)) return 'measured';
  return money.bound === 'estimated' ? 'estimated' : 'derived';
}

function Metric({
  name,
  value,
  note,
  dot,
}: {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly dot: Provenance | null;
}) {
  return (
    <div class="metric">
      <dt>{name}</dt>
      <dd>
        <Hint text={note}>
          {value}
          {dot !== null && value !== t('unknown') && <ProvenanceDot provenance={dot} />}
        </Hint>
      </dd>
    </div>
  );
}

/** So many sentences stand there before "more" is asked for, on a page that is wide or not. */
const AT_FIRST = { wide: 6, narrow: 2 };

/** What stands out, the costliest first; each sentence is the jump to its place. */
export function Findings({
  page,
  model,
}: {
  readonly page: SessionPage;
  readonly model: SessionModel;
}) {
  const [all, setAll] = useState(false);
  const atFirst = AT_FIRST[useMedia('(max-width: 639px)') ? 'narrow' : 'wide'];
  const { findings } = model;
  if (findings.length === 0) return null;
  const shown = all ? findings : findings.slice(0, atFirst);
  return (
    <ul class={all ? 'insights all' : 'insights'} aria-label={t('Findings')}>
      {shown.map(({ rule, sentence, call, tool }, i) => (
        <li key={i} class={i < AT_FIRST.narrow ? 'lead' : ''}>
          <button type="button" class="insight" onClick={() => page.goTo(call, tool)}>
            {sentenceParts(pageVoice().rich(sentence), model.labels[call] ?? '').map(
              ({ text, as }) =>
                as === 'bold' ? (
                  <strong>{text}</strong>
                ) : as === 'jump' ? (
                  <span class="jump">{text}</span>
                ) : (
                  text
                ),
            )}
          </button>
          <Explain onClick={() => page.context.explain(`finding.${rule}`)} />
        </li>
      ))}
      {findings.length > atFirst && (
        <li class="more always">
          <Link aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('fewer') : t('{0} more', findings.length - atFirst)}
          </Link>
        </li>
      )}
    </ul>
  );
}
