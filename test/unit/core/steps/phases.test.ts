import assert from 'node:assert/strict';
import type { StepKind } from '../../../../src/core/steps/model';
import { findPhases } from '../../../../src/core/steps/phases';
import { factsOf, stepsOf } from './steps';

/** Lines marked `~` open with a turn, `#` with a heading. */
function phases(...lines: readonly (readonly [StepKind, string])[]): string[] {
  const { text, steps } = stepsOf(lines.map(([kind, line]) => [kind, line.replace(/^[~#] /u, '')]));
  const facts = lines.map(([, line]) =>
    factsOf({ switches: line.startsWith('~'), heading: line.startsWith('#') }),
  );
  return findPhases(text, steps, facts).map(
    (p) => `${'>'.repeat(p.depth)}${p.first}-${p.last} ${p.title}${p.deadEnd ? ' (dead end)' : ''}`,
  );
}

describe('findPhases', () => {
  it('starts a phase after the problem was read, and at a plan after some work', () => {
    assert.deepEqual(
      phases(
        ['setup', 'The task asks for a large sum.'],
        ['plan', 'Okay, so let me add two numbers.'],
        ['reason', '1 + 1 = 2.'],
        ['reason', '2 + 2 = 4.'],
        ['plan', 'Now multiply both sums.'],
        ['reason', '2 * 4 = 8.'],
      ),
      ['0-0 A large sum', '1-3 Add two numbers', '4-5 Multiply both sums'],
    );
  });

  it('starts a phase at every heading and takes its title from it', () => {
    assert.deepEqual(
      phases(
        ['plan', '# **Reading the task**'],
        ['reason', 'It is a sum.'],
        ['plan', '# **Adding**'],
      ),
      ['0-1 Reading the task', '2-2 Adding'],
    );
  });

  it('puts alternatives side by side, each left one a dead end', () => {
    assert.deepEqual(
      phases(
        ['plan', 'Try factoring.'],
        ['reason', 'It does not factor.'],
        ['rethink', '~ Alternatively, complete the square.'],
        ['reason', 'That gets long.'],
        ['rethink', '~ Another way is to graph both sides.'],
        ['reason', 'The graph crosses at 2.'],
        ['answer', 'So x = 2.'],
        ['check', 'Check: it fits.'],
        ['reason', '2 - 2 = 0.'],
      ),
      [
        '0-1 Try factoring (dead end)',
        '>2-3 Complete the square (dead end)',
        '>4-6 Graph both sides',
        '7-8 Check: it fits',
      ],
    );
  });

  it('takes a branch for a dead end only when its end says so, and a check or a reading never', () => {
    const ends = (kind: StepKind, last: string): string[] =>
      phases([kind, 'Take the sum.'], ['reason', last], ['plan', '~ Alternatively, the product.']);
    assert.equal(ends('plan', 'That does not work.')[0], '0-1 Take the sum (dead end)');
    assert.equal(ends('plan', 'It gives 12.')[0], '0-1 Take the sum');
    assert.equal(ends('check', 'That does not work.')[0], '0-1 Take the sum');
    const read = phases(['setup', 'The test does not pass.'], ['rethink', 'Likely off by one.']);
    assert.equal(read[0], '0-0 The test does not pass');
  });

  it('nests an alternative that a branch tries inside itself', () => {
    assert.deepEqual(
      phases(
        ['reason', 'a'],
        ['rethink', '~ Alternatively b.'],
        ['reason', 'b1'],
        ['reason', 'b2'],
        ['plan', 'Next do c.'],
        ['reason', 'c1'],
        ['rethink', '~ Alternatively d.'],
      ).map((p) => p.slice(0, 5)),
      ['0-0 a', '>1-3 ', '>4-5 ', '>>6-6'],
    );
  });

  it('gives no phases for no steps', () => {
    assert.deepEqual(phases(), []);
  });
});
