import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

const THOUGHT = 'Four edges lie on top, four below, four stand between: twelve edges in all.';

describe("a row with a judge's words beside the model's", () => {
  const row = { question: 'Q', reasoning_content: THOUGHT, response: '12' };

  it('has the reasoning of the model', async () => {
    for (const judge of ['judge', 'grader', 'human', 'gold']) {
      const { traces } = await openLines({
        ...row,
        [`${judge}_reasoning`]: 'It is what was expected.',
        [`${judge}_response`]: 'correct',
      });
      assert.deepEqual(traces.map(outline), [[`raw reasoning: ${THOUGHT}`, 'answer: 12']]);
    }
  });

  it('has that of each of two models', async () => {
    const { traces } = await openLines({
      question: 'Q',
      first_reasoning: 'a',
      first_answer: 'b',
      second_reasoning: 'c',
      second_answer: 'd',
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a', 'answer: b'],
      ['raw reasoning: c', 'answer: d'],
    ]);
  });
});

describe('a short reasoning in a row with a mark', () => {
  const thinking = { question: 'Q', reasoning: 'Four and four.', answer: '8', model: 'm' };

  it('is the model’s, where it was written before the answer', async () => {
    for (const mark of ['score', 'label', 'passed', 'rating']) {
      const { traces, problems } = await openLines({ ...thinking, [mark]: 1 });
      assert.deepEqual(traces.map(outline), [['raw reasoning: Four and four.', 'answer: 8']]);
      assert.deepEqual([problems, traces[0]?.problems], [[], []]);
    }
  });

  it('is told to be left out, where it comes after the answer as a grader’s does', async () => {
    const { traces } = await openLines(
      { question: 'Q', answer: '8', reasoning: 'It matches.', model: 'm', score: 1 },
      { question: 'Q', reasoning: THOUGHT.repeat(9), answer: '8', model: 'm', score: 1 },
    );
    assert.deepEqual(traces.map(outline), [
      ['answer: 8'],
      [`raw reasoning: ${THOUGHT.repeat(9)}`, 'answer: 8'],
    ]);
    assert.deepEqual(
      traces.map(({ problems }) => problems.map(({ code }) => code)),
      [['not-understood'], []],
    );
  });
});

describe('a column of scores or flags', () => {
  it('is no reasoning, whatever its name is', async () => {
    const rows = { question: 'Q', answer: 'A', math: 3 };
    for (const reasoning of [4, '4', '-0.5', '80%'])
      await assert.rejects(openLines({ ...rows, reasoning }), /No known format/);
    await assert.rejects(open('f.csv', 'prompt,response,thinking\nQ,A,1\nP,B,0\n'), /No known/);
  });

  it('leaves the reasoning of another column', async () => {
    const { traces } = await openLines({ question: 'Q', answer: 'A', thinking: 1, cot: THOUGHT });
    assert.deepEqual(traces.map(outline), [[`raw reasoning: ${THOUGHT}`, 'answer: A']]);
  });
});

describe('the question of a row', () => {
  const row = { reasoning_content: THOUGHT, response: '12' };

  it('comes before the name of a task or of a user', async () => {
    const { traces } = await openLines(
      { ...row, task: 'math', problem_statement: 'Q' },
      { ...row, user: 'u_1', user_query: 'P' },
      { ...row, user: 'O' },
    );
    assert.deepEqual(traces.map(promptOf), [['user: Q'], ['user: P'], ['user: O']]);
  });

  it('has the roles that LangChain writes as types', async () => {
    const { traces } = await openLines({
      ...row,
      prompt: [
        { type: 'system', content: 'S' },
        { type: 'human', content: 'P' },
        { type: 'ai', content: 'a' },
        { type: 'human', content: 'Q' },
      ],
    });
    assert.deepEqual(promptOf(traces[0]), ['system: S', 'user: P', 'assistant: a', 'user: Q']);
  });

  it('has the answers before it as the assistant’s, without what was thought', async () => {
    const earlier =
      '<|im_start|>user\nP<|im_end|>\n<|im_start|>think\nt<|im_end|>\n<|im_start|>answer\na<|im_end|>\n';
    const prompt = `${earlier}<|im_start|>user\nQ<|im_end|>\n<|im_start|>think\n`;
    const asked = ['user: P', 'assistant: a', 'user: Q'];
    const { traces } = await openLines({ ...row, prompt });
    assert.deepEqual(promptOf(traces[0]), asked);
    const whole = await openLines({
      question: '',
      response: `${prompt}u<|im_end|>\n<|im_start|>answer\nb`,
    });
    assert.deepEqual(whole.traces.map(outline), [['raw reasoning: u', 'answer: b']]);
    assert.deepEqual(promptOf(whole.traces[0]), asked);
  });
});

describe('the splits of a data set in one document', () => {
  it('are all read', async () => {
    const row = (n: number) => ({ question: `Q${n}`, reasoning_content: THOUGHT, answer: `${n}` });
    for (const [one, other] of [
      ['train', 'test'],
      ['test_sft', 'validation'],
    ] as const) {
      const { traces } = await openJson({ [one]: [row(1)], [other]: [row(2)] });
      assert.deepEqual(traces.map(promptOf), [['user: Q1'], ['user: Q2']]);
    }
  });
});

describe('generations in a list', () => {
  const verdicts = (traces: Awaited<ReturnType<typeof openLines>>['traces']) =>
    traces.map(({ outcome }) => outcome?.correct ?? null);

  it('keep their places where one was cut off, or came to nothing', async () => {
    for (const completions of [
      [
        { text: '', reasoning_content: 'a' },
        { text: 'B', reasoning_content: 'b' },
      ],
      [
        { text: '', thinking: { text: 'a' } },
        { text: 'B', thinking: { text: 'b' } },
      ],
    ]) {
      const { traces } = await openLines({ prompt: 'Q', completions, is_correct: [false, true] });
      assert.deepEqual(traces.map(outline), [
        ['raw reasoning: a'],
        ['raw reasoning: b', 'answer: B'],
      ]);
      assert.deepEqual(verdicts(traces), [false, true]);
    }
    const { traces } = await openLines({
      prompt: 'Q',
      completions: [{ text: '' }, { text: '<think>a</think>A' }],
      is_correct: [false, true],
    });
    assert.deepEqual(traces.map(outline), [[], ['raw reasoning: a', 'answer: A']]);
    assert.deepEqual(verdicts(traces), [false, true]);
  });

  it('have the verdict of their place, and none where a place holds several', async () => {
    const { traces } = await openLines({
      id: 'r',
      prompt: 'Q',
      responses: [['<think>a</think>A', '<think>b</think>B'], ['<think>c</think>C']],
      is_correct: [true, false],
    });
    assert.deepEqual(verdicts(traces), [null, null, false]);
    assert.deepEqual(
      traces.map(({ id }) => id),
      ['r#0', 'r#1', 'r#2'],
    );
  });
});

describe('an answer that repeats the reasoning beside it', () => {
  it('is what follows the tags', async () => {
    const { traces } = await openLines(
      { question: 'Q', reasoning: THOUGHT, response: `<think>${THOUGHT}</think>\n12` },
      { question: 'Q', reasoning: THOUGHT, response: `<think>\n${THOUGHT}\n</think>12` },
    );
    assert.deepEqual(traces.map(outline), [
      [`raw reasoning: ${THOUGHT}`, 'answer: \n12'],
      [`raw reasoning: ${THOUGHT}`, 'answer: 12'],
    ]);
    const lists = await openLines({
      question: 'Q',
      generations: ['<think>a</think>A', '<think>b</think>B'],
      reasoning_traces: ['a', 'b'],
    });
    assert.deepEqual(lists.traces.map(outline), [
      ['raw reasoning: a', 'answer: A'],
      ['raw reasoning: b', 'answer: B'],
    ]);
  });

  it('keeps tags around anything else', async () => {
    const response = '<think>Another thought.</think>12';
    const { traces } = await openLines({ question: 'Q', reasoning: THOUGHT, response });
    assert.deepEqual(outline(traces[0]), [`raw reasoning: ${THOUGHT}`, `answer: ${response}`]);
  });
});

describe('a file of labels', () => {
  it('is no row although one is an example of reasoning', async () => {
    const words = 'name: reasoning-prompt\nexample: <think>I add them.</think>\nanswer: short\n';
    await assert.rejects(open('labels.yaml', words), /No known format/);
  });
});
