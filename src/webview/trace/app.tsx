import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { lazyView } from '../ui/lazyView';
import { useStore } from '../ui/store';
import { ToolButton } from '../ui/toolButton';
import { shownIndex } from './actions';
import type { EarlyKeys } from './earlyKeys';
import { Footer, KeyHelp } from './footer';
import { ListView } from './listView';
import { Patterns } from './patterns';
import { compareContext } from './sessionContext';
import { usePlayback } from './playback';
import type { PageState, TraceSession } from './session';
import { Loading } from './states';
import { TraceView } from './traceView';
import { selectedStep } from './selection';

const CompareRuns = lazyView(
  async () => (await import('../session/compare/compareRuns')).CompareRuns,
);
const ChosenColumns = lazyView(async () => (await import('./columnsForm')).ChosenColumns);
const ChangeColumns = lazyView(async () => (await import('./problemPage')).ChangeColumns);
const ProblemPage = lazyView(async () => (await import('./problemPage')).ProblemPage);
const CompareView = lazyView(async () => (await import('./compareView')).CompareView);

/** The whole page. */
export function App({
  session,
  keys,
}: {
  readonly session: TraceSession;
  readonly keys: EarlyKeys;
}) {
  const state = useStore(session.store);
  usePlayback(session, state);
  useHostState(session, state, keys);
  const view = shownView(session, state);
  const { opened } = state;
  return (
    <>
      <Patterns />
      <main class={`page ${view}-page`} data-vscode-context={pageContext(state)}>
        {state.failure !== null && (
          <div class="failure" role="alert">
            <Icon name="warning" /> <span>{state.failure}</span>
            <ToolButton
              name={t('Close')}
              icon="close"
              onClick={() => session.store.set({ failure: null })}
            />
          </div>
        )}
        {view === 'loading' && <Loading session={session} file={state.file} />}
        {state.file?.byColumns === true && view !== 'problem' && (
          <ChosenColumns session={session} columns={state.file.columns} />
        )}
        {view === 'problem' && state.changing === null && (
          <ProblemPage session={session} file={state.file!} />
        )}
        {view === 'problem' && state.changing !== null && (
          <ChangeColumns session={session} file={state.file!} report={state.changing} />
        )}
        {view === 'session' && opened !== null && (
          <opened.View
            page={opened.page}
            model={opened.page.model!}
            following={state.file!.following}
          />
        )}
        {view === 'list' && (
          <ListView session={session} state={state} listing={session.list.listing!} />
        )}
        {view === 'trace' && <TraceView session={session} state={state} model={state.model!} />}
        {view === 'compare' && state.runs === null && (
          <CompareView session={session} comparison={state.comparison!} />
        )}
        {view === 'compare' && state.runs !== null && (
          <CompareRuns comparison={state.runs} context={compareContext(session)} />
        )}
        {view !== 'loading' && view !== 'problem' && <Footer view={view} opened={opened} />}
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">
        {state.said}
      </div>
      {state.help &&
        (view === 'session' && opened !== null ? (
          <opened.Keys onClose={() => session.store.set({ help: false })} />
        ) : (
          <KeyHelp onClose={() => session.store.set({ help: false })} />
        ))}
      {state.raw !== null && (
        <Dialog
          title={[t('Raw record'), state.raw.where].filter(Boolean).join(', ')}
          onClose={() => session.store.set({ raw: null })}
        >
          <pre class="raw whole" tabIndex={0} role="region" aria-label={t('Raw record')}>
            {state.raw.text}
          </pre>
        </Dialog>
      )}
    </>
  );
}

type View = 'loading' | 'problem' | 'session' | 'list' | 'trace' | 'compare';

/** What can be shown of what the user wants to see. */
function shownView(
  session: TraceSession,
  { file, model, comparison, runs, ui, changing }: PageState,
): View {
  if (changing !== null && file !== null) return 'problem';
  if (file?.state === 'failed') return 'problem';
  if (file === null || (file.count === 0 && file.state === 'loading')) return 'loading';
  if (file.count === 0) return 'problem';
  if (ui.view === 'compare' && (comparison !== null || runs !== null)) return 'compare';
  if (model !== null && ui.view === 'trace') return 'trace';
  if (ui.view === 'session') return session.run?.model ? 'session' : 'loading';
  // A file of one trace has no list to show while its trace is read.
  if ((file.count === 1 && !file.isSession) || session.list.listing === null) return 'loading';
  return 'list';
}

function pageContext({ ui }: PageState): string {
  return JSON.stringify({ webviewSection: ui.view, preventDefaultContextMenuItems: false });
}

/** Tells the host what is shown, for when-contexts and command targets, and the keys when the workbench knows of them. */
function useHostState(session: TraceSession, state: PageState, keys: EarlyKeys): void {
  const view = shownView(session, state);
  const { playing, model } = state;
  const step = view === 'trace' && model !== null && model.count > 0 ? selectedStep(session) : null;
  const told = useRef(0);
  useEffect(() => {
    const tell = async (): Promise<void> => {
      const focused = document.hasFocus();
      const turn = ++told.current;
      if (!focused) keys.setBound(false);
      const state = { view, index: shownIndex(session), step, playing, focused };
      const known = await session.attempt(() => session.host.request('showState', state));
      // A later state may have been told since: that one's answer counts.
      if (turn === told.current) keys.setBound(focused && known === true);
    };
    const onChange = (): void => void tell();
    onChange();
    window.addEventListener('focus', onChange);
    window.addEventListener('blur', onChange);
    return () => {
      window.removeEventListener('focus', onChange);
      window.removeEventListener('blur', onChange);
    };
  }, [session, keys, view, shownIndex(session), step, playing]);
  useEffect(() => {
    if (view !== 'loading') keys.loaded();
  }, [keys, view]);
}
