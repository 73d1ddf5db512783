import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

interface Command {
  command: string;
  title: string;
  category?: string;
}
interface Menu {
  command?: string;
  submenu?: string;
  when?: string;
}
interface Manifest {
  engines: { vscode: string };
  devDependencies: Record<string, string>;
  activationEvents: string[];
  capabilities: {
    untrustedWorkspaces: { supported: unknown; restrictedConfigurations?: readonly string[] };
    virtualWorkspaces: unknown;
  };
  browser: string;
  main: string;
  icon: string;
  contributes: {
    commands: Command[];
    menus: Record<string, Menu[]>;
    keybindings?: { command: string; key: string; when?: string }[];
    customEditors?: {
      viewType: string;
      priority: string;
      selector: { filenamePattern: string }[];
    }[];
    views: Record<string, { id: string; icon?: string }[]>;
    configuration?:
      | { properties: Record<string, { default?: unknown }> }
      | { properties: Record<string, unknown> }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { commands, menus } = manifest.contributes;

describe('the manifest', () => {
  it('names only strings that package.nls.json has, and every one of them', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map((m) => m[1]!));
    assert.deepEqual(
      [...used].filter((key) => !(key in strings)),
      [],
      'missing',
    );
    assert.deepEqual(
      Object.keys(strings).filter((key) => !used.has(key)),
      [],
      'unused',
    );
  });

  it('activates only on use', () => {
    assert.deepEqual(
      manifest.activationEvents.filter((e) => e === '*' || e === 'onStartupFinished'),
      [],
    );
  });

  it('works in Restricted Mode, in virtual workspaces and in the browser', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported !== false, true);
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
    assert.equal(manifest.browser, './dist/web/extension.js');
  });

  it('takes from no workspace where a live run is sent or prices come from', () => {
    const { configuration } = manifest.contributes;
    const all = [configuration ?? []].flat().map((part) => part.properties);
    for (const id of ['lrmLens.capture.endpoints', 'lrmLens.estimate.priceSource']) {
      const setting = all.map((p) => p[id]).find((p) => p !== undefined);
      assert.equal((setting as { scope?: string } | undefined)?.scope, 'machine', id);
    }
  });

  it('leaves prices and models of a folder that is not trusted out', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    // The editor reads the list only where support is limited.
    assert.equal(supported, 'limited');
    const properties = [manifest.contributes.configuration ?? []]
      .flat()
      .flatMap((part) => Object.keys(part.properties));
    const deciding = properties.filter((id) =>
      /^lrmLens\.estimate\.(?:models|candidates|baseline)$/.test(id),
    );
    assert.equal(deciding.length, 3);
    assert.deepEqual([...(restrictedConfigurations ?? [])].sort(), deciding.sort());
  });

  it('types VS Code exactly at the floor of its engine', () => {
    assert.equal(`^${manifest.devDependencies['@types/vscode']!}`, manifest.engines.vscode);
  });

  it('gives every command a category and a title that ends without a full stop', () => {
    for (const c of commands) {
      assert.equal(c.category, '%extension.displayName%', c.command);
      assert.match(c.title, /^%.+%$/, c.command);
      assert.doesNotMatch(strings[c.title.slice(1, -1)]!, /[.]$/, c.command);
    }
  });

  it('uses in menus and keybindings only commands that it declares', () => {
    const declared = new Set(commands.map((c) => c.command));
    const used = [
      ...Object.values(menus).flat(),
      ...(manifest.contributes.keybindings ?? []),
    ].flatMap((entry) => (entry.command?.startsWith('lrmLens.') ? [entry.command] : []));
    assert.deepEqual(
      used.filter((c) => !declared.has(c)),
      [],
    );
  });

  it('takes over only its own file types by default', () => {
    for (const editor of manifest.contributes.customEditors ?? []) {
      const common = editor.selector.filter((s) =>
        /^\*\.(json|jsonl|ndjson|txt|md|log|yaml|yml|eval|sse)$/.test(s.filenamePattern),
      );
      if (common.length > 0) assert.equal(editor.priority, 'option', editor.viewType);
    }
  });

  it('has an icon for every view', () => {
    for (const view of Object.values(manifest.contributes.views).flat())
      assert.ok(view.icon, view.id);
    assert.ok(existsSync(manifest.icon));
  });
});
