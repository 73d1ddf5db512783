import assert from 'node:assert/strict';
import { analyseText } from '../../../../src/core/steps/analyse';
import { findInSteps } from '../../../../src/worker/view/find';
import { assertLinear } from '../../growth';

/** A trace of one step, however long. */
function oneStep(text: string): Parameters<typeof findInSteps>[0] {
  const analysis = analyseText(text.slice(0, 40));
  return { text, analysis: { ...analysis, steps: [{ ...analysis.steps[0]!, end: text.length }] } };
}

const pattern = (query: string) => ({ query, regex: true, matchCase: true });

describe('finding in the steps of a trace', () => {
  it('takes time in line with the text, whatever the pattern', () => {
    for (const query of ['^(a+)+$', '(a|aa)*b', '(?:a?){40}c']) {
      assertLinear(query, 4_000, (n) => {
        const found = findInSteps(oneStep(`${'a'.repeat(n)} no`), pattern(query));
        assert.deepEqual([found.steps.length, found.problem], [0, null]);
      });
    }
  });

  it('refuses what cannot be followed in linear time, and says why', () => {
    const refused = findInSteps(oneStep('aaa'), pattern('(?=a)'));
    assert.equal(refused.steps.length, 0);
    assert.match(refused.problem?.message ?? '', /looks ahead/);
  });

  it('keeps to upper and lower case when asked', () => {
    const text = oneStep('Wait, is that so?');
    for (const regex of [true, false]) {
      const stepsOf = (matchCase: boolean) =>
        findInSteps(text, { query: 'wait', regex, matchCase }).steps.length;
      assert.deepEqual([stepsOf(true), stepsOf(false)], [0, 1]);
    }
  });

  it('stops when its time is over, with what it has, and says so', () => {
    const text =
      'Wait, one.\n\nSo it is 2 + 3 = 5.\n\nWait, two.\n\nSo it is 3 + 3 = 6.\n\nWait, three.\n\nSo it is 4 + 3 = 7.\n\nWait, four.';
    const analysis = analyseText(text);
    assert.ok(analysis.steps.length > 2);
    let at = 0;
    const query = { query: 'wait', regex: false, matchCase: false };
    const found = findInSteps({ text, analysis }, query, () => (at += 600));
    assert.equal(found.steps.length, 2);
    assert.match(found.problem?.message ?? '', /took too long/);
  });

  it('stops in the middle of a step, too', () => {
    let asked = 0;
    const found = findInSteps(oneStep('a'.repeat(9_000)), pattern('a?a?[bc]'), () => 500 * asked++);
    assert.equal(found.steps.length, 0);
    assert.match(found.problem?.message ?? '', /took too long/);
    assert.ok(asked < 7, `the time was looked at ${asked} times`);
  });
});
