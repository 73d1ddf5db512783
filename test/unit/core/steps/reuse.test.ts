import assert from 'node:assert/strict';
import { isUsedLater, readMarks } from '../../../../src/core/steps/reuse';
import { assertLinear } from '../../growth';
import { stepsOf } from './steps';

const used = (answer: string, ...lines: readonly string[]): boolean => {
  const { text, steps } = stepsOf(lines.map((line) => ['reason', line] as const));
  return isUsedLater(readMarks(text, steps, answer), { first: 1, last: 2 });
};

describe('a branch that was left', () => {
  it('was used when its numbers come again behind the step that left it', () => {
    assert.equal(
      used(
        '',
        'Find x.',
        'Cube it: 343.',
        'Halved: 172.',
        'Alternatively, add.',
        '343 less 172 is it.',
      ),
      true,
    );
    assert.equal(
      used('Between 343 and 172.', 'Find x.', 'It is 343.', 'Or 172.', 'Now guess.'),
      true,
    );
  });

  it('was used when its words carry the rest', () => {
    assert.equal(
      used(
        '',
        'Start.',
        'A hexagon inside the circle.',
        'Its apothem matters.',
        'But wait.',
        'The hexagon gives it.',
        'By the circle.',
      ),
      true,
    );
  });

  it('led nowhere when nothing of it comes again but where it is left', () => {
    assert.equal(
      used(
        'Seven.',
        'Find x.',
        'Integrate by parts: 343.',
        'Messy logarithm, 172.',
        'The logarithm is messy: 343 no.',
        'Count them instead. Seven.',
      ),
      false,
    );
  });

  it('is read in time that grows with the text', () => {
    assertLinear('steps', 2_000, (n) => {
      const { text, steps } = stepsOf(
        Array.from(
          { length: n },
          (_, i) => ['reason', `Some words about ${i} here and there.`] as const,
        ),
      );
      isUsedLater(readMarks(text, steps, ''), { first: 1, last: 5 });
    });
  });
});
