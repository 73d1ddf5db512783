import assert from 'node:assert/strict';
import { changedStretch } from '../../../../src/host/trial/changedStretch';

/** A text after the change. */
const applied = (before: string, after: string): string => {
  const { start, end, text } = changedStretch(before, after);
  return before.slice(0, start) + text + before.slice(end);
};

describe('the change of a trial’s file', () => {
  it('is the stretch that differs', () => {
    assert.deepEqual(changedStretch('{"a": 1, "b": 2}', '{"a": 1, "b": 35}'), {
      start: 14,
      end: 15,
      text: '35',
    });
  });

  it('gives the other text, also where both repeat themselves', () => {
    for (const [before, after] of [
      ['aaa', 'aaaa'],
      ['aaaa', 'aa'],
      ['', 'x'],
      ['x', ''],
      ['abab', 'ababab'],
      ['same', 'same'],
    ] as const)
      assert.equal(applied(before, after), after, `${before} -> ${after}`);
  });
});
