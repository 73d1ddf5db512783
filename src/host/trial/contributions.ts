import type { CommandTable } from '../shared/contributions';

/** Commands of the feature, as the manifest declares them. */
export const commands = {
  'lrmLens.tryOnExamples': {
    title: 'Try on My Examples…',
    palette: 'true',
    icon: '$(beaker)',
    menus: [
      {
        menu: 'editor/title',
        when: 'resourceFilename =~ /\\.prompt\\.md$/ && !isInDiffEditor',
        group: '1_trial@1',
      },
      {
        menu: 'explorer/context',
        when: 'resourceFilename =~ /\\.prompt\\.md$/',
        group: '3_compare@91',
      },
    ],
  },
  'lrmLens.trial.openAsText': {
    title: 'Open Trial as Text',
    palette: 'activeCustomEditorId == lrmLens.trial',
    icon: '$(go-to-file)',
    menus: [
      { menu: 'editor/title', when: 'activeCustomEditorId == lrmLens.trial', group: 'navigation' },
    ],
  },
  'lrmLens.trial.pause': {
    title: 'Pause the Trial',
    palette: 'activeCustomEditorId == lrmLens.trial',
  },
  'lrmLens.trial.export': {
    title: 'Save or Hand Over the Trial…',
    palette: 'activeCustomEditorId == lrmLens.trial',
    menus: [
      { menu: 'editor/title', when: 'activeCustomEditorId == lrmLens.trial', group: '1_trial@2' },
    ],
  },
} as const satisfies CommandTable;
