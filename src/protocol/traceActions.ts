/**
 * Every action of the trace page: a VS Code command `lrmLens.trace.<name>` (rebindable, in the palette while a trace is
 * open) that the host forwards to the active page as a `runAction` event. `key` is the default keybinding, which holds
 * while the page has the focus (`lrmLens.traceFocus`); '' has none. In a text field the page keeps plain keys to itself.
 */
export const traceActions = {
  nextStep: { title: 'Next Step', key: 'j' },
  previousStep: { title: 'Previous Step', key: 'k' },
  nextTrace: { title: 'Next Trace', key: ']' },
  previousTrace: { title: 'Previous Trace', key: '[' },
  showList: { title: 'Show All Traces of the File', key: 'l' },
  openStep: { title: 'Open or Close Step', key: '' },
  play: { title: 'Play or Pause', key: 'space' },
  faster: { title: 'Play Faster', key: '.' },
  slower: { title: 'Play Slower', key: ',' },
  find: { title: 'Find in Steps', key: '/' },
  findRegex: { title: 'Toggle Regular Expression', key: 'alt+r' },
  nextHit: { title: 'Next Hit', key: 'f3' },
  previousHit: { title: 'Previous Hit', key: 'shift+f3' },
  goToAnswer: { title: 'Go to the First Conclusion of the Answer', key: 'a' },
  followLink: { title: 'Follow Link Back', key: 'b' },
  nextBacktrack: { title: 'Next Backtrack', key: 'r' },
  afterAnswer: { title: 'Show Only Steps After the Answer', key: 'shift+a' },
  togglePhases: { title: 'Fold or Unfold All Phases', key: 'p' },
  toggleStructure: { title: 'Show Structure', key: 's' },
  toggleTable: { title: 'Show Timeline as Table', key: 't' },
  toggleTime: { title: 'Timeline Width: Tokens or Time', key: 'w' },
  zoomIn: { title: 'Zoom Timeline In', key: '=' },
  zoomOut: { title: 'Zoom Timeline Out', key: '-' },
  labelSetup: { title: 'Label Step as Setup', key: '1' },
  labelPlan: { title: 'Label Step as Plan', key: '2' },
  labelWork: { title: 'Label Step as Work', key: '3' },
  labelCheck: { title: 'Label Step as Check', key: '4' },
  labelRethink: { title: 'Label Step as Rethink', key: '5' },
  labelConclude: { title: 'Label Step as Conclude', key: '6' },
  resetLabel: { title: 'Take Back Label of Step', key: '0' },
  editNote: { title: 'Edit Note of Step', key: 'n' },
  mergeStep: { title: 'Merge Step with Next', key: 'm' },
  splitStep: { title: 'Split Step at Sentence…', key: '' },
  undo: { title: 'Undo Correction', key: 'ctrl+z' },
  redo: { title: 'Redo Correction', key: 'ctrl+y' },
  compare: { title: 'Compare with Another Trace…', key: 'c' },
  nextDifference: { title: 'Next Difference', key: 'd' },
  swapSides: { title: 'Swap Compared Traces', key: 'x' },
  exportTrace: { title: 'Export Trace…', key: 'e' },
  copyStep: { title: 'Copy Step', key: 'ctrl+c' },
  copyStepMarkdown: { title: 'Copy Step as Markdown', key: '' },
  copyStepJson: { title: 'Copy Step as JSON', key: '' },
  revealStep: { title: 'Reveal Step in Text', key: 'o' },
  showRaw: { title: 'Show Raw Record', key: 'shift+r' },
  explain: { title: 'Explain', key: 'f1' },
  toggleFollow: { title: 'Follow Growing File', key: 'f' },
  showKeys: { title: 'Show Keys of the Trace Viewer', key: 'shift+/' },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly key: string }>>;

export type TraceAction = keyof typeof traceActions;

/** Names for the guard of `runAction`. */
export const traceActionNames = Object.keys(traceActions) as [TraceAction, ...TraceAction[]];
