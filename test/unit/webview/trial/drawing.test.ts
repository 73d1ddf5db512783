import assert from 'node:assert/strict';
import { bandsOf, type Group } from '../../../../src/webview/trial/bands';
import { stacked } from '../../../../src/webview/trial/dots';

const group = (id: string, count: number): Group<number> => ({
  id,
  name: id,
  items: Array.from({ length: count }, (_, i) => i),
});

describe('the strip of cases', () => {
  it('keeps whole groups in one band while they fit', () => {
    const bands = bandsOf([group('gained', 11), group('lost', 2), group('both', 20)], 40);
    assert.deepEqual(
      bands.map((band) => band.map(({ group: id, items }) => [id, items.length])),
      [
        [
          ['gained', 11],
          ['lost', 2],
          ['both', 20],
        ],
      ],
    );
  });

  it('continues a long group in the next band and says so', () => {
    const bands = bandsOf([group('gained', 4), group('both', 30)], 20);
    assert.deepEqual(
      bands.map((band) => band.map(({ items, continued }) => [items.length, continued])),
      [
        [
          [4, false],
          [15, false],
        ],
        [[15, true]],
      ],
    );
  });

  it('starts a group in a new band where only a stump of it would fit', () => {
    const bands = bandsOf([group('gained', 16), group('both', 10)], 20);
    assert.deepEqual(
      bands.map((band) => band.map(({ group: id }) => id)),
      [['gained'], ['both']],
    );
  });

  it('shows every case once, in order, whatever the room', () => {
    const groups = [group('a', 7), group('none', 0), group('b', 101), group('c', 1)];
    for (let room = 0; room < 60; room++) {
      const bands = bandsOf(groups, room);
      for (const { id, items } of groups) {
        const shown = bands.flatMap((band) =>
          band.filter((part) => part.group === id).flatMap((part) => [...part.items]),
        );
        assert.deepEqual(shown, items);
      }
      for (const band of bands) {
        const columns = band.reduce((sum, part) => sum + Math.max(3, part.items.length) + 1, -1);
        assert.ok(columns <= Math.max(3, room), `${columns} columns in ${room}`);
      }
    }
  });
});

describe('marks of calls', () => {
  it('stand on the line while they are apart and above each other where they are not', () => {
    const marks = [50, 10, 51, 52, 90].map((x) => ({ x, full: true }));
    assert.deepEqual(
      stacked(marks, 2.5).map(({ x, level }) => [x, level]),
      [
        [10, 0],
        [50, 0],
        [51, 1],
        [52, 2],
        [90, 0],
      ],
    );
  });

  it('never leave the room there is', () => {
    const marks = Array.from({ length: 100 }, () => ({ x: 50, full: false }));
    assert.ok(stacked(marks, 2).every(({ level }) => level < 7));
  });
});
