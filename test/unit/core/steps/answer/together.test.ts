import assert from 'node:assert/strict';
import { canonical } from '../../../../../src/core/steps/answer/canonical';
import { together } from '../../../../../src/core/steps/answer/together';
import { trackAnswer } from '../../../../../src/core/steps/answer/track';
import { stepsOf } from '../steps';

/** Where all values stand, as text. */
function places(text: string, answer: string): string[] {
  const written = canonical(text).text;
  return [...together(written, canonical(answer).text)].map(([a, b]) => written.slice(a, b));
}

describe('together', () => {
  it('finds named values in another order and with another sign', () => {
    const text = 'We try C = 4. So the only way is C = 3, A = 1 and B = 2.';
    assert.deepEqual(places(text, 'A: 1, B: 2, C: 3'), ['c=3,a=1 and b=2']);
  });

  it('finds nothing where a value is missing, another one or far away', () => {
    assert.deepEqual(places('A = 1, C = 3', 'A = 1, B = 2'), []);
    assert.deepEqual(places('A = 1, B = 20', 'A = 1, B = 2'), []);
    assert.deepEqual(places(`A = 1${' and so on'.repeat(40)} B = 2`, 'A = 1, B = 2'), []);
  });

  it('looks for no other answer', () => {
    assert.deepEqual(places('the answer is 12', '12'), []);
    assert.deepEqual(places('A = 1', 'A = 1'), []);
  });

  it('is where the answer is concluded', () => {
    const { text, steps } = stepsOf([
      ['setup', 'How many are in A and in B?'],
      ['reason', 'If B = 7 then A = 12.'],
      ['reason', 'So the only solution is B = 8 and A = 13.'],
      ['check', 'A = 13 is more than B = 8.'],
      ['answer', 'The answer is A = 13, B = 8.'],
    ]);
    const part = 'The teams have these sizes:\n\n- A = 13\n- B = 8';
    const tracked = trackAnswer(text, steps, part);
    assert.equal(tracked.answer, 'A = 13, B = 8');
    assert.equal(tracked.firstConcluded, 2);
  });
});
