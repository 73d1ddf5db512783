import assert from 'node:assert/strict';
import { advance, positionAtByte } from '../../../../src/core/reveal/filePosition';
import { memorySource } from '../../../../src/core/trace/source';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('positionAtByte', () => {
  const cases: readonly (readonly [string, string, string, number, number])[] = [
    ['counts lines ended by LF', 'a\nbc\nd', 'd', 2, 0],
    ['takes CR LF as one end', 'a\r\nbc\r\nd', 'd', 2, 0],
    ['takes CR alone as an end', 'a\rbc\rd', 'd', 2, 0],
    ['counts columns in UTF-16 units', 'x\nsûr 😀 d', 'd', 1, 7],
    ['gives a byte order mark no column', '\ufeffab d', 'd', 0, 3],
    ['crosses the borders of the pieces it reads', `${'é\r\n'.repeat(200_000)}d`, 'd', 200_000, 0],
  ];
  for (const [name, text, needle, line, character] of cases) {
    it(name, async () => {
      const offset = bytes(text.slice(0, text.lastIndexOf(needle))).length;
      const position = await positionAtByte(memorySource('a.txt', bytes(text)), offset);
      assert.deepEqual(position, { line, character });
    });
  }
});

describe('advance', () => {
  it('moves over line ends of every sort', () => {
    const from = { line: 3, character: 4 };
    assert.deepEqual(advance(from, 'ab', 2), { line: 3, character: 6 });
    assert.deepEqual(advance(from, 'a\nbc', 3), { line: 4, character: 1 });
    assert.deepEqual(advance(from, 'a\r\nb', 4), { line: 4, character: 1 });
    assert.deepEqual(advance(from, 'a\rb', 3), { line: 4, character: 1 });
  });
});
