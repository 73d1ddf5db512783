import assert from 'node:assert/strict';
import type { Trace } from '../../../../../../src/core/model/trace';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

/** A call as the conventions record it, with messages as JSON text. */
const CALL = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'deepseek',
  'gen_ai.request.model': 'deepseek-reasoner',
  'gen_ai.usage.input_tokens': 31,
  'gen_ai.usage.output_tokens': 62,
  'gen_ai.usage.reasoning.output_tokens': 40,
  'gen_ai.input.messages': JSON.stringify([
    { role: 'user', parts: [{ type: 'text', content: 'Why salt roads?' }] },
  ]),
  'gen_ai.output.messages': JSON.stringify([
    {
      role: 'assistant',
      parts: [
        { type: 'reasoning', content: 'Salt lowers the freezing point.' },
        { type: 'text', content: 'It melts ice.' },
      ],
      finish_reason: 'stop',
    },
  ]),
};
const inWords = Object.fromEntries(Object.entries(CALL).map(([k, v]) => [k, String(v)]));
const keyed = Object.entries(CALL).map(([key, value]) => ({ key, type: 'string', value }));
const typed = Object.entries(inWords).map(([key, stringValue]) => ({
  key,
  value: { stringValue },
}));

/** That the call was read whole, and when it began and how long it took. */
function assertCall(trace: Trace | undefined, id: string, started: string, took: number | null) {
  assert.deepEqual(outline(trace), [
    'raw reasoning: Salt lowers the freezing point.',
    'answer: It melts ice.',
  ]);
  assert.deepEqual(promptOf(trace), ['user: Why salt roads?']);
  assert.deepEqual(
    [trace?.id, trace?.model, trace?.provider, trace?.finishReason],
    [id, 'deepseek-reasoner', 'deepseek', 'stop'],
  );
  assert.deepEqual(
    [trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.usage.reasoningTokens],
    [31, 62, 40],
  );
  assert.deepEqual(
    [trace?.timing.startedAt, trace?.timing.durationMs],
    [Date.parse(started), took],
  );
}

const STARTED = '2025-11-30T10:53:20Z';

describe('GenAI spans as stores give them back', () => {
  it('read Jaeger: keys and values, microseconds, parents by reference', async () => {
    const span = {
      traceID: 'a',
      spanID: 's2',
      operationName: 'chat',
      references: [{ refType: 'CHILD_OF', traceID: 'a', spanID: 's1' }],
      startTime: 1764500000000000,
      duration: 4000000,
      tags: keyed,
      logs: [],
    };
    const { format, traces } = await openJson({
      data: [{ traceID: 'a', spans: [span] }],
      total: 0,
    });
    assert.equal(format, 'otel');
    assertCall(traces[0], 's2', STARTED, 4000);
  });

  it('read the events that Jaeger keeps as logs', async () => {
    const field = (key: string, value: string) => ({ key, type: 'string', value });
    const said = '{"role":"assistant","content":"Logged.","reasoning_content":"A log."}';
    const span = {
      spanID: 'b',
      startTime: 1764500000000000,
      duration: 1000,
      tags: [field('gen_ai.operation.name', 'chat')],
      logs: [
        { fields: [field('event', 'gen_ai.user.message'), field('content', 'Where?')] },
        { fields: [field('event', 'gen_ai.choice'), field('message', said)] },
      ],
    };
    const { traces } = await openJson({ data: [{ spans: [span] }] });
    assert.deepEqual(outline(traces[0]), ['raw reasoning: A log.', 'answer: Logged.']);
    assert.deepEqual(promptOf(traces[0]), ['user: Where?']);
  });

  it('read Zipkin: tags in words, lists of lists', async () => {
    const span = {
      traceId: 'a',
      id: 'z2',
      parentId: 'z1',
      name: 'chat',
      timestamp: 1764500000000000,
      duration: 4000000,
      tags: inWords,
    };
    assertCall((await openJson([span])).traces[0], 'z2', STARTED, 4000);
    assertCall((await openJson([[span]])).traces[0], 'z2', STARTED, 4000);
  });

  it('read Tempo in both of its forms', async () => {
    const span = {
      spanId: 'EjRWeA==',
      startTimeUnixNano: '1764500000000000000',
      endTimeUnixNano: '1764500002000000000',
      attributes: typed,
    };
    const inScope = [{ scopeSpans: [{ spans: [span] }] }];
    for (const document of [{ batches: inScope }, { trace: { resourceSpans: inScope } }])
      assertCall((await openJson(document)).traces[0], 'EjRWeA==', STARTED, 2000);
  });

  it('read rows of Logfire, also with attributes as JSON text', async () => {
    const row = {
      span_id: 'l1',
      parent_span_id: 'l0',
      span_name: 'chat',
      start_timestamp: '2025-11-30T10:53:20Z',
      end_timestamp: '2025-11-30T10:53:23.500Z',
      duration: 3.5,
      otel_events: [],
    };
    assertCall((await openLines({ ...row, attributes: CALL })).traces[0], 'l1', STARTED, 3500);
    const rows = { columns: [], rows: [{ ...row, attributes: JSON.stringify(CALL) }] };
    assertCall((await openJson(rows)).traces[0], 'l1', STARTED, 3500);
  });

  it('read rows of ClickHouse, Elasticsearch, Honeycomb and Application Insights', async () => {
    const clickHouse = {
      Timestamp: '2025-11-30T10:53:20Z',
      SpanId: 'c1',
      SpanName: 'chat',
      SpanAttributes: inWords,
      Duration: 2000000000,
      StatusCode: 'Unset',
    };
    assertCall((await openLines(clickHouse)).traces[0], 'c1', STARTED, 2000);
    const _source = {
      '@timestamp': '2025-11-30T10:53:20Z',
      span_id: 'e1',
      duration: 2000000000,
      attributes: CALL,
    };
    const hits = { took: 3, hits: { total: { value: 1 }, hits: [{ _id: 'x', _source }] } };
    assertCall((await openJson(hits)).traces[0], 'e1', STARTED, 2000);
    const honeycomb = {
      Timestamp: '2025-11-30T10:53:20Z',
      'trace.span_id': 'h1',
      'trace.parent_id': 'h0',
      duration_ms: 2000,
      ...CALL,
    };
    assertCall((await openJson([honeycomb])).traces[0], 'h1', STARTED, 2000);
    const insights = {
      timestamp: '2025-11-30T10:53:20Z',
      id: 'i1',
      operation_ParentId: 'i0',
      duration: 2000,
      customDimensions: JSON.stringify(CALL),
    };
    assertCall((await openJson([insights])).traces[0], 'i1', STARTED, 2000);
  });

  it('read the input and output that Laminar keeps beside the attributes', async () => {
    const { traces } = await openLines({
      span_id: 'm1',
      span_type: 'LLM',
      start_time: '2025-11-30T10:00:00Z',
      end_time: '2025-11-30T10:00:02Z',
      input: '[{"role":"user","content":"Why do bees dance?"}]',
      output:
        '[{"role":"assistant","content":[{"type":"thinking","thinking":"It shows where."},{"type":"text","text":"To tell."}]}]',
      attributes: '{"gen_ai.request.model":"deepseek-r1","gen_ai.usage.output_tokens":33}',
    });
    assert.deepEqual(outline(traces[0]), ['raw reasoning: It shows where.', 'answer: To tell.']);
    assert.deepEqual(promptOf(traces[0]), ['user: Why do bees dance?']);
    assert.equal(traces[0]?.usage.outputTokens, 33);
  });
});

describe('GenAI spans of one library', () => {
  const span = (attributes: object, more: object = {}) => ({
    context: { span_id: 's' },
    start_time: '2025-11-30T10:00:00Z',
    attributes,
    ...more,
  });

  it('read the reasoning that OpenLLMetry and OpenLIT keep apart', async () => {
    const { traces } = await openLines(
      span({
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': 'Count the rings.',
        'gen_ai.completion.0.role': 'assistant',
        'gen_ai.completion.0.content': 'Forty.',
        'gen_ai.completion.0.reasoning': '[{"type":"text","text":"A ring is a year."}]',
        'gen_ai.usage.output_tokens': 25,
      }),
      span(
        {
          'gen_ai.operation.name': 'chat',
          'gen_ai.usage.output_tokens': 9,
          'gen_ai.content.reasoning': 'Granite cools slowly.',
        },
        {
          events: [
            { name: 'gen_ai.content.prompt', attributes: { 'gen_ai.prompt': 'Why coarse?' } },
            { name: 'gen_ai.content.completion', attributes: { 'gen_ai.completion': 'Slow.' } },
          ],
        },
      ),
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: A ring is a year.', 'answer: Forty.'],
      ['raw reasoning: Granite cools slowly.', 'answer: Slow.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: Why coarse?']);
  });

  it('read messages in the event about the details of a call', async () => {
    const { 'gen_ai.input.messages': input, 'gen_ai.output.messages': output, ...counts } = CALL;
    const { traces } = await openLines(
      span(counts, {
        events: [
          {
            name: 'gen_ai.client.inference.operation.details',
            attributes: { 'gen_ai.input.messages': input, 'gen_ai.output.messages': output },
          },
        ],
      }),
    );
    assertCall(traces[0], 's', '2025-11-30T10:00:00Z', null);
  });

  it('read Langtrace, with attributes and events as JSON text', async () => {
    const { traces } = await openLines({
      span_id: 'sp1',
      start_time: '2025-11-30T10:00:00Z',
      attributes: '{"langtrace.service.type":"llm","gen_ai.operation.name":"chat"}',
      events: JSON.stringify([
        {
          name: 'gen_ai.content.prompt',
          attributes: { 'gen_ai.prompt': '[{"role":"user","content":"Why fall?"}]' },
        },
        {
          name: 'gen_ai.content.completion',
          attributes: {
            'gen_ai.completion': '[{"role":"assistant","content":"<think>Cork.</think>To rest."}]',
          },
        },
      ]),
    });
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Cork.', 'answer: To rest.']);
    assert.deepEqual(promptOf(traces[0]), ['user: Why fall?']);
  });

  it('read the prompt and the times of the AI SDK', async () => {
    const { traces } = await openLines({
      spanContext: { spanId: 's' },
      startTime: [1764500000, 5000000],
      endTime: [1764500001, 0],
      attributes: {
        'gen_ai.usage.output_tokens': 20,
        'ai.prompt.messages': '[{"role":"user","content":[{"type":"text","text":"Sea?"}]}]',
        'ai.response.text': 'Blue.',
      },
    });
    assert.deepEqual(promptOf(traces[0]), ['user: Sea?']);
    assert.deepEqual(traces[0]?.timing.startedAt, Date.parse(STARTED) + 5);
    assert.deepEqual(traces[0].timing.durationMs, 995);
  });

  it('read a run of Pydantic AI of which only the agent’s span was kept', async () => {
    const history = [
      { 'event.name': 'gen_ai.system.message', role: 'system', content: 'Be short.' },
      { 'event.name': 'gen_ai.user.message', role: 'user', content: 'Legs of a crab?' },
      {
        'event.name': 'gen_ai.assistant.message',
        role: 'assistant',
        content: [
          { kind: 'thinking', text: 'Decapods.' },
          { kind: 'text', text: 'Ten.' },
        ],
      },
    ];
    const run = {
      span_id: 'r1',
      start_timestamp: '2025-11-30T10:00:00Z',
      end_timestamp: '2025-11-30T10:00:03Z',
      attributes: {
        model_name: 'o4-mini',
        'gen_ai.usage.output_tokens': 50,
        'gen_ai.usage.details.reasoning_tokens': 30,
        all_messages_events: history,
      },
    };
    const { format, traces } = await openLines(run);
    assert.equal(format, 'otel-agent');
    assert.deepEqual(outline(traces[0]), ['summary reasoning: Decapods.', 'answer: Ten.']);
    assert.deepEqual(promptOf(traces[0]), ['system: Be short.', 'user: Legs of a crab?']);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.usage.reasoningTokens, traces[0]?.timing.durationMs],
      ['o4-mini', 30, 3000],
    );
    const call = { span_id: 'c', parent_span_id: 'r1', attributes: CALL };
    const inside = await openLines(run, call);
    assert.deepEqual(
      inside.traces.map(({ id }) => id),
      ['c'],
    );
  });

  it('read the answers, calls and results of such a run, its counts given to none of many', async () => {
    const history = [
      { role: 'user', parts: [{ type: 'text', content: 'Rain?' }] },
      {
        role: 'assistant',
        parts: [
          { type: 'thinking', content: 'Ask.' },
          { type: 'tool_call', id: 'c1', name: 'sky', arguments: { at: 'Oslo' } },
        ],
      },
      { role: 'user', parts: [{ type: 'tool_call_response', id: 'c1', result: 'wet' }] },
      { role: 'assistant', parts: [{ type: 'text', content: 'Yes.' }] },
    ];
    const { traces } = await openLines({
      span_id: 'r2',
      start_timestamp: '2025-11-30T10:00:00Z',
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.usage.output_tokens': 70,
        'pydantic_ai.all_messages': JSON.stringify(history),
      },
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Ask.', 'call sky: {"at":"Oslo"}', 'result: wet'],
      ['answer: Yes.'],
    ]);
    assert.deepEqual(
      traces.map(({ usage }) => usage.outputTokens),
      [null, null],
    );
  });
});

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

describe('OpenInference spans with some attributes of the conventions', () => {
  it('keep their messages, with the reasoning beside', async () => {
    const { traces } = await openLines({
      context: { span_id: 's' },
      attributes: {
        'openinference.span.kind': 'LLM',
        'llm.model_name': 'glm-4.6',
        'llm.input_messages.0.message.role': 'user',
        'llm.input_messages.0.message.content': 'Stale?',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.content': 'Yes.',
        'gen_ai.completion.0.reasoning': 'The key is old.',
      },
    });
    assert.deepEqual(outline(traces[0]), ['raw reasoning: The key is old.', 'answer: Yes.']);
    assert.deepEqual(promptOf(traces[0]), ['user: Stale?']);
    assert.equal(traces[0]?.model, 'glm-4.6');
  });
});

describe('data frames of OpenInference spans', () => {
  const row = {
    name: 'ChatOpenAI',
    span_kind: 'LLM',
    parent_id: null,
    start_time: '2025-11-20T10:00:00Z',
    end_time: '2025-11-20T10:00:03Z',
    'context.span_id': 'ab12',
    'attributes.llm.model_name': 'deepseek-reasoner',
    'attributes.llm.token_count.prompt': 36,
    'attributes.llm.token_count.completion': 70,
    'attributes.llm.token_count.completion_details.reasoning': 41,
    'attributes.llm.input_messages': [
      { 'message.role': 'system', 'message.content': 'You keep bees.' },
      { 'message.role': 'user', 'message.content': 'Why smoke a hive?' },
    ],
    'attributes.llm.output_messages': [
      { 'message.role': 'assistant', 'message.content': 'It masks the scent.' },
    ],
  };

  it('read the reasoning that only the whole output has', async () => {
    const message = {
      id: ['langchain', 'schema', 'messages', 'AIMessage'],
      kwargs: {
        content: 'It masks the scent.',
        additional_kwargs: { reasoning_content: 'Pheromone is hidden.' },
      },
    };
    const { format, traces } = await openJson([
      {
        ...row,
        'attributes.output.value': JSON.stringify({
          generations: [[{ text: 'It masks the scent.', message }]],
        }),
      },
    ]);
    assert.equal(format, 'otel');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Pheromone is hidden.',
      'answer: It masks the scent.',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: You keep bees.', 'user: Why smoke a hive?']);
    assert.deepEqual(
      [traces[0]?.id, traces[0]?.usage.reasoningTokens, traces[0]?.timing.durationMs],
      ['ab12', 41, 3000],
    );
  });

  it('read blocks and calls in dotted names', async () => {
    const { traces } = await openJson([
      {
        ...row,
        start_time: 1763632800000,
        'attributes.llm.output_messages': [
          {
            'message.role': 'assistant',
            'message.contents': [
              {
                'message_content.type': 'reasoning',
                'message_content.text': 'The gauge knows.',
              },
              { 'message_content.type': 'text', 'message_content.text': 'Looking.' },
            ],
            'message.tool_calls': [
              {
                'tool_call.id': 'c1',
                'tool_call.function.name': 'gauge',
                'tool_call.function.arguments': '{"well":2}',
              },
            ],
          },
        ],
      },
    ]);
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: The gauge knows.',
      'answer: Looking.',
      'call gauge: {"well":2}',
    ]);
    assert.equal(traces[0]?.timing.startedAt, 1763632800000);
  });

  it('read CSV as pandas prints it: lists of Python, counts with a point', async () => {
    const csv = [
      ',name,span_kind,start_time,context.span_id,attributes.llm.token_count.completion,attributes.llm.input_messages,attributes.llm.output_messages',
      `0,x,LLM,2025-11-20T10:00:00Z,s1,70.0,"[{'message.content': ""What's a fen?"", 'message.role': 'user'}]","[{'message.content': '<think>Alkaline.</think>A bog.', 'message.role': 'assistant'}]"`,
      '1,chain,CHAIN,2025-11-20T10:00:00Z,s2,,,',
    ].join('\n');
    const { traces } = await open('spans.csv', `${csv}\n`);
    assert.equal(traces.length, 1);
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Alkaline.', 'answer: A bog.']);
    assert.deepEqual(promptOf(traces[0]), ["user: What's a fen?"]);
    assert.equal(traces[0]?.usage.outputTokens, 70);
  });
});
