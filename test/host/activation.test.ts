import assert from 'node:assert/strict';
import { restricted } from 'host-tests';
import * as vscode from 'vscode';

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
