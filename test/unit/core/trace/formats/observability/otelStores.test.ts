import assert from 'node:assert/strict';
import type { Trace } from '../../../../../../src/core/model/trace';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

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

  it('take times without a zone for UTC', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    try {
      const { traces } = await openLines({
        SpanId: 'c',
        TraceId: 't',
        Timestamp: '2025-11-30 10:53:20.000000000',
        Duration: 4_000_000_000,
        SpanAttributes: inWords,
      });
      assertCall(traces[0], 'c', STARTED, 4000);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});
