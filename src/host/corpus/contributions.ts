import type { CommandTable } from '../shared/contributions';

/** Commands of the feature, as the manifest declares them. */
export const commands = {
  'lrmLens.corpusReport': {
    title: 'Report over Many Traces',
    palette: 'true',
    menus: [{ menu: 'explorer/context', when: 'explorerResourceIsFolder', group: '7_lrmLens@9' }],
  },
} as const satisfies CommandTable;
