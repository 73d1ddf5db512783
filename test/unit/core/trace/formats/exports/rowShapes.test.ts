import assert from 'node:assert/strict';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

const THOUGHT = 'Four edges lie on top, four below, four stand between: twelve edges in all.';

describe('rows that are no pair of texts', () => {
  it('are read without reasoning beside others, as AnythingLLM exports its chats', async () => {
    const { format, traces, problems } = await openJson([
      { id: 1, prompt: 'P', response: '<think>a</think>b', sent_at: '2026-02-01T08:00:00.000Z' },
      { id: 2, prompt: 'Q', response: 'c', sent_at: '2026-02-01T08:01:00.000Z' },
    ]);
    assert.equal(format, 'dataset-rows');
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b'], ['answer: c']]);
    assert.deepEqual(promptOf(traces[1]), ['user: Q']);
    assert.equal(traces[1]?.timing.startedAt, Date.UTC(2026, 1, 1, 8, 1));
    assert.deepEqual(problems, []);
  });

  it('keep an answer that is no text, and reasoning alone', async () => {
    const { traces } = await openLines(
      { prompt: 'P', reasoning_content: THOUGHT, response: { edges: 12 } },
      { prompt: 'P', reasoning_content: THOUGHT, response: '12' },
      { prompt: [{ role: 'user', content: 'Q' }], reasoning: THOUGHT },
    );
    assert.deepEqual(traces.map(outline), [
      [`raw reasoning: ${THOUGHT}`, 'answer: {"edges":12}'],
      [`raw reasoning: ${THOUGHT}`, 'answer: 12'],
      [`raw reasoning: ${THOUGHT}`],
    ]);
    assert.deepEqual(promptOf(traces[2]), ['user: Q']);
  });

  it('have the prompt without its chat template, as vLLM prints its outputs', async () => {
    const { traces } = await open(
      'out.log',
      "[RequestOutput(request_id=0, prompt='<|im_start|>system\\nBe brief.<|im_end|>\\n<|im_start|>user\\nHow deep?<|im_end|>\\n" +
        "<|im_start|>assistant\\n<think>\\n', prompt_token_ids=[1, 2], outputs=[CompletionOutput(index=0, " +
        "text='<think>\\nThe chart says 3.\\n</think>\\n\\nThree metres.', token_ids=[3], logprobs=None, " +
        'finish_reason=stop, stop_reason=None)], finished=True, metrics=None, lora_request=None)]\n',
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: \nThe chart says 3.\n', 'answer: \n\nThree metres.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: How deep?']);
  });

  it('are told where they hold nothing that a model wrote', async () => {
    const { traces, problems } = await openLines(
      { question: 'P', model_output: '<think>a</think>b' },
      { question: 'P', model_output: null, error: 'timeout' },
    );
    assert.equal(traces.length, 1);
    assert.deepEqual(
      problems.map(({ message, at }) => [inEnglish(message), at?.record]),
      [['A row without a text that a model wrote: left out.', 1]],
    );
  });

  it('keep the place of a generation that came to nothing', async () => {
    const { traces } = await openLines({
      problem: 'P',
      generations: ['<think>a</think>4', null, '<think>b</think>5'],
      is_correct: [true, false, true],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a', 'answer: 4'],
      [],
      ['raw reasoning: b', 'answer: 5'],
    ]);
    assert.deepEqual(
      traces.map(({ outcome }) => outcome?.correct),
      [true, false, true],
    );
  });
});

describe('what a row was asked', () => {
  const cases: readonly (readonly [name: string, row: object, prompt: readonly string[]])[] = [
    [
      'a list of messages and a system column (Nemotron)',
      {
        input: [{ role: 'user', content: 'Q' }],
        output: '<think>t</think>a',
        reasoning: 'on',
        system_prompt: 'detailed thinking on',
      },
      ['system: detailed thinking on', 'user: Q'],
    ],
    [
      'a text beside a switch of reasoning',
      { input: 'Q', output: '<think>t</think>a', reasoning: 'on' },
      ['user: Q'],
    ],
    [
      'a question of other words (LiveCodeBench, SWE-bench)',
      { question_title: 'T', question_content: 'Q', output_list: ['<think>t</think>a'] },
      ['user: Q'],
    ],
    [
      'a full prompt',
      { full_prompt: 'Q', example: 'e', predictions: ['<think>t</think>a'] },
      ['user: Q'],
    ],
    [
      'messages as JSON text',
      {
        prompt: '[{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}]',
        response: '<think>t</think>a',
      },
      ['system: S', 'user: Q'],
    ],
    [
      'earlier rounds in pairs (LLaMA-Factory)',
      { instruction: 'Q', input: '', output: '<think>t</think>a', history: [['q', 'b']] },
      ['user: q', 'assistant: b', 'user: Q'],
    ],
  ];
  for (const [name, row, prompt] of cases) {
    it(`is read from ${name}`, async () => {
      const { format, traces } = await openLines(row);
      assert.equal(format, 'dataset-rows');
      assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a']]);
      assert.deepEqual(promptOf(traces[0]), prompt);
    });
  }
});

describe('rows of evaluations', () => {
  it('keep what was sent and what came back in objects (LightEval)', async () => {
    const { traces } = await openLines(
      {
        doc: { query: 'Q', choices: ['289'], id: '0' },
        model_response: {
          input: [{ role: 'user', content: 'Q' }],
          text: ['289'],
          output_tokens: [[4, 5]],
          reasonings: ['It is 289.'],
        },
        metric: { extractive_match: 1 },
      },
      {
        doc: { query: 'R', choices: ['361'], id: '1' },
        model_response: { input: 'R', text: ['<think>t</think>361'], reasonings: [null] },
      },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: It is 289.', 'answer: 289'],
      ['raw reasoning: t', 'answer: 361'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Q'], ['user: R']]);
    assert.deepEqual(
      traces.map(({ id }) => id),
      ['0', '1'],
    );
  });

  it('list completions that carry their reasoning (HELM)', async () => {
    const { traces } = await openJson({
      adapter_spec: { model: 'm' },
      request_states: [
        {
          instance: { input: { text: 'I' }, id: 'id1' },
          request: { model: 'deepseek-r1', prompt: 'P' },
          result: {
            success: true,
            completions: [{ text: 'a', thinking: { text: 't' } }],
            request_datetime: 1_756_000_000,
          },
        },
      ],
    });
    const [trace] = traces;
    assert.deepEqual(outline(trace), ['raw reasoning: t', 'answer: a']);
    assert.deepEqual(promptOf(trace), ['user: P']);
    assert.deepEqual([trace?.id, trace?.model], ['id1', 'deepseek-r1']);
    assert.equal(trace?.timing.startedAt, 1_756_000_000_000);
    // That the request went through is no verdict.
    assert.equal(trace.outcome, undefined);
  });

  it('have the turns of an answer in it (LiveBench, MT-Bench)', async () => {
    const { traces } = await openLines({
      question_id: 'q',
      model_id: 'm',
      choices: [{ index: 0, turns: ['<think>t</think>a', '<think>u</think>b'] }],
      tstamp: 1_759_000_000,
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t', 'answer: a'],
      ['raw reasoning: u', 'answer: b'],
    ]);
    assert.equal(traces[0]?.model, 'm');
  });

  it('stand by column, or apart from the names of their columns (pandas)', async () => {
    const names = ['question', 'reasoning_content', 'answer', 'model'];
    const rows = [
      ['Q', 'a', 'A', 'm'],
      ['R', 'b', 'B', 'm'],
    ];
    const column = (nth: number) => ({ '3': rows[0]?.[nth], '8': rows[1]?.[nth] });
    const byColumn = Object.fromEntries(names.map((name, nth) => [name, column(nth)]));
    for (const frame of [byColumn, { columns: names, index: [3, 8], data: rows }]) {
      const { format, traces } = await openJson(frame);
      assert.equal(format, 'dataset-rows');
      assert.deepEqual(traces.map(outline), [
        ['raw reasoning: a', 'answer: A'],
        ['raw reasoning: b', 'answer: B'],
      ]);
      assert.deepEqual(traces.map(promptOf), [['user: Q'], ['user: R']]);
    }
  });

  it('stand in a list for each input of a batch (Transformers)', async () => {
    const batch = (asked: string, words: string) => [
      {
        generated_text: [
          { role: 'user', content: asked },
          { role: 'assistant', content: words },
        ],
      },
    ];
    const { traces } = await openJson([
      batch('Q', '<think>a</think>A'),
      batch('R', '<think>b</think>B'),
    ]);
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a', 'answer: A'],
      ['raw reasoning: b', 'answer: B'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Q'], ['user: R']]);
  });

  it('are numbered in an object (OpenCompass)', async () => {
    const { traces } = await openJson({
      '0': {
        origin_prompt: [{ role: 'HUMAN', prompt: 'Q' }],
        prediction: 't</think>a',
        gold: '36',
      },
      '1': { origin_prompt: 'R', prediction: '<think>u</think>b', gold: '32' },
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t', 'answer: a'],
      ['raw reasoning: u', 'answer: b'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Q'], ['user: R']]);
    assert.deepEqual(
      traces.map(({ id, outcome }) => [id, outcome?.expected]),
      [
        ['0', '36'],
        ['1', '32'],
      ],
    );
  });

  it('are attempts with a digest beside their messages (ARC)', async () => {
    const attempt = (digest: string, said: string) => ({
      answer: [[1]],
      metadata: {
        model: 'o3',
        provider: 'openai',
        start_timestamp: '2026-04-01T10:00:00+00:00',
        end_timestamp: '2026-04-01T10:02:00+00:00',
        choices: [
          { index: 0, message: { role: 'user', content: 'Q' } },
          { index: 1, message: { role: 'assistant', content: said } },
        ],
        reasoning_summary: digest,
        kwargs: { reasoning: { effort: 'medium' } },
        usage: {
          prompt_tokens: 2100,
          completion_tokens: 900,
          completion_tokens_details: { reasoning_tokens: 700 },
        },
        cost: { total_cost: 0.2 },
        task_id: 't',
      },
    });
    const { traces, problems } = await openJson([
      { attempt_1: attempt('D', 'A'), attempt_2: attempt('E', 'B') },
      { attempt_1: attempt('F', 'C'), attempt_2: null },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: D', 'answer: A'],
      ['summary reasoning: E', 'answer: B'],
      ['summary reasoning: F', 'answer: C'],
    ]);
    assert.equal(problems.length, 1);
    const [trace] = traces;
    assert.deepEqual(promptOf(trace), ['user: Q']);
    assert.deepEqual(
      [trace?.id, trace?.model, trace?.provider, trace?.effort, trace?.costUsd],
      ['t#attempt_1', 'o3', 'openai', 'medium', 0.2],
    );
    assert.deepEqual(
      [trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.usage.reasoningTokens],
      [2100, 900, 700],
    );
    assert.equal(trace?.timing.durationMs, 120_000);
  });
});

describe('counts of a row', () => {
  it('are known by the words of their names', async () => {
    const { traces } = await openLines(
      {
        problem: 'P',
        reasoning_content: THOUGHT,
        generation: 'a',
        num_generated_tokens: 340,
        generation_start_time: 1_759_000_000,
        generation_end_time: 1_759_000_006,
      },
      {
        prompt: 'P',
        response: '<think>t</think>a',
        input_token_count: 5,
        thinking_token_count: 2,
        total_output_tokens: 8,
        max_tokens: 100,
        tokens_per_second: 4,
      },
      { user_prompt: 'P', think_content: THOUGHT, response: 'a', tokens_in: 24, tokens_out: 31 },
    );
    assert.deepEqual(
      traces.map(({ usage }) => [usage.inputTokens, usage.outputTokens, usage.reasoningTokens]),
      [
        [null, 340, null],
        [5, 8, 2],
        [24, 31, null],
      ],
    );
    assert.equal(traces[0]?.timing.durationMs, 6_000);
  });
});

describe('counts of a row with several answers', () => {
  it('are those of each where they are lists, and unknown where they are of all together', async () => {
    const { traces } = await openLines({
      choices: [{ index: 0, turns: ['<think>t</think>a', '<think>u</think>b'] }],
      total_output_tokens: 812,
      input_tokens: [5, 7],
      cost: 0.2,
    });
    assert.deepEqual(
      traces.map(({ usage, costUsd }) => [usage.inputTokens, usage.outputTokens, costUsd]),
      [
        [5, null, null],
        [7, null, null],
      ],
    );
  });
});

describe('messages as JSON text in a cell', () => {
  it('are a conversation, with thoughts that stand alone before their calls (Toucan)', async () => {
    const messages = [
      { role: 'system', content: 'S' },
      { role: 'user', content: 'Q' },
      { role: 'assistant', content: '', reasoning_content: 't' },
      {
        role: 'assistant',
        content: '',
        function_call: { name: 'time', arguments: '{}', call_id: 'c' },
      },
      { role: 'function', content: '9:00', name: 'time' },
      { role: 'assistant', content: 'a' },
    ];
    const { format, traces } = await openLines({
      uuid: 'u',
      messages: JSON.stringify(messages),
      question: 'Q',
    });
    assert.equal(format, 'dataset-rows');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t', 'call time: {}', 'result: 9:00'],
      ['answer: a'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: S', 'user: Q']);
  });

  it('are read in tables', async () => {
    const cell =
      '[{""role"": ""user"", ""content"": ""Q""}, {""role"": ""assistant"", ""content"": ""<think>t</think>a""}]';
    const { traces } = await open('chats.csv', `id,messages\n1,"${cell}"\n`);
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a']]);
  });
});
