import assert from 'node:assert/strict';
import {
  isGone,
  movedRange,
  untouchedRange,
  type DocumentEdit,
} from '../../../../src/host/estimate/movedRange';

const edit = (rangeOffset: number, rangeLength: number, text: string): DocumentEdit => ({
  rangeOffset,
  rangeLength,
  text,
});
const range = (start: number, end: number) => ({ start, end });

describe('a range of a document that is edited', () => {
  const cases: readonly (readonly [string, DocumentEdit[], ReturnType<typeof range>])[] = [
    ['moves with what is put before it', [edit(0, 0, 'abc')], range(13, 23)],
    ['moves with what is taken out before it', [edit(2, 4, '')], range(6, 16)],
    ['stays where the edit is behind it', [edit(20, 5, 'abc')], range(10, 20)],
    ['grows with what is put into it', [edit(15, 0, 'abc')], range(10, 23)],
    ['does not take what is put at its start', [edit(10, 0, 'abc')], range(13, 23)],
    ['does not take what is put at its end', [edit(20, 0, 'abc')], range(10, 20)],
    ['keeps its start when its text is replaced', [edit(10, 4, 'ab')], range(10, 18)],
    ['shrinks to what is left of it', [edit(5, 10, '')], range(5, 10)],
    ['takes edits one after the other', [edit(30, 2, ''), edit(0, 0, 'ab')], range(12, 22)],
    ['is empty when it was deleted', [edit(8, 14, '')], range(8, 8)],
  ];
  for (const [name, edits, expected] of cases)
    it(name, () => assert.deepEqual(movedRange(range(10, 20), edits), expected));

  it('keeps a cursor at the text that stood behind it', () =>
    assert.deepEqual(movedRange(range(10, 10), [edit(10, 0, 'abc\n')]), range(14, 14)));

  it('is gone when nothing of it is left', () => {
    assert.ok(isGone(range(10, 20), [edit(10, 10, '')]));
    assert.ok(!isGone(range(10, 20), [edit(10, 9, '')]));
    assert.ok(!isGone(range(10, 10), [edit(0, 3, '')]));
  });

  const touching: readonly (readonly [string, DocumentEdit, boolean])[] = [
    ['text in it is replaced', edit(12, 2, 'ab'), true],
    ['something is put into it', edit(12, 0, 'x'), true],
    ['something is written directly before it', edit(10, 0, 'x'), true],
    ['something is written directly behind it', edit(20, 0, 'x'), true],
    ['what stands directly before it is taken out', edit(5, 5, ''), false],
    ['what stands directly behind it is taken out', edit(20, 3, ''), false],
    ['the edit is elsewhere', edit(0, 1, 'xyz'), false],
  ];
  for (const [name, change, touched] of touching)
    it(`is ${touched ? 'touched' : 'untouched'} when ${name}`, () =>
      assert.equal(untouchedRange(range(10, 20), [change]) === null, touched));
});
