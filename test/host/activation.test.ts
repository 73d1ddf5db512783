import assert from 'node:assert/strict';
import { restricted } from 'host-tests';
import * as vscode from 'vscode';
import { readOwnModels } from '../../src/host/shared/settings';

const extension = vscode.extensions.getExtension('lrm-lens.lrm-lens')!;
const manifest = extension.packageJSON as {
  contributes: { commands: { command: string; category?: string }[] };
};

describe('the extension', () => {
  it('activates', async () => {
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it(`is at work in ${restricted ? 'Restricted Mode' : 'a trusted folder'}`, () => {
    assert.equal(vscode.workspace.isTrusted, !restricted);
    assert.equal(extension.isActive, true);
  });

  it('takes prices and models from the settings of a trusted folder only, and says so', async () => {
    const settings = vscode.workspace.getConfiguration('lrmLens.estimate');
    const mine = { id: 'mine', inputPrice: 0, outputPrice: 0 };
    const values = { models: [mine], baseline: 'mine', candidates: ['mine'] };
    const { Workspace } = vscode.ConfigurationTarget;
    try {
      for (const [key, value] of Object.entries(values))
        await settings.update(key, value, Workspace);
      const own = readOwnModels().models.filter((m) => m.id === 'mine');
      assert.deepEqual(
        own.map((m) => m.byWorkspace),
        restricted ? [] : [true],
      );
      const now = vscode.workspace.getConfiguration('lrmLens.estimate');
      assert.equal(now.get('baseline') === 'mine', !restricted);
      assert.equal(now.get<string[]>('candidates')?.includes('mine'), !restricted);
    } finally {
      for (const key of Object.keys(values)) await settings.update(key, undefined, Workspace);
    }
  });

  it('registers exactly the commands that the manifest declares', async () => {
    await extension.activate();
    const declared = manifest.contributes.commands.map((c) => c.command).sort();
    const registered = (await vscode.commands.getCommands(true))
      .filter((c) => c.startsWith('lrmLens.'))
      // VS Code makes these for each view.
      .filter((c) => !/\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/.test(c))
      .sort();
    assert.deepEqual(
      registered.filter((c) => !declared.includes(c)),
      [],
      'registered but not declared',
    );
    assert.deepEqual(
      declared.filter((c) => !registered.includes(c)),
      [],
      'declared but not registered',
    );
  });
});
