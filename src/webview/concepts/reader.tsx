import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ConceptView, OwnFigures } from '../../protocol/concepts';
import { Button } from '../ui/button';
import { t } from '../ui/l10n';
import { Evidence } from './evidence';
import { FigureContext } from './figures/figureData';
import { Markdown, type LinkActions } from './markdown';
import { PageHead } from './pageHead';
import { Link } from '../ui/link';

export interface ReaderActions extends LinkActions {
  readonly openLedger: () => void;
  readonly seeInTrace: (id: string) => void;
  readonly tryEstimate: (id: string) => void;
  readonly wasRead: (id: string) => void;
  readonly own: () => Promise<OwnFigures>;
}

interface Props {
  readonly view: ConceptView;
  readonly first: boolean;
  readonly totals: { readonly pages: number; readonly claims: number };
  readonly actions: ReaderActions;
}

/** One concept page. The order of its parts is fixed, so that a reader learns where to look. */
export function Reader({ view, first, totals, actions }: Props): JSX.Element {
  const end = useRef<HTMLElement>(null);
  const figures = useMemo(() => ({ models: view.models, own: actions.own }), [view, actions]);
  useEffect(() => {
    const target = end.current;
    if (target === null) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      actions.wasRead(view.id);
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [view.id]);

  return (
    <FigureContext.Provider value={figures}>
      <article aria-labelledby="title" lang={view.lang} data-page={view.id}>
        <PageHead view={view} first={first} pages={totals.pages} />
        <Actions view={view} actions={actions} />
        <section class="prose">
          <Markdown text={view.explanation} actions={actions} />
        </section>
        <section class="prose" aria-labelledby="code">
          <h2 id="code">{t('What it means for your code')}</h2>
          <Markdown text={view.code} actions={actions} />
        </section>
        <aside class="note" aria-labelledby="imprecise">
          <h2 id="imprecise">{t('Where the note is imprecise')}</h2>
          <Markdown text={view.imprecise} actions={actions} />
          <p class="quiet">
            <Link onClick={actions.openLedger}>{t('All {0} claims, checked', totals.claims)}</Link>
          </p>
        </aside>
        <section aria-labelledby="evidence" ref={end}>
          <h2 id="evidence">{t('Evidence')}</h2>
          <Evidence evidence={view.evidence} openWeb={actions.openWeb} />
        </section>
        <section aria-labelledby="related">
          <h2 id="related">{t('Related')}</h2>
          <ul class="related">
            {view.related.map((page) => (
              <li key={page.id}>
                <PageButton page={page} actions={actions} />
              </li>
            ))}
          </ul>
        </section>
        <nav class="neighbours" aria-label={t('Previous and next page')}>
          <span>
            {view.previous !== null && (
              <>
                <span class="quiet">{t('Previous')}</span>
                <PageButton page={view.previous} actions={actions} />
              </>
            )}
          </span>
          <span>
            {view.next !== null && (
              <>
                <span class="quiet">{t('Next')}</span>
                <PageButton page={view.next} actions={actions} />
              </>
            )}
          </span>
        </nav>
      </article>
    </FigureContext.Provider>
  );
}

function PageButton(props: {
  readonly page: { readonly id: string; readonly title: string };
  readonly actions: ReaderActions;
}): JSX.Element {
  const { page, actions } = props;
  return (
    <a
      href="#"
      onClick={(event) => {
        event.preventDefault();
        actions.openPage(page.id);
      }}
    >
      {page.title}
    </a>
  );
}

/** At most two buttons, the first one primary; a page without a trace or an estimate has none of that kind. */
function Actions({
  view,
  actions,
}: {
  view: ConceptView;
  actions: ReaderActions;
}): JSX.Element | null {
  const { trace } = view;
  if (trace === null && !view.estimate) return null;
  return (
    <div class="actions">
      {trace !== null && (
        <Button primary onClick={() => actions.seeInTrace(view.id)}>
          {trace.of === 'sample' ? t('See it in a trace') : ownTrace(trace.steps)}
        </Button>
      )}
      {view.estimate && (
        <Button primary={trace === null} onClick={() => actions.tryEstimate(view.id)}>
          {t('Try it in the estimate')}
        </Button>
      )}
    </div>
  );
}

function ownTrace(steps: number | null): string {
  if (steps === null) return t('See it in your trace');
  return steps === 1
    ? t('See it in your trace (1 step)')
    : t('See it in your trace ({0} steps)', steps);
}
