import { TRACE_FILE_CLAUSE } from '../../core/trace/files';
import { contexts, IN_EDITOR, SAVED_TRACES } from './commands';

/** An entry of a menu; the condition is `when` alone, without the one of the palette. */
interface MenuEntry {
  readonly menu:
    | 'editor/title'
    | 'editor/title/context'
    | 'explorer/context'
    | 'view/title'
    | 'view/item/context';
  readonly when: string;
  readonly group: string;
}

interface CommandInfo {
  readonly title: string;
  /** When the command palette shows it; `false` for commands that make sense only on what was clicked. */
  readonly palette: string | false;
  readonly icon?: string;
  readonly menus?: readonly MenuEntry[];
}

const IN_TREE = `view == ${SAVED_TRACES}`;

const inTree = (when: string, group: string, menu: MenuEntry['menu'] = 'view/item/context') => [
  { menu, when: when === '' ? IN_TREE : `${IN_TREE} && ${when}`, group },
];

/**
 * Commands of the trace feature that the host carries out itself. With `pageCommands` they are all of them; the
 * manifest is made from the two tables by `scripts/contributions.mjs`.
 */
export const hostCommands = {
  'lrmLens.openTrace': {
    title: 'Open as Reasoning Trace',
    palette: 'true',
    icon: '$(list-tree)',
    menus: [
      {
        menu: 'editor/title',
        when: `${contexts.looksLikeTrace} && !activeCustomEditorId && !isInDiffEditor`,
        group: 'navigation',
      },
      { menu: 'explorer/context', when: TRACE_FILE_CLAUSE, group: 'navigation@90' },
      { menu: 'editor/title/context', when: TRACE_FILE_CLAUSE, group: '3_open@90' },
    ],
  },
  'lrmLens.chooseTrace': { title: 'Open Trace File…', palette: 'true' },
  'lrmLens.openTraceAsText': {
    title: 'Open Trace as Text',
    palette: IN_EDITOR,
    icon: '$(go-to-file)',
    menus: [{ menu: 'editor/title', when: IN_EDITOR, group: 'navigation' }],
  },
  'lrmLens.visualiseReasoning': { title: 'Visualise Reasoning', palette: false },
  'lrmLens.compareTraces': {
    title: 'Compare Reasoning Traces',
    palette: false,
    menus: [
      ...inTree('viewItem =~ /trace/ && listDoubleSelection', '3_compare'),
      {
        menu: 'explorer/context',
        when: `listDoubleSelection && ${TRACE_FILE_CLAUSE}`,
        group: '3_compare@90',
      },
    ],
  },
  'lrmLens.estimateFromTrace': { title: 'Estimate Cost of This Prompt', palette: IN_EDITOR },
  'lrmLens.savedTraces.search': {
    title: 'Search Workspace for Saved Traces',
    palette: 'workspaceFolderCount != 0',
    icon: '$(refresh)',
    menus: inTree('', 'navigation@1', 'view/title'),
  },
  'lrmLens.savedTraces.group': {
    title: 'Group Saved Traces by…',
    palette: 'true',
    icon: '$(group-by-ref-type)',
    menus: inTree('', 'navigation@2', 'view/title'),
  },
  'lrmLens.savedTraces.addFolder': {
    title: 'Add Folder to Saved Traces…',
    palette: 'true',
    icon: '$(new-folder)',
    menus: inTree('', '1_add@1', 'view/title'),
  },
  'lrmLens.savedTraces.addSessions': {
    title: 'Add Session Folder of a Coding Agent…',
    palette: 'true',
    menus: inTree('', '1_add@2', 'view/title'),
  },
  'lrmLens.savedTraces.samePrompt': {
    title: 'Find Traces of the Same Prompt…',
    palette: 'true',
    menus: inTree('', '2_find', 'view/title'),
  },
  'lrmLens.savedTraces.searchReasoning': {
    title: 'Search Reasoning…',
    palette: 'true',
    icon: '$(search)',
    menus: [
      ...inTree('', 'navigation@0', 'view/title'),
      { menu: 'explorer/context', when: 'explorerResourceIsFolder', group: '4_search@90' },
    ],
  },
  'lrmLens.copyForBugReport': { title: 'Copy for a Bug Report…', palette: IN_EDITOR },
  'lrmLens.session.watch': { title: 'Watch the Running Session…', palette: 'true' },
  'lrmLens.session.stopWatching': { title: 'Stop Watching the Running Session', palette: 'true' },
  'lrmLens.savedTraces.removeFolder': {
    title: 'Remove Folder from Saved Traces',
    palette: false,
    icon: '$(close)',
    menus: inTree('viewItem == addedFolder', 'inline'),
  },
  'lrmLens.savedTraces.pin': {
    title: 'Pin Trace',
    palette: false,
    icon: '$(pin)',
    menus: inTree('viewItem == trace', 'inline'),
  },
  'lrmLens.savedTraces.unpin': {
    title: 'Unpin Trace',
    palette: false,
    icon: '$(pinned)',
    menus: inTree('viewItem == pinnedTrace', 'inline'),
  },
  'lrmLens.savedTraces.openToSide': {
    title: 'Open Trace to the Side',
    palette: false,
    menus: inTree('viewItem =~ /race$/', '1_open@1'),
  },
  'lrmLens.savedTraces.openAsText': {
    title: 'Open File as Text',
    palette: false,
    menus: inTree('viewItem =~ /race$/', '1_open@2'),
  },
} as const satisfies Readonly<Record<string, CommandInfo>>;

export type HostCommand = keyof typeof hostCommands;
