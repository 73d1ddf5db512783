import { useEffect, useState } from 'preact/hooks';
import { coarseKinds } from '../../core/steps/coarse';
import { stepFlags, type StepBody } from '../../protocol/traceData';
import {
  formatConfidence,
  formatCount,
  formatSeconds,
  formatShare,
  formatSmallUsd,
  stepNumber,
} from '../ui/format';
import { Icon, KindGlyph, ProvenanceDot } from '../ui/icons';
import { t } from '../ui/l10n';
import { plainLine } from '../ui/plainLine';
import { goTo, relabel, runAction } from './actions';
import type { PageState, Session } from './session';
import { kindOf, type TraceModel } from './traceModel';
import { fineKindLabel, kindLabel } from './words';

interface DetailsProps {
  readonly session: Session;
  readonly state: PageState;
  readonly model: TraceModel;
  readonly step: number;
  /** Under the step instead of at the side: the heading and the raw text are left out, they stand above. */
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
          <button
            type="button"
            class="tool"
            title={t('What is “{0}”?', kindLabel(kind))}
            aria-label={t('What is “{0}”?', kindLabel(kind))}
            onClick={() => runAction(session, 'explain')}
          >
            <Icon name="help" />
          </button>
        </h2>
      )}
      <Numbers model={model} step={step} />
      <Links session={session} model={model} step={step} />
      <Label session={session} model={model} step={step} body={body} />
      <Shape session={session} model={model} step={step} body={body} />
      <Note session={session} state={state} step={step} body={body} />
      {!narrow && <Raw session={session} model={model} step={step} body={body} />}
    </div>
  );
}

type PartProps = Pick<DetailsProps, 'session' | 'model' | 'step'> & {
  readonly body: StepBody | undefined;
};

function Numbers({ model, step }: Pick<DetailsProps, 'model' | 'step'>) {
  const { tokens, cost, seconds } = model.outline.steps;
  const total = model.tokensBefore.at(-1)! || 1;
  const value = tokens.values[step]!;
  const soFar = (text: string): string => t('{0} so far', text);
  return (
    <dl class="facts">
      <dt>{t('Tokens')}</dt>
      <dd title={tokens.note}>
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
          <dd title={cost.note}>
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
          <dd title={seconds.note}>
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

function Label({ session, model, step, body }: PartProps) {
  const now = kindOf(model, step);
  const corrected = (model.outline.steps.flags[step]! & stepFlags.corrected) !== 0;
  const kinds = coarseKinds.filter((kind) => kind !== 'other');
  return (
    <section>
      <h3 id="label-head">{t('Label')}</h3>
      <div
        class="labels"
        role="radiogroup"
        aria-labelledby="label-head"
        onKeyDown={(event) => {
          const by =
            event.key === 'ArrowRight' || event.key === 'ArrowDown'
              ? 1
              : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
                ? -1
                : 0;
          if (by === 0) return;
          const buttons = [...event.currentTarget.querySelectorAll('button')];
          const at = buttons.indexOf(event.target as HTMLButtonElement);
          buttons.at((at + by) % buttons.length)?.focus();
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        {kinds.map((kind, k) => (
          <button
            type="button"
            key={kind}
            role="radio"
            aria-checked={kind === now}
            tabIndex={kind === now || (now === 'other' && k === 0) ? 0 : -1}
            title={`${kindLabel(kind)} (${k + 1})`}
            onClick={() => relabel(session, kind)}
          >
            <KindGlyph kind={kind} />
            <span>{kindLabel(kind)}</span>
          </button>
        ))}
      </div>
      {body !== undefined && (
        <p class="why muted">
          {suggestion(body)}
          {corrected && (
            <>
              {' '}
              <button type="button" class="link" onClick={() => runAction(session, 'resetLabel')}>
                {t('Take back my label')}
              </button>
            </>
          )}
        </p>
      )}
    </section>
  );
}

/** What the classifier thinks, with its runners-up. */
function suggestion(body: StepBody): string {
  const all = [body.suggested, ...body.others].slice(0, 3);
  const list = all.map((s) => `${fineKindLabel(s.kind)} ${formatConfidence(s.confidence)}`);
  return t('Suggested: {0}.', list.join(', '));
}

function Shape({ session, model, step, body }: PartProps) {
  if (body === undefined) return null;
  const last = step + 1 >= model.count;
  if (last && body.spans.length < 2) return null;
  return (
    <div class="shape">
      {!last && (
        <button type="button" class="link" onClick={() => runAction(session, 'mergeStep')}>
          {t('Merge with next')}
        </button>
      )}
      {body.spans.length > 1 && (
        <select
          aria-label={t('Split step before a sentence')}
          data-place="split"
          value=""
          onChange={(event) => {
            const span = Number(event.currentTarget.value);
            if (span > 0) void session.correct({ op: 'split', step, span }, t('Step split'));
          }}
        >
          <option value="">{t('Split before…')}</option>
          {body.spans.slice(1).map((span, i) => (
            <option key={span.start} value={i + 1}>
              {body.text.slice(span.start, Math.min(span.end, span.start + 60))}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function Note({
  session,
  state,
  step,
  body,
}: Pick<DetailsProps, 'session' | 'state' | 'step'> & { readonly body: StepBody | undefined }) {
  const saved = body?.note ?? '';
  const [text, setText] = useState(saved);
  useEffect(() => setText(saved), [saved, step]);
  const save = (): void => {
    if (text !== saved) void session.correct({ op: 'note', step, text }, t('Note saved'));
  };
  return (
    <section>
      <h3>
        <label for="note">{t('Note')}</label>
      </h3>
      <textarea
        id="note"
        data-place="note"
        rows={2}
        value={text}
        disabled={body === undefined}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (
            event.key === 'Escape' ||
            (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
          ) {
            if (event.key === 'Escape') setText(saved);
            document.querySelector<HTMLElement>('[data-place="steps"]')?.focus();
          }
        }}
      />
      <p class="muted fine-print">
        {t('Kept in {0}, not in the trace.', state.file?.sidecar ?? '')}
      </p>
    </section>
  );
}

function Raw({ session, model, step, body }: PartProps) {
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
        <button type="button" class="link" onClick={() => runAction(session, 'revealStep')}>
          <Icon name="reveal" /> {t('Reveal in text')}
        </button>
        <button type="button" class="link" onClick={() => runAction(session, 'copyStep')}>
          {t('Copy')}
        </button>
        <button type="button" class="link" onClick={() => runAction(session, 'showRaw')}>
          {t('Record')}
        </button>
      </div>
      <pre
        class="raw"
        tabIndex={0}
        role="region"
        aria-label={t('Raw text of step {0}', stepNumber(step))}
      >
        {body?.text ?? '…'}
      </pre>
    </section>
  );
}
