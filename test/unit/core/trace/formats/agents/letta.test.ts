import assert from 'node:assert/strict';
import { json, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const DAY = '2026-03-01T10:00:';
let second = 0;
const message = (type: string, id: string, more: object) => ({
  id,
  date: `${DAY}${String(second++).padStart(2, '0')}+00:00`,
  message_type: type,
  ...more,
});
const call = { name: 'archival_search', arguments: '{"query":"tea"}', tool_call_id: 'c1' };
const run = [
  message('system_message', 'm0', { content: 'You remember.' }),
  message('user_message', 'm1', { content: 'Which tea do I like?' }),
  message('reasoning_message', 'm2', {
    source: 'reasoner_model',
    reasoning: 'I search.',
    step_id: 's1',
  }),
  message('tool_call_message', 'm2', { tool_call: call, tool_calls: [call], step_id: 's1' }),
  message('tool_return_message', 'm3', {
    tool_return: 'Oolong',
    status: 'success',
    tool_call_id: 'c1',
    step_id: 's1',
  }),
  message('hidden_reasoning_message', 'm4', { state: 'redacted', step_id: 's2' }),
  message('assistant_message', 'm4', { content: 'Oolong.', step_id: 's2' }),
];
const usage = {
  message_type: 'usage_statistics',
  completion_tokens: 80,
  prompt_tokens: 200,
  total_tokens: 280,
  step_count: 2,
};
const stop = { message_type: 'stop_reason', stop_reason: 'end_turn' };

describe('Messages of Letta', () => {
  it('are a generation for each step, and tokens of a run of two are of neither', async () => {
    const { format, traces } = await openJson({ messages: run, stop_reason: stop, usage });
    assert.equal(format, 'letta');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: I search.', 'call archival_search: {"query":"tea"}', 'result: Oolong'],
      ['redacted reasoning: ', 'answer: Oolong.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: You remember.', 'user: Which tea do I like?']);
    assert.deepEqual(
      traces.map(({ finishReason }) => finishReason),
      [null, 'end_turn'],
    );
    assert.deepEqual(
      traces.map(({ usage: { outputTokens } }) => outputTokens),
      [null, null],
    );
    assert.equal(traces[0]?.timing.startedAt, Date.parse(`${DAY}02Z`));
  });

  it('count the call of a run of one step', async () => {
    const { traces } = await openLines(run[1], run[5], run[6], stop, { ...usage, step_count: 1 });
    assert.deepEqual(
      traces.map(({ usage: { inputTokens, outputTokens } }) => [inputTokens, outputTokens]),
      [[200, 80]],
    );
  });

  it('are a session, also where a list begins with the newest', async () => {
    const session = await sessionOf(json(run.toReversed()), 'messages.json');
    assert.equal(session.isAgentLog, true);
    assert.deepEqual(turnsOf(session), ['Which tea do I like? | archival_search(tea) | answers']);
  });

  it('of a stream are put together from their pieces', async () => {
    const piece = (type: string, more: object) => ({
      id: 'm9',
      otid: 'o1',
      date: `${DAY}30Z`,
      message_type: type,
      ...more,
    });
    const { traces } = await openLines(
      piece('reasoning_message', { reasoning: 'I se' }),
      piece('reasoning_message', { reasoning: 'arch.' }),
      {
        ...piece('tool_call_message', {
          tool_call: { name: 'f', tool_call_id: 'c', arguments: '{"a"' },
        }),
        otid: 'o2',
      },
      { ...piece('tool_call_message', { tool_call: { arguments: ':1}' } }), otid: 'o2' },
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: I search.', 'call f: {"a":1}']]);
  });

  it('take hostile values', async () => {
    const { format, traces } = await openJson([
      run[2],
      { message_type: 'tool_call_message', id: 'm2', step_id: 's1', tool_call: null },
      { message_type: 'tool_return_message', tool_return: { a: 1 }, status: 'error' },
      { message_type: 'assistant_message', content: { parts: 4 } },
      { message_type: 'usage_statistics', completion_tokens: -1, step_count: 'x' },
      { message_type: 7 },
      null,
    ]);
    assert.equal(format, 'letta');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: I search.',
      'call : ',
      'failed result: {"a":1}',
    ]);
    assert.equal(traces.length, 1);
  });
});
