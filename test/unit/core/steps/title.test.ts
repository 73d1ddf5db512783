import assert from 'node:assert/strict';
import { phaseTitles, stepTitles, TITLE_LENGTH } from '../../../../src/core/steps/title';
import { stepsOf } from './steps';

const cases: readonly (readonly [string, string])[] = [
  ['Okay, so let me find the sum.', 'Find the sum'],
  ['So that is the sum.', 'So that is the sum'],
  ['But wait, the sign is wrong!', 'The sign is wrong!'],
  ['**Reading the task**\n', 'Reading the task'],
  ['## Step 2: add\n', 'Step 2: add'],
  ['- take \\(x^2\\) first:\n', 'Take x^2 first'],
  ['p(5) = `f`(2)', 'p(5) = f(2)'],
  ['So the final answer has two parts of code.', 'The final answer has two parts of code'],
  ['So far we have two cases.', 'So far we have two cases'],
  ['So putting it all together, the answer is 9.8.', 'The answer is 9.8'],
  ['Wait.', 'Wait'],
  ['Hmm...', 'Hmm...'],
  [': Could there be a number here?', 'Could there be a number here?'],
  ['The user is asking me how to cross a street.', 'How to cross a street'],
  ['However, I need to first check the last digit.', 'Check the last digit'],
  ['Alternatively, maybe we can factor the left side.', 'Factor the left side'],
  ['We have a 72-year-old woman with pain.', 'A 72-year-old woman with pain'],
  ["I don't know the rule.", "I don't know the rule"],
  ['Also, ich muss zuerst die Summe berechnen.', 'Die Summe berechnen'],
  ['Bueno, necesito calcular la suma.', 'Calcular la suma'],
  ['好的，用户想知道天空为什么是蓝色的。', '知道天空为什么是蓝色的'],
  [
    'I want to cover all the essential steps clearly, without too many details at once.',
    'Cover all the essential steps clearly',
  ],
  [
    'If we fix the largest plate at the top, the other eight can be arranged in a row.',
    'If we fix the largest plate at the top, the other eight…',
  ],
  [
    'The best way to do that is to walk through every one of the cases of the table',
    'Walk through every one of the cases of the table',
  ],
  ['Alternatively, maybe I misread the table.', 'Misread the table?'],
  ['Perhaps the sum was cut, but the table is whole.', 'The sum was cut, but the table is whole?'],
  ['Alternatively, maybe I miscounted.', 'Miscounted?'],
  ['We must not use the old rule.', 'We must not use the old rule'],
  ['sec⁻¹(5/3) is the angle.', 'sec⁻¹(5/3) is the angle'],
  ['src/app.ts holds the loop.', 'src/app.ts holds the loop'],
  ["I'm thinking through the order of the calls.", 'The order of the calls'],
  ['用户问了一个常见的问题。', '用户问了一个常见的问题'],
  ['接下来是表格的部分。', '表格的部分'],
  [
    'I found that during the copy, some of the rows are sent twice to the server.',
    'Found that during the copy, some of the rows are sent…',
  ],
  ['word '.repeat(40), `W${'word '.repeat(11).trim().slice(1)}…`],
];

describe('stepTitles', () => {
  for (const [text, title] of cases) {
    it(`makes ${JSON.stringify(title)}`, () => {
      const place = { start: 0, end: text.length };
      const span = { ...place, kind: 'reason', confidence: 1 } as const;
      assert.deepEqual(stepTitles([{ text, step: { ...place, spans: [span] } }]), [title]);
      assert.ok(title.length <= TITLE_LENGTH);
    });
  }

  it('passes over a sentence that says nothing', () => {
    const text = "Okay, let's see. The sum is asked for.";
    const spans = [
      { start: 0, end: 17, kind: 'plan', confidence: 1 },
      { start: 17, end: text.length, kind: 'setup', confidence: 1 },
    ] as const;
    const step = { start: 0, end: text.length, spans };
    assert.deepEqual(stepTitles([{ text, step }]), ['The sum is asked for']);
  });
});

describe('neighbouring steps', () => {
  const titles = (...lines: readonly string[]) => {
    const { text, steps } = stepsOf(lines.map((line) => ['check', line]));
    return stepTitles(steps.map((step) => ({ text, step })));
  };

  it('with the same words are numbered, whatever the case of letters', () => {
    assert.deepEqual(titles('Let me check the sum.', 'Check the SUM.', 'So check the sum.'), [
      'Check the sum',
      'Check the SUM (2)',
      'Check the sum',
    ]);
  });

  it('are named after their next sentence where that says another thing', () => {
    const text = 'Check the sum. Check the sum. It is odd.';
    const at = (start: number, end: number) =>
      ({ start, end, kind: 'check', confidence: 1 }) as const;
    const step = (...spans: readonly ReturnType<typeof at>[]) => ({
      text,
      step: { start: spans[0]!.start, end: spans.at(-1)!.end, spans },
    });
    assert.deepEqual(stepTitles([step(at(0, 15)), step(at(15, 30), at(30, 40))]), [
      'Check the sum',
      'Check the sum (2)',
    ]);
    const longer = text.replace('It is odd', 'The last digit is odd');
    const second = { ...step(at(15, 30), at(30, 52)), text: longer };
    assert.equal(stepTitles([step(at(0, 15)), second])[1], 'The last digit is odd');
  });
});

describe('phaseTitles', () => {
  const phases = [
    { first: 0, last: 0 },
    { first: 1, last: 2 },
    { first: 3, last: 3 },
  ];

  it('names a phase that begins as its neighbour after its next step, or numbers it', () => {
    const { text, steps } = stepsOf([
      ['check', 'Let me check the options again.'],
      ['check', 'Check the options again.'],
      ['reason', 'Option B has no units.'],
      ['check', 'Option B has no units.'],
    ]);
    assert.deepEqual(phaseTitles(text, steps, phases), [
      'Check the options again',
      'Option B has no units',
      'Option B has no units (2)',
    ]);
  });
});
