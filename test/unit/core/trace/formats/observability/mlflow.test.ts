import assert from 'node:assert/strict';
import { json, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const START = 1_760_000_000_000;

/** A span as MLflow writes it: every attribute is JSON text. */
function span(id: string, parent: string | null, type: string, name: string, more: object) {
  const {
    at,
    ms,
    status = 'STATUS_CODE_OK',
    ...attributes
  } = more as {
    at: number;
    ms: number;
    status?: string;
  };
  return {
    trace_id: 'tr-1',
    span_id: id,
    parent_span_id: parent,
    name,
    start_time_unix_nano: (START + at) * 1e6,
    end_time_unix_nano: (START + at + ms) * 1e6,
    events: [],
    status: { code: status, message: '' },
    attributes: Object.fromEntries(
      Object.entries({ 'mlflow.spanType': type, ...attributes }).map(([key, value]) => [
        key,
        JSON.stringify(value),
      ]),
    ),
  };
}

const trace = <Span extends object>(...spans: readonly Span[]) => ({
  info: { trace_id: 'tr-1', state: 'OK', execution_duration_ms: 4_000 },
  data: { spans },
});

const question = { role: 'user', content: 'What is 17 + 25?' };
const call = {
  id: 'call_1',
  type: 'function',
  function: { name: 'add', arguments: '{"a":17,"b":25}' },
};
const completion = (message: object, finish: string, usage: object) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'deepseek-reasoner',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
  usage,
});

const first = completion(
  { content: '', reasoning_content: 'I let the tool add.', tool_calls: [call] },
  'tool_calls',
  {
    prompt_tokens: 20,
    completion_tokens: 80,
    total_tokens: 100,
    completion_tokens_details: { reasoning_tokens: 60 },
  },
);
const last = completion({ content: 'It is 42.' }, 'stop', {
  prompt_tokens: 50,
  completion_tokens: 9,
  total_tokens: 59,
});
const run = trace(
  span('a', null, 'AGENT', 'run', { at: 0, ms: 3_000, 'mlflow.spanOutputs': 'It is 42.' }),
  span('b', 'a', 'CHAT_MODEL', 'Completions', {
    at: 0,
    ms: 1_000,
    'mlflow.spanInputs': { model: 'deepseek-reasoner', messages: [question] },
    'mlflow.spanOutputs': first,
    'mlflow.llm.cost': { total_cost: 0.002 },
  }),
  span('c', 'a', 'TOOL', 'add', {
    at: 1_000,
    ms: 500,
    'mlflow.spanInputs': { a: 17, b: 25 },
    'mlflow.spanOutputs': 42,
  }),
  span('d', 'a', 'CHAT_MODEL', 'Completions', {
    at: 2_000,
    ms: 1_000,
    'mlflow.spanInputs': {
      messages: [
        question,
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: '42' },
      ],
    },
    'mlflow.spanOutputs': last,
  }),
);

describe('MLflow traces', () => {
  it('read the request and the response of a call, its time and its cost', async () => {
    const alone = trace(run.data.spans[1]!);
    const { format, traces } = await openJson(alone, 'trace.json');
    assert.equal(format, 'otel');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: I let the tool add.',
      'call add: {"a":17,"b":25}',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: What is 17 + 25?']);
    const { usage, timing, model, costUsd, finishReason } = traces[0]!;
    assert.deepEqual(
      [usage.inputTokens, usage.outputTokens, usage.reasoningTokens, usage.cachedInputTokens],
      [20, 80, 60, null],
    );
    assert.deepEqual(timing, { startedAt: START, durationMs: 1_000, ttftMs: null });
    assert.deepEqual([model, costUsd, finishReason], ['deepseek-reasoner', 0.002, 'tool_calls']);
  });

  it('of an agent are a session: a tool’s span answers the call of its name', async () => {
    const session = await sessionOf(json(run), 'trace.json');
    assert.equal(session.format, 'otel-agent');
    assert.deepEqual(turnsOf(session), ['What is 17 + 25? | add({"a":17,"b":25}) | answers']);
    assert.deepEqual(
      session.tools.map(({ durationMs, result }) => [durationMs, result?.preview]),
      [[500, '42']],
    );
  });

  it('tell results of tools without spans, as the next call was told them', async () => {
    const spans = run.data.spans.filter(({ span_id: id }) => id !== 'c');
    const session = await sessionOf(json(trace(...spans)), 'trace.json');
    assert.equal(session.tools[0]?.result?.preview, '42');
  });

  it('count a call once that two libraries traced', async () => {
    const outer = span('o', null, 'CHAT_MODEL', 'ChatOpenAI', {
      at: 0,
      ms: 1_200,
      'mlflow.spanInputs': [[question]],
      'mlflow.spanOutputs': { generations: [[{ text: 'It is 42.' }]] },
    });
    const inner = { ...run.data.spans[3]!, parent_span_id: 'o' };
    const { traces } = await openLines(trace(outer, inner), trace(run.data.spans[1]!));
    assert.deepEqual(traces.map(outline), [
      ['answer: It is 42.'],
      ['raw reasoning: I let the tool add.', 'call add: {"a":17,"b":25}'],
    ]);
  });

  it('take MLflow’s own counts: the cache is beside the input in Anthropic’s alone', async () => {
    const counts = { input_tokens: 100, output_tokens: 7, cache_read_input_tokens: 40 };
    const counted = (format: string) =>
      span(format, null, 'CHAT_MODEL', 'call', {
        at: 0,
        ms: 1,
        'mlflow.spanOutputs': 'Yes.',
        'mlflow.llm.model': 'm1',
        'mlflow.message.format': format,
        'mlflow.chat.tokenUsage': counts,
      });
    const { traces } = await openJson(trace(counted('anthropic'), counted('openai')));
    assert.deepEqual(
      traces.map(({ usage, model }) => [model, usage.inputTokens, usage.cachedInputTokens]),
      [
        ['m1', 140, 40],
        ['m1', 100, 40],
      ],
    );
  });

  it('of the second version, with Anthropic’s blocks, are read; hostile values do no harm', async () => {
    const old = {
      name: 'Messages.create',
      context: { span_id: '0x1', trace_id: '0x2' },
      parent_id: null,
      start_time: START * 1e6,
      end_time: (START + 5) * 1e6,
      status_code: 'ERROR',
      attributes: {
        'mlflow.spanType': '"CHAT_MODEL"',
        'mlflow.spanInputs':
          '{"system": "Be brief.", "messages": 7, "thinking": {"budget_tokens": 2048}}',
        'mlflow.spanOutputs': JSON.stringify({
          id: 'msg_1',
          model: 'claude-sonnet-4-5',
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Short.', signature: 'c2ln' },
            { type: 'text', text: 'Yes.' },
          ],
          usage: { input_tokens: 'many', output_tokens: 5 },
        }),
      },
    };
    const odd = span('x', 'x', 'LLM', 'odd', { at: 0, ms: -5, 'mlflow.spanOutputs': 8 });
    const cut = {
      ...old,
      attributes: { ...old.attributes, 'mlflow.spanOutputs': '{"choices": [' },
    };
    const { traces } = await openJson({ data: { spans: [old, odd, cut, null, 5] } });
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Short.', 'answer: Yes.'],
      ['answer: {"choices": ['],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.']);
    assert.deepEqual(
      [traces[0]?.effort, traces[0]?.usage.inputTokens, traces[0]?.usage.outputTokens],
      ['2048', null, 5],
    );
  });
});
