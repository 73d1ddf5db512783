import assert from 'node:assert/strict';
import { lines, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { openLines, outline, promptOf } from '../../openFixture';

describe('a log of the Agent Client Protocol', () => {
  const update = (fields: object) => ({
    method: 'session/update',
    params: { sessionId: 's', update: fields },
  });
  const chunk = (sessionUpdate: string, text: string) =>
    update({ sessionUpdate, content: { type: 'text', text } });
  const turn = (q: string) => [
    {
      jsonrpc: '2.0',
      id: 2,
      method: 'session/prompt',
      params: { prompt: [{ type: 'text', text: q }] },
    },
    chunk('agent_thought_chunk', 'Six '),
    chunk('agent_thought_chunk', 'sevens.'),
    update({
      sessionUpdate: 'tool_call',
      toolCallId: 't',
      title: 'ls',
      status: 'pending',
      rawInput: { a: 1 },
    }),
    update({
      sessionUpdate: 'tool_call_update',
      toolCallId: 't',
      status: 'completed',
      content: [{ type: 'content', content: { type: 'text', text: 'a.py' } }],
    }),
    chunk('agent_message_chunk', '42'),
    { jsonrpc: '2.0', id: 2, result: { stopReason: 'end_turn' } },
  ];

  it('is a session with a turn for each prompt, equal ones too', async () => {
    const session = await sessionOf(lines(...turn('Go on'), ...turn('Go on')));
    assert.equal(session.isAgentLog, true);
    assert.deepEqual(turnsOf(session), ['Go on | ls({"a":1})', 'Go on | ls({"a":1})']);
  });

  it('tells what the session cost so far, which is no cost of a turn', async () => {
    const cost = (amount: number) =>
      update({
        sessionUpdate: 'usage_update',
        used: 5,
        size: 9,
        cost: { amount, currency: 'USD' },
      });
    const [first, second] = [turn('Q'), turn('P')].map((messages, i) => [
      ...messages.slice(0, -1),
      cost(0.02 + 0.03 * i),
      ...messages.slice(-1),
    ]);
    const session = await sessionOf(lines(...(first ?? []), ...(second ?? [])), 'log.jsonl', null);
    assert.equal(session.calls[1]?.money.usd, null);
    assert.equal(session.figures.money.usd, 0.05);
  });

  it('is a trace a turn', async () => {
    const { format, traces } = await openLines(...turn('Q'), ...turn('P'));
    assert.equal(format, 'acp');
    const expected = [
      'raw reasoning: Six sevens.',
      'call ls: {"a":1}',
      'result: a.py',
      'answer: 42',
    ];
    assert.deepEqual(traces.map(outline), [expected, expected]);
    assert.deepEqual(promptOf(traces[1]), ['user: P']);
    assert.equal(traces[1]?.finishReason, 'end_turn');
  });

  it('may have each message inside a line of a logger, with its time', async () => {
    const lines = turn('Q').map((message, i) => ({
      timestamp: 1755000000000 + i * 1000,
      direction: 'in',
      message,
    }));
    const { traces } = await openLines(...lines);
    assert.deepEqual(outline(traces[0])[0], 'raw reasoning: Six sevens.');
    assert.equal(traces[0]?.timing.durationMs, 6000);
  });
});
