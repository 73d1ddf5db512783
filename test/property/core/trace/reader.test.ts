import { inEnglish } from '../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileRecord } from '../../../../src/core/trace/format';
import { reasoningText } from '../../../../src/core/model/trace';
import { openTraceFile } from '../../../../src/core/trace/open';
import { createReader } from '../../../../src/core/trace/reader/createReader';
import { ProblemList } from '../../../../src/core/trace/reader/problems';
import { memorySource } from '../../../../src/core/trace/source';

type Streamed = 'ndjson' | 'sse' | 'concatenated' | 'array';

const encode = (text: string) => new TextEncoder().encode(text);

/** Values as a container writes them, with white space where it is allowed. */
function written(container: Streamed, values: readonly unknown[], indent: number): string {
  const texts = values.map((v) =>
    JSON.stringify(v, null, container === 'ndjson' || container === 'sse' ? 0 : indent),
  );
  switch (container) {
    case 'ndjson':
      return texts.map((t) => `${t}\r\n`).join('');
    case 'sse':
      return texts.map((t) => `: ping\n\ndata: ${t}\n\n`).join('');
    case 'concatenated':
      return texts.join('\n');
    case 'array':
      return `[${texts.join(',')}]`;
  }
}

function recordsOf(container: Streamed, bytes: Uint8Array, cuts: readonly number[]): FileRecord[] {
  const reader = createReader(container, { offset: 0, record: 0, problems: new ProblemList() });
  const found: FileRecord[] = [];
  let from = 0;
  for (const cut of [
    ...cuts.map((c) => c % (bytes.length + 1)).sort((a, b) => a - b),
    bytes.length,
  ]) {
    found.push(...reader.push(bytes.slice(from, cut)));
    from = cut;
  }
  return [...found, ...reader.end()];
}

const containers = fc.constantFrom<Streamed>('ndjson', 'sse', 'concatenated', 'array');
const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), {
  minLength: 1,
  maxLength: 6,
});

describe('the record reader', () => {
  it('gives the same records however the bytes are cut into chunks', () => {
    fc.assert(
      fc.property(
        containers,
        objects,
        fc.nat(2),
        fc.array(fc.nat(), { maxLength: 8 }),
        (container, values, indent, cuts) => {
          const bytes = encode(written(container, values, indent));
          const whole = recordsOf(container, bytes, []);
          assert.deepEqual(recordsOf(container, bytes, cuts), whole);
          assert.deepEqual(
            whole.map((r) => JSON.stringify(r.value)),
            values.map((v) => JSON.stringify(JSON.parse(JSON.stringify(v)))),
          );
        },
      ),
    );
  });

  it('gives ranges whose bytes are the record', () => {
    fc.assert(
      fc.property(containers, objects, fc.nat(2), (container, values, indent) => {
        const bytes = encode(written(container, values, indent));
        for (const { range, value } of recordsOf(container, bytes, [])) {
          const own = new TextDecoder().decode(bytes.subarray(range.start, range.end));
          assert.deepEqual(JSON.parse(own.replace(/^data: /, '')), value);
        }
      }),
    );
  });

  it('never throws on any bytes', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'grapheme' }).map(encode),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (any) => {
        const file = await openTraceFile(memorySource('any', any));
        assert.ok('format' in file || inEnglish(file.error.message) !== '');
      }),
    );
  });
});

const chunk = (delta: object) => ({
  object: 'chat.completion.chunk',
  id: 'c',
  choices: [{ index: 0, delta }],
});

describe('a streamed text', () => {
  it('is the exact concatenation of its pieces', async () => {
    const pieces = fc.array(fc.string({ unit: 'binary', minLength: 1 }), {
      minLength: 1,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(pieces, async (texts) => {
        const lines = texts.map((reasoning) => `data: ${JSON.stringify(chunk({ reasoning }))}\n\n`);
        const file = await openTraceFile(memorySource('s.sse', encode(lines.join(''))));
        assert.ok('format' in file);
        assert.equal(reasoningText(await file.read(0)), texts.join(''));
      }),
    );
  });

  it('split anywhere by tags gives back the substrings around them', async () => {
    const plain = fc
      .string({ unit: 'grapheme', minLength: 1 })
      // Tags around nothing but marks ("<think>...</think>") are a template, not a trace.
      .filter((s) => /[\p{L}\p{N}]/u.test(s) && !/[<>`]/.test(s));
    await fc.assert(
      fc.asyncProperty(plain, plain, async (reasoning, answer) => {
        const text = `<think>${reasoning}</think>${answer}`;
        const file = await openTraceFile(memorySource('t.txt', encode(text)));
        assert.ok('format' in file);
        assert.equal(reasoningText(await file.read(0)), reasoning);
      }),
    );
  });

  it('gives the same trace when it is followed while it is written, wherever the writing paused', async () => {
    const deltas = [
      { reasoning: 'First é' },
      { reasoning: ', then.' },
      { content: 'A' },
      { content: 'B' },
    ];
    const text = deltas.map((d) => `data: ${JSON.stringify(chunk(d))}\n\n`).join('');
    const whole = encode(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 6 }), async (cuts) => {
        let end = text.indexOf('\n\n') + 2;
        const source = {
          name: 's.sse',
          size: end,
          read: (from: number, to: number) => Promise.resolve(whole.slice(from, Math.min(to, end))),
          currentSize: () => Promise.resolve(end),
        };
        const file = await openTraceFile(source);
        assert.ok('format' in file);
        for (const cut of [...cuts.filter((c) => c > end).sort((a, b) => a - b), whole.length]) {
          end = cut;
          await file.refresh();
        }
        const { segments } = await file.read(0);
        assert.deepEqual(
          segments.map((s) => ('text' in s ? s.text : '')),
          ['First é, then.', 'AB'],
        );
        assert.equal(file.summaries.length, 1);
        assert.deepEqual(file.problems, []);
      }),
    );
  });
});
