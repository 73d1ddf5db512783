import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('the events of a session of Claude Managed Agents', () => {
  const at = '2026-05-01T10:00:00Z';
  const event = (id: string, type: string, more: object = {}) => ({
    id,
    type,
    processed_at: at,
    ...more,
  });
  const words = (text: string) => ({ content: [{ type: 'text', text }] });
  const model_usage = {
    input_tokens: 10,
    output_tokens: 120,
    cache_creation_input_tokens: 400,
    cache_read_input_tokens: 2000,
  };
  const events = [
    event('e1', 'user.message', words('How many files?')),
    event('e2', 'span.model_request_start'),
    event('e3', 'agent.thinking'),
    event('e4', 'agent.message', words('I count.')),
    event('e5', 'agent.tool_use', { name: 'bash', input: { command: 'ls' } }),
    event('e6', 'span.model_request_end', { model_request_start_id: 'e2', model_usage }),
    event('e7', 'agent.tool_result', { tool_use_id: 'e5', ...words('12') }),
    event('e8', 'span.model_request_start'),
    event('e9', 'agent.message', words('Twelve.')),
    event('e10', 'span.model_request_end', { model_request_start_id: 'e8', model_usage }),
    event('e11', 'session.status_idle', { stop_reason: { type: 'end_turn' } }),
  ];

  it('are a generation a call of the model, whose thinking is not shown', async () => {
    const { format, traces } = await openLines(...events);
    assert.equal(format, 'claude-managed-agents');
    assert.deepEqual(traces.map(outline), [
      ['hidden reasoning: ', 'answer: I count.', 'call bash: {"command":"ls"}', 'result: 12'],
      ['answer: Twelve.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: How many files?']);
    const counts = traces.map(({ usage }) => [usage.inputTokens, usage.outputTokens]);
    assert.deepEqual(counts, [
      [2410, 120],
      [2410, 120],
    ]);
  });

  it('are read from a page of the API, and once where a stream was taken up again', async () => {
    const { traces } = await openJson({ data: [...events, ...events.slice(7)], next_page: null });
    assert.equal(traces.length, 2);
  });

  it('are not those of another program', async () => {
    const others = [
      { type: 'agent.message', content: 'hello' },
      { type: 'session.created', processed_at: at },
    ];
    await assert.rejects(openLines(...others));
  });
});
