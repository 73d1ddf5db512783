import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf, sse } from '../../openFixture';

describe('a response of a server of its own kind', () => {
  it('is read from LM Studio', async () => {
    const { traces } = await openJson({
      model_instance_id: 'qwen/qwen3-4b-thinking',
      output: [
        { type: 'reasoning', content: 'a' },
        { type: 'tool_call', tool: 'search', arguments: { q: 'x' }, output: 'ok' },
        { type: 'message', content: 'b' },
      ],
      stats: {
        input_tokens: 24,
        total_output_tokens: 52,
        reasoning_output_tokens: 30,
        time_to_first_token_seconds: 0.781,
      },
      response_id: 'resp_1',
    });
    const [trace] = traces;
    assert.deepEqual(outline(trace), [
      'raw reasoning: a',
      'call search: {"q":"x"}',
      'result: ok',
      'answer: b',
    ]);
    assert.deepEqual(
      [trace?.model, trace?.usage.reasoningTokens, trace?.timing.ttftMs],
      ['qwen/qwen3-4b-thinking', 30, 781],
    );
  });

  it('is read from llama.cpp, its cached input told by the timings', async () => {
    const { traces } = await openJson({
      content: '<think>a</think>b',
      stop: true,
      model: 'qwen3-8b.gguf',
      tokens_predicted: 52,
      tokens_evaluated: 24,
      prompt: 'Q',
      stop_type: 'limit',
      timings: { prompt_n: 20, prompt_ms: 120, predicted_n: 52, predicted_ms: 1300 },
    });
    const [trace] = traces;
    assert.deepEqual(outline(trace), ['raw reasoning: a', 'answer: b']);
    assert.deepEqual(
      [trace?.usage.inputTokens, trace?.usage.cachedInputTokens, trace?.usage.outputTokens],
      [24, 4, 52],
    );
    assert.deepEqual([trace?.finishReason, trace?.timing.durationMs], ['length', 1420]);
    assert.deepEqual(promptOf(trace), ['user: Q']);
  });

  it('is read from SGLang, watsonx and Text Generation Inference', async () => {
    const text = '<think>a</think>b';
    const bodies = [
      {
        text,
        meta_info: {
          id: 'x',
          prompt_tokens: 24,
          completion_tokens: 52,
          finish_reason: { type: 'stop' },
        },
      },
      {
        model_id: 'm',
        results: [
          {
            generated_text: text,
            generated_token_count: 52,
            input_token_count: 24,
            stop_reason: 'eos_token',
          },
        ],
      },
      { generated_text: text, details: { finish_reason: 'eos_token', generated_tokens: 52 } },
    ];
    for (const body of bodies) {
      const { format, traces } = await openJson(body);
      assert.equal(format, 'native-server');
      assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
      assert.equal(traces[0]?.usage.outputTokens, 52);
    }
  });
});

describe('a response of DashScope', () => {
  const usage = {
    input_tokens: 24,
    output_tokens: 52,
    output_tokens_details: { reasoning_tokens: 30 },
  };
  const body = (message: object, finish_reason = 'null') => ({
    output: { choices: [{ message: { role: 'assistant', ...message }, finish_reason }] },
    usage,
    request_id: 'r',
  });

  it('is read whole', async () => {
    const { format, traces } = await openJson(
      body({ content: 'b', reasoning_content: 'a' }, 'stop'),
    );
    assert.equal(format, 'dashscope');
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.equal(traces[0]?.usage.reasoningTokens, 30);
  });

  it('is read from a stream of what is new and of all so far', async () => {
    const news = [
      body({ content: '', reasoning_content: 'Six ' }),
      body({ content: '', reasoning_content: 'sevens.' }),
      body({ content: '42', reasoning_content: '' }, 'stop'),
    ];
    const all = [
      body({ content: '', reasoning_content: 'Six ' }),
      body({ content: '', reasoning_content: 'Six sevens.' }),
      body({ content: '42', reasoning_content: 'Six sevens.' }, 'stop'),
    ];
    for (const events of [news, all]) {
      const { traces } = await open('s.sse', sse(...events));
      assert.deepEqual(traces.map(outline), [['raw reasoning: Six sevens.', 'answer: 42']]);
      assert.equal(traces[0]?.finishReason, 'stop');
    }
  });

  it('is read where a piece of what is new begins with the one before', async () => {
    const pieces = ['ha', 'ha', '! ', 'said the dog'].map((content) => body({ content }));
    const { traces } = await open('s.sse', sse(...pieces));
    assert.deepEqual(traces.map(outline), [['answer: haha! said the dog']]);
  });
});

describe('the AI SDK', () => {
  it('streams UI messages, a generation a step', async () => {
    const { format, traces } = await open(
      'ui.sse',
      sse(
        { type: 'start', messageId: 'm1' },
        { type: 'start-step' },
        { type: 'reasoning-start', id: 'r1' },
        { type: 'reasoning-delta', id: 'r1', delta: 'Six ' },
        { type: 'reasoning-delta', id: 'r1', delta: 'sevens.' },
        { type: 'reasoning-end', id: 'r1' },
        { type: 'tool-input-available', toolCallId: 't', toolName: 'calc', input: { a: 6 } },
        { type: 'tool-output-available', toolCallId: 't', output: 42 },
        { type: 'finish-step' },
        { type: 'start-step' },
        { type: 'text-delta', id: 't1', delta: '42' },
        { type: 'finish-step' },
        {
          type: 'finish',
          finishReason: 'stop',
          messageMetadata: { model: 'm', totalUsage: { inputTokens: 24, outputTokens: 52 } },
        },
      ),
    );
    assert.equal(format, 'ai-sdk-stream');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Six sevens.', 'call calc: {"a":6}', 'result: 42'],
      ['answer: 42'],
    ]);
    assert.deepEqual(
      traces.map((t) => [t.model, t.usage.outputTokens, t.finishReason]),
      [
        ['m', null, null],
        ['m', 52, 'stop'],
      ],
    );
  });

  it('counts in parts since version 3 of its interface', async () => {
    const usage = { inputTokens: { total: 5 }, outputTokens: { total: 3, reasoning: 2 } };
    const { traces } = await open(
      'v3.sse',
      sse(
        { type: 'reasoning-delta', id: 'r', delta: 'a' },
        { type: 'text-delta', delta: 'b' },
        { type: 'finish', finishReason: 'stop', usage },
      ),
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.deepEqual(
      [
        traces[0]?.usage.inputTokens,
        traces[0]?.usage.outputTokens,
        traces[0]?.usage.reasoningTokens,
      ],
      [5, 3, 2],
    );
  });

  it('counts the cache in details of its own since version 6', async () => {
    const { traces } = await openJson({
      text: 'Hello',
      finishReason: 'stop',
      usage: {
        inputTokens: 1000,
        inputTokenDetails: { noCacheTokens: 100, cacheReadTokens: 800, cacheWriteTokens: 100 },
        outputTokens: 50,
        outputTokenDetails: { textTokens: 10, reasoningTokens: 40 },
      },
      response: { modelId: 'claude-sonnet-4-5' },
      steps: [],
    });
    const { usage } = traces[0] ?? assert.fail();
    assert.deepEqual(
      [usage.inputTokens, usage.cachedInputTokens, usage.cacheWriteTokens, usage.reasoningTokens],
      [1000, 800, 100, 40],
    );
  });

  it('marks reasoning that a provider keeps to itself', async () => {
    const { traces } = await open(
      'ui.sse',
      sse(
        { type: 'start' },
        { type: 'start-step' },
        { type: 'reasoning-start', id: 'r' },
        { type: 'reasoning-end', id: 'r' },
        { type: 'text-delta', id: 't', delta: 'b' },
        { type: 'finish' },
      ),
    );
    assert.deepEqual(traces.map(outline), [['hidden reasoning: ', 'answer: b']]);
  });

  it('streamed lines of letters in version 4', async () => {
    const { format, traces } = await open(
      'data.txt',
      'f:{"messageId":"m"}\ng:"Six "\ng:"sevens."\n9:{"toolCallId":"t","toolName":"calc","args":{"a":6}}\n' +
        'a:{"toolCallId":"t","result":42}\n0:"4"\n0:"2"\ne:{"finishReason":"stop","usage":{"promptTokens":10,"completionTokens":20}}\nd:{"finishReason":"stop"}\n',
    );
    assert.equal(format, 'ai-sdk-data');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Six sevens.', 'call calc: {"a":6}', 'result: 42', 'answer: 42'],
    ]);
    assert.deepEqual(
      [traces[0]?.id, traces[0]?.usage.outputTokens, traces[0]?.finishReason],
      ['m', 20, 'stop'],
    );
  });

  it('gives results of which their class left the steps', async () => {
    const step = (id: string, text: string, finishReason: string) => ({
      content: [
        { type: 'reasoning', text: `About ${text}.` },
        { type: 'text', text },
      ],
      finishReason,
      usage: { inputTokens: 24, outputTokens: 52, reasoningTokens: 30 },
      request: { body: { messages: [{ role: 'user', content: 'How many?' }] } },
      response: { id, modelId: 'claude-opus-4-5', timestamp: '2026-01-01T00:00:00Z' },
    });
    const { format, traces } = await openJson({
      steps: [step('r1', 'Let me look', 'tool-calls'), step('r2', '7', 'stop')],
      _output: '7',
      totalUsage: { inputTokens: 48, outputTokens: 104 },
    });
    assert.equal(format, 'ai-sdk-result');
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: About Let me look.', 'answer: Let me look'],
      ['summary reasoning: About 7.', 'answer: 7'],
    ]);
    assert.deepEqual(
      traces.map(({ id, finishReason }) => [id, finishReason]),
      [
        ['r1', 'tool-calls'],
        ['r2', 'stop'],
      ],
    );
    assert.deepEqual(promptOf(traces[1]), ['user: How many?']);
  });

  it('gives results with their steps', async () => {
    const { format, traces } = await openJson({
      text: 'b',
      finishReason: 'stop',
      usage: { inputTokens: 24, outputTokens: 52 },
      steps: [
        {
          content: [
            { type: 'reasoning', text: 'a' },
            { type: 'text', text: 'b' },
          ],
          finishReason: 'stop',
          usage: { inputTokens: 24, outputTokens: 52, reasoningTokens: 30 },
          response: { id: 'r', modelId: 'claude-sonnet-4-5', timestamp: '2026-01-01T00:00:00Z' },
        },
      ],
    });
    assert.equal(format, 'ai-sdk-result');
    assert.deepEqual(traces.map(outline), [['summary reasoning: a', 'answer: b']]);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.usage.reasoningTokens],
      ['claude-sonnet-4-5', 30],
    );
  });
});

describe('recorded exchanges of other tools', () => {
  it('are read from a batch of Bedrock', async () => {
    const { traces } = await openLines({
      recordId: 'q1',
      modelInput: { messages: [{ role: 'user', content: 'Q' }] },
      modelOutput: {
        id: 'm1',
        type: 'message',
        role: 'assistant',
        model: 'claude-3-7-sonnet',
        content: [
          { type: 'thinking', thinking: 'a', signature: 'x' },
          { type: 'text', text: 'b' },
        ],
        stop_reason: 'end_turn',
        usage: { input_tokens: 24, output_tokens: 52 },
      },
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });

  it('keep cost and time of LiteLLM’s payload', async () => {
    const { traces } = await openLines({
      id: 'x',
      response_cost: 0.0012,
      startTime: 1755000000,
      endTime: 1755000006.5,
      completionStartTime: 1755000001,
      model: 'deepseek-reasoner',
      messages: [{ role: 'user', content: 'Q' }],
      response: {
        object: 'chat.completion',
        model: 'deepseek-reasoner',
        choices: [
          {
            finish_reason: 'stop',
            message: { role: 'assistant', content: 'b', reasoning_content: 'a' },
          },
        ],
      },
    });
    const [trace] = traces;
    assert.deepEqual(outline(trace), ['raw reasoning: a', 'answer: b']);
    assert.deepEqual(
      [trace?.costUsd, trace?.timing.durationMs, trace?.timing.ttftMs],
      [0.0012, 6500, 1000],
    );
    assert.deepEqual(promptOf(trace), ['user: Q']);
  });

  it('take model and prompt from beside a response that does not name them', async () => {
    const { traces } = await openLines({
      timestamp: '2026-01-01T00:00:00Z',
      model: 'qwen3',
      prompt: 'Q',
      response: { content: '<think>a</think>b', usage: { completion_tokens: 5 } },
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.equal(traces[0]?.model, 'qwen3');
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });

  it('are read from a message that LangChain dumped', async () => {
    const dumped = (name: string, kwargs: object) => ({
      lc: 1,
      type: 'constructor',
      id: ['langchain', 'schema', 'messages', name],
      kwargs,
    });
    const answer = dumped('AIMessage', {
      content: [
        { type: 'thinking', thinking: 'a', signature: 's' },
        { type: 'text', text: 'b' },
      ],
      response_metadata: { model: 'claude-3-7-sonnet', stop_reason: 'end_turn' },
      usage_metadata: { input_tokens: 24, output_tokens: 52 },
    });
    for (const value of [
      answer,
      { messages: [dumped('HumanMessage', { content: 'Q' }), answer] },
    ]) {
      const { traces } = await openJson(value);
      assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
      assert.deepEqual(
        [traces[0]?.model, traces[0]?.finishReason, traces[0]?.usage.outputTokens],
        ['claude-3-7-sonnet', 'end_turn', 52],
      );
    }
  });
});
