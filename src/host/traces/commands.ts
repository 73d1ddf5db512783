import { labelActions, traceActionNames, type TraceAction } from '../../protocol/traceActions';

/** View type of the trace editor; also the value of `activeCustomEditorId` while one is active. */
export const TRACE_EDITOR = 'lrmLens.trace';

/** View id of the Saved Traces tree. */
export const SAVED_TRACES = 'lrmLens.savedTraces';

/** Context keys that the trace feature sets. */
export const contexts = {
  /** The document of the active trace page has the keyboard. */
  focus: 'lrmLens.traceFocus',
  /** What the active page shows: 'loading', 'list', 'trace', 'compare' or 'problem'. */
  view: 'lrmLens.traceView',
  /** The head of the active text file looks like a saved trace. */
  looksLikeTrace: 'lrmLens.looksLikeTrace',
  /** What Saved Traces has to say when it is empty: 'unsearched', 'nothing' or 'cancelled'. */
  savedTraces: 'lrmLens.savedTracesState',
} as const;

/** While a trace editor is the active one. */
export const IN_EDITOR = `activeCustomEditorId == ${TRACE_EDITOR}`;

/** Command id of an action of the trace page. */
export function actionCommand(action: TraceAction): `${typeof TRACE_EDITOR}.${TraceAction}` {
  return `${TRACE_EDITOR}.${action}`;
}

/** Ids of all commands that are forwarded to the active trace page. */
export const pageCommands = traceActionNames.map((action) => ({
  action,
  command: actionCommand(action),
}));

/**
 * When the keybindings of the page's actions hold: plain keys must not fire while a text field has the focus.
 * @public read by scripts/contributions.mjs
 */
export const KEYS_WHEN = `${IN_EDITOR} && ${contexts.focus}`;

/** Page actions with a place in a menu of their own; all of them are in the palette while a trace is open. */
export const pageMenus = {
  'webview/context': {
    when: `webviewId == ${TRACE_EDITOR} && webviewSection == step`,
    entries: {
      revealStep: '1_reveal@1',
      showRaw: '1_reveal@2',
      copyStep: '2_copy@1',
      copyStepMarkdown: '2_copy@2',
      copyStepJson: '2_copy@3',
      ...Object.fromEntries(
        Object.keys(labelActions()).map((action, i) => [action, `3_label@${i + 1}`]),
      ),
      resetLabel: '3_label@9',
      editNote: '4_edit@1',
      mergeStep: '4_edit@2',
      splitStep: '4_edit@3',
      explain: '5_explain@1',
    },
  },
  'editor/title': {
    when: IN_EDITOR,
    entries: {
      compare: '1_trace@1',
      exportTrace: '1_trace@2',
      toggleFollow: '1_trace@3',
      showKeys: '2_help@1',
    },
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly when: string; readonly entries: Readonly<Partial<Record<TraceAction, string>>> }
  >
>;
