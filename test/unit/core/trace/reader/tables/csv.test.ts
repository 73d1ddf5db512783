import assert from 'node:assert/strict';
import type { FileRecord } from '../../../../../../src/core/trace/format';
import { ProblemList } from '../../../../../../src/core/trace/reader/problems';
import {
  CsvReader,
  looksLikeTable,
  tableRows,
} from '../../../../../../src/core/trace/reader/tables/csv';

function read(
  text: string,
  step = text.length,
): {
  readonly records: readonly FileRecord[];
  readonly reader: CsvReader;
  readonly problems: readonly string[];
} {
  const problems = new ProblemList();
  const reader = new CsvReader({ offset: 0, record: 0, problems });
  const bytes = new TextEncoder().encode(text);
  const records: FileRecord[] = [];
  for (let at = 0; at < bytes.length; at += step)
    records.push(...reader.push(bytes.slice(at, at + step)));
  records.push(...reader.end());
  return {
    records,
    reader,
    problems: problems.all().map((p) => `${p.code} at ${p.at?.offset ?? '?'}`),
  };
}

const values = (text: string) => read(text).records.map((r) => r.value);

describe('rows of a table of texts', () => {
  it('are objects by the names in the header', () => {
    assert.deepEqual(values('q,a\n1,"x, ""y"""\n2,\n'), [
      { q: 1, a: 'x, "y"' },
      { q: 2, a: '' },
    ]);
  });

  it('may hold line breaks in quotes, and stand between any usual separators', () => {
    assert.deepEqual(values('q\ta\r\n"one\r\ntwo"\tb\r\n'), [{ q: 'one\r\ntwo', a: 'b' }]);
    assert.deepEqual(values('\ufeffq;a\n"1;2";b\n'), [{ q: '1;2', a: 'b' }]);
  });

  it('keep a quote in a bare cell as text', () => {
    assert.deepEqual(values('q,a\n5" disk,b\nc,d\n'), [
      { q: '5" disk', a: 'b' },
      { q: 'c', a: 'd' },
    ]);
  });

  it('have columns without names where the first row is data', () => {
    assert.deepEqual(values('What?,"<think>x</think>y"\n'), [
      { column_1: 'What?', column_2: '<think>x</think>y' },
    ]);
    assert.deepEqual(values(',q\n0,a\n'), [{ column_1: 0, q: 'a' }]);
  });

  it('have cells of JSON or printed lists as values, and numbers only where nothing is lost', () => {
    assert.deepEqual(values('m,p,n\n"[{""a"":1}]","[{\'role\': \'user\'}]",007\n'), [
      { m: [{ a: 1 }], p: [{ role: 'user' }], n: '007' },
    ]);
  });

  it('keep a set in braces as the text that it is', () => {
    assert.deepEqual(values('q,a,b\nRoots,"{1, 2}",{A}\nBoth,"{\'x\': 1}","[1, 2]"\n'), [
      { q: 'Roots', a: '{1, 2}', b: '{A}' },
      { q: 'Both', a: { x: 1 }, b: [1, 2] },
    ]);
  });

  it('are the same however the bytes are cut, and read again from their ranges', () => {
    const text = 'q,a\n"é ""x""\ny",1\n"z",2\n';
    const { records, reader } = read(text);
    assert.deepEqual(read(text, 1).records, records);
    const bytes = new TextEncoder().encode(text);
    for (const record of records) {
      const own = bytes.subarray(record.range.start, record.range.end);
      assert.deepEqual(reader.again(own, record.range), record);
    }
  });

  it('end with what there is when the file ends inside a cell', () => {
    const { records, problems } = read('q,a\n1,"half');
    assert.deepEqual(records[0]?.value, { q: 1, a: 'half' });
    assert.equal(records[0].cut, true);
    assert.deepEqual(problems, ['truncated at 11']);
  });

  it('say once that a row does not fit its header', () => {
    assert.deepEqual(read('a,b\n1,2,3\n1,2,3\n').problems, ['malformed at 4']);
  });

  it('are told from prose by a header and rows of as many cells', () => {
    assert.equal(looksLikeTable('prompt,response\nHi,"a, b"\nHo,c\n'), true);
    assert.equal(looksLikeTable('Dear Ann, hello.\nI write, as you know, to say.\n'), false);
    assert.equal(looksLikeTable('One, two\nthree\nfour, five\n'), false);
    assert.equal(looksLikeTable('words'), false);
  });
});

describe('a pasted table', () => {
  it('is cut at tabs, with line breaks kept in quoted cells', () => {
    assert.deepEqual(tableRows('q\ta\r\n"one\r\ntwo"\t"say ""b"""\r\n'), [
      ['q', 'a'],
      ['one\ntwo', 'say "b"'],
    ]);
  });

  it('is cut at commas only where every row has as many cells', () => {
    assert.deepEqual(tableRows('q,a\n"1,5",b'), [
      ['q', 'a'],
      ['1,5', 'b'],
    ]);
    assert.deepEqual(tableRows('I think, therefore I am'), [['I think, therefore I am']]);
    assert.deepEqual(tableRows('One, two.\nThree.'), [['One, two.'], ['Three.']]);
  });

  it('keeps a quote in a bare cell, and leaves out empty lines', () => {
    assert.deepEqual(tableRows('5" disk\tx\n\n7" disk\ty\n'), [
      ['5" disk', 'x'],
      ['7" disk', 'y'],
    ]);
  });

  it('of nothing but quotes is one cell', () => {
    assert.equal(tableRows('"'.repeat(50_001)).length, 1);
  });
});
