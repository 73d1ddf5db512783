import { useEffect, useRef, useState } from 'preact/hooks';
import { bandWords } from '../../core/steps/bands';
import { coarseKind, kindsByHand, SHOWN_KINDS } from '../../core/steps/kinds';
import type { StepKind } from '../../core/steps/model';
import { stepFlags, type StepBody } from '../../protocol/traceData';
import { KindGlyph } from '../ui/icons';
import { t } from '../ui/l10n';
import { relabel, runAction } from './actions';
import type { PageState } from './pageState';
import type { TraceSession } from './session';
import { kindOf, type TraceModel } from './traceModel';
import { kindLabel } from '../ui/kinds';
import { fineKindLabel } from './words';
import { Link } from '../ui/link';

/** What a part of the details shows a step of. */
export interface StepPartProps {
  readonly session: TraceSession;
  readonly model: TraceModel;
  readonly step: number;
  /** `undefined` until it has come. */
  readonly body: StepBody | undefined;
}

/** The labels to choose from, and what the classifier thinks. */
export function Label({ session, model, step, body }: StepPartProps) {
  const now = kindOf(model, step);
  const run = model.outline.labellings[model.outline.steps.labelling[step]! - 1];
  const corrected = (model.outline.steps.flags[step]! & stepFlags.corrected) !== 0;
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
        {kindsByHand.map((kind, k) => (
          <button
            type="button"
            key={kind}
            role="radio"
            aria-checked={kind === now}
            tabIndex={kind === now || (now === 'other' && k === 0) ? 0 : -1}
            title={`${kindLabel(kind)} (${SHOWN_KINDS[kind].byHand?.key ?? ''})`}
            onClick={() => relabel(session, kind)}
          >
            <KindGlyph kind={kind} />
            <span>{kindLabel(kind)}</span>
          </button>
        ))}
      </div>
      {body !== undefined && (
        <p class="why muted">
          {run !== undefined && `${t('Label by {0}.', run.by)} `}
          {suggestion(body)}
          {corrected && (
            <>
              {' '}
              <Link onClick={() => runAction(session, 'resetLabel')}>
                {t('Take back my label')}
              </Link>
            </>
          )}
        </p>
      )}
    </section>
  );
}

/** What the classifier thinks. */
function suggestion({ suggested: { kind, confidence, starts } }: StepBody): string {
  const label = t(
    'LRM Lens suggests: {0}, {1}.',
    ...[suggestedLabel(kind), t(bandWords(confidence).label)],
  );
  return starts ? label : `${label} ${t('It starts no step here.')}`;
}

/** The label as it can be chosen, with the finer kind where the classifier knows one. */
function suggestedLabel(kind: StepKind): string {
  const [label, fine] = [kindLabel(coarseKind(kind)), fineKindLabel(kind)];
  return label === fine ? label : t('{0} ({1})', label, fine);
}

/** Merge and split. */
export function Shape({ session, model, step, body }: StepPartProps) {
  if (body === undefined) return null;
  const last = step + 1 >= model.count;
  if (last && body.spans.length < 2) return null;
  return (
    <div class="shape">
      {!last && <Link onClick={() => runAction(session, 'mergeStep')}>{t('Merge with next')}</Link>}
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

/** The text a note is of: it stays when the trace is read again and its steps are numbered anew. */
export const notePlace = ({ outline }: TraceModel, step: number): string =>
  `${outline.index} ${outline.steps.start[step] ?? 0}`;

/** The note of a step, saved when the keyboard leaves it. Its `key` is its place, so that no words get to another step. */
export function Note({
  session,
  state,
  model,
  step,
  body,
}: StepPartProps & { readonly state: PageState }) {
  // Bodies are asked for anew when the trace is read again; the note of the last one stands until then.
  const saved = useRef<string | null>(null);
  if (body !== undefined) saved.current = body.note ?? '';
  const kept = saved.current;
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isGivenUp = useRef(false);
  useEffect(() => {
    if (document.activeElement !== field.current) setDraft(null);
  }, [kept]);
  const leave = (): void => {
    if (isGivenUp.current) setDraft(null);
    else if (draft !== null && draft !== kept) {
      void session.correct({ op: 'note', step, text: draft }, t('Note saved'), model);
    }
    isGivenUp.current = false;
  };
  return (
    <section>
      <h3>
        <label for="note">{t('Note')}</label>
      </h3>
      <textarea
        id="note"
        data-place="note"
        ref={field}
        rows={2}
        value={draft ?? kept ?? ''}
        disabled={kept === null}
        onFocus={() => session.store.set({ playing: false })}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          const { key, ctrlKey, metaKey } = event;
          if (key !== 'Escape' && !(key === 'Enter' && (ctrlKey || metaKey))) return;
          isGivenUp.current = key === 'Escape';
          document.querySelector<HTMLElement>('[data-place="steps"]')?.focus();
        }}
      />
      <p class="muted fine-print">
        {t('Kept in {0}, not in the trace.', state.file?.sidecar ?? '')}
      </p>
    </section>
  );
}
