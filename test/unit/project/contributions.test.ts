import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { contributed } from '../../../scripts/lib/contributed.mjs';
import type { CommandTable, SettingGroup } from '../../../src/host/shared/contributions';
import { KEYS_WHEN, pageMenus, TRACE_EDITOR } from '../../../src/host/traces/commands';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly keybindings: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly configuration: readonly { readonly properties: object }[];
    readonly customEditors: readonly { readonly viewType: string; readonly selector: unknown }[];
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** A command and settings that do not exist. */
const feature: {
  readonly commands: CommandTable;
  readonly settings: Readonly<Record<string, SettingGroup>>;
} = {
  commands: {
    'lrmLens.daydream': {
      title: 'Daydream',
      palette: 'view == lrmLens.now',
      icon: '$(cloud)',
      menus: [{ menu: 'view/title', when: 'view == lrmLens.now', group: 'navigation' }],
      key: { key: 'ctrl+7', mac: 'cmd+7', when: 'editorTextFocus' },
    },
  },
  settings: {
    dreams: {
      title: 'Dreams',
      settings: {
        'dreams.depth': {
          type: 'string',
          enum: ['light', 'deep'],
          enumWords: ['Half awake', 'Far away'],
          default: 'light',
          scope: 'machine',
          needsTrust: true,
          words: 'How deep it dreams.',
        },
        'dreams.list': {
          type: 'array',
          default: [],
          words: 'Its dreams.',
          items: { type: 'object', properties: { about: { type: 'string', words: 'Of what' } } },
        },
      },
    },
  },
};

describe('commands, keys, menus and settings of the manifest', () => {
  it('are what the tables of the features say (node scripts/contributions.mjs)', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['scripts/contributions.mjs', '--check'],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout);
  });

  const made = contributed(
    {
      features: [feature],
      pageCommands: [{ action: 'yawn', command: `${TRACE_EDITOR}.yawn` }],
      pageMenus: { 'webview/context': { when: 'dreaming', entries: { yawn: '9_dream@1' } } },
      traceActions: { yawn: { title: 'Yawn', key: 'ctrl+y' } },
      TRACE_EDITOR,
      KEYS_WHEN,
      TRACE_ENDINGS: ['json', 'dream'],
    },
    json('package.json') as object,
    json('package.nls.json') as Record<string, string>,
  );
  const { contributes, capabilities } = made.manifest as Manifest;

  it('take a new command: its title, icon, key and menus', () => {
    const command = 'lrmLens.daydream';
    assert.deepEqual(contributes.commands[0], {
      command,
      title: '%command.daydream.title%',
      category: '%extension.displayName%',
      icon: '$(cloud)',
    });
    assert.equal(made.strings['command.daydream.title'], 'Daydream');
    const key = { command, key: 'ctrl+7', mac: 'cmd+7', when: 'editorTextFocus' };
    assert.deepEqual(contributes.keybindings[0], key);
    const when = 'view == lrmLens.now';
    assert.deepEqual(contributes.menus['commandPalette']?.[0], { command, when });
    assert.deepEqual(contributes.menus['view/title'], [{ command, when, group: 'navigation' }]);
  });

  it('take a new action of the trace page: in the palette, on its key, in its menu', () => {
    const command = `${TRACE_EDITOR}.yawn`;
    assert.equal(made.strings['command.trace.yawn.title'], 'Yawn');
    const when = `activeCustomEditorId == ${TRACE_EDITOR}`;
    assert.deepEqual(contributes.menus['commandPalette']?.[1], { command, when });
    const keys = { key: 'ctrl+y', mac: 'shift+cmd+z', when: KEYS_WHEN };
    assert.deepEqual(contributes.keybindings[1], { command, ...keys });
    const entry = { command, when: 'dreaming', group: '9_dream@1' };
    assert.deepEqual(contributes.menus['webview/context'], [entry]);
    // The real menus are of this shape.
    assert.ok('revealStep' in pageMenus['webview/context'].entries);
  });

  it('take a new setting: its words and those of its parts, where it counts, and whom it trusts', () => {
    const [group] = contributes.configuration;
    assert.deepEqual(group, {
      title: '%configuration.dreams%',
      properties: {
        'lrmLens.dreams.depth': {
          type: 'string',
          enum: ['light', 'deep'],
          default: 'light',
          scope: 'machine',
          markdownDescription: '%setting.dreams.depth%',
          enumDescriptions: ['%setting.dreams.depth.light%', '%setting.dreams.depth.deep%'],
        },
        'lrmLens.dreams.list': {
          type: 'array',
          default: [],
          markdownDescription: '%setting.dreams.list%',
          items: {
            type: 'object',
            properties: {
              about: { type: 'string', description: '%setting.dreams.list.about%' },
            },
          },
        },
      },
    });
    assert.equal(made.strings['setting.dreams.list.about'], 'Of what');
    assert.equal(made.strings['setting.dreams.depth.deep'], 'Far away');
    const { restrictedConfigurations } = capabilities.untrustedWorkspaces;
    assert.deepEqual(restrictedConfigurations, ['lrmLens.dreams.depth']);
  });

  it('take a new ending of files, and leave all else of both files', () => {
    const editor = contributes.customEditors.find(({ viewType }) => viewType === TRACE_EDITOR);
    const selector = [{ filenamePattern: '*.json' }, { filenamePattern: '*.dream' }];
    assert.deepEqual(editor?.selector, selector);
    assert.equal(made.strings['extension.displayName'], 'LRM Lens');
    assert.equal('command.openTrace.title' in made.strings, false);
  });
});
