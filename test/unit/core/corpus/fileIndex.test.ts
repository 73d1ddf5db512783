import { verbatim } from '../../../../src/core/model/sentence';
import assert from 'node:assert/strict';
import {
  indexHeader,
  indexLine,
  indexPart,
  isStale,
  parseIndex,
  type IndexedFile,
} from '../../../../src/core/corpus/fileIndex';
import { bytesHash, textHash } from '../../../../src/core/text/hash';
import { row } from './rows';

const stamp = { size: 10, mtime: 5, head: 'abc' };
const entry = (file: string): IndexedFile => ({
  file,
  stamp,
  rows: [row({ file })],
  failure: null,
});

describe('the stored index', () => {
  it('reads back what was written, the last line of a file winning', () => {
    const newer: IndexedFile = {
      ...entry('a'),
      rows: [],
      failure: { code: 'unrecognised', message: verbatim('x') },
    };
    const text = indexHeader() + indexLine(entry('a')) + indexLine(entry('b')) + indexLine(newer);
    const { files, damaged } = parseIndex(text);
    assert.deepEqual(
      [...files],
      [
        ['a', newer],
        ['b', entry('b')],
      ],
    );
    assert.equal(damaged, 0);
  });

  it('keeps the whole lines when a crash or a second window left a broken one', () => {
    const text = `${indexHeader()}${indexLine(entry('a'))}${indexLine(entry('b')).slice(0, 30)}\n${indexLine(entry('c'))}{"file":1}\nnull\n`;
    const { files, damaged } = parseIndex(text);
    assert.deepEqual([...files.keys()], ['a', 'c']);
    assert.equal(damaged, 3);
  });

  it('is given in parts that each stand alone, none much larger than asked for', () => {
    const entries = Array.from({ length: 50 }, (_, i) => entry(`file ${i}`));
    const limit = 2_000;
    const read = new Map<string, IndexedFile>();
    let parts = 0;
    for (let from: number | null = 0; from !== null; parts++) {
      const { text, next } = indexPart(entries, from, limit);
      assert.ok(text.length < limit + indexLine(entries[0]!).length + 10, `${text.length}`);
      for (const [file, found] of parseIndex(text).files) read.set(file, found);
      from = next;
    }
    assert.ok(parts > 10, `${parts} parts`);
    assert.deepEqual([...read.values()], entries);
    assert.deepEqual(indexPart([], 0), { text: indexHeader(), next: null });
  });

  it('never takes a figure that was damaged on the disk', () => {
    const line = indexLine(entry('a'));
    for (let at = 0; at < line.length - 1; at++) {
      const digit = line[at] === '1' ? '7' : '1';
      const text = `${indexHeader()}${line.slice(0, at)}${digit}${line.slice(at + 1)}`;
      assert.deepEqual([...parseIndex(text).files], [], `character ${at}`);
    }
  });

  for (const text of ['', 'garbage', '{"lrmLensCorpus":999}\n', '\u0000\u0000', '[]']) {
    it(`starts anew from ${JSON.stringify(text)}`, () => {
      assert.equal(parseIndex(text + indexLine(entry('a'))).files.size, 0);
    });
  }
});

describe('isStale', () => {
  const known = entry('a');
  const cases = [
    ['a file never read', undefined, stamp, true],
    ['an unchanged file', known, stamp, false],
    ['a file that grew', known, { ...stamp, size: 11 }, true],
    ['a file restored from an older copy, with an older time', known, { ...stamp, mtime: 4 }, true],
    ["a file replaced within the clock's grain, same size", known, { ...stamp, head: 'abd' }, true],
  ] as const;
  for (const [name, before, now, stale] of cases) {
    it(`says ${String(stale)} for ${name}`, () => assert.equal(isStale(before, now), stale));
  }
});

describe('hashes', () => {
  it('tell nearby inputs apart', () => {
    const inputs = ['', 'a', 'b', 'ab', 'ba', 'a\u0000', 'aa'];
    assert.equal(new Set(inputs.map(textHash)).size, inputs.length);
    const bytes = inputs.map((s) => new TextEncoder().encode(s));
    assert.equal(new Set(bytes.map(bytesHash)).size, inputs.length);
  });
});
