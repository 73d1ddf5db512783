import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf, sse } from '../../openFixture';

describe('an OpenAI response', () => {
  const response = (output: readonly object[], more: object = {}) => ({
    id: 'resp_1',
    object: 'response',
    created_at: 1_767_225_600,
    completed_at: 1_767_225_605,
    status: 'completed',
    model: 'gpt-5-2025-08-07',
    instructions: 'Be brief.',
    reasoning: { effort: 'high', summary: 'auto' },
    output,
    usage: {
      input_tokens: 10,
      output_tokens: 90,
      total_tokens: 100,
      output_tokens_details: { reasoning_tokens: 64 },
    },
    ...more,
  });
  const reasoning = (...parts: readonly string[]) => ({
    type: 'reasoning',
    id: 'rs_1',
    summary: parts.map((text) => ({ type: 'summary_text', text })),
    encrypted_content: 'gAAA',
  });
  const said = (text: string) => ({
    type: 'message',
    role: 'assistant',
    content: [{ type: 'output_text', text }],
  });

  it('holds each summary part as a block, tools and answer in order', async () => {
    const { format, traces } = await openJson(
      response([
        reasoning('**A**\n\na', '**B**\n\nb'),
        { type: 'function_call', name: 'f', arguments: '{}', call_id: 'c' },
        { type: 'web_search_call', id: 'w', action: { type: 'search', query: 'q' } },
        reasoning('c'),
        said('d'),
      ]),
    );
    assert.equal(format, 'openai-responses');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: **A**\n\na',
      'summary reasoning: **B**\n\nb',
      'call f: {}',
      'call web_search_call: {"type":"search","query":"q"}',
      'summary reasoning: c',
      'answer: d',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.']);
    assert.equal(traces[0]?.effort, 'high');
    assert.equal(traces[0].timing.durationMs, 5_000);
  });

  it('is read from the responses of a run of the Agents SDK, as Python prints them in a list or behind the tag of a log', async () => {
    const printed = (id: string, thought: string, reply: string): string =>
      `ModelResponse(output=[ResponseReasoningItem(id='rs', summary=[Summary(text='${thought}', type='summary_text')], type='reasoning', status=None), ` +
      `ResponseOutputMessage(id='m', content=[ResponseOutputText(annotations=[], text='${reply}', type='output_text')], role='assistant', status='completed', type='message')], ` +
      `usage=Usage(requests=1, input_tokens=11, input_tokens_details=InputTokensDetails(cached_tokens=2), output_tokens=9, output_tokens_details=OutputTokensDetails(reasoning_tokens=7), total_tokens=20), response_id='${id}')`;
    const list = await open(
      'r.txt',
      `Final: b\n[${printed('r1', 'a', 'b')}, ${printed('r2', 'c', 'd')}]\n`,
    );
    assert.deepEqual(list.traces.map(outline), [
      ['summary reasoning: a', 'answer: b'],
      ['summary reasoning: c', 'answer: d'],
    ]);
    assert.deepEqual(
      list.traces.map(({ id, usage }) => [
        id,
        usage.inputTokens,
        usage.outputTokens,
        usage.reasoningTokens,
        usage.cachedInputTokens,
      ]),
      [
        ['r1', 11, 9, 7, 2],
        ['r2', 11, 9, 7, 2],
      ],
    );
    const logged = await open(
      'hooks.log',
      `[APP] === END\n[APP]    Response: ${printed('r1', 'a', 'b')}\n[APP] ===\n`,
    );
    assert.deepEqual(logged.traces.map(outline), [['summary reasoning: a', 'answer: b']]);
  });

  it('is each generation among the items of such a run', async () => {
    const agent = "agent=Agent(name='A', model='gpt-5-mini')";
    const thought = (words: string): string =>
      `ReasoningItem(${agent}, raw_item=ResponseReasoningItem(id='rs', summary=[Summary(text='${words}', type='summary_text')], type='reasoning'), type='reasoning_item')`;
    const items = [
      thought('a'),
      `ToolCallItem(${agent}, raw_item=ResponseFunctionToolCall(arguments='{}', call_id='c', name='f', type='function_call'), type='tool_call_item')`,
      `ToolCallOutputItem(${agent}, raw_item={'call_id': 'c', 'output': '5', 'type': 'function_call_output'}, output='5', type='tool_call_output_item')`,
      thought('b'),
      `MessageOutputItem(${agent}, raw_item=ResponseOutputMessage(id='m', content=[ResponseOutputText(annotations=[], text='d', type='output_text')], role='assistant', type='message'), type='message_output_item')`,
    ];
    const { format, traces } = await open('items.txt', `[${items.join(', ')}]\n`);
    assert.equal(format, 'openai-responses');
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: a', 'call f: {}', 'result: 5'],
      ['summary reasoning: b', 'answer: d'],
    ]);
    assert.equal(traces[0]?.model, 'gpt-5-mini');
  });

  it('takes the raw text before a summary of it', async () => {
    const item = {
      ...reasoning('digest'),
      content: [{ type: 'reasoning_text', text: 'own words' }],
    };
    const { traces } = await openJson(response([item, said('b')]));
    assert.deepEqual(outline(traces[0]), ['raw reasoning: own words', 'answer: b']);
  });

  it('with an empty summary is redacted when it holds ciphertext, else hidden', async () => {
    const { traces } = await openJson(response([reasoning(), said('b')]));
    assert.equal(traces[0]?.fidelity, 'redacted');
    const plain = { type: 'reasoning', id: 'rs_1', summary: [] };
    const second = await openJson(response([plain, said('b')]));
    assert.equal(second.traces[0]?.fidelity, 'hidden');
  });

  it('stopped at its limit is truncated', async () => {
    const { traces } = await openJson(
      response([reasoning('a')], {
        status: 'incomplete',
        incomplete_details: { reason: 'max_output_tokens' },
      }),
    );
    assert.deepEqual([traces[0]?.finishReason, traces[0]?.truncated], ['max_output_tokens', true]);
  });

  const event = (type: string, rest: object) => ({ type: `response.${type}`, ...rest });
  const begun = event('created', {
    response: { ...response([]), status: 'in_progress', usage: null },
  });
  const deltas = [
    event('output_item.added', { output_index: 0, item: { type: 'reasoning', summary: [] } }),
    event('reasoning_summary_text.delta', { output_index: 0, summary_index: 0, delta: 'a' }),
    event('reasoning_summary_text.delta', { output_index: 0, summary_index: 0, delta: 'b' }),
    event('reasoning_summary_text.done', { output_index: 0, summary_index: 0, text: 'ab' }),
    event('reasoning_summary_text.delta', { output_index: 0, summary_index: 1, delta: 'c' }),
    event('output_text.delta', { output_index: 1, content_index: 0, delta: 'd' }),
    event('output_text.done', { output_index: 1, content_index: 0, text: 'd' }),
  ];
  const expected = ['summary reasoning: ab', 'summary reasoning: c', 'answer: d'];

  it('takes one copy when a stream repeats its text at the end', async () => {
    const end = event('completed', { response: response([reasoning('ab', 'c'), said('d')]) });
    const { traces } = await open('s.sse', sse(begun, ...deltas, end));
    assert.deepEqual(traces.map(outline), [expected]);
    assert.equal(traces[0]?.usage.reasoningTokens, 64);
  });

  it('is folded from the deltas of a stream that has no end', async () => {
    const { traces } = await open('s.sse', sse(begun, ...deltas));
    assert.deepEqual(outline(traces[0]), expected);
  });

  it('is folded from events that were logged as JSON with their names', async () => {
    const logged = [begun, ...deltas].map((v) => ({ event: v.type, data: JSON.stringify(v) }));
    const { format, traces } = await openLines(...logged);
    assert.equal(format, 'openai-responses');
    assert.deepEqual(outline(traces[0]), expected);
  });

  it('is folded when the end leaves the output out', async () => {
    const end = event('completed', { response: response([]) });
    const { traces } = await openLines(begun, ...deltas, end);
    assert.deepEqual(outline(traces[0]), expected);
    assert.equal(traces[0]?.finishReason, 'completed');
  });
});
