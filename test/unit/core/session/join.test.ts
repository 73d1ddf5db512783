import assert from 'node:assert/strict';
import { joinAgents, missingAgents } from '../../../../src/core/session/join';
import { callLabels } from '../../../../src/core/session/label';
import { ClaudeLog, say, use } from './claudeLog';
import { lines, outline, sessionOf } from './sessionFixture';

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

  it('of Kimi are named by the result of their tool, and told their task in their own file', async () => {
    const event = (time: number, fields: object) => ({
      type: 'context.append_loop_event',
      time,
      event: fields,
    });
    const asked = (time: number, text: string, origin: object) => ({
      type: 'context.append_message',
      time,
      message: { role: 'user', content: [{ type: 'text', text }], origin },
    });
    const user = { kind: 'user' };
    const trigger = { kind: 'system_trigger', name: 'subagent' };
    const args = { subagent_type: 'explore', prompt: 'Count the files' };
    const output = 'agent_id: agent-0\nstatus: completed\n\nThree.';
    const session = await sessionOf(
      lines(
        { type: 'config.update', cwd: '/work/shop', time: 1e12 },
        asked(1e12, 'How many files?', user),
        event(1e12 + 1, { type: 'step.begin', uuid: 's1' }),
        event(1e12 + 2, { type: 'tool.call', toolCallId: 'Agent_1', name: 'Agent', args }),
        event(1e12 + 9, { type: 'tool.result', toolCallId: 'Agent_1', result: { output } }),
      ),
      'wire.jsonl',
    );
    assert.equal(session.folder, '/work/shop');
    assert.deepEqual(
      session.agents.map(({ id, name, startedBy }) => [id, name, startedBy?.call ?? null]),
      [
        ['main', null, null],
        ['agent-0', 'explore', 0],
      ],
    );
    assert.deepEqual(missingAgents(session, 'wire.jsonl'), [
      { agent: 1, names: ['../agent-0/wire.jsonl'] },
    ]);
    const own = await sessionOf(
      lines(
        asked(1e12 + 3, '<git-context>\nmain\n</git-context>\nCount the files', trigger),
        event(1e12 + 4, { type: 'step.begin', uuid: 's2' }),
        event(1e12 + 5, { type: 'content.part', part: { type: 'text', text: 'Three.' } }),
      ),
      'wire.jsonl',
    );
    assert.deepEqual(outline(own), ['Count the files | answers']);
    const whole = joinAgents(session, [{ agent: 1, file: 'a', session: own }]);
    assert.deepEqual(outline(whole), ['How many files? | Agent(Count the files) | @1 answers']);
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
