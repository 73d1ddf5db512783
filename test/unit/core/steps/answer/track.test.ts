import assert from 'node:assert/strict';
import { trackAnswer } from '../../../../../src/core/steps/answer/track';
import type { StepKind } from '../../../../../src/core/steps/model';
import { stepsOf } from '../steps';

const cases: readonly {
  readonly what: string;
  readonly lines: readonly (readonly [StepKind, string])[];
  readonly part: string;
  readonly mentioned: number | null;
  readonly concluded: number | null;
}[] = [
  {
    what: 'a mention before the conclusion',
    lines: [
      ['setup', 'Is it 12 or 13?'],
      ['reason', 'There are 12 of them.'],
      ['reason', 'None of them is counted twice.'],
      ['reason', 'Therefore the total is 12.'],
      ['check', 'Fine.'],
    ],
    part: '12',
    mentioned: 1,
    concluded: 3,
  },
  {
    what: 'another spelling of the number',
    lines: [
      ['reason', 'x = 5/12 here'],
      ['reason', 'and y is found the same way.'],
      ['answer', 'The answer is 5/12.'],
    ],
    part: '\\boxed{\\dfrac{5}{12}}',
    mentioned: 0,
    concluded: 2,
  },
  {
    what: 'no part of a longer number',
    lines: [['reason', 'Therefore 112, 12.5 and 3.12 and 12,500.']],
    part: '12',
    mentioned: null,
    concluded: null,
  },
  {
    what: 'a derived number, not one inside a formula',
    lines: [
      ['reason', 'So y = 25/x.'],
      ['reason', 'Thus b = ln 25 - a.'],
      ['reason', 'Hence y = 25 x.'],
      ['reason', 'Thus z = \\frac{25}{3}.'],
      ['reason', 'Therefore z = -25.'],
      ['reason', 'So x y = 25 \\).'],
    ],
    part: '\\boxed{25}',
    mentioned: 5,
    concluded: 5,
  },
  {
    what: 'a number that only stands inside formulas',
    lines: [['reason', 'So y = 25/x.']],
    part: '\\boxed{25}',
    mentioned: 0,
    concluded: null,
  },
  {
    what: 'an option, not the word "a" or a variable',
    lines: [
      ['reason', 'A matrix B is a map.'],
      ['reason', 'That fits option B or C.'],
      ['answer', 'So the answer is B.'],
    ],
    part: '\\boxed{B}',
    mentioned: 1,
    concluded: 2,
  },
  {
    what: 'a hedged answer as a mention only',
    lines: [['rethink', 'Maybe the answer is 7.']],
    part: '7',
    mentioned: 0,
    concluded: null,
  },
  {
    what: 'an answer that is not in the reasoning',
    lines: [['reason', 'I will look it up.']],
    part: 'Paris',
    mentioned: null,
    concluded: null,
  },
  {
    what: 'a root however it is written',
    lines: [
      ['reason', 'So DE = sqrt(51).'],
      ['check', 'Is that so?'],
      ['answer', 'Thus the answer is \\boxed{\\sqrt{51}}.'],
    ],
    part: '\\(\\boxed{\\sqrt{51}}\\)',
    mentioned: 0,
    concluded: 0,
  },
  {
    what: 'π in letters and in LaTeX',
    lines: [['answer', 'So the answer is c = π.']],
    part: '\\boxed{\\pi}',
    mentioned: 0,
    concluded: 0,
  },
  {
    what: 'per cent in words, thousands with marks and units',
    lines: [
      ['reason', 'Thus the share is 12 percent.'],
      ['answer', 'The answer is 12%.'],
    ],
    part: '**12 %**',
    mentioned: 0,
    concluded: 0,
  },
  {
    what: 'a simple fraction as a decimal',
    lines: [['result', 'Therefore p = 0.75.']],
    part: '\\boxed{\\frac{3}{4}}',
    mentioned: 0,
    concluded: 0,
  },
  {
    what: 'no root inside another one',
    lines: [['result', 'Therefore x = 3√2.']],
    part: '\\boxed{\\sqrt{2}}',
    mentioned: null,
    concluded: null,
  },
  {
    what: 'no conclusion in a row of candidates',
    lines: [
      ['reason', 'So candidates are 200, 2020, 2220, 2222.'],
      ['answer', 'So the answer is 2220.'],
    ],
    part: '2220',
    mentioned: 0,
    concluded: 1,
  },
  {
    what: 'no conclusion where something is said of a candidate',
    lines: [
      ['reason', 'Thus 2220 is divisible by 30.'],
      ['reason', 'So 2220 is the answer.'],
    ],
    part: '2220',
    mentioned: 0,
    concluded: 1,
  },
  {
    what: 'what an equation ends with, when it says much',
    lines: [
      ['reason', 'Subtract them: 756 - 168 = 588.'],
      ['check', 'Yes, 588 it is.'],
    ],
    part: '\\boxed{588}',
    mentioned: 0,
    concluded: 0,
  },
  {
    what: 'no small number that an equation on the way ends with',
    lines: [
      ['reason', 'One side is 3 + 2 = 5.'],
      ['reason', 'The other side is longer.'],
      ['answer', 'So the answer is 5.'],
    ],
    part: '\\boxed{5}',
    mentioned: 0,
    concluded: 2,
  },
  {
    what: 'an option that is taken, not one that is described',
    lines: [
      ['reason', 'Option C: the mass is halved.'],
      ['reason', 'So option C has the lower mass.'],
      ['reason', 'The options C and D have one ring.'],
      ['reason', 'The mass is halved, which is option C.'],
    ],
    part: '**C**',
    mentioned: 0,
    concluded: 3,
  },
  {
    what: 'an option that is called the right one',
    lines: [
      ['reason', 'Option A is a salt.'],
      ['reason', 'Therefore, option A seems to be the correct answer because of the salt.'],
    ],
    part: 'A. a salt',
    mentioned: 0,
    concluded: 1,
  },
  {
    what: 'no answer in answer options, nor the word so in also',
    lines: [
      ['reason', 'Some of the answer options are rings (B).'],
      ['reason', 'There are also 12.'],
    ],
    part: '\\boxed{B}',
    mentioned: 0,
    concluded: null,
  },
  {
    what: 'no as an answer, not as a word',
    lines: [
      ['reason', 'Is 7 a cube? Well, no.'],
      ['reason', 'So no, it is none.'],
      ['answer', 'Therefore, the answer is no.'],
    ],
    part: '\\boxed{No}',
    mentioned: 2,
    concluded: 2,
  },
  {
    what: 'no negative number in a difference',
    lines: [['reason', 'Therefore the sign is (-1)^(k-1).']],
    part: '\\boxed{-2}',
    mentioned: null,
    concluded: null,
  },
  {
    what: 'a conclusion before a hedge about something else',
    lines: [
      [
        'answer',
        'Therefore the answer is 42, and here is a long remark: the notes might be shorter.',
      ],
    ],
    part: '42',
    mentioned: 0,
    concluded: 0,
  },
  {
    what: 'the option where the box of the answer stands nowhere',
    lines: [['answer', 'That matches option C (2.8e-26).']],
    part: '\\[\\boxed{U = 2.822\\times10^{-26}\\ J}\\]\nThus the correct choice is **C**.',
    mentioned: 0,
    concluded: 0,
  },
  {
    what: 'no conclusion under a condition',
    lines: [
      ['reason', 'If it is even, the answer is 6.'],
      ['answer', 'It is even, so the answer is 6.'],
    ],
    part: '6',
    mentioned: 0,
    concluded: 1,
  },
  {
    what: 'the conclusion that was not taken back',
    lines: [
      ['answer', 'So the answer is 7.'],
      ['rethink', "Wait, no, that's wrong, the sign is off."],
      ['reason', 'Once more.'],
      ['answer', 'Thus the answer is 7.'],
    ],
    part: '7',
    mentioned: 0,
    concluded: 3,
  },
  {
    what: 'the claim of an answer in free text',
    lines: [
      ['setup', 'Which antimalarial drug works slowly on blood stages?'],
      ['recall', 'Chloroquine and quinine act fast.'],
      [
        'reason',
        'Maybe pyrimethamine inhibits folate synthesis of dividing schizonts, which takes time?',
      ],
      [
        'reason',
        'So pyrimethamine, which inhibits folate synthesis, of dividing schizonts, takes time.',
      ],
      ['check', 'Good.'],
    ],
    part: 'Pyrimethamine is a slow drug: it inhibits folate synthesis of dividing schizonts, which takes time to show in the blood of a patient.\n\nOther drugs act faster.',
    mentioned: 2,
    concluded: 3,
  },
  {
    what: 'no claim that is nowhere made',
    lines: [['reason', 'Let me think about the weather in Lisbon and its museums.']],
    part: 'The committee should postpone publication of the report until auditors finish reviewing the accounts of the last quarter.',
    mentioned: null,
    concluded: null,
  },
];

describe('trackAnswer', () => {
  for (const { what, lines, part, mentioned, concluded } of cases) {
    it(`tracks ${what}`, () => {
      const { text, steps } = stepsOf(lines);
      const found = trackAnswer(text, steps, part);
      assert.deepEqual([found.firstMentioned, found.firstConcluded], [mentioned, concluded]);
      const after = concluded === null ? null : 10 * (steps.length - 1 - concluded);
      assert.equal(found.tokensAfterConcluded, after);
    });
  }

  it('finds nothing, and no zeros, where there is no answer', () => {
    assert.deepEqual(trackAnswer('Hmm.\n', stepsOf([['reason', 'Hmm.']]).steps, ''), {
      answer: null,
      source: null,
      firstMentioned: null,
      firstConcluded: null,
      tokensAfterConcluded: null,
      tokensAfterMentioned: null,
    });
  });

  it('finds an answer that is code', () => {
    const { text, steps } = stepsOf([
      ['plan', 'Write it.'],
      ['answer', '```js run();'],
    ]);
    const found = trackAnswer(text, steps, 'So:\n```js\nrun();\n```\n');
    assert.deepEqual([found.source, found.firstMentioned], ['code', 1]);
  });
});
