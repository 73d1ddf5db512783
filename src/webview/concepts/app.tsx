import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo } from 'preact/hooks';
import type { conceptsProtocol, ShownConcepts } from '../../protocol/concepts';
import type { Peer } from '../../protocol/rpc';
import { askingFor, Failure, type WithFailure } from '../ui/failure';
import { useStore, type Store } from '../ui/store';
import { Bar } from './bar';
import { KeptContext, type Kept } from './kept';
import { Ledger } from './ledger';
import { Reader } from './reader';
import { Search } from './search';

/** Without a modifier: neighbours in reading order. */
const STEP_KEYS: Readonly<Record<string, 'previous' | 'next'>> = { '[': 'previous', ']': 'next' };
/** With Alt, as in a browser. */
const HISTORY_KEYS: Readonly<Record<string, 'back' | 'forward'>> = {
  ArrowLeft: 'back',
  ArrowRight: 'forward',
};

type Host = Peer<typeof conceptsProtocol.host>;

/** Everything the page shows. */
export interface ConceptsPageState extends WithFailure {
  /** `null` until the host has told it. */
  readonly shown: ShownConcepts | null;
  readonly searching: boolean;
  readonly kept: Kept;
}

interface AppProps {
  readonly host: Host;
  readonly store: Store<ConceptsPageState>;
}

/** One concept page or the ledger of claims, with the bar above it where it is read as an editor. */
export function App({ host, store }: AppProps): JSX.Element | null {
  const { shown, searching, kept, failure } = useStore(store);
  const actions = useMemo(() => actionsOf(host, store), [host, store]);
  const keeping = useMemo(
    () => ({
      kept,
      keep: (change: Partial<Kept>) => store.set({ kept: { ...store.get().kept, ...change } }),
    }),
    [kept, store],
  );
  useKeys(actions, store);
  usePlace(host, shown);
  if (shown === null) return null;
  const setSearching = (now: boolean): void => store.set({ searching: now });
  return (
    <KeptContext.Provider value={keeping}>
      {shown.surface === 'editor' && (
        <Bar
          shown={shown}
          searching={searching}
          onBack={() => actions.go('back')}
          onForward={() => actions.go('forward')}
          onSearch={() => setSearching(!searching)}
        />
      )}
      {searching && (
        <Search
          search={(query) => host.request('search', { query })}
          open={actions.openPage}
          openLedger={actions.openLedger}
          close={() => {
            setSearching(false);
            document.getElementById('title')?.focus({ preventScroll: true });
          }}
        />
      )}
      <main>
        <Failure failure={failure} />
        {shown.view.kind === 'concept' ? (
          <Reader
            key={shown.view.id}
            view={shown.view}
            first={shown.first}
            totals={shown.totals}
            actions={actions}
          />
        ) : (
          <Ledger key={shown.view.focus} view={shown.view} actions={actions} />
        )}
      </main>
    </KeptContext.Provider>
  );
}

type Actions = ReturnType<typeof actionsOf>;

function actionsOf(host: Host, store: Store<ConceptsPageState>) {
  const ask = askingFor(store);
  return {
    go: (to: 'back' | 'forward') => ask(host.request(to, null)),
    step: (by: 'previous' | 'next') => ask(host.request('step', { by })),
    focusTree: () => ask(host.request('focusTree', null)),
    openInEditor: () => ask(host.request('openInEditor', null)),
    openPage: (id: string) => ask(host.request('open', { id })),
    openClaim: (claim: string) => ask(host.request('openLedger', { claim })),
    openLedger: () => ask(host.request('openLedger', { claim: null })),
    openWeb: (url: string) => ask(host.request('openSource', { url })),
    seeInTrace: (id: string) => ask(host.request('seeInTrace', { id })),
    tryEstimate: (id: string) => ask(host.request('tryEstimate', { id })),
    own: () => host.request('own', null),
    wasRead: (id: string) => host.emit('wasRead', { id }),
  };
}

/** The keys of the reader, where they are not typed into a field. */
function useKeys(actions: Actions, store: Store<ConceptsPageState>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const to =
        event.altKey && !event.ctrlKey && !event.metaKey ? HISTORY_KEYS[event.key] : undefined;
      if (to !== undefined) {
        // The workbench would go back in its editors as well.
        event.preventDefault();
        event.stopPropagation();
        actions.go(to);
        return;
      }
      const typing = event.target instanceof HTMLInputElement && event.target.type !== 'range';
      if (typing) return;
      if (event.key === '/') {
        event.preventDefault();
        store.set({ searching: true });
      } else if (event.key === 'Escape') {
        actions.focusTree();
      } else if (!event.altKey && !event.ctrlKey && !event.metaKey) {
        const step = STEP_KEYS[event.key];
        if (step !== undefined) actions.step(step);
        else if (event.key === 'e') actions.openInEditor();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [actions, store]);
}

/** Puts a page where it was read last, and tells the host where it stands. */
function usePlace(host: Host, shown: ShownConcepts | null): void {
  const place = shown === null ? null : placeId(shown);
  useEffect(() => (place === null ? undefined : reportScroll(host, place)), [place]);
  useLayoutEffect(() => {
    if (shown === null) return;
    // Read by measurements: how long after the webview began its first page stood.
    performance.mark('lrm-lens.shown');
    document.body.classList.toggle('side', shown.surface === 'side');
    document.documentElement.scrollTop = shown.scroll;
    // A page that was opened takes the keyboard to its title, so that reading on needs no Tab; not on the first one.
    if (document.hasFocus() && shown.view.kind === 'concept') {
      document.getElementById('title')?.focus({ preventScroll: true });
    }
    // The same page sent again, for its button, must not move.
  }, [place]);
}

/** Id under which the host keeps the scroll position of what is shown. */
const placeId = (shown: ShownConcepts): string =>
  shown.view.kind === 'concept' ? shown.view.id : 'ledger';

/** Tells the host where the page stands, at most four times a second. */
function reportScroll(host: Host, id: string): () => void {
  let timer: number | undefined;
  const onScroll = (): void => {
    timer ??= window.setTimeout(() => {
      timer = undefined;
      host.emit('scrolled', { id, scroll: document.documentElement.scrollTop });
    }, 250);
  };
  window.addEventListener('scroll', onScroll, { passive: true });
  return () => {
    window.clearTimeout(timer);
    window.removeEventListener('scroll', onScroll);
  };
}
