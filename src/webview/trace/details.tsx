import { formatCount, formatSeconds, formatShare, formatSmallUsd, stepNumber } from '../ui/format';
import { Icon, KindGlyph, ProvenanceDot } from '../ui/icons';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { plainLine } from '../ui/plainLine';
import { goTo, runAction } from './actions';
import type { PageState } from './pageState';
import type { TraceSession } from './session';
import { Label, Note, notePlace, Shape, type StepPartProps } from './stepCorrections';
import { kindOf, type TraceModel } from './traceModel';
import { kindLabel } from '../ui/kinds';
import { ToolButton } from '../ui/toolButton';
import { noteOf } from './words';

interface DetailsProps {
  readonly session: TraceSession;
  readonly state: PageState;
  readonly model: TraceModel;
  readonly step: number;
  /** Under the step instead of at the side: the heading and the text are left out, they stand above. */
  readonly narrow?: boolean;
}

/** Everything about one step: numbers, links, label, note, raw text. */
export function Details({ session, state, model, step, narrow = false }: DetailsProps) {
  const kind = kindOf(model, step);
  const body = session.body(step);
  return (
    <div class="details">
      {narrow ? (
        <h2 class="visually-hidden">{t('Details')}</h2>
      ) : (
        <h2>
          <KindGlyph kind={kind} />
          <span>{t('Step {0} · {1}', stepNumber(step), kindLabel(kind))}</span>
          <ToolButton
            name={t('What is “{0}”?', kindLabel(kind))}
            icon="help"
            onClick={() => runAction(session, 'explain')}
          />
        </h2>
      )}
      <About model={model} step={step} />
      <Numbers model={model} step={step} />
      <Links session={session} model={model} step={step} />
      <Label session={session} model={model} step={step} body={body} />
      <Shape session={session} model={model} step={step} body={body} />
      <Note key={notePlace(model, step)} {...{ session, state, model, step, body }} />
      <Raw session={session} model={model} step={step} body={body} narrow={narrow} />
    </div>
  );
}

/** What a language model said that the step, and the phase it is in, is about. */
function About({ model, step }: Pick<DetailsProps, 'model' | 'step'>) {
  const title = model.titles.get(step);
  const phase = model.outline.phases[model.phaseOf[step] ?? -1];
  if (title === undefined && (phase?.summary ?? null) === null) return null;
  return (
    <section class="about-step">
      {title !== undefined && <p class="step-title">{title}</p>}
      {phase !== undefined && phase.summary !== null && (
        <p class="muted">
          {t('Phase “{0}”: {1}', phase.title, phase.summary)}
          {phase.by !== null && ` (${phase.by})`}
        </p>
      )}
    </section>
  );
}

function Numbers({ model, step }: Pick<DetailsProps, 'model' | 'step'>) {
  const { tokens, cost, seconds } = model.outline.steps;
  const total = model.tokensBefore.at(-1)! || 1;
  const value = tokens.values[step]!;
  const soFar = (text: string): string => t('{0} so far', text);
  return (
    <dl class="facts">
      <dt>{t('Tokens')}</dt>
      <dd title={noteOf(tokens)}>
        {formatCount(value)} <ProvenanceDot provenance={tokens.provenance} />
      </dd>
      <dd class="muted">
        {formatShare(value / total, 1)}, {soFar(formatCount(model.tokensBefore[step + 1]!))}
      </dd>
      <dt>{t('Cost')}</dt>
      {cost === null || model.costBefore === null ? (
        <dd class="wide">{t('no price')}</dd>
      ) : (
        <>
          <dd title={noteOf(cost)}>
            {formatSmallUsd(cost.values[step]!)} <ProvenanceDot provenance={cost.provenance} />
          </dd>
          <dd class="muted">{soFar(formatSmallUsd(model.costBefore[step + 1]!))}</dd>
        </>
      )}
      <dt>{t('Time')}</dt>
      {seconds === null || model.secondsBefore === null ? (
        <dd class="wide">{t('not recorded')}</dd>
      ) : (
        <>
          <dd title={noteOf(seconds)}>
            {formatSeconds(seconds.values[step]!)} <ProvenanceDot provenance={seconds.provenance} />
          </dd>
          <dd class="muted">{soFar(formatSeconds(model.secondsBefore[step + 1]!))}</dd>
        </>
      )}
    </dl>
  );
}

/** More links than this are not listed. */
const MAX_LINKS = 8;

function Links({ session, model, step }: Pick<DetailsProps, 'session' | 'model' | 'step'>) {
  const { links } = model.outline;
  const own = model.linksAt.get(step) ?? [];
  if (own.length === 0) return null;
  return (
    <section>
      <h3>
        {t('Links')} <span class="muted">{t('suggested')}</span>
      </h3>
      <ul class="links">
        {own.slice(0, MAX_LINKS).map((link) => {
          const out = links.from[link] === step;
          const other = out ? links.to[link]! : links.from[link]!;
          const line = session.line(other);
          return (
            <li key={link}>
              <button type="button" class="link-row" onClick={() => goTo(session, other)}>
                <KindGlyph kind={linkGlyph(links.kind[link]!)} />
                {linkVerb(links.kind[link]!, out)}{' '}
                <span class="jump">{t('step {0}', stepNumber(other))}</span>
              </button>
              {line !== undefined && <span class="muted about">{plainLine(line)}</span>}
            </li>
          );
        })}
        {own.length > MAX_LINKS && (
          <li class="muted">{t('{0} more', formatCount(own.length - MAX_LINKS))}</li>
        )}
      </ul>
    </section>
  );
}

function linkGlyph(kind: number): 'rethink' | 'check' | 'work' {
  return kind === 0 ? 'rethink' : kind === 1 ? 'check' : 'work';
}

function linkVerb(kind: number, out: boolean): string {
  if (kind === 0) return out ? t('goes back to') : t('gone back to from');
  if (kind === 1) return out ? t('checks') : t('checked by');
  return out ? t('rests on') : t('leads to');
}

function Raw({ session, model, step, body, narrow }: StepPartProps & { readonly narrow: boolean }) {
  const { start, end } = model.outline.steps;
  return (
    <section>
      <div class="raw-head">
        <h3>
          {t('Raw')}{' '}
          <span class="muted numeric">
            {formatCount(start[step]!)}–{formatCount(end[step]!)}
          </span>
        </h3>
        <Link onClick={() => runAction(session, 'revealStep')}>
          <Icon name="reveal" /> {t('Reveal in text')}
        </Link>
        <Link onClick={() => runAction(session, 'copyStep')}>{t('Copy')}</Link>
        <Link onClick={() => runAction(session, 'showRaw')}>{t('Record')}</Link>
      </div>
      {!narrow && (
        <pre
          class="raw"
          tabIndex={0}
          role="region"
          aria-label={t('Raw text of step {0}', stepNumber(step))}
        >
          {body?.text ?? '…'}
        </pre>
      )}
    </section>
  );
}
