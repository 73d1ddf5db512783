import assert from 'node:assert/strict';
import { open, openJson, outline, promptOf, sse } from '../../openFixture';

const thinking = (text: string) => ({ type: 'thinking', thinking: [{ type: 'text', text }] });

describe('a conversation of Mistral', () => {
  const called = {
    type: 'function.call',
    id: 'f1',
    tool_call_id: 'c1',
    name: 'book',
    arguments: '{"n":2}',
  };
  const said = {
    type: 'message.output',
    id: 'm1',
    model: 'magistral',
    role: 'assistant',
    content: [
      thinking('a'),
      { type: 'text', text: 'See it' },
      { type: 'tool_reference', tool: 'web_search', title: 'T', url: 'u' },
      { type: 'text', text: '.' },
    ],
  };
  const searched = { type: 'tool.execution', id: 't1', name: 'web_search', arguments: '{"q":1}' };

  it('has thoughts, words without gaps, and the calls of both kinds', async () => {
    const { format, traces } = await openJson({
      object: 'conversation.response',
      conversation_id: 'conv',
      outputs: [searched, said, called],
      usage: { prompt_tokens: 12, completion_tokens: 6, total_tokens: 42, connector_tokens: 24 },
    });
    assert.equal(format, 'mistral-conversations');
    assert.deepEqual(traces.map(outline), [
      ['call web_search: {"q":1}', 'raw reasoning: a', 'answer: See it.', 'call book: {"n":2}'],
    ]);
    const [trace] = traces;
    assert.deepEqual([trace?.model, trace?.usage.inputTokens], ['magistral', 12]);
  });

  it('has a generation from input to input in its history', async () => {
    const { traces } = await openJson({
      object: 'conversation.history',
      conversation_id: 'conv',
      entries: [
        { type: 'message.input', role: 'user', content: 'Book?' },
        called,
        { type: 'function.result', tool_call_id: 'c1', result: 'done' },
        said,
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['call book: {"n":2}', 'result: done'],
      ['raw reasoning: a', 'answer: See it.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Book?']);
  });

  it('is folded from the events of its stream', async () => {
    const delta = (content: unknown, content_index: number) => ({
      type: 'message.output.delta',
      output_index: 1,
      content_index,
      id: 'm1',
      model: 'magistral',
      content,
    });
    const call = (args: string) => ({
      type: 'function.call.delta',
      output_index: 2,
      id: 'f1',
      tool_call_id: 'c1',
      name: 'book',
      arguments: args,
    });
    const begun = { type: 'conversation.response.started', conversation_id: 'conv' };
    const pieces = [
      { ...searched, type: 'tool.execution.started', output_index: 0 },
      delta(thinking('a'), 0),
      delta(thinking('b'), 0),
      delta('c', 1),
      delta('d', 1),
      call('{"n":'),
      call('2}'),
    ];
    const usage = { prompt_tokens: 12, completion_tokens: 6, total_tokens: 18 };
    const done = { type: 'conversation.response.done', usage };
    const whole = await open('stream.sse', sse(begun, ...pieces, done));
    assert.equal(whole.format, 'mistral-conversations');
    assert.deepEqual(whole.traces.map(outline), [
      ['call web_search: {"q":1}', 'raw reasoning: ab', 'answer: cd', 'call book: {"n":2}'],
    ]);
    assert.equal(whole.traces[0]?.usage.outputTokens, 6);
    const cut = await open('stream.sse', sse(begun, ...pieces.slice(0, 3)));
    assert.equal(cut.traces[0]?.truncated, true);
  });
});
