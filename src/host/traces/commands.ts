import { traceActionNames, type TraceAction } from '../../protocol/traceActions';

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
  /** A search has been made in Saved Traces. */
  searched: 'lrmLens.savedTracesSearched',
} as const;

interface CommandInfo {
  readonly title: string;
  /** When the command palette shows it; `false` for commands that make sense only on what was clicked. */
  readonly palette: string | false;
  readonly icon?: string;
  /** Default keybinding, in force where the palette shows the command. */
  readonly key?: string;
}

const IN_EDITOR = `activeCustomEditorId == ${TRACE_EDITOR}`;
const IN_TREE = `view == ${SAVED_TRACES}`;

/**
 * Commands of the trace feature that the host carries out itself. With `pageCommands` they are all of them; the
 * manifest is made from the two tables by `scripts/contributions.mjs`.
 */
export const hostCommands = {
  'lrmLens.openTrace': {
    title: 'Open as Reasoning Trace',
    palette: 'true',
    icon: '$(list-tree)',
  },
  'lrmLens.openTraceAsText': { title: 'Open Trace as Text', palette: IN_EDITOR, icon: '$(code)' },
  'lrmLens.visualiseReasoning': { title: 'Visualise Reasoning', palette: false },
  'lrmLens.compareWithSelected': { title: 'Compare Reasoning Traces', palette: false },
  'lrmLens.copyTrace': { title: 'Copy Trace as…', palette: IN_EDITOR },
  'lrmLens.estimateFromTrace': { title: 'Estimate Cost of This Prompt', palette: IN_EDITOR },
  'lrmLens.savedTraces.search': {
    title: 'Search Workspace for Saved Traces',
    palette: 'true',
    icon: '$(refresh)',
  },
  'lrmLens.savedTraces.addFolder': {
    title: 'Add Folder to Saved Traces…',
    palette: 'true',
    icon: '$(new-folder)',
  },
  'lrmLens.savedTraces.addSessions': {
    title: 'Add Session Folder of a Coding Agent…',
    palette: 'true',
  },
  'lrmLens.savedTraces.removeFolder': {
    title: 'Remove Folder from Saved Traces',
    palette: false,
    icon: '$(close)',
  },
  'lrmLens.savedTraces.group': {
    title: 'Group Saved Traces by…',
    palette: 'true',
    icon: '$(group-by-ref-type)',
  },
  'lrmLens.savedTraces.filter': {
    title: 'Filter Saved Traces',
    palette: false,
    icon: '$(search)',
  },
  'lrmLens.savedTraces.pin': { title: 'Pin', palette: false, icon: '$(pin)' },
  'lrmLens.savedTraces.unpin': { title: 'Unpin', palette: false, icon: '$(pinned)' },
  'lrmLens.savedTraces.openToSide': { title: 'Open to the Side', palette: false },
  'lrmLens.savedTraces.samePrompt': {
    title: 'Find Traces of the Same Prompt',
    palette: 'true',
  },
} as const satisfies Readonly<Record<string, CommandInfo>>;

export type HostCommand = keyof typeof hostCommands;

/** Conditions of the menus, in one place for the manifest script. */
export const conditions = { inEditor: IN_EDITOR, inTree: IN_TREE } as const;

/** Command id of an action of the trace page. */
export function actionCommand(action: TraceAction): `${typeof TRACE_EDITOR}.${TraceAction}` {
  return `${TRACE_EDITOR}.${action}`;
}

/** Ids of all commands that are forwarded to the active trace page. */
export const pageCommands = traceActionNames.map((action) => ({
  action,
  command: actionCommand(action),
}));
