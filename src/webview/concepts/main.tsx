import { render, type JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { conceptsProtocol, type ShownConcepts } from '../../protocol/concepts';
import type { Peer } from '../../protocol/rpc';
import { t } from '../ui/l10n';
import { connectPage } from '../ui/page';
import './concepts.css';
import { Icon } from './icons';
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

/** Set while the app is mounted: what the host sends before that waits here. */
let received: ShownConcepts | null = null;
let onShow: (shown: ShownConcepts) => void = (shown) => {
  received = shown;
};
let onFocusSearch: () => void = () => undefined;

/** Id under which the host keeps the scroll position of what is shown. */
const placeId = (shown: ShownConcepts): string =>
  shown.view.kind === 'concept' ? shown.view.id : 'ledger';

function App({ host }: { host: Host }): JSX.Element | null {
  const [shown, setShown] = useState(received);
  const [searching, setSearching] = useState(false);
  onShow = (next) => {
    setShown(next);
    setSearching(false);
  };
  onFocusSearch = () => setSearching(true);
  const actions = useMemo(() => makeActions(host), [host]);
  const place = shown === null ? null : placeId(shown);
  useEffect(() => {
    return place === null ? undefined : reportScroll(host, place);
  }, [place]);
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
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const by =
        event.altKey && !event.ctrlKey && !event.metaKey ? HISTORY_KEYS[event.key] : undefined;
      if (by !== undefined) {
        // The workbench would go back in its editors as well.
        event.preventDefault();
        event.stopPropagation();
        void host.request(by, null);
        return;
      }
      const typing = event.target instanceof HTMLInputElement && event.target.type !== 'range';
      if (event.key === '/' && !typing) {
        event.preventDefault();
        setSearching(true);
      } else if (event.key === 'Escape' && !typing) {
        void host.request('focusTree', null);
      } else if (!typing && !event.altKey && !event.ctrlKey && !event.metaKey) {
        const step = STEP_KEYS[event.key];
        if (step !== undefined) void host.request('step', { by: step });
        else if (event.key === 'e') void host.request('openInEditor', null);
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [host]);

  if (shown === null) return null;
  return (
    <>
      {shown.surface === 'editor' && (
        <Bar
          shown={shown}
          host={host}
          onSearch={() => setSearching(!searching)}
          searching={searching}
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
    </>
  );
}

function Bar(props: {
  readonly shown: ShownConcepts;
  readonly host: Host;
  readonly searching: boolean;
  readonly onSearch: () => void;
}): JSX.Element {
  const { shown, host, searching, onSearch } = props;
  const { view } = shown;
  const crumb =
    view.kind === 'concept'
      ? t('{0}, {1} of {2} · {3} min', view.group, view.number, view.of, view.minutes)
      : t('The claim ledger');
  return (
    <nav class="bar" aria-label={t('Pages')}>
      <button
        type="button"
        class="tool"
        aria-label={t('Back')}
        title={t('Back')}
        disabled={!shown.canGoBack}
        onClick={() => void host.request('back', null)}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        class="tool"
        aria-label={t('Forward')}
        title={t('Forward')}
        disabled={!shown.canGoForward}
        onClick={() => void host.request('forward', null)}
      >
        <Icon name="forward" />
      </button>
      <span class="crumb quiet" title={crumb}>
        {crumb}
      </span>
      <button
        type="button"
        class="tool"
        aria-label={t('Search the pages')}
        title={`${t('Search the pages')} (/)`}
        aria-expanded={searching}
        onClick={onSearch}
      >
        <Icon name={searching ? 'close' : 'search'} />
      </button>
    </nav>
  );
}

function makeActions(host: Host) {
  return {
    openPage: (id: string) => void host.request('open', { id }),
    openClaim: (claim: string) => void host.request('openLedger', { claim }),
    openLedger: () => void host.request('openLedger', { claim: null }),
    openWeb: (url: string) => void host.request('openSource', { url }),
    seeInTrace: (id: string) => void host.request('seeInTrace', { id }),
    tryEstimate: (id: string) => void host.request('tryEstimate', { id }),
    own: () => host.request('own', null),
    wasRead: (id: string) => host.emit('wasRead', { id }),
  };
}

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

void connectPage(conceptsProtocol, {
  requests: {},
  events: {
    show: (shown) => onShow(shown),
    focusSearch: () => onFocusSearch(),
  },
}).then((host) => render(<App host={host} />, document.getElementById('app')!));
