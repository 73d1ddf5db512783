import { render } from 'preact';
import { BANDS } from '../../core/steps/bands';
import { coarseKinds } from '../../core/steps/kinds';
import type { TraceRef } from '../../protocol/traceData';
import { traceProtocol } from '../../protocol/trace';
import '../ui/base.css';
import { loadMarkdown } from '../ui/markdown';
import { connectPage, keep, pageState } from '../ui/page';
import { canRun, runAction } from './actions';
import { App } from './app';
import { EarlyKeys } from './earlyKeys';
import { TraceSession } from './session';
import './trace.css';
import { restoreUi } from './ui';
import { kindLabel } from '../ui/kinds';
import { t } from '../ui/l10n';
import { select } from './selection';

/** Keys that lead into a field, where it is drawn. */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['/', 'find'],
  ['n', 'note'],
]);

const ui = pageState.get(restoreUi);
let session: TraceSession | null = null;

const keys = new EarlyKeys({
  run: (action) => session !== null && runAction(session, action),
  takes: (action) => session !== null && canRun(session, action),
  press: ({ key, shiftKey }) =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }),
    ),
});
// Before anything is awaited, and before VS Code, which listens at the window too.
window.addEventListener('keydown', takeEarly, { capture: true });

const host = await connectPage(traceProtocol, {
  requests: {},
  events: {
    progress: (progress) => session?.takeProgress(progress),
    listChanged: ({ agent }) => session?.rowsChanged(agent),
    fileChanged: ({ reason }) => {
      if (session === null) return;
      if (reason === 'replaced') {
        session.store.set({ model: null, comparison: null, runs: null });
        session.run?.clear();
      }
      // Prices and what corrections taught are part of a trace that is shown.
      if (reason === 'settings') void session.reloadTrace();
      void session.loadFile();
    },
    traceChanged: ({ index }) => {
      if (session?.state.ui.index === index) void session.reloadTrace();
    },
    selectStep: ({ index, step }) => {
      if (session === null) return;
      if (session.state.ui.index === index && session.state.model !== null) {
        session.setUi({ view: 'trace' });
        select(session, step, { open: true, say: true });
      } else void session.openTrace(index, step);
    },
    showComparison: ({ a, b, whole }) => void showComparison(a, b, whole),
    runAction: ({ action, step }) => {
      if (session === null) return;
      if (step !== undefined) select(session, step);
      runAction(session, action);
    },
  },
});

session = new TraceSession(host, ui);
const page = session;

keep(page.store, (state) => state.ui);

const longest = Math.max(...coarseKinds.map((kind) => kindLabel(kind).length));
document.documentElement.style.setProperty('--kind-label', `${(longest + 1) * 0.85}ch`);
const longestSure = Math.max(...BANDS.map(({ label }) => t(label).length));
document.documentElement.style.setProperty('--sure-label', `${(longestSure + 1) * 0.72}ch`);
document.addEventListener('keydown', keepKeys);

// A page that drew itself before it was shown could not put the keyboard anywhere: VS Code then gives it to the whole.
window.addEventListener('focus', () => {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>('[data-place="steps"]')?.focus({ preventScroll: true });
});

render(<App session={page} keys={keys} />, document.getElementById('app')!);
await page.loadFile();
// The first step is opened soon; its renderer should be there by then.
void loadMarkdown();

/** Gives a real key to `keys`, unless it is typed into a field or presses a button. */
function takeEarly(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!event.isTrusted || event.isComposing || !(target instanceof HTMLElement)) return;
  if (target.closest('input, textarea, select, dialog') !== null) return;
  // The find box has its own way, and takes at once what is typed after it.
  if (key === '/' && document.querySelector('[data-place="find"]') !== null) return;
  if (target.matches('button, a, summary') && (key === ' ' || key === 'Enter')) return;
  if (!keys.take(event)) return;
  event.stopPropagation();
  event.preventDefault();
}

/** Two files as sessions where that is asked for and both are, else two traces. */
async function showComparison(a: TraceRef, b: TraceRef, whole: boolean): Promise<void> {
  if (session === null) return;
  if (whole && (await session.compareRuns({ a: a.uri, b: b.uri }))) return;
  await session.compare(a, b);
}

/**
 * Keys that belong to what has the focus go no further: VS Code listens at the window and would run the command
 * bound to them. In a text field that is every key that types or edits; on a button the keys that press it.
 */
function keepKeys(event: KeyboardEvent): void {
  if (!(event.target instanceof HTMLElement)) return;
  const { target, key } = event;
  const editing = target.matches('input, textarea, select');
  const command = event.ctrlKey || event.metaKey;
  if (editing) {
    const editKeys = ['a', 'c', 'v', 'x', 'y', 'z'];
    if (command ? editKeys.includes(key.toLowerCase()) : !/^F\d+$/.test(key) && !event.altKey) {
      event.stopPropagation();
    }
  } else if (FIELDS.has(key) && !command && !event.altKey && target.closest('dialog') === null) {
    // The command comes back by way of the host; what is typed until then would run as other commands.
    const field = document.querySelector<HTMLElement>(`[data-place="${FIELDS.get(key)}"]`);
    if (field === null || field.matches(':disabled')) return;
    field.focus();
    event.preventDefault();
  } else if (target.matches('button, dialog, dialog *') && (key === ' ' || key === 'Enter')) {
    event.stopPropagation();
  } else if (target.closest('dialog') !== null && !command) {
    event.stopPropagation();
  }
}
