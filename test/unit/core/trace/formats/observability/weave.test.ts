import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const question = { role: 'user', content: 'What is 17 + 25?' };
const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'deepseek-reasoner',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'It is 42.', reasoning_content: '17 and 25.' },
      finish_reason: 'stop',
    },
  ],
  usage: {
    prompt_tokens: 20,
    completion_tokens: 80,
    total_tokens: 100,
    completion_tokens_details: { reasoning_tokens: 60 },
  },
};
const call = (
  id: string,
  parent: string | null,
  op: string,
  output: unknown,
  more: object = {},
) => ({
  id,
  project_id: 'me/sums',
  op_name: `weave:///me/sums/op/${op}:abc`,
  trace_id: 't1',
  parent_id: parent,
  started_at: '2026-03-01T10:00:00Z',
  ended_at: '2026-03-01T10:00:04Z',
  attributes: {},
  inputs: { model: 'deepseek-reasoner', messages: [question] },
  output,
  exception: null,
  summary: {},
  ...more,
});

describe('Calls of Weave', () => {
  it('are read with the response that they gave back, their time and their cost', async () => {
    const costs = {
      'deepseek-reasoner': { prompt_tokens_total_cost: 0.001, completion_tokens_total_cost: 0.002 },
    };
    const { format, traces } = await openLines(
      call('c0', null, 'solve', 'It is 42.'),
      call('c1', 'c0', 'openai.chat.completions.create', completion, {
        summary: { weave: { costs } },
      }),
    );
    assert.equal(format, 'weave');
    assert.deepEqual(traces.map(outline), [['raw reasoning: 17 and 25.', 'answer: It is 42.']]);
    assert.deepEqual(promptOf(traces[0]), ['user: What is 17 + 25?']);
    const { id, model, usage, timing, costUsd, finishReason } = traces[0]!;
    assert.deepEqual(
      [id, model, finishReason, costUsd],
      ['c1', 'deepseek-reasoner', 'stop', 0.003],
    );
    assert.deepEqual(
      [usage.inputTokens, usage.outputTokens, usage.reasoningTokens, usage.cachedInputTokens],
      [20, 80, 60, null],
    );
    assert.equal(timing.durationMs, 4_000);
  });

  it('stand once: what passes a response on is left out, and what is told again', async () => {
    const inner = call('c2', 'c1', 'openai.chat.completions.create', completion);
    const { traces } = await openJson([call('c1', null, 'ask', completion), inner, inner]);
    assert.deepEqual(
      traces.map(({ id }) => id),
      ['c2'],
    );
  });

  it('take blocks of Anthropic, and the sums by model where the response has none', async () => {
    const message = {
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content: [
        { type: 'thinking', thinking: 'Add.', signature: 'c2ln' },
        { type: 'text', text: '42' },
      ],
      stop_reason: 'end_turn',
      usage: null,
    };
    const summed = {
      summary: { usage: { a: { input_tokens: 9, output_tokens: 4, requests: 1 } } },
    };
    const { traces } = await openLines(
      call('c1', null, 'anthropic.Messages.create', message, summed),
      call('c2', null, 'anthropic.Messages.create', message, {
        summary: { usage: { a: {}, b: {} } },
      }),
    );
    assert.deepEqual(outline(traces[0]), ['summary reasoning: Add.', 'answer: 42']);
    assert.deepEqual(
      traces.map(({ usage, finishReason }) => [
        usage.inputTokens,
        usage.outputTokens,
        finishReason,
      ]),
      [
        [9, 4, 'end_turn'],
        [null, null, 'end_turn'],
      ],
    );
  });

  it('take hostile values', async () => {
    const { format, traces } = await openLines(
      call(
        'c1',
        'c1x',
        'f',
        { choices: [null, { message: 7 }, { message: { content: 'Yes.' } }] },
        {
          inputs: { messages: 'x', model: 4 },
          ended_at: 'never',
          summary: 3,
        },
      ),
      call('c2', null, 'f', { candidates: [5] }),
      { id: 'c3', op_name: 7 },
    );
    assert.equal(format, 'weave');
    assert.equal(outline(traces[0]).at(-1), 'answer: Yes.');
    assert.equal(traces[0]?.timing.durationMs, null);
  });

  it('read Gemini’s response as its library of Python dumps it', async () => {
    const response = {
      candidates: [{ content: { role: 'model', parts: [{ text: '42' }] }, finish_reason: 'STOP' }],
      usage_metadata: {
        prompt_token_count: 10,
        candidates_token_count: 5,
        thoughts_token_count: 7,
      },
      model_version: 'gemini-2.5-pro',
    };
    const { traces } = await openLines(call('c1', null, 'generate_content', response));
    assert.deepEqual(outline(traces[0]), ['answer: 42']);
    const { usage, finishReason } = traces[0] ?? assert.fail();
    assert.deepEqual(
      [usage.inputTokens, usage.outputTokens, usage.reasoningTokens, finishReason],
      [10, 12, 7, 'STOP'],
    );
  });

  it('count the cache of LiteLLM once, which names it as Anthropic and as OpenAI do', async () => {
    const counted = (prompt_tokens: number, details: object) => ({
      ...completion,
      usage: {
        prompt_tokens,
        completion_tokens: 50,
        cache_read_input_tokens: 1000,
        cache_creation_input_tokens: 20,
        ...details,
      },
    });
    const { traces } = await openLines(
      call('c1', null, 'f', counted(1200, { prompt_tokens_details: { cached_tokens: 1000 } })),
      call('c2', null, 'f', counted(180, { prompt_tokens_details: { cached_tokens: 0 } })),
      call('c3', null, 'f', counted(180, {})),
    );
    assert.deepEqual(
      traces.map(({ usage }) => [
        usage.inputTokens,
        usage.cachedInputTokens,
        usage.cacheWriteTokens,
      ]),
      [
        [1200, 1000, 20],
        [1200, 1000, 20],
        [1200, 1000, 20],
      ],
    );
  });
});
