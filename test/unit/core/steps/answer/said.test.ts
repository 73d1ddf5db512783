import assert from 'node:assert/strict';
import { finalAnswer } from '../../../../../src/core/steps/answer/final';
import { questionOf, saysOf } from '../../../../../src/core/steps/answer/said';
import { trackAnswer } from '../../../../../src/core/steps/answer/track';
import type { StepKind } from '../../../../../src/core/steps/model';
import { assertLinearIn } from '../../../growth';
import { stepsOf } from '../steps';

interface Case {
  readonly what: string;
  readonly problem?: string;
  readonly lines: readonly (readonly [StepKind, string])[];
  readonly part: string;
  /** Steps that mention it first and conclude it first. */
  readonly found: readonly [number | null, number | null];
}

const cases: readonly Case[] = [
  {
    what: 'a fact that the text recalls of what was asked',
    problem: 'What is the capital of Kenya?',
    lines: [
      ['recall', 'Mombasa is older, and Nairobi larger.'],
      ['recall', 'I know that the capital of Kenya is Nairobi.'],
      ['plan', 'I should keep it short.'],
    ],
    part: 'The capital of Kenya is **Nairobi**.\n\nIt was founded as a depot of the railway, and it grew fast.',
    found: [0, 1],
  },
  {
    what: 'a number that the text recalls of what was asked',
    problem: 'How many legs does a spider have?',
    lines: [
      ['recall', 'An insect has six legs.'],
      ['recall', 'A spider has 8 legs.'],
      ['answer', 'So the answer is 8.'],
    ],
    part: 'A spider has **8** legs.',
    found: [1, 1],
  },
  {
    what: 'the deciding word of an answer in other words',
    problem: 'Do you keep your door or take the other closed one?',
    lines: [
      ['reason', 'If I swap, I win in two of three cases.'],
      ['reason', 'Therefore, I should swap.'],
      ['check', 'A hundred doors show the same.'],
    ],
    part: '**Answer: Swap to the other door.**',
    found: [0, 1],
  },
  {
    what: 'said of the name that was asked about',
    problem: 'Which continent is Chad located on?',
    lines: [
      ['recall', 'Egypt lies in Africa, too.'],
      ['recall', 'I know that Chad is in Africa.'],
      ['plan', 'Perhaps I write: "Chad is located on the continent of Africa."'],
    ],
    part: 'Chad is located on the continent of Africa.',
    found: [0, 1],
  },
  {
    what: 'the deciding word in another form',
    problem: 'Do you keep your door or take the other closed one?',
    lines: [
      ['reason', 'The host knows the doors.'],
      ['reason', 'Therefore, switching is better.'],
      ['check', 'A hundred doors show the same.'],
    ],
    part: '**Answer: Switch to the other door.**',
    found: [1, 1],
  },
  {
    what: 'no name that is only the title of a line',
    lines: [
      ['reason', 'So Maria: time 1.25, distance 4.5.'],
      ['reason', 'The others are slower.'],
      ['reason', 'Thus Maria has the greatest speed.'],
      ['answer', 'So the answer is Maria.'],
    ],
    part: 'Maria',
    found: [0, 2],
  },
  {
    what: 'what a text without an answer part sums up',
    lines: [
      ['reason', 'The valves could be worn.'],
      ['reason', 'The seal leaks at the pump, as the stain shows.'],
      ['answer', 'So, all things considered, the worn seal of the pump explains the stain.'],
    ],
    part: '',
    found: [2, 2],
  },
  {
    what: 'nothing where a text without an answer part ends with a plan',
    lines: [
      ['plan', 'I should warn of cars that turn.'],
      ['plan', 'So I will list the steps and keep the tone calm for everybody.'],
    ],
    part: '',
    found: [null, null],
  },
];

describe('an answer in free text', () => {
  for (const { what, problem, lines, part, found } of cases) {
    it(`is ${what}`, () => {
      const { text, steps } = stepsOf(lines);
      const { firstMentioned, firstConcluded } = trackAnswer(text, steps, part, problem);
      assert.deepEqual([firstMentioned, firstConcluded], found);
    });
  }

  it('says something of what was asked', () => {
    const question = questionOf('Here is one more. Which continent is Chad located on?');
    assert.ok(saysOf('Chad is located in Africa.', question, false));
    assert.ok(saysOf('Chad is huge.', question, true));
    assert.ok(!saysOf('Chad is huge.', question, false));
    assert.ok(!saysOf('It is a large country.', question, true));
    assert.ok(!saysOf('Anything.', questionOf('Tell me a story.'), true));
  });
});

describe('finding an answer', () => {
  it('takes time that grows with the text, whatever stands in it', () => {
    const { text, steps } = stepsOf([['reason', 'So the answer is 7.']]);
    for (const piece of ['a ', 'A. ', 'x? ', ' 1', '**', '1e', '(A) ', 'Is ', ': '])
      assertLinearIn(piece, 40_000, (long) => trackAnswer(text, steps, 'The answer is B.', long));
    for (const piece of ['the answer is ', '**b** ', 'response: ', 'option A is ', '1.5e', 'so A '])
      assertLinearIn(piece, 40_000, (long) => {
        const place = { start: 0, end: long.length, kind: 'answer', confidence: 1 } as const;
        const step = { ...place, tokens: 1, spans: [place] };
        return trackAnswer(long, [step], long, 'A. 1.5e3 m\nB. 2.5e3 m');
      });
  });
});

describe('the final answer', () => {
  const answers: readonly (readonly [string, string, string, string | null])[] = [
    [
      'behind an earlier word for it',
      'The answer is 2. The reply ends with "Answer:". So we respond.',
      '',
      '2',
    ],
    [
      'not what is said of an answer',
      'The result is 4. So an English answer is correct.',
      '',
      null,
    ],
    ['in a drafted reply', '7. **Draft the final response:** "4".', '', '4'],
    ['that is called likely', 'Thus, the correct answer is likely **B. 4 m**.', '', 'B'],
    [
      'about so much',
      'The best answer would be around 1300 kJ, but no option has it.',
      '',
      '1300 kJ',
    ],
    [
      'an option that is called the best step',
      'Thus, **Option C** is the most crucial step here.',
      '',
      'C',
    ],
    [
      'in bold in the first sentence',
      '',
      `The highest is **Mount Kenya**.\n\n${'It is old. '.repeat(9)}`,
      'Mount Kenya',
    ],
    ['in a number in bold', '', `A year has **365** days.\n\n${'Mostly. '.repeat(20)}`, '365'],
    [
      'not in words that are only stressed',
      '',
      `I notice that the bridge can hold **four people at a time**, and four wait.\n\n${'So they go. '.repeat(9)}`,
      null,
    ],
    ['a bare no', '', `No, we cannot say so.\n\n${'Some may be. '.repeat(9)}`, 'No'],
    [
      'below the words that announce an option',
      'The most plausible one is:\n**Option A**: the ring.\nIt is stable.',
      '',
      'A',
    ],
    ['not in a heading', '#### Step 3: Salts\n\nThe salts dissolve.', '', null],
    ['of a school problem', 'Add them.\n#### 42', '', '42'],
    ['with an arrow in it', '\\boxed{a \\rightarrow b}', '', 'a \\rightarrow b'],
  ];
  for (const [what, reasoning, part, answer] of answers) {
    it(`is found ${what}`, () =>
      assert.equal(finalAnswer(reasoning, part)?.answer ?? null, answer));
  }
});
