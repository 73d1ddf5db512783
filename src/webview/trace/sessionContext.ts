import { formatCount } from '../ui/format';
import { t } from '../ui/l10n';
import type { CompareContext } from '../session/compare/compareRuns';
import type { SessionContext } from '../session/sessionPage';
import { runAction } from './actions';
import type { Session } from './session';

/** What the session view asks of the page. */
export function sessionContext(page: Session): SessionContext {
  const { host } = page;
  return {
    head: (known) => host.request('getSession', { known }),
    part: (version, list, from, to) => host.request('getSessionPart', { version, list, from, to }),
    ui: () => page.state.ui.session,
    setUi: (patch) => page.setUi({ session: { ...page.state.ui.session, ...patch } }),
    arrived: () => page.store.set({ arrived: page.state.arrived + 1 }),
    say: (said) => page.say(said),
    reading: () => page.state.file?.state === 'loading',
    openTrace: (trace, step) =>
      void page
        .openTrace(trace, step)
        .then(() => page.say(t('Call {0}: its reasoning', formatCount(trace + 1)))),
    outline: (index) => page.attempt(() => host.request('getTrace', { index })),
    segment: (index, segment) =>
      page.attempt(() => host.request('getText', { index, target: { kind: 'segment', segment } })),
    thoughtOf: (trace) => page.list.row(trace)?.analysed?.thought ?? null,
    kindsOf: (trace) => page.list.row(trace)?.analysed?.kindShares ?? null,
    reveal: (index, segment) =>
      void page.attempt(() =>
        host.request('reveal', { index, target: { kind: 'segment', segment } }),
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
    openOther: (file, trace) =>
      void page.attempt(() => host.request('openOther', { uri: file, index: trace })),
    compare: () => runAction(page, 'compare'),
    exportSession: () => runAction(page, 'exportTrace'),
    showHelp: () => page.store.set({ help: !page.state.help }),
  };
}

/** What a comparison of two sessions asks of the page. */
export function compareContext(page: Session): CompareContext {
  return {
    back: () => runAction(page, 'showList'),
    swap: () => runAction(page, 'swapSides'),
    say: (said) => page.say(said),
    open: (side, { call, trace }) => {
      const uri = page.state.ui.runs?.[side] ?? null;
      if (uri !== null) {
        const index = trace ?? 0;
        void page.attempt(() => page.host.request('openOther', { uri, index }));
      } else if (call !== null) {
        page.setUi({ view: 'session' });
        page.run?.goTo(call);
      }
    },
  };
}
