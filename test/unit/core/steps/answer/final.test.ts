import assert from 'node:assert/strict';
import { finalAnswer } from '../../../../../src/core/steps/answer/final';

const cases: readonly {
  readonly what: string;
  readonly reasoning?: string;
  readonly part?: string;
  readonly found: readonly [string, string] | null;
}[] = [
  { what: 'a box', part: 'Thus \\[\\boxed{\\dfrac{1}{2}}\\]', found: ['\\dfrac{1}{2}', 'boxed'] },
  { what: 'the last of two boxes', part: '\\boxed{1} no, \\boxed{2}', found: ['2', 'boxed'] },
  { what: 'a box that never closes', part: '\\boxed{1} and \\boxed{2', found: ['1', 'boxed'] },
  { what: 'an option in a box', part: '\\boxed{\\text{C. 8 Gpc}}', found: ['C. 8 Gpc', 'boxed'] },
  {
    what: 'a stated answer',
    part: 'So the answer is **blue whale**. Bye.',
    found: ['blue whale', 'phrase'],
  },
  { what: 'a stated option', part: 'The correct answer is (B).', found: ['B', 'option'] },
  { what: 'an option with its text', part: '**Answer: C. 8 Gpc**', found: ['C', 'option'] },
  { what: 'a short answer part', part: 'Paris', found: ['Paris', 'answer-part'] },
  {
    what: 'bold words',
    part: 'I would say **Lake Baikal**.',
    found: ['Lake Baikal', 'answer-part'],
  },
  { what: 'a number in a short answer', part: 'It takes 12 days.', found: ['12', 'number'] },
  { what: 'what a sum comes to', part: '2 + 2 = 4.', found: ['4', 'number'] },
  { what: 'a bare number', part: '1,024', found: ['1,024', 'number'] },
  {
    what: 'the only number of the last line',
    part: `${'Long text. '.repeat(9)}\nThat makes 42 in all.`,
    found: ['42', 'number'],
  },
  { what: 'code', part: 'Here:\n```js\nrun();\n```\nDone.', found: ['run();', 'code'] },
  {
    what: 'an answer in the reasoning alone',
    reasoning: 'Hmm. The answer is 7.',
    found: ['7', 'phrase'],
  },
  { what: 'a Spanish answer', part: 'Por eso la respuesta es 12.', found: ['12', 'phrase'] },
  { what: 'a Chinese answer', part: '所以答案是 12。', found: ['12', 'phrase'] },
  {
    what: 'the option behind the text of an answer',
    part: '**Answer: 11.44 kJ/g (option C).**',
    found: ['C', 'option'],
  },
  {
    what: 'a letter that the last line ends with',
    part: `${'Long text. '.repeat(9)}\nThese values correspond to answer **C**.`,
    found: ['C', 'option'],
  },
  {
    what: 'what the last sentence says the sum is',
    part: `${'Take 12 of 30. '.repeat(9)}\nThus, the sum of 1/n over all n is 5/2.`,
    found: ['5/2', 'phrase'],
  },
  {
    what: 'an answer of the reasoning whose number the answer part has too',
    reasoning: 'So the final answer: 26 minutes; B and C help.',
    part: 'The build takes 26 minutes at best, since C does not fit between the other two jobs at all.\n\nWorth it: B.',
    found: ['26 minutes; B and C help', 'phrase'],
  },
  {
    what: 'a number of the reasoning, which the answer part may have in words',
    reasoning: 'So the answer is 3.',
    part: 'There are three letters of that kind in the word, one after the other two, as anybody can count by hand.',
    found: ['3', 'phrase'],
  },
  {
    what: 'no answer of the reasoning that the answer part does not say',
    reasoning: 'The answer should be thorough.',
    part: 'I would legalise it, with rules that protect children and a body that keeps watch over them.',
    found: null,
  },
  {
    what: 'the option behind a box',
    part: '\\boxed{p = 1.4\\ \\text{(choice B)}}',
    found: ['B', 'option'],
  },
  { what: 'no answer', reasoning: 'Let me think about it.', found: null },
];

describe('finalAnswer', () => {
  for (const { what, reasoning = '', part = '', found } of cases) {
    it(`finds ${what}`, () => {
      const answer = finalAnswer(reasoning, part);
      assert.deepEqual(answer && [answer.answer, answer.source], found);
    });
  }
});
