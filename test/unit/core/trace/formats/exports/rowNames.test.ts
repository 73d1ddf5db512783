import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

describe('responses in numbered columns', () => {
  it('are a trace each (DeepMath)', async () => {
    const { traces } = await openLines({
      question: 'Q',
      final_answer: '8',
      r1_solution_1: 't\n</think>\na',
      r1_solution_2: '<think>u</think>b',
      r1_solution_3: 'c',
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t\n', 'answer: \na'],
      ['raw reasoning: u', 'answer: b'],
      ['answer: c'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: Q']);
  });
});

describe('a row that asks something', () => {
  it('is no document of splits for a list that is called like one (KodCode)', async () => {
    const { traces } = await openLines({
      question: 'Q',
      test: 'assert True',
      test_info: [{ function_name: 'add' }],
      solution: 'gold',
      conversations: [
        { from: 'human', value: 'Q' },
        { from: 'gpt', value: '<think>t</think>a' },
      ],
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a']]);
  });
});

describe('a message whose type says that it is reasoning', () => {
  it('is that of the answer after it (MathArena)', async () => {
    const { traces } = await openLines({
      problem: 'P',
      model_name: 'm',
      all_messages: [
        { role: 'user', type: 'response', content: 'Q' },
        { role: 'assistant', type: 'cot', content: 't' },
        { role: 'assistant', type: 'response', content: 'a' },
      ],
      answer: 't\n\na',
      input_tokens: 4,
      output_tokens: 9,
      cost: 0.01,
    });
    const [trace] = traces;
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a']]);
    assert.deepEqual(promptOf(trace), ['user: Q']);
    assert.deepEqual(
      [trace?.model, trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.costUsd],
      ['m', 4, 9, 0.01],
    );
  });
});

describe('counts of the reasoning and of the answer beside it', () => {
  it('are the output together, and tell a model’s thought from a grader’s', async () => {
    const counts = {
      prompt_tokens_len: 4,
      reasoning_content_tokens_len: 20,
      content_tokens_len: 3,
    };
    const { traces } = await openLines(
      { input: 'Q', reasoning_content: 't', content: 'a', score: 9, ...counts },
      { query: 'Q', think: 't', response: 'a', score: 9, ...counts },
    );
    for (const trace of traces) {
      assert.deepEqual(outline(trace), ['raw reasoning: t', 'answer: a']);
      const { inputTokens, outputTokens, reasoningTokens } = trace.usage;
      assert.deepEqual([inputTokens, outputTokens, reasoningTokens], [4, 23, 20]);
    }
    assert.equal(traces.length, 2);
    const graded = { query: 'Q', think: 'It matches.', response: 'a', score: 9 };
    await assert.rejects(openLines(graded, graded), /No known format/);
  });
});

describe('tags in a column of reasoning', () => {
  it('are left out, and what follows them is the answer where there is no other', async () => {
    const { traces } = await openLines(
      { prompt: 'P', reasoning_content: '<think>\nt\n</think>', response: 'a' },
      { prompt: 'P', thinking: 't</think>a', response: 'a' },
      { prompt: 'P', thinking: 'It writes </think> and stops.', response: 'b' },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: \nt\n', 'answer: a'],
      ['raw reasoning: t', 'answer: a'],
      ['raw reasoning: It writes </think> and stops.', 'answer: b'],
    ]);
  });

  it('may be a fold in any column (Dify)', async () => {
    const { traces } = await openLines({
      query: 'Q',
      answer:
        '<details style="color:gray" open> <summary> Thinking... </summary>\nt</details>\n\nIt is a.',
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: \nIt is a.']]);
  });
});

describe('the seconds of a rollout', () => {
  it('are those of its generation (verifiers)', async () => {
    const { traces } = await openLines({
      example_id: 0,
      prompt: [{ role: 'user', content: 'Q' }],
      completion: [{ role: 'assistant', content: '<think>t</think>a' }],
      generation_ms: 1200,
      scoring_ms: 3,
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a']]);
    assert.equal(traces[0]?.timing.durationMs, 1200);
  });
});

describe('a prompt whose template lost its marks', () => {
  it('has its roles on lines of their own (verl)', async () => {
    const { traces } = await openLines({
      input: 'system\nBe brief.\nuser\nHow deep?\nIn metres.\nassistant\n',
      output: '<think>t</think>a',
      gts: '3',
      score: 1,
    });
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: How deep?\nIn metres.']);
    assert.deepEqual(traces[0]?.outcome, { correct: null, score: 1, expected: '3' });
    const { traces: plain } = await openLines({
      input: 'user\nstory',
      output: '<think>t</think>a',
    });
    assert.deepEqual(promptOf(plain[0]), ['user: user\nstory']);
  });
});

describe('chats that name their speakers in words of their own', () => {
  it('are read with the roles of Flowise', async () => {
    const { traces } = await openJson([
      { id: '1', role: 'userMessage', content: 'Q', chatId: 'c' },
      { id: '2', role: 'apiMessage', content: '<think>t</think>a', chatId: 'c' },
    ]);
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });

  it('are read with what Khoj thought, without what it was doing', async () => {
    const { traces } = await openJson({
      status: 'ok',
      response: {
        chat: [
          { by: 'you', message: 'Q', turnId: 't1' },
          {
            by: 'khoj',
            message: 'a',
            turnId: 't1',
            trainOfThought: [
              { type: 'status', data: '**Searching**' },
              { type: 'thought', data: 't' },
            ],
          },
        ],
      },
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });
});

describe('a history of changes', () => {
  it('is no chat, although it says who wrote which message', async () => {
    const history = [
      { by: 'anna', message: 'Opened.' },
      { by: 'ben', message: 'Done.' },
    ];
    await assert.rejects(openJson({ title: 'T', history }), /No known format/);
  });
});

describe('the run of a test tool', () => {
  it('has its cases with what was asked and what came (DeepEval)', async () => {
    const { traces } = await openJson({
      testCases: [
        {
          name: 'test_0',
          input: 'Q',
          actualOutput: '<think>t</think>a',
          expectedOutput: 'b',
          success: false,
          metricsData: [{ name: 'Relevancy', reason: 'It is to the point.' }],
        },
      ],
      evaluationCost: 0.5,
    });
    const [trace] = traces;
    assert.deepEqual(outline(trace), ['raw reasoning: t', 'answer: a']);
    assert.deepEqual(promptOf(trace), ['user: Q']);
    assert.deepEqual([trace?.outcome?.expected, trace?.costUsd], ['b', null]);
  });
});

describe('what a notebook shows of a text', () => {
  it('is the text, not how code would write it', async () => {
    const output = {
      output_type: 'execute_result',
      data: { 'text/plain': ["'<think>\\nIt\\'s t\\n</think>\\na'"] },
    };
    const cells = [{ cell_type: 'code', source: ['ask()'], outputs: [output] }];
    const { traces } = await open('n.ipynb', JSON.stringify({ cells, nbformat: 4 }));
    assert.deepEqual(traces.map(outline), [["raw reasoning: \nIt's t\n", 'answer: \na']]);
  });
});

describe('reasoning that is listed beside a chat', () => {
  it('is that of as many answers, in their order', async () => {
    const { traces } = await openLines({
      generated_conversations: [
        { from: 'human', value: 'Q' },
        { from: 'gpt', value: 'a' },
        { from: 'human', value: 'P' },
        { from: 'gpt', value: 'b' },
      ],
      reasoning_per_turn: [
        { turn: 0, reasoning: 't' },
        { turn: 1, reasoning: 'u' },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t', 'answer: a'],
      ['raw reasoning: u', 'answer: b'],
    ]);
  });
});
