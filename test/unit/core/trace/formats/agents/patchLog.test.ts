import assert from 'node:assert/strict';
import { assertLinear } from '../../../../growth';
import { list } from '../../../../../../src/core/text/json';
import { replayPatches } from '../../../../../../src/core/trace/formats/agents/patchLog';

const snapshot = { kind: 0, v: { requests: [{ message: { text: 'q' }, response: [1, 2, 3] }] } };
const response = ['requests', 0, 'response'];
const responseAfter = (...entries: readonly unknown[]) =>
  list(replayPatches([snapshot, ...entries]), ...response);

describe("VS Code's object log", () => {
  const pushes: readonly (readonly [name: string, entry: object, expected: readonly unknown[]])[] =
    [
      ['appends', { v: [4, 5] }, [1, 2, 3, 4, 5]],
      ['cuts, then appends', { i: 1, v: [4] }, [1, 4]],
      ['only cuts', { i: 2 }, [1, 2]],
      ['cuts nothing behind the end', { i: 4_294_967_295, v: [4] }, [1, 2, 3, 4]],
      ['cuts nothing before the start', { i: -1, v: [4] }, [1, 2, 3, 4]],
    ];
  for (const [name, entry, expected] of pushes) {
    it(`${name} with a push`, () => {
      assert.deepEqual(responseAfter({ kind: 2, k: response, ...entry }), expected);
    });
  }

  it('pushes where nothing was yet', () => {
    const state = replayPatches([snapshot, { kind: 2, k: ['requests', 0, 'notes'], v: ['a'] }]);
    assert.deepEqual(list(state, 'requests', 0, 'notes'), ['a']);
  });

  it('does not change the records that it is given', () => {
    const pushed = { kind: 2, k: ['requests'], v: [{ response: [] }] };
    const before = JSON.stringify([snapshot, pushed]);
    const into = (request: number) => ({ kind: 2, k: ['requests', request, 'response'], v: [4] });
    replayPatches([snapshot, pushed, into(0), into(1)]);
    assert.equal(JSON.stringify([snapshot, pushed]), before);
  });

  it('sets items of an array at its indexes and behind its last one only', () => {
    const set = (key: unknown) => ({ kind: 1, k: [...response, key], v: 9 });
    assert.deepEqual(responseAfter(set(1), set(3)), [1, 9, 3, 9]);
    assert.deepEqual(responseAfter(set(999_999), set('x')), [1, 2, 3]);
    const length = { kind: 1, k: ['requests', 'length'], v: 4_294_967_295 };
    assert.equal(list(replayPatches([snapshot, length]), 'requests').length, 1);
  });

  it('is played in a time that grows with its entries', () => {
    const push = { kind: 2, k: response, v: [1] };
    assertLinear('entries', 5_000, (n) => {
      const played = responseAfter(...Array.from({ length: n }, () => push));
      assert.equal(played.length, n + 3);
    });
  });
});
