import assert from 'node:assert/strict';
import { trackAnswer } from '../../../../../src/core/steps/answer/track';
import type { StepKind } from '../../../../../src/core/steps/model';
import { stepsOf } from '../steps';

const OPTIONS = [
  'How long does the second moon take for one turn?',
  'A. ~ 7.5 days',
  'B. ~ 33.5 days',
  'C. + \\infty',
  'D. \\left\\langle T\\right\\rangle \\ll\\Delta T',
].join('\n');

interface Case {
  readonly what: string;
  readonly lines: readonly (readonly [StepKind, string])[];
  readonly part: string;
  readonly problem?: string;
  readonly concluded: number | null;
}

const cases: readonly Case[] = [
  {
    what: 'by a value that rounds to what the option says',
    lines: [
      ['plan', 'Let me use the third law.'],
      ['reason', 'Therefore, T2 ≈ 3 * 11.18 ≈ 33.54 days'],
      ['check', 'The units are right.'],
      ['answer', 'So the answer is B.'],
    ],
    part: '**Answer: B**',
    problem: OPTIONS,
    concluded: 1,
  },
  {
    what: 'by what the option says in words',
    lines: [
      ['reason', 'Is the time infinite?'],
      ['reason', 'Therefore, the time is infinite.'],
      ['check', 'The orbit is open.'],
      ['answer', 'So answer C.'],
    ],
    part: '\\boxed{C}',
    problem: OPTIONS,
    concluded: 1,
  },
  {
    what: 'by the formula of an option below its announcement',
    lines: [
      ['reason', 'Clearly:'],
      ['reason', '\\[ \\left\\langle T \\right\\rangle \\ll \\Delta T \\]'],
      ['check', 'That is as it should be.'],
      ['answer', 'The correct answer is D.'],
    ],
    part: 'The correct answer is **D**.',
    problem: OPTIONS,
    concluded: 1,
  },
  {
    what: 'not by an option that is only offered with others',
    lines: [
      ['reason', 'So the choices are 7.5, 33.5 or more.'],
      ['check', 'None of them is ruled out.'],
      ['answer', 'So the answer is B.'],
    ],
    part: '**Answer: B**',
    problem: OPTIONS,
    concluded: 2,
  },
  {
    what: 'below the words that announce it',
    lines: [
      ['reason', 'The most reasonable choice is:'],
      ['check', 'D. far below it'],
      ['answer', 'Thus, the correct answer is D.'],
    ],
    part: '**Answer: D**',
    concluded: 1,
  },
  {
    what: 'where the value is computed right before it is called the answer',
    lines: [
      ['reason', 'So m = 25 and n = 8.'],
      ['reason', '\\[ m + n = 25 + 8 = 33 \\]'],
      ['answer', '### Final Answer'],
      ['answer', '\\(\\boxed{33}\\)'],
    ],
    part: '\\boxed{33}',
    concluded: 1,
  },
  {
    what: 'where it is counted in words',
    lines: [
      ['reason', 'By symmetry there is only one distinct triple.'],
      ['answer', 'Thus, the number of triples is \\(\\boxed{1}\\).'],
    ],
    part: '\\boxed{1}',
    concluded: 0,
  },
  {
    what: 'not where a limit is that value',
    lines: [
      ['reason', 'So, as t grows, the square approaches 80 from above.'],
      ['answer', 'Therefore, the greatest bound is 80.'],
    ],
    part: '\\boxed{80}',
    concluded: 1,
  },
  {
    what: 'not where one of several letters has that value',
    lines: [
      ['reason', 'Therefore, the digits are d = 2, e = 2, f = 8.'],
      ['reason', 'Another grid is its mirror.'],
      ['answer', 'Thus, there are exactly 2 grids.'],
    ],
    part: '\\boxed{2}',
    concluded: 2,
  },
  {
    what: 'not where it is only tried',
    lines: [
      [
        'rethink',
        'Alternatively, perhaps the substance is a peroxide. The sum is 25. This matches option A.',
      ],
      ['result', 'The masses sum up to 25, so option A.'],
    ],
    part: '**Answer: A**',
    concluded: 1,
  },
  {
    what: 'where the text comes back to it for good from another answer',
    lines: [
      ['reason', 'So the answer is C.'],
      ['check', 'Let me look at the shifts again.'],
      ['reason', 'They are smaller. So the answer is A.'],
      ['check', 'But the shifts near an oxygen are larger.'],
      ['answer', 'So option C.'],
    ],
    part: '**Answer: C**',
    concluded: 4,
  },
  {
    what: 'where an option is called right on the next line',
    lines: [
      ['reason', '**B) The functions are a basis of the operator.**'],
      ['reason', '- This is correct.'],
      ['reason', '**C) The values are imaginary.**'],
      ['reason', '- This is incorrect.'],
      ['answer', 'The correct statement is B.'],
    ],
    part: '**Answer: B**',
    concluded: 0,
  },
  {
    what: 'where the answer is called likely',
    lines: [
      ['reason', 'Thus answer likely D.'],
      ['check', 'The band lies at 1715.'],
      ['answer', 'Therefore option D.'],
    ],
    part: '**Answer: D**',
    concluded: 0,
  },
  {
    what: 'where it is the only option left',
    lines: [
      ['reason', 'So the options left are B, the soliton.'],
      ['check', 'Solitons are no waves of that kind.'],
      ['answer', 'Therefore, the answer should be B.'],
    ],
    part: '**Answer: B**',
    concluded: 0,
  },
  {
    what: 'where the text answers before anything else',
    lines: [
      ['setup', 'The correct answer is A. The partial fractions.'],
      ['reason', 'They can be computed side by side.'],
    ],
    part: '**Answer: A**',
    concluded: 0,
  },
];

describe('an answer is concluded', () => {
  for (const { what, lines, part, problem, concluded } of cases) {
    it(what, () => {
      // One step a line; a line of several sentences has a span for each.
      const { text, steps } = stepsOf(lines);
      const cut = steps.map((step) => ({ ...step, spans: sentencesOf(text, step) }));
      assert.equal(trackAnswer(text, cut, part, problem).firstConcluded, concluded);
    });
  }

  it('in the last words of a text without an answer part', () => {
    const { text, steps } = stepsOf([
      ['reason', 'The total number of grids is 45.'],
      ['answer', 'To sum up, we find that there are **45** ways to fill a 2x3 grid.'],
    ]);
    const { answer, firstConcluded } = trackAnswer(text, steps, '');
    assert.deepEqual([answer, firstConcluded], ['45', 0]);
  });
});

function sentencesOf(
  text: string,
  { start, end, kind }: { start: number; end: number; kind: StepKind },
) {
  const spans = [];
  let at = start;
  for (const { index } of text.slice(start, end).matchAll(/(?<=\. )/gu)) {
    spans.push({ start: at, end: start + index, kind, confidence: 1 });
    at = start + index;
  }
  return [...spans, { start: at, end, kind, confidence: 1 }];
}
