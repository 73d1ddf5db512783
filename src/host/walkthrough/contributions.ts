import type { CommandTable } from '../shared/contributions';

/** Commands of the feature, as the manifest declares them. */
export const commands = {
  'lrmLens.walkthrough.trace': { title: 'Open my newest session', palette: false },
  'lrmLens.walkthrough.answer': { title: 'Find where the answer appears', palette: false },
  'lrmLens.walkthrough.estimate': { title: 'Keep what you found', palette: false },
} as const satisfies CommandTable;
