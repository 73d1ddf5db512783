import { inEnglish } from '../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { zipSync } from 'fflate';
import { MAX_ENTRY_BYTES } from '../../../../src/core/trace/reader/bounds';
import { openTraceFile } from '../../../../src/core/trace/open';
import { reasoningText } from '../../../../src/core/model/trace';
import { memorySource, type ByteSource } from '../../../../src/core/trace/source';
import type {
  IndexedTraceFile,
  OpenFailure,
  TraceFile,
  TraceSummary,
} from '../../../../src/core/trace/traceFile';

const encode = (text: string) => new TextEncoder().encode(text);

const line = (id: string, reasoning = `Because ${id}.`) =>
  `${JSON.stringify({
    id,
    object: 'chat.completion',
    model: 'm',
    choices: [{ message: { role: 'assistant', content: 'x', reasoning } }],
  })}\n`;

/** A file that can be written to while it is open. */
function liveFile(start: string): ByteSource & { text: string } {
  const file = {
    name: 'log.jsonl',
    text: start,
    size: encode(start).length,
    read: (from: number, to: number) => Promise.resolve(encode(file.text).subarray(from, to)),
    currentSize: () => Promise.resolve(encode(file.text).length),
  };
  return file;
}

/** As Windows PowerShell redirects output. */
function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + 2 * text.length);
  bytes.set([0xff, 0xfe]);
  for (let i = 0; i < text.length; i++) {
    bytes.set([text.charCodeAt(i) & 0xff, text.charCodeAt(i) >> 8], 2 + 2 * i);
  }
  return bytes;
}

function opened(file: IndexedTraceFile | OpenFailure): IndexedTraceFile {
  assert.ok('format' in file, 'error' in file ? inEnglish(file.error.message) : '');
  return file;
}

const ids = (file: TraceFile) => file.summaries.map((s) => s.id);

describe('openTraceFile', () => {
  const quoted = [
    [
      'events',
      'data: {"id":"x","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hi"}}]}\ndata: [DONE]',
    ],
    [
      'lines of JSON',
      '{"role":"user","content":"Hello"}\n{"role":"assistant","content":"Hi there"}',
    ],
  ] as const;
  for (const [what, example] of quoted) {
    for (const [where, text] of [
      ['a thought', `<think>\nA sample:\n${example}\nSo I split it.\n</think>\n\nParse each.\n`],
      ['an answer after a thought', `[THINK]\nI split it.\n[/THINK]\n\n${example}\n`],
      [
        'a message of gpt-oss',
        `<|channel|>analysis<|message|>A sample:\n${example}\nI split it.<|end|><|start|>assistant<|channel|>final<|message|>Parse each.<|return|>`,
      ],
    ] as const) {
      it(`reads ${what} that ${where} quotes as its words`, async () => {
        const bytes = new TextEncoder().encode(text);
        const file = opened(await openTraceFile(memorySource('saved.txt', bytes)));
        assert.equal(file.summaries.length, 1);
        assert.match(reasoningText(await file.read(0)), /I split it\./);
      });
    }
  }

  it('takes events before a thought for what the file is', async () => {
    const delta = JSON.stringify({ content: '<think>\nFour.\n</think>\n4' });
    const text = `data: {"id":"x","object":"chat.completion.chunk","choices":[{"index":0,"delta":${delta}}]}\n\n`;
    const file = opened(await openTraceFile(liveFile(`${text}<think>\n`)));
    assert.equal(file.format, 'chat-completions');
  });

  it('lists without holding, and reads a trace again from its place', async () => {
    const file = opened(await openTraceFile(liveFile(line('a') + line('b'))));
    assert.deepEqual(ids(file), ['a', 'b']);
    const trace = await file.read(1);
    assert.deepEqual([trace.id, trace.index, trace.format], ['b', 1, 'chat-completions']);
    await assert.rejects(file.read(2), RangeError);
  });

  it('reports every summary once while it reads, in file order', async () => {
    const found: TraceSummary[] = [];
    const text = Array.from({ length: 3_000 }, (_, i) => line(`t${i}`)).join('');
    const file = opened(
      await openTraceFile(liveFile(text), { onProgress: (p) => found.push(...p.found) }),
    );
    assert.deepEqual(found, file.summaries);
  });

  it('notices that a file changed under a listing', async () => {
    const source = liveFile(line('a'));
    const file = opened(await openTraceFile(source));
    source.text = line('z');
    await assert.rejects(file.read(0), /changed/);
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(openTraceFile(liveFile(line('a')), { signal: stop.signal }));
  });

  it('reads a file that Windows PowerShell wrote as UTF-16', async () => {
    const file = opened(await openTraceFile(memorySource('out.json', utf16(line('é')))));
    assert.deepEqual(ids(file), ['é']);
    assert.equal((await file.read(0)).id, 'é');
  });

  it('says what the ranges of records count', async () => {
    const given = memorySource('a.json', encode(line('é')));
    const plain = opened(await openTraceFile(given));
    assert.deepEqual([plain.rangesIn, plain.content], ['file', given]);
    const other = opened(await openTraceFile(memorySource('a.json', utf16(line('é')))));
    const { start, end } = (await other.read(0)).segments[0]!.source!;
    const bytes = await other.content.read(start, end);
    assert.equal(other.rangesIn, 'utf8');
    assert.equal(new TextDecoder().decode(bytes), line('é').trim());
  });

  const streams: readonly (readonly [name: string, end: string])[] = [
    ['a blank line', '\n\n'],
    ['a line feed', '\n'],
    ['carriage returns', '\r\n\r\n'],
    ['the file', ''],
  ];
  for (const [name, end] of streams) {
    it(`reads a stream again whose events have several lines, the last ended by ${name}`, async () => {
      const [head, tail] = [
        '{"id":"a","object":"chat.completion.chunk","choices":[{"index":0,',
        '"delta":{"reasoning_content":"I think"}}]}',
      ];
      const feed = end.startsWith('\r') ? '\r\n' : '\n';
      const event = `event: x${feed}data: ${head}${feed}data: ${tail}`;
      const done = `${feed}${feed}data: [DONE]${end}`;
      const file = opened(await openTraceFile(memorySource('s.sse', encode(event + done))));
      const [segment] = (await file.read(0)).segments;
      assert.ok(segment?.kind === 'reasoning');
      assert.equal(segment.text, 'I think');
    });
  }

  const failures: readonly (readonly [name: string, text: string, code: string])[] = [
    ['nothing', '', 'empty'],
    ['blank lines', '\n\n \r\n\t\n', 'unrecognised'],
    ['words', 'Just words.', 'unrecognised'],
    ['other JSON', '{"name":"package","version":"1.0.0"}', 'unrecognised'],
    ['broken JSON', '{"a":tru', 'truncated'],
  ];
  for (const [name, text, code] of failures) {
    it(`says why ${name} is no trace file`, async () => {
      const file = await openTraceFile(memorySource('f', encode(text)));
      assert.ok('error' in file);
      assert.equal(file.error.code, code);
      assert.notEqual(file.error.message, '');
    });
  }
});

describe('refresh of a trace file', () => {
  it('reads only what was appended', async () => {
    const source = liveFile(line('a'));
    let lowest = Infinity;
    const file = opened(await openTraceFile(source));
    const read = source.read.bind(source);
    const end = encode(source.text).length;
    source.text += line('b');
    Object.assign(source, {
      read: (from: number, to: number) => {
        // The fingerprint looks at the head and the end of what was read before.
        if (to > end) lowest = Math.min(lowest, from);
        return read(from, to);
      },
    });
    assert.deepEqual(await file.refresh(), { kind: 'grown', from: 1 });
    assert.deepEqual(ids(file), ['a', 'b']);
    assert.ok(lowest >= end - 256);
  });

  it('completes a half last line, and takes its problem back', async () => {
    const whole = line('a') + line('b');
    const source = liveFile(whole.slice(0, -20));
    const file = opened(await openTraceFile(source));
    assert.deepEqual(ids(file), ['a']);
    assert.deepEqual(
      file.problems.map((p) => p.code),
      ['truncated'],
    );
    source.text = whole;
    await file.refresh();
    assert.deepEqual(ids(file), ['a', 'b']);
    assert.deepEqual(file.problems, []);
  });

  it('lets a stream that is being written grow under its number', async () => {
    const chunk = (delta: object) =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta }] })}\n\n`;
    const source = liveFile(chunk({ reasoning: 'a' }));
    const file = opened(await openTraceFile(source));
    assert.equal(file.summaries[0]?.reasoningChars, 1);
    source.text += chunk({ reasoning: 'b' }) + chunk({ content: 'c' });
    assert.deepEqual(await file.refresh(), { kind: 'grown', from: 0 });
    assert.deepEqual([file.summaries.length, file.summaries[0].reasoningChars], [1, 2]);
    assert.equal((await file.read(0)).segments.length, 2);
  });

  it('says that nothing changed', async () => {
    const file = opened(await openTraceFile(liveFile(line('a'))));
    assert.deepEqual(await file.refresh(), { kind: 'unchanged' });
  });

  const rewrites: readonly (readonly [name: string, text: string])[] = [
    ['shorter', ''],
    ['of the same length', line('z')],
    ['longer with another beginning', line('z') + line('y')],
  ];
  for (const [name, text] of rewrites) {
    it(`starts anew when the file was replaced by one that is ${name}`, async () => {
      const source = liveFile(line('a'));
      const file = opened(await openTraceFile(source));
      source.text = text;
      const change = await file.refresh();
      assert.equal(change.kind, text === '' ? 'failed' : 'replaced');
      if (text !== '') assert.equal(ids(file)[0], 'z');
    });
  }

  it('follows a UTF-16 file by its own bytes', async () => {
    let bytes = utf16(line('a'));
    const source: ByteSource = {
      name: 'out.jsonl',
      size: bytes.length,
      read: (from, to) => Promise.resolve(bytes.subarray(from, to)),
      currentSize: () => Promise.resolve(bytes.length),
    };
    const file = opened(await openTraceFile(source));
    assert.deepEqual(await file.refresh(), { kind: 'unchanged' });
    bytes = utf16(line('a') + line('b'));
    assert.deepEqual(await file.refresh(), { kind: 'grown', from: 0 });
    assert.deepEqual(ids(file), ['a', 'b']);
    assert.equal((await file.read(1)).id, 'b');
    assert.deepEqual(await file.refresh(), { kind: 'unchanged' });
    bytes = utf16(line('z') + line('y'));
    assert.deepEqual(await file.refresh(), { kind: 'replaced' });
  });

  it('takes a document that is written again with more in it as grown', async () => {
    const source = liveFile(`[${line('a')}]`);
    const file = opened(await openTraceFile(source));
    source.text = `[${line('a')},${line('b')}]`;
    assert.deepEqual(await file.refresh(), { kind: 'grown', from: 0 });
    assert.deepEqual(ids(file), ['a', 'b']);
  });

  it('tells the first trace that changed, also where its id is recorded', async () => {
    const source = liveFile(`[${['a', 'b', 'c'].map((id) => line(id)).join(',')}]`);
    const file = opened(await openTraceFile(source));
    source.text = `[${[line('a'), line('b', 'Because it is so.'), line('c')].join(',')}]`;
    assert.deepEqual(await file.refresh(), { kind: 'replaced' });
    source.text = `[${[line('a'), line('b', 'Because it is so.'), line('c', 'Now longer.')].join(',')}]`;
    assert.deepEqual(await file.refresh(), { kind: 'grown', from: 2 });
    source.text = `[${[line('z'), line('b'), line('c')].join(',')}]`;
    assert.deepEqual(await file.refresh(), { kind: 'replaced' });
  });
});

describe('a zipped log', () => {
  const header = { version: 2, status: 'success', eval: { model: 'm', task: 't' }, plan: {} };
  const sample = (id: number, reasoning: string) => ({
    id,
    epoch: 1,
    input: 'q',
    messages: [
      { role: 'user', content: 'q' },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', reasoning },
          { type: 'text', text: 'a' },
        ],
      },
    ],
    output: { model: 'm', choices: [] },
  });
  const archive = (files: Readonly<Record<string, object | Uint8Array>>) =>
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, content]) => [
          name,
          content instanceof Uint8Array ? content : encode(JSON.stringify(content)),
        ]),
      ),
    );
  const good = archive({
    'samples/1_epoch_1.json': sample(1, 'First.'),
    'samples/2_epoch_1.json': sample(2, 'Second.'),
    'header.json': header,
  });

  it('is read entry by entry, and each trace again by its entry', async () => {
    const file = opened(await openTraceFile(memorySource('log.eval', good)));
    assert.equal(file.summaries.length, 2);
    const { segments } = await file.read(1);
    assert.ok(segments.some((s) => s.kind === 'reasoning' && s.text === 'Second.'));
    assert.equal(file.rangesIn, 'archive');
    const [record] = await file.readRecords([segments[0]!.source!]);
    assert.deepEqual(record?.value, sample(2, 'Second.'));
  });

  it('that was cut off gives the entries that are whole', async () => {
    const file = await openTraceFile(memorySource('log.eval', good.subarray(0, good.length - 40)));
    assert.ok('format' in file || inEnglish(file.error.message) !== '');
  });

  it('refuses an entry beyond the bound and reads the others', async () => {
    const bomb = archive({
      'header.json': header,
      'samples/1_epoch_1.json': new Uint8Array(MAX_ENTRY_BYTES + 1),
      'samples/2_epoch_1.json': sample(2, 'Second.'),
    });
    const file = opened(await openTraceFile(memorySource('log.eval', bomb)));
    assert.equal(file.summaries.length, 1);
    assert.equal(file.problems[0]?.code, 'too-large');
  });
});
