import { useEffect, useRef } from 'preact/hooks';
import type { FileView } from '../../protocol/traceData';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { formatBytes, formatCount } from '../ui/format';
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
import type { PageState } from './pageState';
import type { TraceSession } from './session';
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
  const goOn = (): void => {
    if (session.state.told) session.store.set({ told: false });
  };
  return (
    <>
      <Patterns />
      <main
        class={`page ${view}-page`}
        data-vscode-context={pageContext(state)}
        onKeyDownCapture={goOn}
        onPointerDownCapture={goOn}
      >
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
      <div class={state.told ? 'told' : 'visually-hidden'} role="status" aria-live="polite">
        {state.said}
      </div>
      <Dialogs session={session} state={state} view={view} />
    </>
  );
}

/** What stands over the page: the keys, and a record as it was saved. */
function Dialogs({
  session,
  state: { help, raw, opened },
  view,
}: {
  readonly session: TraceSession;
  readonly state: PageState;
  readonly view: View;
}) {
  const closeHelp = (): void => session.store.set({ help: false });
  return (
    <>
      {help &&
        (view === 'session' && opened !== null ? (
          <opened.Keys onClose={closeHelp} />
        ) : (
          <KeyHelp onClose={closeHelp} />
        ))}
      {raw !== null && (
        <Dialog
          title={[t('Raw record'), raw.where].filter(Boolean).join(', ')}
          onClose={() => session.store.set({ raw: null })}
        >
          <pre class="raw whole" tabIndex={0} role="region" aria-label={t('Raw record')}>
            {raw.text}
          </pre>
        </Dialog>
      )}
    </>
  );
}

/** Reading the file: how far, and a way to stop. */
function Loading({
  session,
  file,
}: {
  readonly session: TraceSession;
  readonly file: FileView | null;
}) {
  const share = file === null || file.bytesTotal === 0 ? null : file.bytesRead / file.bytesTotal;
  return (
    <div class="state" role="status">
      <p>{file === null ? t('Opening…') : t('Reading {0}…', file.name)}</p>
      {share === null ? (
        <progress aria-label={t('Reading')} />
      ) : (
        <progress aria-label={t('Reading')} value={share} max={1} />
      )}
      {file !== null && (
        <p class="muted numeric">
          {t(
            '{0} of {1}, {2} traces',
            formatBytes(file.bytesRead),
            formatBytes(file.bytesTotal),
            formatCount(file.count),
          )}
        </p>
      )}
      <Button
        onClick={() => void session.attempt(() => session.host.request('cancelOpening', null))}
      >
        {t('Cancel')}
      </Button>
    </div>
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
