import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { findInRecord } from '../../../../src/core/reveal/findInRecord';

const segment = 'Let "x" = 2.\nThen\tx² = 4 – sûr 😀. Wait, \\ is one.';
const cut = (text: string, range: { start: number; end: number } | null): string =>
  range ? text.slice(range.start, range.end) : 'not found';

describe('findInRecord', () => {
  it('takes a plain text as it is', () => {
    const record = `<think>${segment}</think>The answer`;
    const start = segment.indexOf('Then');
    const range = findInRecord(record, segment, { start, end: start + 4 });
    assert.equal(cut(record, range), 'Then');
  });

  it('selects exactly the escaped source, whole escapes at both ends', () => {
    const record = JSON.stringify({ id: 'a', thinking: segment, answer: 'Then' });
    const cases: readonly (readonly [string, string])[] = [
      ['"x"', String.raw`\"x\"`],
      ['\nThen\t', String.raw`\nThen\t`],
      ['\\', String.raw`\\`],
      ['😀', '😀'],
    ];
    for (const [said, written] of cases) {
      const start = segment.indexOf(said);
      const range = findInRecord(record, segment, { start, end: start + said.length });
      assert.equal(cut(record, range), written);
    }
  });

  it('maps through \\u escapes, also of surrogate pairs and with cut-off JSON after them', () => {
    const ascii = JSON.stringify({ t: segment }).replace(
      /[^\x20-\x7e]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    const start = segment.indexOf('😀');
    const range = findInRecord(ascii.slice(0, -2), segment, { start, end: start + 2 });
    assert.equal(cut(ascii, range), '\\ud83d\\ude00');
  });

  it('finds reasoning inside a longer value', () => {
    const record = JSON.stringify({ content: `<think>\n${segment}\n</think>\n4` });
    const range = findInRecord(record, segment, { start: 0, end: 3 });
    assert.equal(cut(record, range), 'Let');
  });

  it('follows the deltas of a stream from the first to the last chunk', () => {
    const chunks = [segment.slice(0, 10), segment.slice(10, 30), segment.slice(30)];
    const stream = chunks
      .map((c) => `data: ${JSON.stringify({ delta: { role: 'assistant', reasoning_content: c } })}`)
      .join('\n\n');
    const range = findInRecord(stream, segment, { start: 5, end: 35 });
    assert.equal(stream.slice(range!.start, range!.start + 2), 'x\\');
    const values = [...cut(stream, range).matchAll(/reasoning_content/g)];
    assert.equal(values.length, 2);
    assert.ok(cut(stream, range).endsWith(segment.slice(30, 35)));
  });

  it('prefers the value that is nothing but the segment to one that quotes it', () => {
    const record = JSON.stringify({ prompt: 'Say "Okay." twice', thinking: 'Okay.' });
    const range = findInRecord(record, 'Okay.', { start: 0, end: 5 });
    assert.equal(range?.start, record.lastIndexOf('Okay.'));
  });

  it('says so when the segment is not in the record', () => {
    assert.equal(findInRecord('{"a":"b"}', segment, { start: 0, end: 3 }), null);
    assert.equal(findInRecord('{"a":"b"}', '', { start: 0, end: 0 }), null);
  });

  it('selects what parses back to the same characters, for any text', () => {
    const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
        const start = a % text.length;
        const end = start + 1 + (b % (text.length - start));
        const record = JSON.stringify({ before: 1, thinking: text });
        const source = cut(record, findInRecord(record, text, { start, end }));
        assert.equal(JSON.parse(`"${source}"`), text.slice(start, end));
      }),
    );
  });
});
