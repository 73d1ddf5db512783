import type { CommandTable } from '../shared/contributions';

/** Commands of the feature, as the manifest declares them. */
export const commands = {
  'lrmLens.openConcept': { title: 'Explain a Concept', palette: 'true' },
  'lrmLens.searchConcepts': {
    title: 'Search Concepts',
    palette: 'true',
    icon: '$(search)',
    menus: [
      { menu: 'view/title', when: 'view == lrmLens.concepts', group: 'navigation@1' },
      { menu: 'view/title', when: 'view == lrmLens.reader', group: '1_find' },
    ],
  },
  'lrmLens.openLedger': {
    title: 'Show What the Class Note Says, Checked',
    palette: 'true',
    icon: '$(checklist)',
    menus: [{ menu: 'view/title', when: 'view == lrmLens.concepts', group: 'navigation@2' }],
  },
  'lrmLens.concepts.next': {
    title: 'Next Concept',
    palette: 'true',
    icon: '$(chevron-right)',
    menus: [{ menu: 'view/title', when: 'view == lrmLens.reader', group: 'navigation@3' }],
  },
  'lrmLens.concepts.showAll': {
    title: 'Show All Concepts',
    palette: 'true',
    icon: '$(list-unordered)',
    menus: [{ menu: 'view/title', when: 'view == lrmLens.reader', group: 'navigation@1' }],
  },
  'lrmLens.concepts.previous': {
    title: 'Previous Concept',
    palette: 'true',
    icon: '$(chevron-left)',
    menus: [{ menu: 'view/title', when: 'view == lrmLens.reader', group: 'navigation@2' }],
  },
  'lrmLens.concepts.back': {
    title: 'Go Back in Concepts',
    palette: 'true',
    menus: [{ menu: 'view/title', when: 'view == lrmLens.reader', group: '2_history@1' }],
    key: { key: 'alt+left', mac: 'ctrl+-', when: 'focusedView == lrmLens.concepts' },
  },
  'lrmLens.concepts.forward': {
    title: 'Go Forward in Concepts',
    palette: 'true',
    menus: [{ menu: 'view/title', when: 'view == lrmLens.reader', group: '2_history@2' }],
    key: { key: 'alt+right', mac: 'ctrl+shift+-', when: 'focusedView == lrmLens.concepts' },
  },
  'lrmLens.concepts.openInEditor': {
    title: 'Open Concept in an Editor Tab',
    palette: 'true',
    icon: '$(split-horizontal)',
    menus: [
      { menu: 'view/title', when: 'view == lrmLens.reader', group: 'navigation@4' },
      {
        menu: 'view/item/context',
        when: 'view == lrmLens.concepts && viewItem =~ /^concept/',
        group: '1_open',
      },
    ],
    key: { key: 'ctrl+enter', mac: 'cmd+enter', when: 'focusedView == lrmLens.reader' },
  },
  'lrmLens.concepts.copyLink': {
    title: 'Copy Link to Concept',
    palette: 'true',
    menus: [
      { menu: 'view/title', when: 'view == lrmLens.reader', group: '3_link' },
      {
        menu: 'view/item/context',
        when: 'view == lrmLens.concepts && viewItem =~ /^concept/',
        group: '1_open',
      },
    ],
  },
  'lrmLens.concepts.markRead': {
    title: 'Mark as Read',
    palette: false,
    menus: [
      {
        menu: 'view/item/context',
        when: 'view == lrmLens.concepts && viewItem == concept',
        group: '2_read',
      },
    ],
  },
  'lrmLens.concepts.markUnread': {
    title: 'Mark as Unread',
    palette: false,
    menus: [
      {
        menu: 'view/item/context',
        when: 'view == lrmLens.concepts && viewItem == concept.read',
        group: '2_read',
      },
    ],
  },
  'lrmLens.concepts.followTrace': {
    title: 'Follow the Selected Step',
    palette: '!lrmLens.conceptsFollow',
    icon: '$(sync)',
    menus: [
      {
        menu: 'view/title',
        when: 'view == lrmLens.reader && !lrmLens.conceptsFollow',
        group: '4_follow',
      },
    ],
  },
  'lrmLens.concepts.stopFollowing': {
    title: 'Stop Following the Selected Step',
    palette: 'lrmLens.conceptsFollow',
    icon: '$(sync-ignored)',
    menus: [
      {
        menu: 'view/title',
        when: 'view == lrmLens.reader && lrmLens.conceptsFollow',
        group: '4_follow',
      },
    ],
  },
  'lrmLens.openSample': { title: 'Open a Sample Trace', palette: 'true', icon: '$(beaker)' },
  'lrmLens.concepts.tryEstimate': { title: 'Estimate a Sample Prompt', palette: 'true' },
} as const satisfies CommandTable;
