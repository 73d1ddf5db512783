import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useHeightOf } from '../ui/grid';
import { coarseKind } from '../../core/steps/kinds';
import type { CoarseKind } from '../../core/steps/model';
import type { StepBody, TraceTarget, TraceItem, TraceOutline } from '../../protocol/traceData';
import { Icon, KindGlyph } from '../ui/icons';
import { t } from '../ui/l10n';
import { lazyView } from '../ui/lazyView';
import { Link } from '../ui/link';
import { Markdown, type DrawText } from '../ui/markdown';
import { runAction } from './actions';
import { Details } from './details';
import { decodeRow } from './rows';
import type { PageState } from './pageState';
import type { TraceSession } from './session';
import type { TraceModel } from './traceModel';

const EditsOfCall = lazyView(async () => (await import('./editsOfCall')).EditsOfCall);

interface OpenedProps {
  readonly session: TraceSession;
  readonly state: PageState;
  readonly model: TraceModel;
  readonly top: number;
  readonly narrow: boolean;
  readonly onHeight: (pixels: number) => void;
}

/** What stands under the opened row: its text, and on a narrow page its details. */
export function Opened({ session, state, model, top, narrow, onHeight }: OpenedProps) {
  const place = useRef<HTMLDivElement>(null);
  useHeightOf(place, onHeight);
  const row = decodeRow(state.ui.selected);
  const item = row.kind === 'item' ? model.outline.items[row.item] : undefined;
  return (
    <div class="opened" ref={place} role="row" style={{ top: `${top}px` }}>
      <div class="opened-cell" role="gridcell">
        {item !== undefined ? (
          <ItemText session={session} outline={model.outline} item={item} />
        ) : (
          row.kind === 'step' && <StepText body={session.body(row.step)} />
        )}
        {narrow && row.kind === 'step' && (
          <Details session={session} state={state} model={model} step={row.step} narrow />
        )}
      </div>
    </div>
  );
}

/** A step's text, its sentences underlined by kind, each behind its glyph. */
function StepText({ body }: { readonly body: StepBody | undefined }) {
  const drawer = useMemo(
    () => (body === undefined ? undefined : () => spanDrawer(body.spans)),
    [body],
  );
  if (body === undefined || drawer === undefined) return <p class="muted">…</p>;
  return (
    <div class="prose">
      <Markdown text={body.text} drawer={drawer} />
    </div>
  );
}

/**
 * Draws text with the spans it lies in, for one drawing from start to end. A span's first piece starts with its glyph
 * when its kind is another than that of the span before.
 */
export function spanDrawer(spans: StepBody['spans']): DrawText {
  let at = 0;
  let shown: CoarseKind | null = null;
  return (text, start, end) => {
    // What shows less than its source (an escape) is one piece.
    const exact = text.length === end - start;
    const pieces = [];
    for (let position = start; position < end;) {
      while (at + 1 < spans.length && spans[at]!.end <= position) at++;
      const span = spans[at];
      const stop =
        exact && span !== undefined && span.end > position ? Math.min(end, span.end) : end;
      const piece = exact ? text.slice(position - start, stop - start) : text;
      if (span === undefined || piece.trim() === '') pieces.push(piece);
      else {
        const kind = coarseKind(span.kind);
        const glyph = kind !== shown && (
          <span class="span-glyph">
            <KindGlyph kind={kind} />
          </span>
        );
        shown = kind;
        pieces.push(glyph, <span class={`span line-${kind}`}>{piece}</span>);
      }
      position = stop;
    }
    return pieces;
  };
}

function targetOf(item: TraceItem): TraceTarget {
  return item.kind === 'prompt'
    ? { kind: 'prompt', message: item.source }
    : { kind: 'segment', segment: item.source };
}

interface ItemTextProps {
  readonly session: TraceSession;
  readonly outline: TraceOutline;
  readonly item: TraceItem;
}

/** The whole text of a prompt, answer, tool call or result. */
function ItemText({ session, outline, item }: ItemTextProps) {
  const { index } = outline;
  const [loaded, setLoaded] = useState<{ text: string; cut: boolean } | null>(null);
  useEffect(() => {
    let gone = false;
    setLoaded(null);
    if (item.kind === 'hidden') return;
    const target = targetOf(item);
    void session
      .attempt(() => session.host.request('getText', { index, target }))
      .then((text) => {
        if (!gone) setLoaded(text);
      });
    return () => {
      gone = true;
    };
  }, [session, index, item]);
  if (item.kind === 'hidden') {
    return (
      <p class="muted">
        {t(
          'The provider counted and billed this reasoning but did not give its text. There is nothing to inspect; the tokens are real.',
        )}
      </p>
    );
  }
  if (loaded === null) return <p class="muted">…</p>;
  const cut = loaded.cut && <p class="muted">{t('Only the beginning is shown.')}</p>;
  if (item.kind === 'prompt' || item.kind === 'answer') {
    return (
      <>
        <div class="prose">
          <Markdown text={loaded.text} />
          {cut}
        </div>
        <ItemActions session={session} outline={outline} item={item} />
      </>
    );
  }
  return (
    <>
      <pre class="plain" tabIndex={0} role="region" aria-label={item.title}>
        {item.kind === 'toolResult' ? loaded.text : tidyJson(loaded.text)}
      </pre>
      {cut}
      <ItemActions session={session} outline={outline} item={item} />
      {item.kind === 'toolCall' && !loaded.cut && (
        <EditsOfCall
          session={session}
          tool={item.title}
          input={loaded.text}
          at={outline.header.startedAt}
          wasMade={isAnswered(outline, item)}
        />
      )}
    </>
  );
}

/** Whether the result of a call comes right after it and is no failure; of calls side by side nobody here knows whose it is. */
function isAnswered({ items }: TraceOutline, call: TraceItem): boolean {
  const next = items[items.indexOf(call) + 1];
  return next?.kind === 'toolResult' && !next.isError;
}

/** What can be done with a prompt, answer, tool call or result. */
function ItemActions({ session, outline: { index }, item }: ItemTextProps) {
  return (
    <p class="item-actions">
      <Link onClick={() => runAction(session, 'revealStep')}>
        <Icon name="reveal" /> {t('Reveal in text')}
      </Link>
      <Link onClick={() => runAction(session, 'copyStep')}>
        <Icon name="copy" /> {t('Copy')}
      </Link>
      <Link onClick={() => runAction(session, 'showRaw')}>
        <Icon name="raw" /> {t('Record')}
      </Link>
      {item.kind === 'prompt' && (
        <Link
          onClick={() =>
            void session.attempt(() => session.host.request('startEstimate', { index }))
          }
        >
          {t('Estimate this prompt')}
        </Link>
      )}
    </p>
  );
}

/** JSON over several lines; anything else as it is. */
function tidyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
