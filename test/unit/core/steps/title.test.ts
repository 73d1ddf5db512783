import assert from 'node:assert/strict';
import { stepTitle } from '../../../../src/core/steps/title';

const cases: readonly (readonly [string, string])[] = [
  ['Okay, so let me find the sum.', 'Let me find the sum'],
  ['So that is the sum.', 'So that is the sum'],
  ['But wait, the sign is wrong!', 'The sign is wrong!'],
  ['**Reading the task**\n', 'Reading the task'],
  ['## Step 2: add\n', 'Step 2: add'],
  ['- take \\(x^2\\) first:\n', 'Take x^2 first'],
  ['p(5) = `f`(2)', 'p(5) = f(2)'],
  ['Wait.', 'Wait'],
  ['Hmm...', 'Hmm...'],
  ['word '.repeat(40), `W${'word '.repeat(14).trim().slice(1)}…`],
];

describe('stepTitle', () => {
  for (const [text, title] of cases) {
    it(`makes ${JSON.stringify(title)}`, () => {
      const place = { start: 0, end: text.length };
      const span = { ...place, kind: 'reason', confidence: 1 } as const;
      assert.equal(stepTitle(text, { ...place, spans: [span] }), title);
    });
  }
});
