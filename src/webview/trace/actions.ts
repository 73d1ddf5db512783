import { coarseKinds, fineKind, kindsByHand, STEP_KINDS } from '../../core/steps/kinds';
import type { CoarseKind } from '../../core/steps/model';
import { labelAction, type LabelAction, type TraceAction } from '../../protocol/traceActions';
import { formatCount } from '../ui/format';
import { t } from '../ui/l10n';
import { kindLabel } from '../ui/kinds';
import { zoomAbout } from '../ui/zoom';
import { meansSomething } from './actionViews';
import { standsAt } from './listPages';
import { nextStep, stepBefore } from './rows';
import type { TraceSession } from './session';
import { linkBack, stepRangeShare } from './traceModel';
import { speeds } from './ui';
import { select, selectedStep, selectedTarget } from './selection';

/** Does what a command, key or button asks for. */
export function runAction(session: TraceSession, action: TraceAction): void {
  if (canRun(session, action)) actions[action](session);
}

/** Whether an action means something in the view that is shown. */
export function canRun(session: TraceSession, action: TraceAction): boolean {
  return meansSomething(session.state.ui.view, action);
}

const labels = Object.fromEntries(
  kindsByHand.map((kind) => [labelAction(kind), (s: TraceSession) => relabel(s, kind)]),
) as Readonly<Record<LabelAction, (session: TraceSession) => void>>;

const actions: Readonly<Record<TraceAction, (session: TraceSession) => void>> = {
  nextStep: (s) => goStep(s, 1),
  previousStep: (s) => goStep(s, -1),
  nextTrace: (s) => goTrace(s, 1),
  previousTrace: (s) => goTrace(s, -1),
  showList: (s) => {
    s.store.set({ playing: false });
    const { ui, model, file } = s.state;
    const isSession = file?.isSession ?? false;
    if (ui.view === 'compare' && ui.runs !== null)
      s.setUi({ view: isSession ? 'session' : 'list' });
    else if (ui.view === 'compare') s.setUi({ view: model === null ? 'list' : 'trace' });
    else s.setUi({ view: isSession && ui.view !== 'session' ? 'session' : 'list' });
  },
  openStep: (s) => s.setUi({ open: !s.state.ui.open }),
  play: (s) => {
    if (s.state.model === null) return;
    const playing = !s.state.playing;
    s.store.set({ playing });
    s.say(playing ? t('Playing') : t('Paused'));
  },
  faster: (s) => changeSpeed(s, 1),
  slower: (s) => changeSpeed(s, -1),
  find: () => focusOn('find'),
  findRegex: (s) => {
    s.setUi({ regex: !s.state.ui.regex });
    void s.search();
  },
  nextHit: (s) => goStep(s, 1),
  previousHit: (s) => goStep(s, -1),
  goToAnswer: (s) => {
    const { firstConcluded = null, firstMentioned = null } = s.state.model?.outline.answer ?? {};
    const step = firstConcluded ?? firstMentioned;
    if (step === null) s.tell(t('The answer was not found in the reasoning.'));
    else goTo(s, step);
  },
  followLink: (s) => {
    const back = s.state.model && linkBack(s.state.model, selectedStep(s));
    if (back === null) s.tell(t('No link leads back from this step.'));
    else goTo(s, back);
  },
  nextBacktrack: (s) => {
    const { model } = s.state;
    const rethink = coarseKinds.indexOf('rethink');
    const step =
      model && nextStep(s.shown().passes, selectedStep(s), 1, (i) => model.kinds[i] === rethink);
    if (step === null) s.tell(t('No backtrack after this step.'));
    else goTo(s, step);
  },
  afterAnswer: (s) => s.setUi({ afterAnswer: !s.state.ui.afterAnswer }),
  togglePhases: (s) => {
    const phases = s.state.model?.outline.phases ?? [];
    const all = s.state.ui.folded.length > 0 ? [] : phases.map((_, p) => p);
    s.setUi({ folded: all, ...(all.length > 0 ? { open: false } : {}) });
  },
  toggleStructure: (s) => s.setUi({ structure: !s.state.ui.structure }),
  toggleTable: (s) => {
    const { ui } = s.state;
    if (ui.view === 'session') s.setUi({ session: { ...ui.session, table: !ui.session.table } });
    else s.setUi({ table: !ui.table });
  },
  toggleTime: (s) => s.setUi({ unit: s.state.ui.unit === 'time' ? 'tokens' : 'time' }),
  zoomIn: (s) => zoom(s, 0.7),
  zoomOut: (s) => zoom(s, 1 / 0.7),
  ...labels,
  resetLabel: (s) =>
    void s.correct(
      { op: 'relabel', step: selectedStep(s), kind: null },
      t('Step {0}: label as suggested', formatCount(selectedStep(s) + 1)),
    ),
  editNote: (s) => {
    s.store.set({ playing: false });
    s.setUi({ open: true });
    // At once where it is drawn: later the keyboard may have left it again. On a narrow page the details are drawn first.
    if (document.querySelector('[data-place="note"]:enabled') !== null) focusOn('note');
    else setTimeout(() => focusOn('note'), 50);
  },
  mergeStep: (s) => {
    if (selectedStep(s) + 1 < (s.state.model?.count ?? 0)) {
      void s.correct({ op: 'merge', step: selectedStep(s) }, t('Steps merged'));
    }
  },
  splitStep: (s) => {
    s.setUi({ open: true });
    setTimeout(() => focusOn('split'), 50);
  },
  labelWithModel: (s) => modelLabels(s, false),
  throwAwayLabels: (s) => modelLabels(s, true),
  forgetCorrections: (s) => void s.attempt(() => s.host.request('forgetCorrections', null)),
  undo: (s) => withIndex(s, async (index) => s.host.request('undo', { index }), t('Undone')),
  redo: (s) => withIndex(s, async (index) => s.host.request('redo', { index }), t('Done again')),
  compare: (s) => void compare(s),
  nextDifference: () => focusOn('next-difference', true),
  swapSides: (s) => {
    const { compare: sides, runs, view } = s.state.ui;
    if (view === 'compare' && runs !== null) void s.compareRuns({ a: runs.b, b: runs.a });
    else if (view === 'compare' && sides !== null) void s.compare(sides.b, sides.a);
  },
  exportTrace: (s) => {
    const { view } = s.state.ui;
    if (view === 'session') void s.attempt(() => s.host.request('exportSession', null));
    // Which of the two would be meant, nobody can tell.
    else if (view === 'compare')
      s.store.set({ failure: t('Go back to one of the traces to export it.') });
    else withIndex(s, async (index) => s.host.request('exportTrace', { index }));
  },
  copyStep: (s) => copy(s, 'text'),
  copyStepMarkdown: (s) => copy(s, 'markdown'),
  copyStepJson: (s) => copy(s, 'json'),
  revealStep: (s) =>
    withIndex(s, async (index) => s.host.request('reveal', { index, target: selectedTarget(s) })),
  showRaw: (s) => void s.showRaw(selectedTarget(s)),
  explain: (s) => {
    const { model, ui } = s.state;
    const kind =
      model === null || ui.view !== 'trace' ? null : coarseKinds[model.kinds[selectedStep(s)] ?? 0];
    const topic = kind ? `kind.${kind}` : 'trace';
    void s.attempt(() => s.host.request('openConcept', { topic }));
  },
  toggleFollow: (s) => {
    const following = !(s.state.file?.following ?? false);
    void s.attempt(() => s.host.request('setFollowing', { following }));
  },
  showKeys: (s) => s.store.set({ help: !s.state.help }),
};

const modelLabels = (session: TraceSession, drop: boolean): void =>
  withIndex(session, async (index) => session.host.request('modelLabels', { index, drop }));

/** Selects a step and says so: for jumps that do not move the list's own cursor. */
export function goTo(session: TraceSession, step: number): void {
  select(session, step, { say: true });
}

/** The next step that passes the filter; on the list of traces the next trace. */
function goStep(session: TraceSession, direction: 1 | -1): void {
  const { ui, model } = session.state;
  if (ui.view === 'session') {
    session.run?.move(direction);
    return;
  }
  if (ui.view === 'list') {
    focusOn(direction === 1 ? 'list-next' : 'list-previous', true);
    return;
  }
  if (model === null || ui.view !== 'trace') return;
  const step = nextStep(
    session.shown().passes,
    stepBefore(model, ui.selected, direction),
    direction,
  );
  if (step !== null) goTo(session, step);
}

function goTrace(session: TraceSession, by: 1 | -1): void {
  const { file } = session.state;
  const index = (session.goal ?? -1) + by;
  if (file === null || index < 0 || index >= file.count) return;
  void session.openTrace(index).then((isShown) => {
    if (isShown) session.say(t('Trace {0} of {1}', index + 1, file.count));
  });
}

function changeSpeed(session: TraceSession, by: 1 | -1): void {
  const timed = (session.state.model?.secondsBefore ?? null) !== null;
  const usable = speeds.filter((s) => s !== 0 || timed);
  const at = usable.findIndex((s) => s === session.state.ui.speed);
  const speed = usable[Math.min(usable.length - 1, Math.max(0, at + by))] ?? 1;
  session.setUi({ speed });
  session.say(speed === 0 ? t('Recorded speed') : t('Speed {0}', speed));
}

function zoom(session: TraceSession, factor: number): void {
  const { model, ui } = session.state;
  if (ui.view === 'session') {
    session.run?.zoom(factor);
    return;
  }
  if (model === null) return;
  const [from, to] = stepRangeShare(model, ui.unit, selectedStep(session));
  const middle = Math.min(ui.zoom[1], Math.max(ui.zoom[0], (from + to) / 2));
  session.setUi({ zoom: [...zoomAbout(ui.zoom, factor, middle)] });
}

/** Labels the selected step by hand. */
export function relabel(session: TraceSession, kind: CoarseKind): void {
  const { model } = session.state;
  if (model === null || model.count === 0) return;
  const step = selectedStep(session);
  const fine = fineKind(kind);
  // Keeps the finer suggestion when it means the same.
  const now = STEP_KINDS[model.outline.steps.kind[step] ?? 0]!;
  const same = coarseKinds[model.kinds[step]!] === kind;
  void session.correct(
    { op: 'relabel', step, kind: same ? now : fine },
    t('Step {0}: {1}', formatCount(step + 1), kindLabel(kind)),
  );
}

async function compare(session: TraceSession): Promise<void> {
  const { ui } = session.state;
  const [first, second] = ui.list.marked;
  if (ui.view === 'list' && first !== undefined && second !== undefined) {
    await session.compare({ uri: null, index: first }, { uri: null, index: second });
    return;
  }
  if (ui.view === 'session') {
    const other = await session.attempt(() => session.host.request('chooseOtherSession', null));
    if (other !== null) await session.compareRuns({ a: null, b: other });
    return;
  }
  const index = shownIndex(session);
  if (index === null) return;
  const other = await session.attempt(() => session.host.request('chooseOther', { index }));
  if (other !== null) await session.compare({ uri: null, index }, other);
}

function copy(session: TraceSession, as: 'text' | 'markdown' | 'json'): void {
  // What is marked with the mouse is meant, when something is.
  const marked = window.getSelection()?.toString() ?? '';
  if (as === 'text' && marked !== '') {
    void navigator.clipboard.writeText(marked);
    return;
  }
  // Elsewhere no step stands there to be copied.
  if (session.state.ui.view !== 'trace') return;
  withIndex(
    session,
    async (index) => session.host.request('copy', { index, target: selectedTarget(session), as }),
    t('Copied'),
  );
}

/** The trace that is meant: the one shown, or the one that the list or the session stands at. */
export function shownIndex({ state: { ui }, run, list }: TraceSession): number | null {
  if (ui.view === 'list') return standsAt(list.listing, ui.list.current);
  if (ui.view !== 'session') return ui.index;
  const at = run?.call ?? null;
  const { session } = run?.model ?? {};
  const call = at === null ? undefined : session?.calls[at];
  // A call of a sub-agent with a file of its own is no trace of this one.
  return call === undefined || session?.agents[call.agent]?.file ? null : call.trace;
}

function withIndex(
  session: TraceSession,
  work: (index: number) => Promise<null>,
  said?: string,
): void {
  const index = shownIndex(session);
  if (index === null) return;
  void session
    .attempt(async () => {
      await work(index);
      return true;
    })
    .then((done) => {
      if (done !== null && said !== undefined) session.say(said);
    });
}

/** Moves the keyboard to a named place of the page, or presses the button there. */
function focusOn(name: string, press = false): void {
  const element = document.querySelector<HTMLElement>(`[data-place="${name}"]`);
  if (press) element?.click();
  else element?.focus();
}
