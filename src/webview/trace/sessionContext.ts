import { formatCount } from '../ui/format';
import { t } from '../ui/l10n';
import type { CompareContext } from '../session/compare/compareRuns';
import type { SessionContext } from '../session/sessionPage';
import type { TraceOf } from '../session/traceOf';
import { runAction } from './actions';
import type { TraceSession } from './session';

/** A trace as the host is asked for it. */
function asked({ file, trace }: TraceOf): { readonly index: number; readonly agent?: string } {
  return { index: trace, ...(file === null ? {} : { agent: file }) };
}

/** What the session view asks of the page. */
export function sessionContext(page: TraceSession): SessionContext {
  const { host } = page;
  return {
    head: (known) => host.request('getSession', { known }),
    part: (version, list, from, to) => host.request('getSessionPart', { version, list, from, to }),
    ui: () => page.state.ui.session,
    setUi: (patch) => page.setUi({ session: { ...page.state.ui.session, ...patch } }),
    arrived: page.arrived,
    say: (said) => page.say(said),
    tell: (said) => page.tell(said),
    reading: () => page.state.file?.state === 'loading',
    openTrace: ({ file, trace }, step) => {
      if (file !== null) {
        const place = { uri: file, index: trace, step: step ?? null };
        void page.attempt(() => host.request('openOther', place));
        return;
      }
      void page.openTrace(trace, step).then((isShown) => {
        if (isShown) page.say(t('Call {0}: its reasoning', formatCount(trace + 1)));
      });
    },
    outline: (of) => page.attempt(() => host.request('getTrace', asked(of))),
    segment: (of, segment) =>
      page.attempt(() =>
        host.request('getText', { ...asked(of), target: { kind: 'segment', segment } }),
      ),
    holding: (words, signal) => host.request('findInSession', { words }, { signal }),
    thoughtOf: ({ file, trace }) => page.rowsOf(file).row(trace)?.analysed?.thought ?? null,
    kindsOf: ({ file, trace }) => page.rowsOf(file).row(trace)?.analysed?.kindShares ?? null,
    reveal: (of, segment) =>
      void page.attempt(() =>
        host.request('reveal', { ...asked(of), target: { kind: 'segment', segment } }),
      ),
    openEdit: ({ file, old, new: text }, folder, at) =>
      void page.attempt(() =>
        host.request('runCommand', {
          command: 'lrmLens.openEdit',
          args: [{ file, folder, old, new: text, at }],
        }),
      ),
    editStanding: ({ file, old, new: text }, folder, at) =>
      page.attempt(() => host.request('editStanding', { file, folder, old, new: text, at })),
    setFollowing: (following) =>
      void page.attempt(() => host.request('setFollowing', { following })),
    explain: (topic) => void page.attempt(() => host.request('openConcept', { topic })),
    compare: () => runAction(page, 'compare'),
    exportSession: () => runAction(page, 'exportTrace'),
    showHelp: () => page.store.set({ help: !page.state.help }),
  };
}

/** What a comparison of two sessions asks of the page. */
export function compareContext(page: TraceSession): CompareContext {
  return {
    back: () => runAction(page, 'showList'),
    swap: () => runAction(page, 'swapSides'),
    tell: (said) => page.tell(said),
    open: (side, { call, trace }) => {
      const uri = page.state.ui.runs?.[side] ?? null;
      if (uri !== null) {
        const index = trace ?? 0;
        void page.attempt(() => page.host.request('openOther', { uri, index, step: null }));
      } else if (call !== null) {
        page.setUi({ view: 'session' });
        page.run?.goTo(call);
      }
    },
  };
}
