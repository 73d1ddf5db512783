import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ownCounts } from '../../src/host/estimate/ownCounts';

describe('the editor’s own token counts', () => {
  const requests = () => vscode.commands.executeCommand<number>('chatModels.requests');
  before(async function () {
    // Editors before 1.104 take no chat models from extensions.
    if ((await vscode.lm.selectChatModels({ vendor: 'replay' })).length === 0) this.skip();
  });

  it('are asked of the models that the editor provides, by id or family, with no request', async () => {
    const counts = await ownCounts('A prompt.', ['o4-mini', 'gpt-4o-of-nobody', 'o4-mini']);
    assert.deepEqual(counts, { 'o4-mini': 9 });
    assert.equal(await requests(), 0);
  });

  it('do not wait for a model that never answers, and keep the others', async () => {
    const started = Date.now();
    const counts = await ownCounts('A prompt.', ['claude-sonnet-4-5', 'o4-mini'], 500);
    assert.deepEqual(counts, { 'o4-mini': 9 });
    assert.ok(Date.now() - started < 5_000, `${Date.now() - started} ms`);
  });
});
