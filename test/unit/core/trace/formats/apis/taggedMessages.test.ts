import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';
import { openedMessage } from '../../../../../../src/core/trace/formats/apis/taggedMessages';

describe('messages under the names of their kinds', () => {
  it('are read in any list, as an enum of Rust is written', async () => {
    const { format, traces } = await openJson([
      { System: 'Be brief.' },
      { User: { content: [{ Text: 'How many?' }] } },
      {
        Assistant: {
          content: [
            { Thinking: { text: 'I count.', signature: 's' } },
            { Text: 'Let me count.' },
            { ToolUse: { id: 't1', name: 'count', input: { of: 'files' } } },
          ],
        },
        usage: { input_tokens: 3, output_tokens: { actual: 2 } },
      },
      { ToolResult: { tool_use_id: 't1', content: [{ Text: 'three' }], is_error: false } },
      { Assistant: 'Three.' },
    ]);
    assert.equal(format, 'message-list');
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: I count.',
        'answer: Let me count.',
        'call count: {"of":"files"}',
        'result: three',
      ],
      ['answer: Three.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: How many?']);
    assert.deepEqual([traces[0]?.usage.inputTokens, traces[0]?.usage.outputTokens], [3, 2]);
  });

  it('are read with the name beside the body too, one a line', async () => {
    const { traces } = await openLines(
      { type: 'UserMessage', data: { text: 'Hi' }, timestamp: '2026-03-01T10:00:00Z' },
      { type: 'AssistantMessage', data: { text: 'Hello' }, timestamp: '2026-03-01T10:00:01Z' },
    );
    assert.deepEqual(outline(traces[0]), ['answer: Hello']);
    assert.deepEqual(promptOf(traces[0]), ['user: Hi']);
    assert.equal(traces[0]?.timing.startedAt, Date.parse('2026-03-01T10:00:01Z'));
  });

  it('may have several values, or names in the way of Protocol Buffers', async () => {
    const swiftide = await openJson([
      { System: 'Be brief.' },
      { User: 'How many?' },
      { Assistant: ['I count.', [{ id: 't1', name: 'count', args: '{"of":"files"}' }]] },
      { ToolOutput: [{ id: 't1', name: 'count', args: null }, { Text: 'three' }] },
      { Assistant: ['Three.', null] },
    ]);
    const oneof = await openJson({
      messages: [
        { user: { content: [{ text: { text: 'How many?' } }] } },
        {
          assistant: {
            content: [
              { text: { text: 'I count.' } },
              { toolCall: { toolCallId: 't1', toolName: 'count', argsJson: '{"of":"files"}' } },
            ],
          },
        },
        { tool: { content: [{ toolResult: { toolCallId: 't1', output: 'three' } }] } },
        { assistant: { content: [{ text: { text: 'Three.' } }] } },
      ],
    });
    for (const { traces } of [swiftide, oneof]) {
      assert.deepEqual(traces.map(outline), [
        ['answer: I count.', 'call count: {"of":"files"}', 'result: three'],
        ['answer: Three.'],
      ]);
      assert.equal(promptOf(traces[0])?.at(-1), 'user: How many?');
    }
  });

  it('may have blocks that name their kind within', async () => {
    const { traces } = await openJson([
      { User: { content: 'Hi' } },
      {
        Assistant: {
          content: [
            { type: 'thinking', thinking: '', signature: 'sealed' },
            { type: 'text', text: 'Hello' },
            { type: 'tool_use', id: 't1', name: 'wave', input: {} },
          ],
        },
      },
      { Tool: { tool_call_id: 't1', content: [{ type: 'text', text: 'waved' }] } },
    ]);
    assert.deepEqual(outline(traces[0]), [
      'hidden reasoning: ',
      'answer: Hello',
      'call wave: {}',
      'result: waved',
    ]);
  });

  it('may stand in the message of a line', async () => {
    const line = (id: string, message: object) => ({
      type: 'message',
      id,
      parentId: null,
      timestamp: '2026-09-15T10:00:01Z',
      message,
    });
    const { traces } = await openLines(
      line('m1', { User: { content: [{ Text: { text: 'List' } }], role: 'user' } }),
      line('m2', {
        Assistant: {
          api: 'openai-completions',
          content: [{ ToolCall: { id: 'c1', name: 'bash', arguments: { command: 'ls' } } }],
          role: 'assistant',
        },
      }),
      line('m3', {
        ToolResult: {
          content: [{ Text: { text: 'a.md' } }],
          tool_call_id: 'c1',
          tool_name: 'bash',
          is_error: true,
          role: 'tool',
        },
      }),
    );
    assert.deepEqual(outline(traces[0]), ['call bash: {"command":"ls"}', 'failed result: a.md']);
    assert.deepEqual(promptOf(traces[0]), ['user: List']);
    assert.equal(traces[0]?.timing.startedAt, Date.parse('2026-09-15T10:00:01Z'));
  });

  it('leaves anything else as it is', () => {
    for (const value of [
      'x',
      null,
      { role: 'user', User: 'x' },
      { prompt: 'What is 2+2?' },
      { response: 'Four.' },
      { text: 'words' },
      { text: { value: 'words' } },
      { User: 3 },
      { name: 'x', tool: 'y', other: 'z' },
      { type: 'text', text: 'x' },
      { type: 'event', data: { content: 'x' } },
    ]) {
      assert.equal(openedMessage(value), value, JSON.stringify(value));
    }
  });
});

describe('items that hold a request and its answer', () => {
  it('are both messages of a chat in a document', async () => {
    const { format, traces } = await openJson({
      model: 'm-1',
      history: [
        { user: 'One?', assistant: '<think>Easy.</think>One.', timestamp: 1_758_000_000 },
        { user: 'Two?', assistant: { content: 'Two.' } },
      ],
    });
    assert.equal(format, 'message-document');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Easy.', 'answer: One.'],
      ['answer: Two.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: Two?']);
    assert.deepEqual([traces[0]?.model, traces[0]?.timing.startedAt], ['m-1', 1_758_000_000_000]);
  });
});
