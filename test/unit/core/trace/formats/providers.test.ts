import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../openFixture';

/** Events as the wire carries them: the type is also the event's name. */
const sse = (...values: readonly object[]) =>
  values
    .map((v) => `${'type' in v ? `event: ${String(v.type)}\n` : ''}data: ${JSON.stringify(v)}\n\n`)
    .join('');

describe('an Anthropic message', () => {
  const message = (content: readonly object[], more: object = {}) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-3-7-sonnet-20250219',
    content,
    stop_reason: 'end_turn',
    usage: { input_tokens: 10, output_tokens: 50, cache_read_input_tokens: 100 },
    ...more,
  });

  it('holds thinking, text and tool use in their order', async () => {
    const { format, traces } = await openJson(
      message([
        { type: 'thinking', thinking: 'a', signature: 's' },
        { type: 'text', text: 'b' },
        { type: 'tool_use', id: 't', name: 'f', input: { x: 1 } },
      ]),
    );
    assert.equal(format, 'anthropic-messages');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: a', 'answer: b', 'call f: {"x":1}']);
  });

  it('counts cache reads into the input and says so', async () => {
    const { traces } = await openJson(message([{ type: 'text', text: 'b' }]));
    assert.equal(traces[0]?.usage.inputTokens, 110);
    assert.equal(traces[0].usage.cachedInputTokens, 100);
    assert.match(traces[0].usage.note ?? '', /beside the input/);
  });

  const fidelities: readonly (readonly [string, object, string])[] = [
    ['redacted thinking', { type: 'redacted_thinking', data: 'Evg' }, 'redacted'],
    ['a signature without text', { type: 'thinking', thinking: '', signature: 's' }, 'hidden'],
    ['thinking of a model before Claude 4', { type: 'thinking', thinking: 'a' }, 'raw'],
  ];
  for (const [name, block, fidelity] of fidelities) {
    it(`with ${name} is ${fidelity}`, async () => {
      const { traces } = await openJson(message([block, { type: 'text', text: 'b' }]));
      assert.equal(traces[0]?.fidelity, fidelity);
    });
  }

  it('of Claude 4 shows a summary', async () => {
    const { traces } = await openJson(
      message([{ type: 'thinking', thinking: 'a' }], { model: 'claude-opus-4-6' }),
    );
    assert.equal(traces[0]?.fidelity, 'summary');
  });

  it('keeps an unknown block as it is and counts it', async () => {
    const { traces } = await openJson(message([{ type: 'hologram', x: 1 }]));
    assert.deepEqual(outline(traces[0]), ['raw hologram']);
    assert.match(traces[0]?.problems[0]?.message ?? '', /^1 record not understood \(hologram\)/);
  });

  it('is found in the results of a batch, and a failed request is told', async () => {
    const result = (custom_id: string, value: object) => ({ custom_id, result: value });
    const { traces } = await openLines(
      result('q1', { type: 'succeeded', message: message([{ type: 'text', text: 'b' }]) }),
      result('q2', { type: 'errored', error: { error: { message: 'overloaded' } } }),
    );
    assert.deepEqual(traces.map(outline), [['answer: b']]);
  });

  const start = {
    type: 'message_start',
    message: { ...message([]), stop_reason: null, usage: { input_tokens: 10, output_tokens: 1 } },
  };
  const delta = (index: number, value: object) => ({
    type: 'content_block_delta',
    index,
    delta: value,
  });
  const block = (index: number, content_block: object) => ({
    type: 'content_block_start',
    index,
    content_block,
  });

  it('is folded from a stream, with the final count instead of the placeholder', async () => {
    const { traces } = await open(
      'stream.sse',
      sse(
        start,
        block(0, { type: 'thinking', thinking: '', signature: '' }),
        { type: 'ping' },
        delta(0, { type: 'thinking_delta', thinking: ' Fir' }),
        delta(0, { type: 'thinking_delta', thinking: 'st.' }),
        delta(0, { type: 'signature_delta', signature: 's' }),
        block(1, { type: 'redacted_thinking', data: 'x' }),
        block(2, { type: 'text', text: '' }),
        delta(2, { type: 'text_delta', text: 'b' }),
        block(3, { type: 'tool_use', id: 't', name: 'f', input: {} }),
        delta(3, { type: 'input_json_delta', partial_json: '{"x":' }),
        delta(3, { type: 'input_json_delta', partial_json: '1}' }),
        { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 90 } },
        { type: 'message_stop' },
      ),
    );
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning:  First.',
      'redacted reasoning: ',
      'answer: b',
      'call f: {"x":1}',
    ]);
    assert.equal(traces[0]?.usage.outputTokens, 90);
    assert.equal(traces[0].usage.inputTokens, 10);
    assert.equal(traces[0].finishReason, 'tool_use');
  });

  it('streamed with the display omitted is hidden', async () => {
    const { traces } = await open(
      's.sse',
      sse(
        start,
        block(0, { type: 'thinking', thinking: '' }),
        delta(0, { type: 'signature_delta', signature: 's' }),
        { type: 'message_stop' },
      ),
    );
    assert.equal(traces[0]?.fidelity, 'hidden');
  });

  it('streamed up to an error is truncated', async () => {
    const { traces } = await open(
      's.sse',
      sse(start, block(0, { type: 'thinking', thinking: 'a' }), {
        type: 'error',
        error: { type: 'overloaded_error', message: 'Overloaded' },
      }),
    );
    assert.deepEqual([traces[0]?.truncated, traces[0]?.finishReason], [true, 'error']);
  });
});

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

describe('a Gemini response', () => {
  const chunk = (parts: readonly object[], more: object = {}) => ({
    candidates: [{ content: { role: 'model', parts }, index: 0 }],
    modelVersion: 'gemini-2.5-pro',
    responseId: 'r1',
    ...more,
  });
  const counted = {
    usageMetadata: {
      promptTokenCount: 44,
      candidatesTokenCount: 551,
      thoughtsTokenCount: 1_116,
      cachedContentTokenCount: 8,
      totalTokenCount: 1_711,
    },
  };
  const parts = [{ text: 'a', thought: true }, { text: 'b' }];

  it('holds thoughts as a summary, counted beside the candidates', async () => {
    const { format, traces } = await openJson(chunk(parts, counted));
    assert.equal(format, 'gemini');
    assert.deepEqual(outline(traces[0]), ['summary reasoning: a', 'answer: b']);
    assert.equal(traces[0]?.usage.outputTokens, 1_667);
    assert.equal(traces[0].usage.reasoningTokens, 1_116);
    assert.match(traces[0].usage.note ?? '', /beside the candidates/);
  });

  const chunks = [
    chunk([{ text: 'a', thought: true }]),
    chunk([{ text: 'b', thought: true }], {
      usageMetadata: { promptTokenCount: 1, thoughtsTokenCount: 5 },
    }),
    chunk([{ text: 'c' }]),
    chunk([{ functionCall: { name: 'f', args: { x: 1 } }, thoughtSignature: 's' }]),
    { ...chunk([{ text: '', thoughtSignature: 's' }], counted) },
  ];
  const folded = ['summary reasoning: ab', 'answer: c', 'call f: {"x":1}'];
  const carriers: readonly (readonly [string, () => ReturnType<typeof open>])[] = [
    ['events', () => open('s.sse', sse(...chunks))],
    ['lines', () => openLines(...chunks)],
    ['an array', () => openJson(chunks)],
  ];
  for (const [name, opened] of carriers) {
    it(`is one trace when it was streamed as ${name}`, async () => {
      const { traces } = await opened();
      assert.deepEqual(traces.map(outline), [folded]);
      assert.equal(traces[0]?.usage.reasoningTokens, 1_116);
    });
  }

  it('is told apart from the next one by its id', async () => {
    const { traces } = await openLines(chunk(parts), { ...chunk(parts), responseId: 'r2' });
    assert.deepEqual(
      traces.map((t) => t.id),
      ['r1', 'r2'],
    );
  });

  it('is read from a dump in snake_case', async () => {
    const { traces } = await openJson({
      candidates: [{ content: { parts: [{ text: 'b' }] }, finish_reason: 'STOP' }],
      usage_metadata: {
        prompt_token_count: 2,
        candidates_token_count: 3,
        thoughts_token_count: 40,
      },
      model_version: 'gemini-2.5-flash',
      response_id: 'r1',
    });
    assert.equal(traces[0]?.fidelity, 'hidden');
    assert.equal(traces[0].usage.outputTokens, 43);
  });

  it('that met its limit while thinking has no parts', async () => {
    const { traces } = await openJson({
      candidates: [{ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 }],
      usageMetadata: { promptTokenCount: 4, thoughtsTokenCount: 60, totalTokenCount: 64 },
      modelVersion: 'gemini-2.5-pro',
    });
    assert.deepEqual(
      [traces[0]?.finishReason, traces[0]?.truncated, traces[0]?.fidelity],
      ['MAX_TOKENS', true, 'hidden'],
    );
  });
});

describe('a Bedrock Converse response', () => {
  const body = (content: readonly object[]) => ({
    metrics: { latencyMs: 900 },
    output: { message: { role: 'assistant', content } },
    stopReason: 'end_turn',
    usage: { inputTokens: 5, outputTokens: 9, totalTokens: 14 },
  });

  it('keeps reasoning where it stands, also after the text', async () => {
    const { format, traces } = await openJson(
      body([{ text: 'b' }, { reasoningContent: { reasoningText: { text: 'a' } } }]),
    );
    assert.equal(format, 'bedrock-converse');
    assert.deepEqual(outline(traces[0]), ['answer: b', 'raw reasoning: a']);
    assert.equal(traces[0]?.timing.durationMs, 900);
  });

  it('with ciphertext or a placeholder is redacted', async () => {
    for (const content of [
      { redactedContent: 'QUJD' },
      { reasoningText: { text: '[REDACTED].' } },
    ]) {
      const { traces } = await openJson(body([{ reasoningContent: content }, { text: 'b' }]));
      assert.equal(traces[0]?.fidelity, 'redacted');
    }
  });

  it('whose tokens are far more than its texts shows a summary', async () => {
    const content = [
      { reasoningContent: { reasoningText: { text: 'I compare both.' } } },
      { text: 'b' },
    ];
    const usage = { inputTokens: 5, outputTokens: 900 };
    const { traces } = await openJson({ ...body(content), usage });
    assert.equal(traces[0]?.fidelity, 'summary');
  });

  it('is folded from the events of its stream', async () => {
    const delta = (contentBlockIndex: number, value: object) => ({
      contentBlockDelta: { contentBlockIndex, delta: value },
    });
    const { traces } = await openLines(
      { messageStart: { role: 'assistant' } },
      delta(0, { reasoningContent: { text: 'a' } }),
      delta(0, { reasoningContent: { text: 'b' } }),
      delta(0, { reasoningContent: { signature: 's' } }),
      { contentBlockStop: { contentBlockIndex: 0 } },
      delta(1, { text: 'c' }),
      {
        contentBlockStart: {
          contentBlockIndex: 2,
          start: { toolUse: { toolUseId: 't', name: 'f' } },
        },
      },
      delta(2, { toolUse: { input: '{"x":1}' } }),
      { messageStop: { stopReason: 'tool_use' } },
      { metadata: { usage: { inputTokens: 5, outputTokens: 9 }, metrics: { latencyMs: 70 } } },
    );
    assert.deepEqual(outline(traces[0]), ['raw reasoning: ab', 'answer: c', 'call f: {"x":1}']);
    assert.deepEqual([traces[0]?.finishReason, traces[0]?.timing.durationMs], ['tool_use', 70]);
  });
});

describe('a Cohere response', () => {
  it('holds thinking parts and the tokens processed', async () => {
    const { format, traces } = await openJson({
      id: 'c1',
      finish_reason: 'COMPLETE',
      message: {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      usage: {
        billed_units: { input_tokens: 3, output_tokens: 4 },
        tokens: { input_tokens: 30, output_tokens: 40 },
      },
    });
    assert.equal(format, 'cohere');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: a', 'answer: b']);
    assert.equal(traces[0]?.usage.outputTokens, 40);
  });

  it('is folded from its stream', async () => {
    const content = (index: number, value: object) => ({
      type: 'content-delta',
      index,
      delta: { message: { content: value } },
    });
    const { traces } = await open(
      's.sse',
      sse(
        { type: 'message-start', id: 'c1', delta: { message: { role: 'assistant' } } },
        content(0, { thinking: 'a' }),
        content(0, { thinking: 'b' }),
        content(1, { text: 'c' }),
        { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage: {} } },
      ),
    );
    assert.deepEqual(outline(traces[0]), ['raw reasoning: ab', 'answer: c']);
    assert.equal(traces[0]?.id, 'c1');
  });
});

describe('Ollama output', () => {
  const part = (message: object, more: object = {}) => ({
    model: 'qwen3:8b',
    created_at: '2026-01-05T10:00:00.5Z',
    message: { role: 'assistant', content: '', ...message },
    done: false,
    ...more,
  });
  const done = {
    ...part({}),
    created_at: '2026-01-05T10:00:02.5Z',
    done: true,
    done_reason: 'stop',
    total_duration: 2_000_000_000,
    load_duration: 100_000_000,
    prompt_eval_duration: 50_000_000,
    prompt_eval_count: 11,
    eval_count: 40,
  };

  it('of the chat stream is folded, with times in milliseconds', async () => {
    const { format, traces } = await openLines(
      part({ thinking: 'a' }),
      part({ thinking: 'b' }),
      part({ content: 'c' }),
      done,
    );
    assert.equal(format, 'ollama');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: ab', 'answer: c']);
    assert.deepEqual(traces[0]?.timing, {
      startedAt: Date.parse('2026-01-05T10:00:00.500Z'),
      durationMs: 2_000,
      ttftMs: 150,
    });
    assert.equal(traces[0].usage.outputTokens, 40);
  });

  it('of generate is read from pretty-printed objects in a row', async () => {
    const line = (more: object) => ({ model: 'm', created_at: '', done: false, ...more });
    const { traces } = await open(
      'stream.json',
      [
        line({ response: '<think>a</think>' }),
        line({ response: 'b' }),
        line({ response: '', done: true }),
      ]
        .map((v) => JSON.stringify(v, null, 2))
        .join('\n'),
    );
    assert.deepEqual(outline(traces[0]), ['raw reasoning: a', 'answer: b']);
  });

  it('is a trace for each generation up to done', async () => {
    const { traces } = await openLines(part({ content: 'a' }), done, part({ content: 'b' }), done);
    assert.deepEqual(traces.map(outline), [['answer: a'], ['answer: b']]);
  });

  it('that stops in the middle is truncated', async () => {
    const { traces } = await openLines(part({ thinking: 'a' }));
    assert.equal(traces[0]?.truncated, true);
  });
});
