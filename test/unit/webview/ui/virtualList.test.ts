import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  listHeight,
  rowAt,
  rowsInView,
  rowTop,
  scrollToRow,
} from '../../../../src/webview/ui/virtualList';

const list = { count: 100, rowHeight: 22, openRow: 10, openHeight: 200 };

describe('the virtual list', () => {
  it('places rows after an opened one below its body', () => {
    assert.deepEqual(
      [9, 10, 11, 100].map((row) => rowTop(list, row)),
      [198, 220, 442, 2400],
    );
    assert.equal(listHeight(list), 2400);
  });

  it('finds the row at a place; the body belongs to its row', () => {
    assert.deepEqual(
      [0, 21, 22, 241, 242, 441, 442, 9999].map((y) => rowAt(list, y)),
      [0, 0, 1, 10, 10, 10, 11, 99],
    );
  });

  it('draws no more than what is in view and a little beside it', () => {
    const long = { count: 100_000, rowHeight: 22, openRow: -1, openHeight: 0 };
    assert.deepEqual(rowsInView(long, 22_000, 660), [992, 1038]);
  });

  it('scrolls only as far as needed', () => {
    assert.equal(scrollToRow(list, 0, 0, 400, 24), 0);
    assert.equal(scrollToRow(list, 5, 300, 400, 24), 110);
    assert.equal(scrollToRow(list, 30, 0, 400, 24), 860 + 22 - 400 + 24);
    assert.equal(scrollToRow({ ...list, openHeight: 4000 }, 10, 0, 400, 24), 220);
  });

  it('has every row where it says', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.nat(499), fc.nat(499));
    fc.assert(
      fc.property(sizes, fc.nat(3000), ([count, open, row], openHeight) => {
        fc.pre(open < count && row < count);
        const any = { count, rowHeight: 22, openRow: open, openHeight };
        assert.equal(rowAt(any, rowTop(any, row)), row);
      }),
    );
  });
});
