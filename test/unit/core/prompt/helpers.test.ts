import assert from 'node:assert/strict';
import { stepsFor } from '../../../../src/core/prompt/find';
import { standingIn } from '../../../../src/core/prompt/helpers';

describe('the calls in a function', () => {
  it('are those that begin and end in it', () => {
    const values = [
      [0, 4],
      [5, 9],
      [6, 7],
      [8, 30],
      [12, 14],
    ].map(([start, end]) => ({ start: start!, end: end! }));
    assert.deepEqual(standingIn(values, { start: 5, end: 10 }), values.slice(1, 3));
    assert.deepEqual(standingIn(values, { start: 40, end: 50 }), []);
  });

  it('are looked through once a function, however many methods call each other', () => {
    const methods = (n: number): string =>
      `class A { ${Array.from({ length: n }, (_, i) => `String b${i}(P q) { return new A(x).b${i + 1}(q); }`).join('\n')} }`;
    const steps = (n: number): number =>
      stepsFor({ text: methods(n), languageId: 'java', fileName: 'x' });
    assert.ok(steps(400) < 2.3 * steps(200));
  });
});
