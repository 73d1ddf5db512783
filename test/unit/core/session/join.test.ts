import assert from 'node:assert/strict';
import { joinAgents, missingAgents } from '../../../../src/core/session/join';
import { callLabels } from '../../../../src/core/session/label';
import { ClaudeLog, say, use } from './claudeLog';
import { outline, sessionOf } from './sessionFixture';

const main = () =>
  new ClaudeLog()
    .user('Review it')
    .assistant('m1', [
      use('ta', 'Agent', { subagent_type: 'review', prompt: 'Review' }),
      use('tb', 'Agent', { subagent_type: 'test', prompt: 'Test' }),
    ])
    .result('ta', 'Fine', { toolUseResult: { agentId: 'aaaa1111' } })
    .result('tb', 'Fine', { toolUseResult: { agentId: 'bbbb2222' } })
    .assistant('m2', [say('All fine')])
    .user('Thanks')
    .assistant('m3', [say('Welcome')]);

const side = (id: string) => {
  const more = { isSidechain: true, agentId: id, sessionId: 's1' };
  return new ClaudeLog()
    .user('Review', more)
    .assistant(
      `${id}1`,
      [use(`${id}t`, 'Bash', { command: 'npm test' })],
      { output_tokens: 70 },
      more,
    )
    .result(`${id}t`, 'Exit code 1', more, true)
    .assistant(`${id}2`, [say('Fine')], { output_tokens: 30 }, more);
};

describe('sub-agents in files of their own', () => {
  it('are looked for where the agent keeps them, by ids that are names', async () => {
    const session = await sessionOf(main().text());
    assert.deepEqual(missingAgents(session, 's1.jsonl'), [
      { agent: 1, names: ['s1/subagents/agent-aaaa1111.jsonl', 'agent-aaaa1111.jsonl'] },
      { agent: 2, names: ['s1/subagents/agent-bbbb2222.jsonl', 'agent-bbbb2222.jsonl'] },
    ]);
    const hostile = main().text().replaceAll('aaaa1111', '../../secrets');
    assert.deepEqual(
      missingAgents(await sessionOf(hostile), 's1.jsonl').map((m) => m.agent),
      [2],
    );
  });

  it('come under the call that started them, with all sums made again', async () => {
    const alone = await sessionOf(main().text());
    const logs = await Promise.all(
      ['aaaa1111', 'bbbb2222'].map(async (id, i) => ({
        agent: i + 1,
        file: `s1/subagents/agent-${id}.jsonl`,
        session: await sessionOf(side(id).text()),
      })),
    );
    const session = joinAgents(alone, logs);
    assert.deepEqual(outline(session), [
      'Review it | Agent(Review), Agent(Test) | @1 Bash(npm test) failed | @1 answers | @2 Bash(npm test) failed | @2 answers | answers',
      'Thanks | answers',
    ]);
    assert.deepEqual(callLabels(session), ['1', '1a.1', '1a.2', '1b.1', '1b.2', '2', '3']);
    assert.equal(session.figures.tokens.output, 3 * 20 + 2 * 100);
    assert.equal(session.figures.errors, 2);
    const parts = session.agents.map((agent) => agent.figures.money.usd ?? 0);
    assert.ok(
      Math.abs(parts.reduce((a, b) => a + b, 0) - (session.figures.money.usd ?? 0)) < 1e-12,
    );
    assert.deepEqual(
      session.agents.map((a) => a.file),
      [null, logs[0]?.file, logs[1]?.file],
    );
    for (const [i, tool] of session.tools.entries()) {
      assert.ok(session.calls[tool.call]?.tools.includes(i));
    }
  });

  it('changes nothing where there are none', async () => {
    const session = await sessionOf(main().text());
    assert.equal(joinAgents(session, []), session);
  });
});
