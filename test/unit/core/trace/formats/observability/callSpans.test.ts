import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

const ASKED = [{ role: 'user', content: 'Why bells?' }];

const STARTED = Date.parse('2025-11-30T10:53:20Z');

describe('spans of Braintrust', () => {
  const span = (output: unknown, more: object = {}) => ({
    id: 'row',
    span_id: 's1',
    root_span_id: 's0',
    span_attributes: { type: 'llm', name: 'Chat Completion' },
    input: ASKED,
    output,
    metadata: { model: 'o4-mini', provider: 'openai', reasoning: { effort: 'high' } },
    metrics: {
      start: 1764500000,
      end: 1764500003,
      prompt_tokens: 36,
      completion_tokens: 58,
      completion_reasoning_tokens: 40,
      prompt_cached_tokens: 4,
      time_to_first_token: 0.4,
    },
    ...more,
  });

  it('read calls with what they count, and leave what stands around them', async () => {
    const choice = {
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: 'They ring.', reasoning_content: 'Bronze hums.' },
    };
    const task = span('They ring.', { span_id: 's0', span_attributes: { type: 'task' } });
    const { format, traces } = await openJson({ events: [task, span([choice])] });
    assert.equal(format, 'call-spans');
    assert.equal(traces.length, 1);
    assert.deepEqual(outline(traces[0]), ['summary reasoning: Bronze hums.', 'answer: They ring.']);
    assert.deepEqual(promptOf(traces[0]), ['user: Why bells?']);
    const { usage, timing } = traces[0] ?? assert.fail();
    assert.deepEqual(
      [usage.inputTokens, usage.outputTokens, usage.reasoningTokens, usage.cachedInputTokens],
      [36, 58, 40, 4],
    );
    assert.deepEqual(timing, { startedAt: STARTED, durationMs: 3000, ttftMs: 400 });
    assert.deepEqual(
      [traces[0]?.id, traces[0]?.model, traces[0]?.provider, traces[0]?.effort],
      ['s1', 'o4-mini', 'openai', 'high'],
    );
  });

  it('read spans under their parents, calls without an answer, and lists of thoughts', async () => {
    const thought = { finish_reason: 'stop', message: { reasoning: [{ content: 'Think.' }] } };
    const { traces } = await openJson({
      span_attributes: { type: 'task' },
      children: [span([thought]), span(null, { span_id: 's2' })],
    });
    assert.deepEqual(traces.map(outline), [['summary reasoning: Think.'], []]);
    assert.deepEqual(promptOf(traces[1]), ['user: Why bells?']);
    assert.equal(traces[1]?.usage.outputTokens, 58);
  });

  it('read items of the Responses API, messages of Anthropic and of the AI SDK', async () => {
    const items = [
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Bronze.' }], content: null },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Ring.' }] },
      { type: 'function_call', call_id: 'c', name: 'ring', arguments: '{"n":1}' },
    ];
    const anthropic = {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Dense.', signature: 's' },
        { type: 'text', text: 'Ring.' },
      ],
    };
    const aiSdk = {
      content: [
        { type: 'reasoning', text: 'Sings.' },
        { type: 'text', text: 'Ring.' },
      ],
      finishReason: 'stop',
    };
    const { traces } = await openLines(span(items), span(anthropic), span(aiSdk));
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Bronze.', 'answer: Ring.', 'call ring: {"n":1}'],
      ['summary reasoning: Dense.', 'answer: Ring.'],
      ['summary reasoning: Sings.', 'answer: Ring.'],
    ]);
    assert.equal(traces[2]?.finishReason, 'stop');
  });

  it('read rows of a table, and take an answer in JSON for the answer', async () => {
    const cell = (value: unknown) => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
    const csv = [
      'id,span_id,span_attributes,input,output,metadata,metrics',
      [
        'r',
        's',
        ...[
          { type: 'llm' },
          ASKED,
          { role: 'assistant', content: 'They ring.', reasoning: 'Bronze.' },
          { model: 'deepseek-r1' },
          { start: 1764500000, completion_tokens: 40 },
        ].map(cell),
      ].join(','),
    ].join('\n');
    const table = await open('spans.csv', `${csv}\n`);
    assert.deepEqual(outline(table.traces[0]), ['raw reasoning: Bronze.', 'answer: They ring.']);
    assert.deepEqual(
      [table.traces[0]?.model, table.traces[0]?.usage.outputTokens],
      ['deepseek-r1', 40],
    );
    const json = await openLines(span('{"answer": 4}'), span('["a","b"]'));
    assert.deepEqual(json.traces.map(outline), [['answer: {"answer": 4}'], ['answer: ["a","b"]']]);
  });
});

describe('spans of Datadog', () => {
  const meta = {
    input: { messages: ASKED },
    output: {
      messages: [
        { role: 'reasoning', content: 'Ask the tower.' },
        { role: 'assistant', content: 'A moment.' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [{ name: 'ring', arguments: { n: 1 }, tool_id: 't1', type: 'tool_use' }],
        },
      ],
    },
    model_name: 'claude-sonnet-4',
    model_provider: 'anthropic',
    metadata: { thinking: { type: 'enabled', budget_tokens: 1500 } },
  };
  const metrics = {
    input_tokens: 100,
    output_tokens: 30,
    reasoning_output_tokens: 22,
    cache_read_input_tokens: 64,
    cache_write_input_tokens: 10,
  };
  const span = { trace_id: 't', span_id: 'd1', parent_id: 'undefined', duration: 2000000000 };
  const start = 1764500000000000000;

  it('read its traces, what its intake takes, and its export', async () => {
    const inTrace = {
      ...span,
      start,
      meta: { 'span.kind': 'llm' },
      metrics,
      meta_struct: { _llmobs: { meta: { ...meta, span: { kind: 'llm' } } } },
    };
    const intake = {
      data: {
        type: 'span',
        attributes: {
          ml_app: 'a',
          spans: [
            { ...span, span_id: 'w', start_ns: start, meta: { kind: 'workflow' } },
            { ...span, start_ns: start, meta: { ...meta, kind: 'llm' }, metrics },
          ],
        },
      },
    };
    const attributes = { ...span, ml_app: 'a', span_kind: 'llm', start_ms: 1764500000000, metrics };
    const exported = { data: [{ id: 'x', type: 'span', attributes: { ...attributes, ...meta } }] };
    for (const document of [[inTrace], intake, exported]) {
      const { format, traces } = await openJson(document);
      assert.equal(format, 'call-spans');
      assert.equal(traces.length, 1);
      assert.deepEqual(outline(traces[0]), [
        'summary reasoning: Ask the tower.',
        'answer: A moment.',
        'call ring: {"n":1}',
      ]);
      assert.deepEqual(promptOf(traces[0]), ['user: Why bells?']);
      assert.deepEqual(
        [traces[0]?.id, traces[0]?.model, traces[0]?.provider],
        ['d1', 'claude-sonnet-4', 'anthropic'],
      );
      assert.deepEqual(
        [traces[0]?.timing.startedAt, traces[0]?.timing.durationMs],
        [STARTED, 2000],
      );
      const { usage } = traces[0] ?? assert.fail();
      assert.deepEqual(
        [usage.inputTokens, usage.outputTokens, usage.reasoningTokens, usage.cachedInputTokens],
        [100, 30, 22, 64],
      );
    }
  });

  it('say that a call failed', async () => {
    const { traces } = await openLines({
      ...span,
      start_ns: start,
      status: 'error',
      meta: { kind: 'llm', input: meta.input, output: { messages: [{ role: '', content: '' }] } },
    });
    assert.deepEqual([traces[0]?.finishReason, outline(traces[0])], ['error', []]);
  });
});

describe('records of calls by other tools', () => {
  it('read LangWatch: values with their types, times in an object', async () => {
    const { traces } = await openJson({
      trace_id: 't',
      input: { value: 'Why bells?' },
      spans: [
        { type: 'agent', span_id: 'a', output: { type: 'text', value: 'They ring.' } },
        {
          type: 'llm',
          span_id: 'b',
          trace_id: 't',
          vendor: 'deepseek',
          model: 'deepseek-reasoner',
          input: { type: 'chat_messages', value: ASKED },
          output: {
            type: 'chat_messages',
            value: [{ role: 'assistant', content: 'They ring.', reasoning_content: 'Bronze.' }],
          },
          metrics: { prompt_tokens: 9, completion_tokens: 28, reasoning_tokens: 20 },
          timestamps: {
            started_at: STARTED,
            first_token_at: STARTED + 500,
            finished_at: STARTED + 950,
          },
        },
      ],
    });
    assert.equal(traces.length, 1);
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Bronze.', 'answer: They ring.']);
    assert.deepEqual(promptOf(traces[0]), ['user: Why bells?']);
    assert.equal(traces[0]?.usage.reasoningTokens, 20);
    assert.deepEqual(traces[0].timing, { startedAt: STARTED, durationMs: 950, ttftMs: 500 });
  });

  it('read logs of Keywords AI, Humanloop and PromptLayer', async () => {
    const keywords = await openJson({
      results: [
        {
          id: 'k',
          model: 'deepseek-reasoner',
          prompt_messages: ASKED,
          completion_message: {
            role: 'assistant',
            content: 'They ring.',
            reasoning_content: 'Bronze.',
          },
          usage: { completion_tokens: 30, completion_tokens_details: { reasoning_tokens: 19 } },
          latency: 2,
          ttft: 0.5,
        },
      ],
    });
    assert.deepEqual(outline(keywords.traces[0]), ['raw reasoning: Bronze.', 'answer: They ring.']);
    assert.deepEqual(
      [keywords.traces[0]?.usage.reasoningTokens, keywords.traces[0]?.timing.ttftMs],
      [19, 500],
    );
    const humanloop = await openJson({
      records: [
        {
          id: 'h',
          prompt: { model: 'claude-3-7-sonnet', provider: 'anthropic' },
          messages: ASKED,
          inputs: {},
          output: 'They ring.',
          output_message: {
            role: 'assistant',
            content: 'They ring.',
            thinking: [{ type: 'thinking', thinking: 'Bronze.', signature: 's' }],
          },
          start_time: '2025-11-30T10:53:20Z',
          end_time: '2025-11-30T10:53:23Z',
          prompt_tokens: 22,
          output_tokens: 48,
          reasoning_tokens: 33,
          prompt_cost: 0.25,
          output_cost: 0.5,
          finish_reason: 'end_turn',
        },
      ],
    });
    assert.deepEqual(outline(humanloop.traces[0]), [
      'raw reasoning: Bronze.',
      'answer: They ring.',
    ]);
    assert.deepEqual(promptOf(humanloop.traces[0]), ['user: Why bells?']);
    assert.deepEqual(
      [
        humanloop.traces[0]?.model,
        humanloop.traces[0]?.usage.inputTokens,
        humanloop.traces[0]?.costUsd,
        humanloop.traces[0]?.finishReason,
      ],
      ['claude-3-7-sonnet', 22, 0.75, 'end_turn'],
    );
    const answer = {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Bronze.' },
        { type: 'text', text: 'They ring.' },
      ],
    };
    const facts = { provider: 'anthropic', model: 'claude-opus-4-20250514', output_tokens: 40 };
    const logged = {
      ...facts,
      input: { type: 'chat', messages: ASKED },
      output: { type: 'chat', messages: [answer] },
      request_start_time: '2025-11-30T10:53:20Z',
      request_end_time: '2025-11-30T10:53:22Z',
      parameters: { thinking: { type: 'enabled', budget_tokens: 2048 } },
    };
    const asked = {
      ...facts,
      input_tokens: 5,
      prompt_blueprint: { prompt_template: { type: 'chat', messages: [...ASKED, answer] } },
    };
    const promptLayer = await openLines(logged, asked);
    for (const trace of promptLayer.traces) {
      assert.deepEqual(outline(trace), ['summary reasoning: Bronze.', 'answer: They ring.']);
      assert.deepEqual(promptOf(trace), ['user: Why bells?']);
      assert.equal(trace.usage.outputTokens, 40);
    }
    assert.deepEqual(
      [promptLayer.traces[0]?.effort, promptLayer.traces[0]?.timing.durationMs],
      ['2048', 2000],
    );
  });

  it('read Galileo: spans inside of spans, counts by names of its own', async () => {
    const { traces } = await openJson({
      type: 'trace',
      spans: [
        {
          type: 'workflow',
          spans: [
            {
              id: 'g1',
              type: 'llm',
              created_at: '2025-11-30T10:53:20Z',
              model: 'deepseek-reasoner',
              input: ASKED,
              output: { role: 'assistant', content: '<think>Bronze.</think>They ring.' },
              metrics: { duration_ns: 2000000000, num_input_tokens: 9, num_output_tokens: 27 },
            },
          ],
        },
      ],
    });
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Bronze.', 'answer: They ring.']);
    assert.deepEqual(
      [traces[0]?.usage.inputTokens, traces[0]?.usage.outputTokens, traces[0]?.timing.durationMs],
      [9, 27, 2000],
    );
  });

  it('read what another tool calls messages and response', async () => {
    const { traces } = await openLines({
      type: 'llm',
      trace_id: 'q1',
      messages: ASKED,
      response: '<think>Bronze.</think>They ring.',
    });
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Bronze.', 'answer: They ring.']);
    assert.deepEqual(promptOf(traces[0]), ['user: Why bells?']);
  });

  it('read damaged records without a fault', async () => {
    const { traces } = await openLines(
      { type: 'llm', trace_id: 't', output: [null, 7, { role: 4 }], input: 5, usage: 'x' },
      { type: 'llm', span_id: 7, output: 'Fine.', metrics: [], start_time: 'never', meta: 3 },
    );
    assert.equal(outline(traces.at(-1)).at(-1), 'answer: Fine.');
  });
});
