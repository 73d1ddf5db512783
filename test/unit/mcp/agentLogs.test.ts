import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ClaudeLog, say, use } from '../core/session/claudeLog';
import { ask, connect, items } from './client';

describe('sub-agents in files of their own, as the MCP server tells them', () => {
  let root = '';
  let client: Client;
  const file = () => join(root, 's1', 'subagents', 'agent-aaaa1111.jsonl');
  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'lrm-lens-mcp-agents-'));
    const agent = { isSidechain: true, agentId: 'aaaa1111' };
    const main = new ClaudeLog()
      .user('Review the totals')
      .assistant('m1', [use('t', 'Task', { subagent_type: 'review', prompt: 'Review' })])
      .result('t', 'Fine', { toolUseResult: { agentId: 'aaaa1111' } })
      .assistant('m2', [say('Done')])
      .user('Thanks')
      .assistant('m3', [say('Welcome')]);
    const side = new ClaudeLog()
      .user('Review', agent)
      .assistant('s1', [say('Long')], { output_tokens: 60_000 }, agent);
    mkdirSync(join(root, 's1', 'subagents'), { recursive: true });
    writeFileSync(join(root, 's1.jsonl'), main.text());
    writeFileSync(file(), side.text());
    client = await connect(root);
  });
  after(async () => {
    await client.close();
    rmSync(root, { recursive: true, force: true });
  });

  const told = async () => {
    const { text, data } = await ask(client, 'inspect_session', { file: 's1.jsonl' });
    const task = (await ask(client, 'estimate_task', { task: 'Review the totals' })).data;
    return {
      text,
      money: data['money'] as { readonly usd: number; readonly bound: string },
      agents: data['agents'],
      bounds: items(data['turns']).map(({ money }) => (money as { readonly bound: string }).bound),
      usd: (task['costUsd'] as { readonly p50: number }).p50,
      runs: task['runs'],
      atLeast: task['costIsLowerBound'],
    };
  };

  it('cost what their own files say', async () => {
    const { text, money, agents, bounds, usd, runs, atLeast } = await told();
    assert.ok(money.usd > 0.9 && money.bound === 'exact', text);
    assert.deepEqual([usd, runs, atLeast], [money.usd, 1, false]);
    assert.equal(agents, 1);
    assert.match(text, /, 1 sub-agent\n/);
    assert.deepEqual(bounds, ['exact', 'exact']);
  });

  it('make a lower bound of the cost where their file is gone', async () => {
    rmSync(file());
    const { text, money, bounds, usd, atLeast } = await told();
    assert.ok(money.usd < 0.01 && money.bound === 'at-least', text);
    assert.deepEqual([usd, atLeast], [money.usd, true]);
    assert.deepEqual(bounds, ['at-least', 'exact']);
  });
});
