import { TRACE_FILE_CLAUSE } from '../../core/trace/files';
import type { CommandTable, MenuEntry, SettingGroup } from '../shared/contributions';
import { contexts, IN_EDITOR, SAVED_TRACES } from './commands';

const IN_TREE = `view == ${SAVED_TRACES}`;

const IN_NOW = 'view == lrmLens.now';

/** On the line of an alarm: at its end, and in the menu that the keyboard opens. */
const onAlarm = (place: number) =>
  [`inline@${place}`, `1_alarm@${place}`].map((group) => ({
    menu: 'view/item/context' as const,
    when: `${IN_NOW} && viewItem == alarm`,
    group,
  }));

const inTree = (when: string, group: string, menu: MenuEntry['menu'] = 'view/item/context') => [
  { menu, when: when === '' ? IN_TREE : `${IN_TREE} && ${when}`, group },
];

/**
 * Commands of the trace feature that the host carries out itself. With `pageCommands` they are all of them; the
 * manifest is made from the two tables by `scripts/contributions.mjs`.
 */
export const commands = {
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
  'lrmLens.session.watch': {
    title: 'Watch the Running Session…',
    palette: 'true',
    menus: [{ menu: 'view/title', when: IN_NOW, group: '1_watch@1' }],
  },
  'lrmLens.session.taskAhead': { title: 'What Would This Task Take?…', palette: 'true' },
  'lrmLens.session.stopWatching': {
    title: 'Stop Watching the Running Session',
    // Who types the name of the other finds no command that undoes it.
    palette: 'lrmLens.watching',
    menus: [{ menu: 'view/title', when: IN_NOW, group: '1_watch@2' }],
  },
  'lrmLens.session.openBeside': {
    title: 'Open the Running Session to the Side',
    palette: 'lrmLens.session',
    icon: '$(split-horizontal)',
    menus: [{ menu: 'view/title', when: IN_NOW, group: 'navigation' }],
  },
  'lrmLens.session.wrongAlarm': {
    title: 'Not So: Do Not Tell Again in This Session',
    palette: false,
    icon: '$(close)',
    menus: onAlarm(2),
  },
  'lrmLens.session.quiet': {
    title: 'Quiet for 10 Minutes',
    palette: 'lrmLens.session',
    icon: '$(bell-slash)',
    menus: onAlarm(1),
  },
  'lrmLens.session.explainAlarm': {
    title: 'What This Means',
    palette: false,
    menus: onAlarm(3).filter(({ group }) => !group.startsWith('inline')),
  },
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
} as const satisfies CommandTable;

export type HostCommand = keyof typeof commands;

/** Settings of traces and of the session that runs, by the id of their group. */
export const settings = {
  traces: {
    title: 'Traces',
    settings: {
      'traces.codeLens': {
        type: 'boolean',
        default: true,
        scope: 'language-overridable',
        words: 'Show "Visualise reasoning" above blocks of reasoning in Markdown and plain text.',
      },
      'traces.learnFromCorrections': {
        type: 'boolean',
        default: true,
        words:
          'Let labels that you set by hand in trace files of this workspace adjust the suggested labels of its traces, once there are ten. They count from when the corrected file is closed; nothing leaves this machine.',
      },
      'traces.columns': {
        type: 'object',
        default: {},
        scope: 'resource',
        words:
          'Columns of home-made logs, by globs relative to the folder: which field of each record holds reasoning, answer, prompt and model. Written by *Open with these columns* on the page of a file that is not understood. Example: `{ "logs/*.csv": { "reasoning": "thoughts", "answer": "reply" } }`',
        additionalProperties: {
          type: 'object',
          additionalProperties: false,
          properties: {
            reasoning: { type: 'string', words: 'Path of the field with the reasoning.' },
            answer: {
              type: 'string',
              words: 'Path of the field with the answer; it may hold its reasoning between tags.',
            },
            prompt: {
              type: 'string',
              words: 'Path of the field with the prompt: a text, or a list of messages.',
            },
            model: { type: 'string', words: "Path of the field with the model's id." },
          },
        },
      },
    },
  },
  session: {
    title: 'The running session',
    settings: {
      'session.notifyLoop': {
        type: 'boolean',
        default: false,
        words:
          'Tell once when the session that is watched goes in circles: the same call failed three times with nothing changed between, or the reasoning repeats itself word for word.',
      },
      'session.budget': {
        type: 'number',
        default: 0,
        minimum: 0,
        words:
          'Tell once when the session that is watched has cost so many US dollars. 0 is no budget.',
      },
      'session.notifyAnswer': {
        type: 'boolean',
        default: false,
        words:
          'Tell once when a call of the session that is watched had its answer before half of its reasoning.',
      },
      'session.notifyOutputLimit': {
        type: 'boolean',
        default: false,
        words:
          'Tell once when a call of the session that is watched comes near to the most that its model can write.',
      },
    },
  },
} as const satisfies Readonly<Record<string, SettingGroup>>;
