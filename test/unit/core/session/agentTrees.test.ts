import assert from 'node:assert/strict';
import { lines, outline, sessionOf } from './sessionFixture';

const nano = (second: number): string => `${Date.UTC(2026, 4, 1, 8, 0, second)}000000`;
const at = (second: number): string => new Date(Date.UTC(2026, 4, 1, 8, 0, second)).toISOString();

interface SpanInput {
  readonly id: string;
  readonly parent?: string;
  readonly from: number;
  readonly to: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status?: object;
}

const otlp = ({ id, parent, from, to, attributes, status }: SpanInput) => ({
  traceId: 't',
  spanId: id,
  parentSpanId: parent ?? '',
  name: `${String(attributes['gen_ai.operation.name'])} x`,
  startTimeUnixNano: nano(from),
  endTimeUnixNano: nano(to),
  attributes: Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  })),
  ...(status ? { status } : {}),
});

const user = (content: string) => ({ role: 'user', parts: [{ type: 'text', content }] });
const answer = (...parts: readonly object[]) =>
  JSON.stringify([{ role: 'assistant', parts, finish_reason: 'stop' }]);
const call = (id: string, name: string, args: object) => ({
  type: 'tool_call',
  id,
  name,
  arguments: args,
});

describe('sessions whose agents stand in a tree', () => {
  const chat = (input: readonly object[], output: string, tokens: number) => ({
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'gpt-5',
    'gen_ai.usage.input_tokens': tokens,
    'gen_ai.usage.output_tokens': 10,
    'gen_ai.input.messages': JSON.stringify(input),
    'gen_ai.output.messages': output,
  });
  it('are calls themselves where nothing inside an agent is recorded', async () => {
    const agent = (id: string, from: number, input: readonly object[], said: string) =>
      otlp({
        id,
        parent: 'workflow',
        from,
        to: from + 2,
        attributes: {
          'gen_ai.operation.name': 'invoke_agent',
          'gen_ai.agent.name': id,
          'gen_ai.request.model': 'gpt-5',
          'gen_ai.usage.output_tokens': 40,
          'gen_ai.input.messages': JSON.stringify(input),
          'gen_ai.output.messages': answer({ type: 'text', content: said }),
        },
      });
    const asked = user('Analyse the transcript');
    const session = await sessionOf(
      lines(
        agent('Supervisor', 1, [asked], 'Received'),
        agent('Preparer', 4, [asked], 'Three points'),
        agent('Reviewer', 7, [asked], 'Approved'),
      ),
    );
    assert.equal(session.format, 'otel-agent');
    assert.deepEqual(outline(session), ['Analyse the transcript | answers | answers | answers']);
    assert.deepEqual([session.figures.tokens.output, session.calls[2]?.said], [120, 'Approved']);
  });

  const spans = [
    otlp({
      id: 'c1',
      parent: 'a1',
      from: 1,
      to: 3,
      attributes: chat(
        [user('Plan a trip')],
        answer(call('k1', 'weather', { city: 'Oslo' }), call('k2', 'ask_guide', {})),
        100,
      ),
    }),
    otlp({
      id: 't1',
      parent: 'a1',
      from: 3,
      to: 5,
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'weather',
        'gen_ai.tool.call.id': 'k1',
        'gen_ai.tool.call.result': 'rain',
        'error.type': 'timeout',
      },
      status: { code: 2 },
    }),
    otlp({
      id: 'c2',
      parent: 'a2',
      from: 6,
      to: 8,
      attributes: chat([user('Which museum?')], answer({ type: 'text', content: 'Munch.' }), 40),
    }),
    otlp({
      id: 'a2',
      parent: 't2',
      from: 5,
      to: 8,
      attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'guide' },
    }),
    otlp({
      id: 't2',
      parent: 'a1',
      from: 5,
      to: 9,
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'ask_guide',
        'gen_ai.tool.call.id': 'k2',
        'gen_ai.tool.call.result': 'Munch.',
      },
    }),
    otlp({
      id: 'c3',
      parent: 'a1',
      from: 10,
      to: 12,
      attributes: chat(
        [user('Plan a trip')],
        answer({ type: 'text', content: 'Go to Munch.' }),
        160,
      ),
    }),
    otlp({
      id: 'a1',
      from: 0,
      to: 12,
      attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'planner' },
    }),
  ];
  const document = (all: readonly object[]) => ({
    resourceSpans: [{ scopeSpans: [{ spans: all }] }],
  });
  const course = [
    'Plan a trip | weather({"city":"Oslo"}) failed, ask_guide() | @1 answers | answers',
  ];

  for (const [name, text] of [
    ['OTLP', JSON.stringify(document(spans))],
    [
      'OTLP with what ends first in front, a line each',
      lines(...spans.map((span) => document([span]))),
    ],
    ['OTLP from the end', JSON.stringify(document(spans.toReversed()))],
  ] as const) {
    it(`${name}: calls in the order of their start, tools with their spans, a sub-agent under its call`, async () => {
      const session = await sessionOf(text, 'spans.json');
      assert.equal(session.isAgentLog, true);
      assert.deepEqual(outline(session), course);
      assert.deepEqual(
        session.agents.map(({ name: of, startedBy, calls }) => [
          of,
          startedBy?.call ?? null,
          calls.length,
        ]),
        [
          [null, null, 2],
          ['guide', 0, 1],
        ],
      );
      assert.deepEqual(
        session.tools.map(({ durationMs, result, agent }) => [durationMs, result?.preview, agent]),
        [
          [2000, 'rain', null],
          [4000, 'Munch.', 1],
        ],
      );
      const { freshInput, output } = session.figures.tokens;
      assert.deepEqual([freshInput, output, session.figures.modelMs], [300, 30, 6000]);
    });
  }

  it('OTLP: a tool that no call names belongs to the call before it, and a later call tells results without spans', async () => {
    const quiet = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-5',
      'gen_ai.usage.output_tokens': 4,
    };
    const told = [
      user('Q'),
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'k9', response: 'done' }] },
    ];
    const session = await sessionOf(
      JSON.stringify(
        document([
          otlp({ id: 'c1', parent: 'a1', from: 1, to: 2, attributes: quiet }),
          otlp({
            id: 't1',
            parent: 'a1',
            from: 2,
            to: 3,
            attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'ls' },
          }),
          otlp({
            id: 'c2',
            parent: 'a1',
            from: 4,
            to: 5,
            attributes: chat([user('Q')], answer(call('k9', 'pwd', {})), 5),
          }),
          otlp({
            id: 'c3',
            parent: 'a1',
            from: 6,
            to: 7,
            attributes: chat(told, answer({ type: 'text', content: 'A' }), 5),
          }),
        ]),
      ),
      'spans.json',
    );
    assert.deepEqual(
      session.tools.map(({ name, call: of, result }) => [name, of, result?.preview]),
      [
        ['ls', 0, ''],
        ['pwd', 1, 'done'],
      ],
    );
  });

  it('ATIF: a trajectory inside another one is a sub-agent of the call whose result names it', async () => {
    const step = (id: number, second: number, fields: object) => ({
      step_id: id,
      timestamp: at(second),
      source: 'agent',
      message: '',
      ...fields,
    });
    const session = await sessionOf(
      JSON.stringify({
        schema_version: 'ATIF-v1.7',
        session_id: 's',
        agent: { name: 'lead', model_name: 'gpt-5' },
        steps: [
          { step_id: 1, source: 'user', timestamp: at(0), message: 'Write a report' },
          step(2, 2, {
            tool_calls: [
              { tool_call_id: 'k1', function_name: 'delegate', arguments: { task: 'Read it' } },
            ],
          }),
          {
            step_id: 3,
            source: 'system',
            timestamp: at(9),
            observation: {
              results: [
                {
                  source_call_id: 'k1',
                  content: 'Read.',
                  subagent_trajectory_ref: [{ trajectory_id: 'inner' }],
                },
              ],
            },
          },
          step(4, 10, { message: 'Done.' }),
        ],
        subagent_trajectories: [
          {
            schema_version: 'ATIF-v1.7',
            session_id: 's',
            trajectory_id: 'inner',
            agent: { name: 'reader', model_name: 'gpt-5-mini' },
            steps: [
              { step_id: 1, source: 'user', timestamp: at(3), message: 'Read it' },
              step(2, 5, {
                message: 'Read.',
                metrics: { prompt_tokens: 30, completion_tokens: 3 },
              }),
            ],
          },
        ],
      }),
      'trajectory.json',
    );
    assert.deepEqual(outline(session), [
      'Write a report | delegate(Read it) | answers | @1 answers',
    ]);
    assert.deepEqual(
      session.agents.map(({ name, startedBy }) => [name, startedBy?.call ?? null]),
      [
        [null, null],
        ['reader', 0],
      ],
    );
    assert.deepEqual(
      [session.tools[0]?.result?.preview, session.tools[0]?.durationMs],
      ['Read.', 7000],
    );
    assert.equal(session.agents[1]?.figures.tokens.output, 3);
  });

  it('Inspect: events tell how long a tool took, that it failed, and what a request went through', async () => {
    const assistant = (id: string, fields: object) => ({
      id,
      role: 'assistant',
      source: 'generate',
      content: '',
      ...fields,
    });
    const model = (second: number, message: object, more: object = {}) => ({
      event: 'model',
      timestamp: at(second),
      output: {
        model: 'gpt-5',
        choices: [{ message, stop_reason: 'stop' }],
        usage: { input_tokens: 9, output_tokens: 2, total_tokens: 11 },
        time: 1,
      },
      ...more,
    });
    const asked = assistant('m1', {
      tool_calls: [{ id: 'k1', function: 'bash', arguments: { cmd: 'sleep 9' }, type: 'function' }],
    });
    const said = assistant('m2', { content: 'Done.' });
    const session = await sessionOf(
      JSON.stringify({
        version: 2,
        status: 'success',
        eval: { task: 't', model: 'openai/gpt-5' },
        samples: [
          {
            id: 1,
            epoch: 1,
            input: 'Wait',
            target: '',
            messages: [
              { role: 'user', content: 'Wait' },
              asked,
              { role: 'tool', tool_call_id: 'k1', function: 'bash', content: 'x' },
              said,
            ],
            events: [
              model(1, asked),
              {
                event: 'tool',
                id: 'k1',
                function: 'bash',
                timestamp: at(3),
                completed: at(12),
                error: { type: 'timeout', message: 'Too long.' },
              },
              { event: 'compaction', timestamp: at(12) },
              model(13, said, { retries: 2 }),
            ],
          },
        ],
      }),
      'log.json',
    );
    assert.deepEqual(outline(session), ['Wait | bash(sleep 9) failed | answers']);
    assert.equal(session.tools[0]?.durationMs, 9000);
    assert.deepEqual(
      session.events.map(({ kind, call: of }) => [kind, of]),
      [
        ['compaction', 1],
        ['retry', 2],
      ],
    );
  });
});
