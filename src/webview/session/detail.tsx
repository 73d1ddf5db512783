import { formatCount } from '../ui/format';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { Markdown } from '../ui/markdown';
import { CallDetail } from './callDetail';
import type { SessionLine } from './rows';
import type { SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { reasoningSum } from './timeline';
import { ToolDetail } from './toolDetail';
import { countText, eventIcons, eventLabel, moneyText, reasoningText, timeText } from './words';
import { Disclosure } from '../ui/disclosure';

interface DetailProps {
  readonly page: SessionPage;
  readonly model: SessionModel;
  readonly row: SessionLine;
}

/** Everything about one line. */
export function Detail({ page, model, row }: DetailProps) {
  switch (row.kind) {
    case 'call':
      return <CallDetail page={page} model={model} call={row.call} />;
    case 'tool':
      return <ToolDetail page={page} model={model} tool={row.tool} />;
    case 'turn':
    case 'injected':
      return <TurnDetail model={model} turn={row.turn} />;
    case 'event':
      return <EventDetail model={model} event={row.event} />;
  }
}

/** So much of a turn's words is shown. */
const MAX_SHOWN = 8_000;

function TurnDetail({ model, turn }: { readonly model: SessionModel; readonly turn: number }) {
  const { session } = model;
  const { prompt, injected, figures, calls, durationMs, waitedMs } = session.turns[turn]!;
  const thought = reasoningSum(
    session,
    calls.map((call) => session.calls[call]!),
  );
  return (
    <div class="details">
      <h2>
        <Icon name="person" /> <span>{t('Turn {0}', turn + 1)}</span>
      </h2>
      <dl class="facts">
        <dt>{t('Cost')}</dt>
        <dd class="wide">{moneyText(figures.money)}</dd>
        <dt>{t('Time')}</dt>
        <dd class="wide">{timeText(durationMs)}</dd>
        {waitedMs !== null && (
          <>
            <dt>{t('Waited')}</dt>
            <dd class="wide">{timeText(waitedMs)}</dd>
          </>
        )}
        <dt>{t('Output')}</dt>
        <dd class="wide">
          {countText(figures.tokens.output)}
          <span class="muted"> · {t('{0} of it reasoning', reasoningText(thought))}</span>
        </dd>
      </dl>
      {prompt !== '' && (
        <section>
          <h3>{t('The user said')}</h3>
          <div class="prose">
            <Markdown text={prompt.slice(0, MAX_SHOWN)} />
          </div>
          {prompt.length > MAX_SHOWN && <p class="muted">{t('Only the beginning is shown.')}</p>}
        </section>
      )}
      {injected.length > 0 && (
        <section>
          <h3>{t('Put beside it by the client')}</h3>
          {injected.map(({ rule, chars, preview }, i) => (
            <Disclosure
              key={i}
              class="session-injected"
              title={
                <>
                  {rule} <span class="muted">{t('{0} characters', formatCount(chars))}</span>
                </>
              }
            >
              <pre class="raw" tabIndex={0} role="region" aria-label={rule}>
                {preview}
              </pre>
            </Disclosure>
          ))}
        </section>
      )}
    </div>
  );
}

function EventDetail({ model, event }: { readonly model: SessionModel; readonly event: number }) {
  const facts = model.session.events[event]!;
  return (
    <div class="details">
      <h2>
        <Icon name={eventIcons[facts.kind]} /> <span>{eventLabel(facts)}</span>
      </h2>
      {facts.text !== '' && <p>{facts.text}</p>}
    </div>
  );
}
