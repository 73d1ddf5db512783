import { msg, type Message } from '../core/model/message';
import { SHOWN_KINDS, type ShownKinds } from '../core/steps/kinds';

interface ActionInfo {
  readonly title: Message;
  readonly key: string;
}

type Labelled = {
  [K in keyof typeof SHOWN_KINDS]: (typeof SHOWN_KINDS)[K]['byHand'] extends null ? never : K;
}[keyof typeof SHOWN_KINDS];

/** The action that labels a step by hand: `labelCheck`. */
export type LabelAction = `label${Capitalize<Labelled>}`;

/** The name of that action. */
export const labelAction = (kind: string): string =>
  `label${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;

/** Title and key of every label that can be set by hand. */
export const labelActions = (
  table: ShownKinds = SHOWN_KINDS,
): Readonly<Record<string, ActionInfo>> =>
  Object.fromEntries(
    Object.entries(table).flatMap(([kind, { byHand }]) =>
      byHand === null ? [] : [[labelAction(kind), byHand]],
    ),
  );

/**
 * Every action of the trace page: a VS Code command `lrmLens.trace.<name>` (rebindable, in the palette while a trace is
 * open) that the host forwards to the active page as a `runAction` event. `key` is the default keybinding, which holds
 * while the page has the focus (`lrmLens.traceFocus`); '' has none. In a text field the page keeps plain keys to itself.
 */
export const traceActions = {
  nextStep: { title: msg('Next Step'), key: 'j' },
  previousStep: { title: msg('Previous Step'), key: 'k' },
  nextTrace: { title: msg('Next Trace'), key: ']' },
  previousTrace: { title: msg('Previous Trace'), key: '[' },
  showList: { title: msg('Show All Traces of the File'), key: 'l' },
  openStep: { title: msg('Open or Close Step'), key: '' },
  play: { title: msg('Play or Pause'), key: 'space' },
  faster: { title: msg('Play Faster'), key: '.' },
  slower: { title: msg('Play Slower'), key: ',' },
  find: { title: msg('Find in Steps'), key: '/' },
  findRegex: { title: msg('Toggle Regular Expression'), key: 'alt+r' },
  nextHit: { title: msg('Next Hit'), key: 'f3' },
  previousHit: { title: msg('Previous Hit'), key: 'shift+f3' },
  goToAnswer: { title: msg('Go to the First Conclusion of the Answer'), key: 'a' },
  followLink: { title: msg('Follow Link Back'), key: 'b' },
  nextBacktrack: { title: msg('Next Backtrack'), key: 'r' },
  afterAnswer: { title: msg('Show Only Steps After the Answer'), key: 'shift+a' },
  togglePhases: { title: msg('Fold or Unfold All Phases'), key: 'p' },
  toggleStructure: { title: msg('Show Structure'), key: 's' },
  toggleTable: { title: msg('Show Timeline as Table'), key: 't' },
  toggleTime: { title: msg('Timeline Width: Tokens or Time'), key: 'w' },
  zoomIn: { title: msg('Zoom Timeline In'), key: '=' },
  zoomOut: { title: msg('Zoom Timeline Out'), key: '-' },
  ...(labelActions() as Record<LabelAction, ActionInfo>),
  resetLabel: { title: msg('Take Back Label of Step'), key: '0' },
  editNote: { title: msg('Edit Note of Step'), key: 'n' },
  mergeStep: { title: msg('Merge Step with Next'), key: 'm' },
  splitStep: { title: msg('Split Step at Sentence…'), key: '' },
  labelWithModel: { title: msg('Label with a Model…'), key: '' },
  throwAwayLabels: { title: msg('Throw Away Labels by Models…'), key: '' },
  forgetCorrections: { title: msg('Forget What Corrections Taught the Labels'), key: '' },
  undo: { title: msg('Undo Correction'), key: 'ctrl+z' },
  redo: { title: msg('Redo Correction'), key: 'ctrl+y' },
  compare: { title: msg('Compare with Another Trace…'), key: 'c' },
  nextDifference: { title: msg('Next Difference'), key: 'd' },
  swapSides: { title: msg('Swap Compared Traces'), key: 'x' },
  exportTrace: { title: msg('Export Trace…'), key: 'e' },
  copyStep: { title: msg('Copy Step'), key: 'ctrl+c' },
  copyStepMarkdown: { title: msg('Copy Step as Markdown'), key: '' },
  copyStepJson: { title: msg('Copy Step as JSON'), key: '' },
  revealStep: { title: msg('Reveal Step in Text'), key: 'o' },
  showRaw: { title: msg('Show Raw Record'), key: 'shift+r' },
  explain: { title: msg('Explain'), key: 'f1' },
  toggleFollow: { title: msg('Follow Growing File'), key: 'f' },
  showKeys: { title: msg('Show Keys of the Trace Viewer'), key: 'shift+/' },
} as const satisfies Readonly<Record<string, ActionInfo>>;

export type TraceAction = keyof typeof traceActions;

/** Names for the guard of `runAction`. */
export const traceActionNames = Object.keys(traceActions) as [TraceAction, ...TraceAction[]];
