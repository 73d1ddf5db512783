import { countFigure, say } from '../../../../../src/core/model/sentence';
import assert from 'node:assert/strict';
import type { Container, FileRecord } from '../../../../../src/core/trace/format';
import { MAX_DEPTH, MAX_RECORD_BYTES, MEGABYTE } from '../../../../../src/core/trace/reader/bounds';
import { detectContainer } from '../../../../../src/core/trace/reader/container';
import { createReader } from '../../../../../src/core/trace/reader/createReader';
import { isStore } from '../../../../../src/core/trace/reader/createStore';
import { ProblemList } from '../../../../../src/core/trace/reader/problems';

interface Read {
  readonly container: Container;
  readonly values: readonly unknown[];
  readonly problems: readonly string[];
}

const bytesOf = (text: string | Uint8Array) =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text;

function records(text: string | Uint8Array, problems = new ProblemList()): readonly FileRecord[] {
  const bytes = bytesOf(text);
  const container = detectContainer(bytes, 'file', true);
  assert.ok(!isStore(container));
  const reader = createReader(container, { offset: 0, record: 0, problems });
  return [...reader.push(bytes), ...reader.end()];
}

function read(text: string | Uint8Array): Read {
  const problems = new ProblemList();
  const values = records(text, problems).map((r) => r.value);
  const codes = problems.all().map((p) => `${p.code} at ${p.at?.offset ?? '?'}`);
  return { container: detectContainer(bytesOf(text), 'file', true), values, problems: codes };
}

const layouts: readonly (readonly [name: string, text: string, container: Container, n: number])[] =
  [
    ['a pretty-printed document', '{\n  "a": 1\n}\n', 'json', 1],
    ['a value a line', '{"a":1}\n{"a":2}\n', 'ndjson', 2],
    ['lines without a last line feed', '{"a":1}\n{"a":2}', 'ndjson', 2],
    ['lines with carriage returns', '{"a":1}\r\n{"a":2}\r\n', 'ndjson', 2],
    ['lines that end in carriage returns only', '{"a":1}\r{"a":2}\r', 'concatenated', 2],
    ['blank lines before and between', '\n\n  \n{"a":1}\n\n\n{"a":2}\n', 'ndjson', 2],
    ['a byte order mark', '\ufeff{"a":1}\n{"a":2}\n', 'ndjson', 2],
    ['NULs that a crash left', '\0\0\0{"a":1}\n{"a":2}\n', 'ndjson', 2],
    ['values in a row on one line', '{"a":1}{"a":2} {"a":3}', 'concatenated', 3],
    ['pretty-printed values in a row', '{\n "a": 1\n}\n{\n "a": 2\n}\n', 'concatenated', 2],
    ['an array', '[{"a":1},\n {"a":"]}"}]', 'array', 2],
    ['a list of lists, pretty-printed', '[\n [\n  {"a": 1}\n ],\n []\n]\n', 'json', 1],
    ['a list of lists on one line', '[[{"a":1}],[]]\n', 'ndjson', 1],
    ['lists a line', '[[1],2]\n[[2]]\n', 'ndjson', 2],
    ['lists in a row', '[1,\n 2]\n[3]', 'concatenated', 2],
    ['events', 'event: x\ndata: {"a":1}\n\ndata: {"a":2}\n\n', 'sse', 2],
    ['events without blank lines between', 'data: {"a":1}\ndata: {"a":2}\n', 'sse', 2],
    ['data over several lines', 'data: {"a":\ndata: 1}\n\n', 'sse', 1],
    ['comments first', ': hi\n\n: hi\n\ndata: {"a":1}\n\n', 'sse', 1],
    [
      'a saved HTTP head',
      'HTTP/1.1 200 OK\ncontent-type: text/event-stream\n\ndata: {"a":1}\n\n',
      'sse',
      1,
    ],
    [
      'an HTTP head before a body',
      'HTTP/1.1 200 OK\nserver: x\n\n{\n "a": 1\n}\n',
      'concatenated',
      1,
    ],
    ['YAML', 'interactions:\n- request: {}\nversion: 1\n', 'yaml', 1],
    ['a log line before JSON lines', 'loading model ...\n{"a":1}\n{"a":2}\n', 'ndjson', 2],
    ['text', 'Some words.', 'text', 1],
    ['text that begins with a bracket', '[THINK]x[/THINK]', 'text', 1],
  ];

describe('the record reader', () => {
  for (const [name, text, container, n] of layouts) {
    it(`reads ${name}`, () => {
      const found = read(text);
      assert.equal(found.container, container);
      assert.equal(found.values.length, n);
    });
  }

  it('gives the byte range of each record, also after characters of several bytes', () => {
    for (const text of [
      '{"a":"é😀"}\n{"b":"ü"}\n',
      '[ {"a":"é"} , {"b":"ü"} ]',
      'data: {"a":"é"}\n\ndata: {"b":1}\n\n',
    ]) {
      const bytes = new TextEncoder().encode(text);
      for (const { value, range } of records(text)) {
        const own = new TextDecoder().decode(bytes.subarray(range.start, range.end));
        assert.deepEqual(JSON.parse(own.replace(/^data: /, '')), value);
      }
    }
  });

  it('skips broken lines and tells where they are', () => {
    const found = read('{"a":1}\n{"a":\n{"a":3}\n');
    assert.deepEqual(found.values, [{ a: 1 }, { a: 3 }]);
    assert.deepEqual(found.problems, ['malformed at 8']);
  });

  it('leaves a half last line out and says where the file ends', () => {
    const found = read('{"a":1}\n{"a":2}\n{"a":');
    assert.equal(found.values.length, 2);
    assert.deepEqual(found.problems, ['truncated at 21']);
  });

  it('reads a document that was cut off as far as it goes', () => {
    const found = read('{\n "a": [1, 2],\n "b": "half a tex');
    assert.deepEqual(found.values, [{ a: [1, 2], b: 'half a tex' }]);
    assert.deepEqual(found.problems, ['truncated at 33']);
  });

  it('bounds nesting and says so', () => {
    const deep = '['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1);
    const found = read(`{"a":1}\n{"a":${deep}}\n`);
    assert.deepEqual(found.values, [{ a: 1 }]);
    assert.deepEqual(found.problems, ['too-large at 8']);
  });

  it('says that a line is too long also when no line feed ends it', () => {
    const problems = new ProblemList();
    const reader = createReader('ndjson', { offset: 0, record: 0, problems });
    const chunk = new Uint8Array(MEGABYTE).fill(0x61);
    reader.push(bytesOf('{"a":1}\n{"a":"'));
    for (let read = 0; read <= MAX_RECORD_BYTES; read += chunk.length) reader.push(chunk);
    assert.deepEqual(reader.end(), []);
    const found = {
      code: 'too-large',
      message: say('A line is longer than {0} MB.', countFigure(128)),
    };
    const at = { record: 1, offset: 8 };
    assert.deepEqual(problems.all(), [{ ...found, at }]);
    // The file has grown by the end of the line: told once.
    assert.equal(reader.push(bytesOf('"}\n{"a":2}\n')).length, 1);
    reader.end();
    assert.deepEqual(problems.all(), [{ ...found, at }]);
  });

  it('replaces bytes that are not UTF-8', () => {
    const bytes = new TextEncoder().encode('{"a":"x"}\n{"a":"y"}\n');
    bytes[6] = 0xff;
    assert.deepEqual(read(bytes).values, [{ a: '\ufffd' }, { a: 'y' }]);
  });

  it('keeps keys that name prototypes as plain data', () => {
    const { values } = read('{"__proto__":{"polluted":1}}\n{"constructor":1}\n');
    assert.equal(Object.hasOwn(values[0] as object, '__proto__'), true);
    assert.equal('polluted' in {}, false);
  });

  it('gives a bare error line of a stream the shape of an error in a body', () => {
    const found = read('data: {"a":1}\n\nerror: {"message":"overloaded"}\n');
    assert.deepEqual(found.values[1], { error: { message: 'overloaded' } });
  });
});
