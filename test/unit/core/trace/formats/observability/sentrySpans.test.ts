import assert from 'node:assert/strict';
import { openJson, outline, promptOf } from '../../openFixture';

const STARTED = '2025-11-30T10:53:20Z';

describe('Sentry’s AI spans', () => {
  const span = (id: string, op: string, at: number, data: object) => ({
    span_id: id,
    parent_span_id: 'root',
    op,
    start_timestamp: at,
    timestamp: at + 2,
    data,
  });

  it('read data in place of attributes, and counts with counts below them', async () => {
    const item =
      '[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Lift."}]}]';
    const { format, traces } = await openJson([
      span('a', 'gen_ai.responses', 1764500000, {
        'gen_ai.request.messages': 'How do kites stay up?',
        'gen_ai.request.model': 'gpt-5',
        'gen_ai.usage.input_tokens': 20,
        'gen_ai.usage.input_tokens.cached': 5,
        'gen_ai.usage.output_tokens.reasoning': 18,
        'gen_ai.usage.output_tokens': 30,
        'gen_ai.response.text': item,
      }),
    ]);
    assert.equal(format, 'otel');
    assert.deepEqual(outline(traces[0]), ['answer: Lift.']);
    assert.deepEqual(promptOf(traces[0]), ['user: How do kites stay up?']);
    assert.deepEqual(
      [
        traces[0]?.usage.inputTokens,
        traces[0]?.usage.cachedInputTokens,
        traces[0]?.usage.outputTokens,
        traces[0]?.usage.reasoningTokens,
      ],
      [20, 5, 30, 18],
    );
    assert.deepEqual(
      [traces[0]?.timing.startedAt, traces[0]?.timing.durationMs],
      [Date.parse(STARTED), 2000],
    );
  });

  it('read a transaction: its agent, calls in every library’s words, and tools', async () => {
    const messages = JSON.stringify([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: [{ type: 'text', text: 'Rain?' }] },
    ]);
    const { format, traces } = await openJson({
      type: 'transaction',
      start_timestamp: 1764500000,
      timestamp: 1764500009,
      tags: [['a', 'b']],
      contexts: { trace: { span_id: 'root', op: 'gen_ai.invoke_agent', data: {} } },
      spans: [
        span('c1', 'gen_ai.chat', 1764500001, {
          'gen_ai.request.messages': messages,
          'gen_ai.response.tool_calls':
            '[{"id":"k","type":"function","function":{"name":"sky","arguments":"{\\"at\\":\\"Oslo\\"}"}}]',
          'gen_ai.usage.output_tokens': 12,
        }),
        span('t1', 'gen_ai.execute_tool', 1764500003, {
          'gen_ai.tool.name': 'sky',
          'gen_ai.tool.input': '{"at":"Oslo"}',
          'gen_ai.tool.output': 'wet',
        }),
        span('c2', 'gen_ai.generate_text', 1764500005, {
          'gen_ai.request.messages': messages,
          'gen_ai.response.text': 'Waving.',
          'gen_ai.response.tool_calls': '[{"toolCallId":"w","toolName":"wave","args":"{}"}]',
        }),
        span('c3', 'gen_ai.messages', 1764500007, {
          'gen_ai.response.text': '["Yes."]',
          'gen_ai.response.tool_calls':
            '[{"type":"tool_use","id":"u","name":"bow","input":{"n":1}}]',
        }),
      ],
    });
    assert.equal(format, 'otel-agent');
    assert.deepEqual(traces.map(outline), [
      ['call sky: {"at":"Oslo"}', 'result: wet'],
      ['answer: Waving.', 'call wave: {}'],
      ['answer: Yes.', 'call bow: {"n":1}'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be kind.', 'user: Rain?']);
  });

  it('read rows of a conversation, and texts that have their length before they were cut', async () => {
    const { traces } = await openJson([
      {
        span_id: 'p',
        'span.name': 'chat',
        'precise.start_ts': 1764500000,
        'precise.finish_ts': 1764500000.5,
        'gen_ai.operation.type': 'ai_client',
        'gen_ai.request.messages.original_length': 1,
        'gen_ai.request.messages': '[{"role":"user","content":"First?"}]',
        'gen_ai.response.text': 'First.',
      },
    ]);
    assert.deepEqual(outline(traces[0]), ['answer: First.']);
    assert.deepEqual(promptOf(traces[0]), ['user: First?']);
    assert.deepEqual(
      [traces[0]?.id, traces[0]?.timing.startedAt, traces[0]?.timing.durationMs],
      ['p', Date.parse(STARTED), 500],
    );
  });

  it('read the older names, and attributes as lists of names and values', async () => {
    const old = await openJson([
      span('o', 'ai.chat_completions.create.openai', 1764500001, {
        'ai.input_messages': [{ role: 'user', content: 'Old?' }],
        'ai.responses': [{ role: 'assistant', content: 'Old.' }],
        'ai.model_id': 'gpt-4',
        'ai.completion_tokens.used': 4,
      }),
    ]);
    assert.deepEqual(outline(old.traces[0]), ['answer: Old.']);
    assert.deepEqual(promptOf(old.traces[0]), ['user: Old?']);
    assert.deepEqual([old.traces[0]?.model, old.traces[0]?.usage.outputTokens], ['gpt-4', 4]);
    const item = await openJson({
      itemId: 'x',
      timestamp: '2025-11-30T10:00:00Z',
      attributes: [
        { name: 'gen_ai.operation.name', type: 'str', value: 'chat' },
        { name: 'gen_ai.response.text', type: 'str', value: 'Item.' },
      ],
    });
    assert.deepEqual(outline(item.traces[0]), ['answer: Item.']);
  });
});
