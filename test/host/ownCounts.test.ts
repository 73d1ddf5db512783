import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ownCounts } from '../../src/host/estimate/ownCounts';
import { until } from './until';

describe('the editor’s own token counts', () => {
  const requests = () => vscode.commands.executeCommand<number>('chatModels.requests');
  const counted = () => vscode.commands.executeCommand<number>('chatModels.counted');
  before(async function () {
    // Editors before 1.104 take no chat models from extensions.
    if ((await vscode.lm.selectChatModels({ vendor: 'replay' })).length === 0) this.skip();
  });

  it('are asked of the models that the editor provides, by id or family, with no request', async () => {
    const sent = await requests();
    const counts = await ownCounts('A prompt.', ['o4-mini', 'gpt-4o-of-nobody', 'o4-mini']);
    assert.deepEqual(counts, { 'o4-mini': 9 });
    assert.equal(await requests(), sent);
  });

  it('do not wait for a model that never answers, and keep the others', async () => {
    const late = new AbortController();
    const before = await counted();
    const counting = ownCounts('A prompt.', ['claude-sonnet-4-5', 'o4-mini'], late.signal);
    await until('the count of the other', async () => (await counted()) > before);
    // Answers come in their order: when this one is here, the one before it is.
    const [chat] = await vscode.lm.selectChatModels({ vendor: 'replay', id: 'o4-mini' });
    await chat?.countTokens('Another.');
    late.abort();
    assert.deepEqual(await counting, { 'o4-mini': 9 });
  });
});
