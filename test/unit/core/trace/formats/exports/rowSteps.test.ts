import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const FIRST = 'A crate holds nine jars.';
const SECOND = 'Two crates hold eighteen.';
const COURSE = `raw reasoning: ${FIRST}\n\n${SECOND}`;
const ASKED = 'How many jars do two crates hold?';

describe('rows of labelled steps', () => {
  const cases: readonly (readonly [name: string, row: object])[] = [
    [
      'with the first wrong one (ProcessBench)',
      { generator: 'm', problem: ASKED, steps: [FIRST, SECOND], label: -1 },
    ],
    [
      'with a label each, in an object (VisualProcessBench)',
      {
        question: ASKED,
        response: { steps: [FIRST, SECOND], process_correctness: [1, -1] },
        policy_model: 'm',
      },
    ],
    [
      'as completions with as many labels (TRL)',
      { prompt: ASKED, completions: [FIRST, SECOND], labels: [true, false] },
    ],
    [
      'as a process beside the numbers of the wrong ones (PRMBench)',
      { question: ASKED, original_process: [FIRST, SECOND], error_steps: [2] },
    ],
    [
      'as they were generated (PRM800K)',
      {
        labeler: 'l',
        timestamp: '2022-07-30T12:00:00',
        question: { problem: ASKED, pre_generated_steps: [FIRST, SECOND] },
        label: {
          steps: [{ completions: [{ text: FIRST, rating: 1 }], chosen_completion: 0 }],
          finish_reason: 'found_error',
        },
      },
    ],
    [
      'as they were taken, without what a labeller wrote (PRM800K, phase 1)',
      {
        question: { problem: ASKED, ground_truth_answer: '18' },
        label: {
          steps: [
            {
              completions: [
                { text: 'A crate holds ten.', rating: -1 },
                { text: FIRST, rating: 1 },
              ],
              chosen_completion: 1,
            },
            { completions: [], human_completion: { text: 'Mine.' }, chosen_completion: null },
            { completions: [{ text: SECOND, rating: 1 }], chosen_completion: null },
          ],
        },
      },
    ],
  ];
  for (const [name, row] of cases) {
    it(`are one course of reasoning: ${name}`, async () => {
      const { format, traces } = await openLines(row, row);
      assert.equal(format, 'dataset-rows');
      assert.deepEqual(traces.map(outline), [[COURSE], [COURSE]]);
      assert.deepEqual(promptOf(traces[0]), [`user: ${ASKED}`]);
      assert.equal(traces[0]?.finishReason, null);
      assert.equal(traces[0].timing.startedAt, null);
    });
  }

  it('end the question that stands before them in one text (Math-Shepherd)', async () => {
    const text = (mark: string, last: string) =>
      `${ASKED} Step 1: ${FIRST} ${mark}\nStep 2: ${SECOND} ${last}`;
    const { traces } = await openLines({
      input: text('ки', 'ки'),
      label: text('+', '-'),
      task: 'GSM8K',
    });
    assert.deepEqual(traces.map(outline), [
      [`raw reasoning: Step 1: ${FIRST}\n\nStep 2: ${SECOND}`],
    ]);
    assert.deepEqual(promptOf(traces[0]), [`user: ${ASKED}`]);
  });

  it('are no words of the user where the assistant only labels them (RLHFlow)', async () => {
    const { format, traces } = await openLines({
      conversations: [
        { role: 'user', content: `${ASKED} Step 1: ${FIRST}` },
        { role: 'assistant', content: '+' },
        { role: 'user', content: `Step 2: ${SECOND}` },
        { role: 'assistant', content: '-' },
      ],
    });
    assert.equal(format, 'dataset-rows');
    assert.deepEqual(traces.map(outline), [
      [`raw reasoning: Step 1: ${FIRST}\n\nStep 2: ${SECOND}`],
    ]);
    assert.deepEqual(promptOf(traces[0]), [`user: ${ASKED}`]);
  });

  it('have the model that took them, and whether the answer is right', async () => {
    const { traces } = await openJson([
      { id: 'g-0', generator: 'm', problem: ASKED, steps: [FIRST], final_answer_correct: false },
    ]);
    const [trace] = traces;
    assert.deepEqual([trace?.id, trace?.model, trace?.outcome?.correct], ['g-0', 'm', false]);
  });

  it('leave the words of the one who checks them to a column of their own (ThinkPRM)', async () => {
    const { traces } = await openLines({
      problem: ASKED,
      prefix_steps: [FIRST],
      gt_step_labels: ['+'],
      cot: `Step 1 counts the jars of a crate, which is what was given.\n</think>\nIt is right.`,
    });
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: Step 1 counts the jars of a crate, which is what was given.\n',
        'answer: \nIt is right.',
      ],
    ]);
  });

  const others: readonly (readonly [name: string, row: object])[] = [
    ['a recipe', { title: 'Soup', steps: ['Cut onions.', 'Boil.'], rating: 5 }],
    ['a run of a pipeline', { problem: 'red', steps: [{ name: 'test' }], label: 'ci' }],
    ['a report of a fault', { problem: 'No login', label: 'bug', steps: ['Open it.', 'Log in.'] }],
    ['a task for a program', { task: 'Deploy', generator: 'g', steps: ['Build.', 'Copy.'] }],
    ['what a program did', { query: 'Q', steps: ['parse', 'plan'], errors: [] }],
    ['steps that nobody judged', { question: 'How?', steps: ['Cut onions.', 'Boil.'] }],
  ];
  for (const [name, row] of others) {
    it(`are not ${name}`, async () => {
      await assert.rejects(openLines(row, row), /No known format/);
    });
  }
});
