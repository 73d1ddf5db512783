import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

describe('data set rows', () => {
  it('give one trace a row in order, text exactly as recorded, short and empty ones too', async () => {
    const long = `First line.\n\n${'Then a step. 👩‍🔬\n'.repeat(800)}  `;
    const rows = [
      { prompt: 'P1', reasoning: long, answer: 'A1' },
      { prompt: 'P2', reasoning: 'x', answer: 'A2' },
      { prompt: 'P3', reasoning: '', answer: '' },
      { prompt: 'P4', reasoning: ' \n', answer: 'A4' },
    ];
    const { format, traces } = await openLines(...rows);
    assert.equal(format, 'dataset-rows');
    assert.deepEqual(
      traces.map((t) => [
        promptOf(t)?.[0],
        t.segments.find((s) => s.kind === 'reasoning')?.text ?? '',
      ]),
      rows.map((row) => [`user: ${row.prompt}`, row.reasoning]),
    );
  });

  const cases: readonly {
    readonly name: string;
    readonly row: object;
    readonly expected: readonly (readonly string[])[];
  }[] = [
    {
      name: 'OpenR1: every generation of a row, once',
      row: {
        problem: 'P',
        solution: 'S',
        answer: '4',
        generations: ['<think>a</think>4', '<think>b'],
        finish_reasons: ['stop', 'length'],
        messages: [
          { role: 'user', content: 'P' },
          { role: 'assistant', content: '<think>a</think>4' },
        ],
        uuid: 'u',
      },
      expected: [['raw reasoning: a', 'answer: 4'], ['raw reasoning: b']],
    },
    {
      name: 'OpenThoughts: conversations with thought tokens',
      row: {
        system: 'S',
        conversations: [
          { from: 'user', value: 'Q' },
          {
            from: 'assistant',
            value:
              '<|begin_of_thought|>t<|end_of_thought|><|begin_of_solution|>s<|end_of_solution|>',
          },
        ],
      },
      expected: [['raw reasoning: t', 'answer: s']],
    },
    {
      name: 'OpenThoughts metadata: reasoning and solution of one model',
      row: { problem: 'P', deepseek_reasoning: 'r', deepseek_solution: 's' },
      expected: [['raw reasoning: r', 'answer: s']],
    },
    {
      name: 's1K-1.1: a trace for each teacher',
      row: {
        question: 'Q',
        deepseek_thinking_trajectory: 'd',
        deepseek_attempt: '1',
        gemini_thinking_trajectory: 'g',
        gemini_attempt: '2',
      },
      expected: [
        ['raw reasoning: d', 'answer: 1'],
        ['raw reasoning: g', 'answer: 2'],
      ],
    },
    {
      name: 's1K: the trajectory in a list',
      row: {
        question: 'Q',
        thinking_trajectories: ['A long enough trajectory of thoughts.'],
        attempt: '7',
        solution: '8',
      },
      expected: [['raw reasoning: A long enough trajectory of thoughts.', 'answer: 7']],
    },
    {
      name: 'AM: the text that is taken apart, not the tagged copy',
      row: {
        messages: [
          { role: 'user', content: 'Q', info: { think_content: null } },
          {
            role: 'assistant',
            content: '<think>t</think><answer>a</answer>',
            info: { think_content: 't', answer_content: 'a' },
          },
        ],
      },
      expected: [['raw reasoning: t', 'answer: a']],
    },
    {
      name: 'Huatuo: capital names, the response before the gold answer',
      row: {
        question: 'q',
        answer: 'C',
        Question: 'Q',
        Complex_CoT: 'Well.',
        Response: 'It is C.',
      },
      expected: [['raw reasoning: Well.', 'answer: It is C.']],
    },
    {
      name: 'ShareGPT: several turns',
      row: {
        id: 'x',
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: '<think>t</think>a' },
          { from: 'human', value: 'Q2' },
          { from: 'gpt', value: 'b' },
        ],
      },
      expected: [['raw reasoning: t', 'answer: a'], ['answer: b']],
    },
    {
      name: 'a tagged text in a column of any name',
      row: { problem: 'P', llm_response: '<think>a</think>b' },
      expected: [['raw reasoning: a', 'answer: b']],
    },
    {
      name: 'a column whose name means reasoning in camel case',
      row: { prompt: 'P', modelReasoning: 'Because.', modelResponse: 'A' },
      expected: [['raw reasoning: Because.', 'answer: A']],
    },
    {
      name: 'a telling name without a prompt beside it',
      row: { final_reasoning_trace: 'Short.', deepseek_solution: 'A', ground_truth_solution: 'B' },
      expected: [['raw reasoning: Short.', 'answer: A']],
    },
    {
      name: 'a list of completions under any name',
      row: { prompt: 'P', samples: ['<think>a</think>b', '<think>c</think>d'] },
      expected: [
        ['raw reasoning: a', 'answer: b'],
        ['raw reasoning: c', 'answer: d'],
      ],
    },
    {
      name: 'both answers of a preference pair',
      row: { prompt: 'P', chosen: '<think>a</think>b', rejected: '<think>c</think>d' },
      expected: [
        ['raw reasoning: a', 'answer: b'],
        ['raw reasoning: c', 'answer: d'],
      ],
    },
    {
      name: 'TRL: the messages of the completion beside those of the prompt',
      row: {
        prompt: [{ role: 'user', content: 'Q' }],
        completion: [{ role: 'assistant', content: '<think>a</think>b' }],
      },
      expected: [['raw reasoning: a', 'answer: b']],
    },
    {
      name: 'a decoded chat in a text column',
      row: {
        text: '<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n<think>a</think>b<|im_end|>',
      },
      expected: [['raw reasoning: a', 'answer: b']],
    },
    {
      name: 'a whole response in one column',
      row: { question: 'Q', raw_text: { response: 'It started in the prompt.</think>Yes' } },
      expected: [['raw reasoning: It started in the prompt.', 'answer: Yes']],
    },
  ];
  for (const { name, row, expected } of cases) {
    it(`read ${name}`, async () => {
      const { format, traces } = await openLines(row);
      assert.equal(format, 'dataset-rows');
      assert.deepEqual(traces.map(outline), expected);
    });
  }

  it('may be wrapped in a document, as the Hugging Face viewer gives them', async () => {
    const row = { prompt: 'P', reasoning: 'Because.', answer: 42 };
    const { format, traces } = await openJson({
      features: [],
      rows: [
        { row_idx: 0, row, truncated_cells: [] },
        { row_idx: 1, row },
      ],
    });
    assert.equal(format, 'dataset-rows');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Because.', 'answer: 42'],
      ['raw reasoning: Because.', 'answer: 42'],
    ]);
  });

  it('are not source files that quote a tag', async () => {
    await assert.rejects(openLines({ path: 'b.py', output: "print('</think>')" }));
    await assert.rejects(openLines({ path: 'a.py', content: "END = '</think>'\n" }));
  });

  it('keep what a row says besides its text', async () => {
    const { traces } = await openLines({
      item_id: 'i7',
      prompt: 'P',
      reasoning_trace: 'Because.',
      answer_text: 'A',
      model_name: 'm',
      prompt_tokens: 5,
      total_generated_tokens: 50,
      reasoning_tokens: 0,
      generation_time_seconds: 1.5,
      finish_reason: 'stop',
    });
    const [trace] = traces;
    assert.deepEqual(
      [trace?.id, trace?.model, trace?.finishReason, trace?.timing.durationMs],
      ['i7', 'm', 'stop', 1500],
    );
    assert.deepEqual(
      [trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.usage.reasoningTokens],
      [5, 50, null],
    );
  });

  it('keep whether the answer is right, its score and what was expected', async () => {
    const { traces } = await openLines(
      {
        problem: 'P',
        generations: ['<think>a</think>4', '<think>b</think>5'],
        is_correct: [true, false],
        expected_answer: 4,
      },
      { prompt: 'P', llm_response: '<think>a</think>b', score: 0.5, ground_truth: 'b' },
      { prompt: 'P', llm_response: '<think>a</think>b' },
    );
    assert.deepEqual(
      traces.map(({ outcome }) => outcome),
      [
        { correct: true, score: null, expected: '4' },
        { correct: false, score: null, expected: '4' },
        { correct: null, score: 0.5, expected: 'b' },
        undefined,
      ],
    );
  });

  it('have no token counts in their texts, also when these are numbers', async () => {
    const thought = 'Six sevens are forty-two, because 5*7=35 and 35+7=42.';
    const { traces } = await openLines(
      { question: 'What is 6 times 7?', thinking: thought, output: '42' },
      { input: 17, reasoning: thought, completion: 1 },
      { prompt: '3', reasoning: thought, answer: '1', prompt_tokens: '8', output_tokens: 9 },
    );
    assert.deepEqual(
      traces.map(({ usage }) => [usage.inputTokens, usage.outputTokens, usage.reasoningTokens]),
      [
        [null, null, null],
        [null, null, null],
        [8, 9, null],
      ],
    );
  });

  it('are not a grader’s justifications', async () => {
    await assert.rejects(
      openLines({
        question: 'Q',
        response: 'R',
        score: 1,
        reasoning: 'The response is right and complete in all points.',
      }),
    );
  });

  it('are opened where a benchmark kept the counts and not the words', async () => {
    const { format, traces } = await open(
      'runs.csv',
      [
        'model,prompt_text,reasoning_tokens,output_tokens,completion_tokens,success,response',
        'o4-mini,"How much is 1+1?",64.0,7.0,71.0,1.0,',
        'gpt-5:high,"Sort: b, a",340,400,400,0,"a, b"',
      ].join('\n'),
    );
    assert.equal(format, 'dataset-rows');
    const [first, second] = traces;
    assert.equal(first?.fidelity, 'hidden');
    assert.equal(first.usage.reasoningTokens, 64);
    assert.equal(first.usage.outputTokens, 71);
    assert.deepEqual(promptOf(first), ['user: How much is 1+1?']);
    assert.equal(first.outcome?.correct, true);
    assert.deepEqual(outline(second).at(-1), 'answer: a, b');
    assert.equal(second?.outcome?.correct, false);
  });
});
