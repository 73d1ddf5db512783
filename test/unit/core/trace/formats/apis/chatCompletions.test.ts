import { inEnglish } from '../../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import type { Trace } from '../../../../../../src/core/model/trace';
import { open, openJson, openLines, outline } from '../../openFixture';

const completion = (message: object, more: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_767_225_600,
  model: 'deepseek-reasoner',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
  ...more,
});

const chunk = (delta: object, more: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_767_225_600,
  model: 'deepseek-reasoner',
  choices: [{ index: 0, delta, finish_reason: null }],
  ...more,
});

const finish = (reason: string, more: object = {}) => ({
  ...chunk({}),
  choices: [{ index: 0, delta: {}, finish_reason: reason }],
  ...more,
});

const sse = (...values: readonly object[]) =>
  `${values.map((v) => `data: ${JSON.stringify(v)}\n\n`).join('')}data: [DONE]\n\n`;

async function only(promise: ReturnType<typeof open>): Promise<Trace> {
  const { format, traces } = await promise;
  assert.equal(format, 'chat-completions');
  const [trace, ...more] = traces;
  assert.ok(trace);
  assert.equal(more.length, 0);
  return trace;
}

const carriers: readonly (readonly [name: string, message: object, expected: readonly string[]])[] =
  [
    [
      'reasoning_content (DeepSeek, Z.AI, Kimi, Qwen, llama.cpp, SGLang)',
      { reasoning_content: 'a', content: 'b' },
      ['raw reasoning: a', 'answer: b'],
    ],
    [
      'reasoning (vLLM, Groq, Cerebras, OpenRouter)',
      { reasoning: 'a', content: 'b' },
      ['raw reasoning: a', 'answer: b'],
    ],
    [
      'both names with one text',
      { reasoning: 'a', reasoning_content: 'a', content: 'b' },
      ['raw reasoning: a', 'answer: b'],
    ],
    [
      'reasoning and details that repeat it',
      {
        reasoning: 'ab',
        reasoning_details: [
          { type: 'reasoning.text', text: 'a', index: 0 },
          { type: 'reasoning.text', text: 'b', signature: 's', index: 0 },
        ],
        content: 'c',
      },
      ['raw reasoning: ab', 'answer: c'],
    ],
    [
      'details alone, as a summary',
      { reasoning_details: [{ type: 'reasoning.summary', summary: 'a' }], content: 'b' },
      ['summary reasoning: a', 'answer: b'],
    ],
    [
      'details with ciphertext only',
      {
        reasoning: null,
        reasoning_details: [{ type: 'reasoning.encrypted', data: 'gAAA' }],
        content: 'b',
      },
      ['redacted reasoning: ', 'answer: b'],
    ],
    ['tags in the content', { content: '<think>a</think>b' }, ['raw reasoning: a', 'answer: b']],
    [
      'thinking parts (Mistral)',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'a' }], closed: true },
          { type: 'text', text: 'b' },
        ],
      },
      ['raw reasoning: a', 'answer: b'],
    ],
    [
      'thinking blocks (LiteLLM)',
      { thinking_blocks: [{ type: 'thinking', thinking: 'a', signature: 's' }], content: 'b' },
      ['raw reasoning: a', 'answer: b'],
    ],
    ['a refusal', { content: null, refusal: 'No.' }, ['answer: No.']],
    [
      'tool calls without content',
      {
        content: null,
        reasoning: 'a',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }],
      },
      ['raw reasoning: a', 'call f: {"x":1}'],
    ],
    [
      'a function call of older servers',
      { content: null, function_call: { name: 'f', arguments: '{}' } },
      ['call f: {}'],
    ],
    [
      'harmony text with its tokens stripped',
      { content: 'analysisWe add.assistantfinalfour' },
      ['raw reasoning: We add.', 'answer: four'],
    ],
  ];

describe('a Chat Completions response', () => {
  for (const [name, message, expected] of carriers) {
    it(`holds ${name}`, async () => {
      assert.deepEqual(outline(await only(openJson(completion(message)))), expected);
    });
  }

  it('without any sign of reasoning has fidelity none', async () => {
    assert.equal((await only(openJson(completion({ content: 'b' })))).fidelity, 'none');
  });

  it('with counted but unseen reasoning is hidden', async () => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 50,
      total_tokens: 60,
      completion_tokens_details: { reasoning_tokens: 40 },
      prompt_tokens_details: { cached_tokens: 4 },
    };
    const trace = await only(openJson(completion({ content: 'b' }, { usage })));
    assert.equal(trace.fidelity, 'hidden');
    assert.deepEqual(trace.usage, {
      inputTokens: 10,
      outputTokens: 50,
      reasoningTokens: 40,
      cachedInputTokens: 4,
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
      note: null,
    });
  });

  it('adds reasoning that the total shows beside the output (xAI)', async () => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 55,
      completion_tokens_details: { reasoning_tokens: 40 },
      cost_in_usd_ticks: 37_756_000,
    };
    const trace = await only(openJson(completion({ content: 'b' }, { usage })));
    assert.equal(trace.usage.outputTokens, 45);
    assert.match(trace.usage.note ?? '', /beside the output/);
    assert.equal(trace.costUsd, 0.0037756);
  });

  it('takes text that is too short for the tokens billed as a summary', async () => {
    const usage = {
      prompt_tokens: 1,
      completion_tokens: 900,
      completion_tokens_details: { reasoning_tokens: 800 },
    };
    const message = { reasoning: 'I compared both plans.', content: 'b' };
    const told = completion(message, { usage, model: 'some-model' });
    assert.equal((await only(openJson(told))).fidelity, 'summary');
  });

  it('that spent its whole budget on thinking is truncated', async () => {
    const choices = [
      {
        index: 0,
        message: { role: 'assistant', content: null, reasoning: 'a' },
        finish_reason: 'length',
      },
    ];
    const trace = await only(openJson(completion({}, { choices })));
    assert.equal(trace.truncated, true);
  });

  it('with several choices makes a trace of each and bills the first', async () => {
    const choices = ['x', 'y'].map((content, index) => ({
      index,
      message: { role: 'assistant', content },
      finish_reason: 'stop',
    }));
    const usage = { prompt_tokens: 1, completion_tokens: 2 };
    const { traces } = await openJson(completion({}, { choices, usage }));
    assert.deepEqual(
      traces.map((t) => [t.id, t.usage.outputTokens]),
      [
        ['chatcmpl-1', 2],
        ['chatcmpl-1#1', null],
      ],
    );
  });

  it('may follow white space that kept the connection alive', async () => {
    const body = `${' \n'.repeat(40)}${JSON.stringify(completion({ content: 'b', reasoning: 'a' }))}`;
    assert.deepEqual(outline(await only(open('body.json', body))), [
      'raw reasoning: a',
      'answer: b',
    ]);
  });

  const timings: readonly (readonly [string, object, number | null, number | null])[] = [
    ['llama.cpp', { timings: { prompt_ms: 20, predicted_ms: 80, predicted_n: 4 } }, 100, 20],
    ['Groq', { usage: { queue_time: 0.01, prompt_time: 0.02, total_time: 0.5 } }, 500, 30],
    [
      'Groq after a wait in the queue, which its total leaves out',
      { usage: { queue_time: 0.5, prompt_time: 0.25, completion_time: 1, total_time: 1.25 } },
      1_750,
      750,
    ],
    ['Cerebras', { time_info: { queue_time: 0.01, prompt_time: 0, total_time: 0.1 } }, 100, 10],
  ];
  for (const [name, more, duration, ttft] of timings) {
    it(`takes the times that ${name} records`, async () => {
      const { timing } = await only(openJson(completion({ content: 'b' }, more)));
      assert.equal(timing.durationMs, duration);
      assert.equal(Math.round(timing.ttftMs ?? -1), ttft);
    });
  }
});

describe('a Chat Completions stream', () => {
  it('joins its deltas exactly, and takes ids from the first chunk that has them', async () => {
    const text = sse(
      {
        id: '',
        object: 'chat.completion.chunk',
        model: '',
        choices: [],
        prompt_filter_results: [],
      },
      chunk({ role: 'assistant', content: null, reasoning_content: '' }),
      chunk({ content: null, reasoning_content: ' First' }),
      chunk({ content: null, reasoning_content: ', then.\n' }),
      chunk({ content: '4', reasoning_content: null }),
      finish('stop'),
      { ...chunk({}), choices: [], usage: { prompt_tokens: 3, completion_tokens: 9 } },
    );
    const trace = await only(open('stream.sse', text));
    assert.deepEqual(outline(trace), ['raw reasoning:  First, then.\n', 'answer: 4']);
    assert.deepEqual(
      [trace.id, trace.model, trace.finishReason, trace.usage.outputTokens],
      ['chatcmpl-1', 'deepseek-reasoner', 'stop', 9],
    );
  });

  it('passes over comments and keep-alives', async () => {
    const text = `: OPENROUTER PROCESSING\n\n: ping - 2026\n\nevent: ping\n\n${sse(chunk({ reasoning: 'a' }), chunk({ content: 'b' }), finish('stop'))}`;
    assert.deepEqual(outline(await only(open('stream.txt', text))), [
      'raw reasoning: a',
      'answer: b',
    ]);
  });

  it('reads chunks that were saved one a line without data:', async () => {
    const trace = await only(
      openLines(chunk({ reasoning: 'a' }), chunk({ content: 'b' }), finish('stop')),
    );
    assert.deepEqual(outline(trace), ['raw reasoning: a', 'answer: b']);
  });

  it('reads chunks in an array', async () => {
    const trace = await only(
      openJson([chunk({ reasoning: 'a' }), chunk({ content: 'b' }), finish('stop')]),
    );
    assert.deepEqual(outline(trace), ['raw reasoning: a', 'answer: b']);
  });

  it('takes one copy when a chunk repeats its text in details', async () => {
    const details = (text: string) => [{ type: 'reasoning.text', text, index: 0 }];
    const text = sse(
      chunk({ reasoning: 'a', reasoning_details: details('a') }),
      chunk({ reasoning: null, reasoning_details: details('b') }),
      chunk({ content: 'c' }),
      finish('stop'),
      finish('stop', { usage: { cost: 0.5 } }),
    );
    const trace = await only(open('stream.sse', text));
    assert.deepEqual(outline(trace), ['raw reasoning: ab', 'answer: c']);
    assert.equal(trace.costUsd, 0.5);
  });

  it('takes the deltas when every chunk repeats the message so far (Perplexity)', async () => {
    const cumulative = (delta: string, content: string) => ({
      ...chunk({}),
      choices: [{ index: 0, delta: { content: delta }, message: { role: 'assistant', content } }],
    });
    const trace = await only(open('s.sse', sse(cumulative('a', 'a'), cumulative('b', 'ab'))));
    assert.deepEqual(outline(trace), ['answer: ab']);
  });

  it('opens tags that came in pieces of the content', async () => {
    const text = sse(
      chunk({ content: '<thi' }),
      chunk({ content: 'nk>a</think>' }),
      chunk({ content: 'b' }),
    );
    assert.deepEqual(outline(await only(open('s.sse', text))), ['raw reasoning: a', 'answer: b']);
  });

  it('reads content that turns from parts into strings (Mistral)', async () => {
    const thinking = [{ type: 'thinking', thinking: [{ type: 'text', text: 'a' }] }];
    const text = sse(
      chunk({ content: '' }),
      chunk({ content: thinking }),
      chunk({ content: thinking }),
      chunk({ content: 'b', p: 'abcdef' }),
    );
    assert.deepEqual(outline(await only(open('s.sse', text))), ['raw reasoning: aa', 'answer: b']);
  });

  it('keeps calls apart that a server gave the same index', async () => {
    const call = (rest: object) => chunk({ tool_calls: [{ index: 0, ...rest }] });
    const trace = await only(
      openLines(
        call({ id: 'c1', function: { name: 'f', arguments: '{"x"' } }),
        call({ id: 'c1', function: { arguments: ':1}' } }),
        call({ id: 'c2', function: { name: 'g', arguments: '{}' } }),
        finish('tool_calls'),
      ),
    );
    assert.deepEqual(outline(trace), ['call f: {"x":1}', 'call g: {}']);
  });

  it('puts the arguments of parallel tool calls together', async () => {
    const call = (index: number, rest: object) => chunk({ tool_calls: [{ index, ...rest }] });
    const text = sse(
      call(0, { id: 'c0', function: { name: 'f', arguments: '' } }),
      call(1, { id: 'c1', function: { name: 'g', arguments: '{' } }),
      call(0, { function: { arguments: '{"x"' } }),
      call(1, { function: { arguments: '}' } }),
      call(0, { function: { arguments: ':1}' } }),
      finish('tool_calls'),
    );
    assert.deepEqual(outline(await only(open('s.sse', text))), ['call f: {"x":1}', 'call g: {}']);
  });

  it('keeps the order of reasoning and tool calls that alternate', async () => {
    const text = sse(
      chunk({ reasoning: 'a' }),
      chunk({ tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '{}' } }] }),
      chunk({ reasoning: 'b' }),
      chunk({ content: 'c' }),
    );
    assert.deepEqual(outline(await only(open('s.sse', text))), [
      'raw reasoning: a',
      'call f: {}',
      'raw reasoning: b',
      'answer: c',
    ]);
  });

  it('is one trace although its id changes, and two when [DONE] stands between', async () => {
    const first = sse(chunk({ content: 'a' }), { ...chunk({ content: 'b' }), id: 'gen-2' });
    const one = await open('s.sse', first);
    assert.deepEqual(one.traces.map(outline), [['answer: ab']]);
    const two = await open('s.sse', first + sse({ ...chunk({ content: 'c' }), id: 'x' }));
    assert.deepEqual(two.traces.map(outline), [['answer: ab'], ['answer: c']]);
  });

  it('tells streams apart that were saved one after another as lines', async () => {
    const second = (delta: object) => ({ ...chunk(delta), id: 'chatcmpl-2' });
    const { traces } = await openLines(
      chunk({ content: 'a' }),
      finish('stop'),
      second({ role: 'assistant', content: 'b' }),
    );
    assert.deepEqual(traces.map(outline), [['answer: a'], ['answer: b']]);
  });

  it('that ends in an error keeps what came, says so, and is truncated', async () => {
    const text = `data: ${JSON.stringify(chunk({ reasoning: 'a' }))}\n\nerror: {"message":"overloaded"}\n`;
    const trace = await only(open('s.sse', text));
    assert.deepEqual(outline(trace), ['raw reasoning: a']);
    assert.deepEqual([trace.finishReason, trace.truncated], ['error', true]);
    assert.match(inEnglish(trace.problems[0]?.message ?? []), /overloaded/);
  });
});
