import { useEffect, useState } from 'preact/hooks';
import type { Call } from '../../core/model/session';
import { coarseKind, SHOWN_KINDS, STEP_KINDS } from '../../core/steps/kinds';
import type { TraceOutline } from '../../protocol/traceData';
import { formatCount, formatShare, formatUsd, stepNumber } from '../ui/format';
import { Icon, KindGlyph } from '../ui/icons';
import { KindBar, kindLabel } from '../ui/kinds';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { plainLine } from '../ui/plainLine';
import { MoneyParts } from './moneyParts';
import { hasReasoning } from './rows';
import { toolMs, type SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { traceOf, type TraceOf } from './traceOf';
import { reasoningTokens } from './timeline';
import { countText, familyIcons, firstWords, moneyText, reasoningText, timeText } from './words';

interface CallDetailProps {
  readonly page: SessionPage;
  readonly model: SessionModel;
  readonly call: number;
}

/** One call: numbers, where its money went, what it thought, what it did and said. */
export function CallDetail({ page, model, call }: CallDetailProps) {
  const { session } = model;
  const facts = session.calls[call]!;
  return (
    <div class="details">
      <h2>
        <span>
          {t('Call {0}', model.labels[call]!)}
          {facts.hitLimit && ` · ${t('cut at the output limit')}`}
        </span>
      </h2>
      <Numbers model={model} call={call} facts={facts} />
      <MoneyParts page={page} session={session} facts={facts} />
      <Reasoning page={page} model={model} call={call} facts={facts} />
      {facts.tools.length > 0 && (
        <section>
          <h3>{t('What it did')}</h3>
          <ul class="links">
            {facts.tools.map((tool) => {
              const { name, family, summary, result } = session.tools[tool]!;
              return (
                <li key={tool}>
                  <button
                    type="button"
                    class="link-row session-tool-link"
                    onClick={() => page.goTo(call, tool)}
                  >
                    <Icon name={familyIcons[family]} />
                    <span class="jump">{name}</span>
                    {result?.failed === true && <span class="bad">{t('failed')}</span>}
                  </button>
                  <span class="muted about">{summary}</span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {facts.said !== null && (
        <section>
          <h3>{t('Said')}</h3>
          <p class="session-said">{plainLine(firstWords(facts.said, 1_000))}</p>
        </section>
      )}
    </div>
  );
}

interface OfCall {
  readonly model: SessionModel;
  readonly call: number;
  readonly facts: Call;
}

function Numbers({ model, call, facts }: OfCall) {
  const whole = model.session.figures.money.usd ?? 0;
  const soFar = model.usdBefore[model.placeOf[call]! + 1]!;
  const tools = toolMs(model.session, facts);
  const thought = reasoningTokens(model.session, facts);
  return (
    <dl class="facts">
      <dt>{t('Cost')}</dt>
      <dd>{moneyText(facts.money)}</dd>
      <dd class="muted">
        {facts.money.usd !== null && whole > 0
          ? `${formatShare(facts.money.usd / whole)}, ${t('{0} so far', formatUsd(soFar))}`
          : ''}
      </dd>
      <dt>{t('Time')}</dt>
      <dd>{timeText(facts.modelMs)}</dd>
      <dd class="muted">{tools === null ? '' : t('tools {0}', timeText(tools))}</dd>
      <dt>{t('Context')}</dt>
      <dd class="wide">{countText(facts.contextTokens)}</dd>
      <dt>{t('Output')}</dt>
      <dd class="wide">
        {countText(facts.tokens.output)}
        {thought !== null && (
          <span class="muted"> · {t('{0} of it reasoning', reasoningText(thought))}</span>
        )}
      </dd>
      <dt>{t('Model')}</dt>
      <dd class="wide">
        {facts.model ?? t('unknown')}
        {facts.effort !== null && <span class="muted"> {facts.effort}</span>}
      </dd>
      <dt>{t('Finish')}</dt>
      <dd class="wide">{facts.finishReason ?? t('unknown')}</dd>
    </dl>
  );
}

/** Steps shown at the side; the rest stands on the trace page. */
const MAX_STEPS = 12;

/** The labelled steps of a call: a bar of their kinds, and those where the thought turns. */
function Reasoning({ page, model, call, facts }: OfCall & { readonly page: SessionPage }) {
  const { file, trace } = traceOf(model.session, facts);
  const [outline, setOutline] = useState<TraceOutline | null>(null);
  useEffect(() => {
    let gone = false;
    setOutline(null);
    // Not at once: who walks through the list with the arrows asks for none of the calls in between.
    const timer = setTimeout(() => {
      void page.context.outline({ file, trace }).then((next) => {
        if (!gone) setOutline(next);
      });
    }, 80);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [page, trace, facts.traceId, file]);
  const count = outline?.steps.kind.length ?? 0;
  return (
    <section>
      <div class="raw-head">
        <h3>
          {t('Reasoning')}{' '}
          {count > 0 && (
            <span class="muted">{t(count === 1 ? '1 step' : '{0} steps', formatCount(count))}</span>
          )}
        </h3>
        <Link onClick={() => page.open(call)}>
          <Icon name="reveal" /> {t('Open as trace')}
        </Link>
      </div>
      {file !== null && <p class="muted">{t('This call is in another file: {0}', file)}</p>}
      {!hasReasoning(facts) && (
        <p class="muted">
          {facts.fidelity === 'hidden' || facts.fidelity === 'redacted'
            ? t('The reasoning of this call is hidden: its text was not given.')
            : t('This call shows no reasoning.')}
        </p>
      )}
      {outline !== null && count > 0 && (
        <Steps page={page} of={{ file, trace }} outline={outline} />
      )}
      {outline !== null && count === 0 && hasReasoning(facts) && (
        <p class="muted">{t('Its reasoning was counted, but its text was not given.')}</p>
      )}
    </section>
  );
}

interface StepsProps {
  readonly page: SessionPage;
  readonly of: TraceOf;
  readonly outline: TraceOutline;
}

function Steps({ page, of, outline }: StepsProps) {
  const { kind, tokens } = outline.steps;
  const kinds = Array.from(kind, (k) => STEP_KINDS[k]!);
  const total = tokens.values.reduce((a, b) => a + b, 0);
  const shares = STEP_KINDS.map((name) =>
    total === 0
      ? 0
      : kinds.reduce((sum, own, i) => (own === name ? sum + tokens.values[i]! : sum), 0) / total,
  );
  const all = kinds.map((_, step) => step);
  const turning = all.filter((step) => step === 0 || SHOWN_KINDS[coarseKind(kinds[step]!)].turns);
  const shown = (all.length <= MAX_STEPS ? all : turning).slice(0, MAX_STEPS);
  return (
    <>
      <KindBar shares={shares} pending={false} />
      <ul class="session-steps">
        {shown.map((step) => {
          const own = coarseKind(kinds[step]!);
          return (
            <li key={step}>
              <button
                type="button"
                class="session-step"
                onClick={() => page.context.openTrace(of, step)}
              >
                <span class="no">{stepNumber(step)}</span>
                <KindGlyph kind={own} />
                <span class="visually-hidden">{kindLabel(own)}</span>
                <span class="session-step-text" title={outline.lines[step]}>
                  {plainLine(outline.lines[step] ?? '')}
                </span>
                <span class="number muted">{formatCount(tokens.values[step]!)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length < all.length && (
        <p class="muted">{t('{0} more steps', formatCount(all.length - shown.length))}</p>
      )}
    </>
  );
}
