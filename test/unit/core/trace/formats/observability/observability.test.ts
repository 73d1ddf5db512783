import assert from 'node:assert/strict';
import { openTraceFile } from '../../../../../../src/core/trace/open';
import { memorySource } from '../../../../../../src/core/trace/source';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const attribute = (key: string, value: object) => ({ key, value });

const words = (stringValue: string) => ({ stringValue });

function otlp(attributes: readonly object[], more: object = {}): object {
  const span = {
    traceId: 't',
    spanId: 'sp1',
    name: 'chat',
    startTimeUnixNano: '1760000000000000000',
    endTimeUnixNano: '1760000002500000000',
    attributes,
    ...more,
  };
  return { resourceSpans: [{ resource: {}, scopeSpans: [{ scope: {}, spans: [span] }] }] };
}

describe('OpenTelemetry GenAI spans', () => {
  it('read messages, usage and time of OTLP JSON', async () => {
    const output = [
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'Look it up.' },
          { type: 'text', content: 'Paris.' },
          { type: 'tool_call', id: 'c', name: 'map', arguments: { q: 'Paris' } },
        ],
        finish_reason: 'stop',
      },
    ];
    const input = [{ role: 'user', parts: [{ type: 'text', content: 'Capital of France?' }] }];
    const { format, traces } = await openJson(
      otlp([
        attribute('gen_ai.operation.name', words('chat')),
        attribute('gen_ai.provider.name', words('openai')),
        attribute('gen_ai.request.model', words('o4-mini')),
        attribute('gen_ai.response.model', words('o4-mini-2025-04-16')),
        attribute('gen_ai.usage.input_tokens', { intValue: '18' }),
        attribute('gen_ai.usage.output_tokens', { intValue: '240' }),
        attribute('gen_ai.usage.reasoning.output_tokens', { intValue: '192' }),
        attribute('gen_ai.response.finish_reasons', { arrayValue: { values: [words('stop')] } }),
        attribute('gen_ai.input.messages', words(JSON.stringify(input))),
        attribute('gen_ai.output.messages', words(JSON.stringify(output))),
        attribute('gen_ai.system_instructions', words('[{"type":"text","content":"Be brief."}]')),
      ]),
    );
    assert.equal(format, 'otel');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: Look it up.',
      'answer: Paris.',
      'call map: {"q":"Paris"}',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: Capital of France?']);
    assert.deepEqual(traces[0]?.usage, {
      inputTokens: 18,
      outputTokens: 240,
      reasoningTokens: 192,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
      note: null,
    });
    assert.deepEqual(
      [traces[0].model, traces[0].finishReason, traces[0].timing.durationMs],
      ['o4-mini-2025-04-16', 'stop', 2500],
    );
  });

  it('leave out spans of agents and tools, which repeat what the calls said', async () => {
    const agent = otlp([
      attribute('gen_ai.operation.name', words('invoke_agent')),
      attribute(
        'gen_ai.output.messages',
        words('[{"role":"assistant","parts":[{"type":"text","content":"x"}]}]'),
      ),
    ]);
    assert.deepEqual((await openJson(agent)).traces, []);
  });

  it('read numbered attributes and events of earlier instrumentations', async () => {
    const numbered = {
      context: { span_id: 's1' },
      start_time: '2026-05-01T10:00:00Z',
      end_time: '2026-05-01T10:00:01Z',
      attributes: {
        'gen_ai.system': 'deepseek',
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': 'Hi',
        'gen_ai.completion.0.role': 'assistant',
        'gen_ai.completion.0.content': '<think>Greet.</think>Hello',
        'gen_ai.usage.completion_tokens': 12,
      },
    };
    const events = {
      context: { span_id: 's2' },
      attributes: { 'gen_ai.operation.name': 'chat' },
      events: [
        { name: 'gen_ai.user.message', attributes: { content: 'Hi' } },
        {
          name: 'gen_ai.choice',
          attributes: { finish_reason: 'stop', message: '{"role":"assistant","content":"Hello"}' },
        },
      ],
    };
    const { traces } = await openLines(numbered, events);
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Greet.', 'answer: Hello'],
      ['answer: Hello'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: Hi']);
    assert.equal(traces[0]?.usage.outputTokens, 12);
  });

  it('read log records, and the events that Logfire keeps in an attribute', async () => {
    const said = [
      { role: 'assistant', parts: [{ type: 'reasoning', content: 'a' }], finish_reason: 'stop' },
    ];
    const attributes = [
      attribute('gen_ai.operation.name', words('chat')),
      attribute('gen_ai.output.messages', words(JSON.stringify(said))),
    ];
    const record = { timeUnixNano: '1760000000000000000', attributes };
    const logs = await openJson({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
    assert.equal(logs.format, 'otel');
    assert.deepEqual(outline(logs.traces[0]), ['raw reasoning: a']);
    const message = { role: 'assistant', content: [{ kind: 'thinking', text: 'b' }, 'c'] };
    const events = [
      { 'event.name': 'gen_ai.user.message', role: 'user', content: 'Hi' },
      { 'event.name': 'gen_ai.choice', index: 0, message },
    ];
    const { traces } = await openJson(
      otlp([
        attribute('gen_ai.operation.name', words('chat')),
        attribute('events', words(JSON.stringify(events))),
      ]),
    );
    assert.deepEqual(outline(traces[0]), ['raw reasoning: b', 'answer: c']);
    assert.deepEqual(promptOf(traces[0]), ['user: Hi']);
  });

  it('read the texts that the AI SDK keeps beside the conventions', async () => {
    const { traces } = await openLines({
      name: 'ai.generateText.doGenerate',
      spanContext: { spanId: 's' },
      attributes: {
        'gen_ai.response.model': 'qwen3',
        'gen_ai.usage.output_tokens': 20,
        'ai.response.reasoning': 'Greet.',
        'ai.response.text': 'Hello',
        'ai.response.toolCalls': '[{"toolName":"wave","toolCallId":"c","input":{"hand":"left"}}]',
      },
    });
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Greet.',
      'answer: Hello',
      'call wave: {"hand":"left"}',
    ]);
  });

  it('read OpenInference’s flattened and nested names', async () => {
    const message = 'llm.output_messages.0.message.';
    const flat = {
      name: 'ChatCompletion',
      context: { trace_id: 't', span_id: 's' },
      attributes: {
        'openinference.span.kind': 'LLM',
        'llm.model_name': 'claude-3-7-sonnet',
        'llm.invocation_parameters': '{"reasoning_effort":"high"}',
        'llm.input_messages.0.message.role': 'user',
        'llm.input_messages.0.message.content': '17 prime?',
        [`${message}role`]: 'assistant',
        [`${message}contents.0.message_content.type`]: 'reasoning',
        [`${message}contents.0.message_content.text`]: 'Not divisible by 2, 3.',
        [`${message}contents.1.message_content.type`]: 'text',
        [`${message}contents.1.message_content.text`]: 'Yes.',
        [`${message}tool_calls.0.tool_call.function.name`]: 'check',
        [`${message}tool_calls.0.tool_call.function.arguments`]: '{"n":17}',
        'llm.token_count.prompt': 9,
        'llm.token_count.completion': 40,
        'llm.token_count.completion_details.reasoning': 31,
      },
    };
    const nested = {
      context: { span_id: 'n' },
      attributes: {
        openinference: { span: { kind: 'LLM' } },
        llm: { output_messages: [{ message: { role: 'assistant', content: 'Nested.' } }] },
      },
    };
    const { format, traces } = await openLines(flat, nested);
    assert.equal(format, 'otel');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Not divisible by 2, 3.',
      'answer: Yes.',
      'call check: {"n":17}',
    ]);
    assert.deepEqual([traces[0]?.usage.reasoningTokens, traces[0]?.effort], [31, 'high']);
    assert.deepEqual(outline(traces[1]), ['answer: Nested.']);
  });
});

describe('LangSmith runs', () => {
  it('merge the post and patch of a batch by id', async () => {
    const { format, traces } = await openJson({
      post: [
        {
          id: 'r1',
          run_type: 'llm',
          start_time: '2026-01-01T00:00:00+00:00',
          inputs: { messages: [{ role: 'user', content: 'Plan' }], model: 'o1-mini' },
          outputs: {},
          trace_id: 'r1',
          dotted_order: 'x',
        },
      ],
      patch: [
        {
          id: 'r1',
          end_time: '2026-01-01T00:00:15+00:00',
          outputs: {
            id: 'c1',
            model: 'o1-mini-2024',
            choices: [
              { finish_reason: 'stop', message: { role: 'assistant', content: 'A plan.' } },
            ],
            usage_metadata: {
              input_tokens: 43,
              output_tokens: 900,
              input_token_details: { cache_read: 0 },
              output_token_details: { reasoning: 832 },
            },
          },
        },
      ],
    });
    assert.equal(format, 'langsmith');
    assert.deepEqual(outline(traces[0]), ['answer: A plan.']);
    assert.deepEqual(
      [traces[0]?.fidelity, traces[0]?.usage.reasoningTokens, traces[0]?.timing.durationMs],
      ['hidden', 832, 15_000],
    );
    assert.deepEqual(promptOf(traces[0]), ['user: Plan']);
  });

  it('read LangChain’s dumped messages and leave chains out', async () => {
    const message = (type: string, kwargs: object) => ({
      lc: 1,
      type: 'constructor',
      id: ['langchain', 'schema', 'messages', type],
      kwargs,
    });
    const { traces } = await openLines(
      { id: 'c', run_type: 'chain', inputs: {}, outputs: {} },
      {
        id: 'l',
        run_type: 'llm',
        inputs: {
          messages: [
            [
              message('SystemMessage', { content: 'Short.' }),
              message('HumanMessage', { content: 'Why?' }),
            ],
          ],
        },
        outputs: {
          generations: [
            [
              {
                text: 'Because.',
                message: message('AIMessage', {
                  content: 'Because.',
                  additional_kwargs: { reasoning_content: 'Think.' },
                  response_metadata: { model_name: 'deepseek-reasoner', finish_reason: 'stop' },
                  usage_metadata: { input_tokens: 5, output_tokens: 8 },
                }),
              },
            ],
          ],
        },
      },
    );
    assert.equal(traces.length, 1);
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Think.', 'answer: Because.']);
    assert.deepEqual(promptOf(traces[0]), ['system: Short.', 'user: Why?']);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.finishReason, traces[0]?.usage.outputTokens],
      ['deepseek-reasoner', 'stop', 8],
    );
  });
});

describe('LangSmith runs without zones', () => {
  it('are of UTC, and their cost may be text', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    try {
      const { traces } = await openLines({
        id: 'r',
        run_type: 'llm',
        start_time: '2026-01-01T00:00:00.000000',
        end_time: '2026-01-01T00:00:02.000000',
        inputs: { messages: [{ role: 'user', content: 'Hi' }] },
        outputs: { choices: [{ message: { role: 'assistant', content: 'Hello' } }] },
        total_cost: '0.00125',
      });
      assert.equal(traces[0]?.timing.startedAt, Date.UTC(2026, 0, 1));
      assert.deepEqual([traces[0].timing.durationMs, traces[0].costUsd], [2000, 0.00125]);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

describe('telemetry of other things', () => {
  const at = '2026-01-01T10:00:00Z';
  const logs: Readonly<Record<string, readonly object[]>> = {
    'a power meter': [{ type: 'generation', timestamp: at, site: 'roof', input: 530, output: 412 }],
    'a content system': [
      { event_type: 'content.published', id: 'e1', timestamp: at, path: '/blog' },
      { event_type: 'content.viewed', id: 'e2', timestamp: at, path: '/blog' },
    ],
    'jobs of Databricks': [
      { runs: [{ job_id: 1, run_id: 2, run_type: 'JOB_RUN', start_time: 1625060460483 }] },
    ],
    'a web server': [
      { type: 'request.received', ts: at, path: '/a' },
      { type: 'response.sent', ts: at, status: 200 },
    ],
  };
  for (const [name, lines] of Object.entries(logs)) {
    it(`is no trace: ${name}`, async () => {
      const content = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      const source = memorySource('log.jsonl', new TextEncoder().encode(content));
      const file = await openTraceFile(source);
      assert.ok('error' in file);
      assert.equal(file.error.code, 'unrecognised');
    });
  }
});

describe('llm logs', () => {
  it('take reasoning from the response’s JSON where it has some', async () => {
    const entry = {
      id: '01',
      model: 'claude-3.7-sonnet',
      prompt: 'Hi',
      system: 'Brief',
      prompt_json: null,
      response: 'Hello',
      duration_ms: 900,
      datetime_utc: '2026-01-01T00:00:00',
      input_tokens: 4,
      output_tokens: 30,
    };
    const { format, traces } = await openJson([
      {
        ...entry,
        response_json: {
          id: 'm',
          content: [
            { type: 'thinking', thinking: 'Greet.', signature: 's' },
            { type: 'text', text: 'Hello' },
          ],
          stop_reason: 'end_turn',
        },
      },
      { ...entry, id: '02', response_json: { model: 'x' } },
    ]);
    assert.equal(format, 'llm-logs');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Greet.', 'answer: Hello'],
      ['answer: Hello'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Brief', 'user: Hi']);
  });
});
