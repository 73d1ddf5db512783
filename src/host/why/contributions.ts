import type { CommandTable, SettingGroup } from '../shared/contributions';

/** Commands of the feature, as the manifest declares them. */
export const commands = {
  'lrmLens.whyLine': {
    title: 'Why Is This Line Here?',
    palette: 'editorIsOpen',
    menus: [
      {
        menu: 'editor/context',
        when: 'resourceScheme == file && !activeCustomEditorId',
        group: 'lrmLens@2',
      },
    ],
  },
  'lrmLens.peekReasoning': {
    title: 'Peek the Reasoning Behind This Line',
    palette: 'editorIsOpen',
    menus: [
      {
        menu: 'editor/context/peek',
        when: 'resourceScheme == file && !activeCustomEditorId',
        group: 'lrmLens@1',
      },
    ],
  },
  'lrmLens.openEdit': { title: 'Open the Place of an Edit', palette: false },
  'lrmLens.editStanding': { title: 'Tell What Stands of an Edit', palette: false },
} as const satisfies CommandTable;

/** Settings of the feature, by the id of their group. */
export const settings = {
  why: {
    title: 'Why a Line Is There',
    settings: {
      'why.hover': {
        type: 'boolean',
        default: false,
        words:
          'Offer *Why is this line here?* when the mouse rests on a line of code. No log is opened before the link is clicked.',
      },
    },
  },
} as const satisfies Readonly<Record<string, SettingGroup>>;
