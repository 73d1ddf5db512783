import { inEnglish } from '../../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { answerText, reasoningText, type Trace } from '../../../../../../src/core/model/trace';
import { openTraceFile } from '../../../../../../src/core/trace/open';
import { Pages } from '../../../../../../src/core/trace/reader/sqlite/pages';
import { cellsOf, varint } from '../../../../../../src/core/trace/reader/sqlite/row';
import { tablesOf } from '../../../../../../src/core/trace/reader/sqlite/schema';
import { rowsOf } from '../../../../../../src/core/trace/reader/sqlite/tree';
import { memorySource, type ByteSource } from '../../../../../../src/core/trace/source';

const fixture = (name: string) => new Uint8Array(readFileSync(`test/fixtures/databases/${name}`));
const REASONING = 'Seven boxes of 6 eggs: 7 times 6 is 42. It fits.';

async function read(source: ByteSource): Promise<{
  readonly format: string;
  readonly traces: readonly Trace[];
  readonly problems: readonly string[];
}> {
  const file = await openTraceFile(source);
  assert.ok('format' in file, 'error' in file ? inEnglish(file.error.message) : '');
  const traces: Trace[] = [];
  for (const { index } of file.summaries) traces.push(await file.read(index));
  return { format: file.format, traces, problems: file.problems.map((p) => inEnglish(p.message)) };
}

const stored = (name: string) => read(memorySource(name, fixture(name)));

describe('a database', () => {
  it('of opencode is read as its export', async () => {
    const { format, traces } = await stored('opencode.db');
    const [trace] = traces;
    assert.deepEqual([format, traces.length], ['opencode', 1]);
    assert.deepEqual(
      [trace?.model, trace?.costUsd, trace?.usage.reasoningTokens, trace?.finishReason],
      ['deepseek-reasoner', 0.0012, 30, 'stop'],
    );
    assert.equal(trace?.prompt?.at(-1)?.text, 'How many eggs fill 7 boxes of 6?');
  });

  it('of Cursor is read in the order of its conversation, from rows that need many pages', async () => {
    const { traces } = await stored('cursor.vscdb');
    assert.deepEqual(
      traces.map((t) => [t.model, reasoningText(t), answerText(t), t.prompt?.at(-1)?.text]),
      [['claude-4.5-sonnet', REASONING, '42 eggs.', 'How many?']],
    );
  });

  it('of Cursor shows the lines that differ of edits whose contents are kept under keys', async () => {
    const { traces } = await stored('cursor-edits.vscdb');
    const inputs = traces.flatMap((t) =>
      t.segments.flatMap((s) => (s.kind === 'toolCall' ? [JSON.parse(s.input) as unknown] : [])),
    );
    const asked = (file: string) => ({
      relativeWorkspacePath: `/w/shop/src/${file}`,
      noCodeblock: true,
      cloudAgentEdit: false,
    });
    const around = (line: string) =>
      [27, 28, 29, line, 31, 32, 33]
        .map((n) => (typeof n === 'string' ? n : `export const price${n} = ${n};`))
        .join('\n');
    assert.deepEqual(inputs, [
      {
        ...asked('prices.ts'),
        oldText: around('export const price30 = 30;'),
        newText: around('export const price30 = readPrice(order, 30);'),
      },
      {
        ...asked('readPrice.ts'),
        contents: 'export const readPrice = (order, n) => order.items[n].price;\n',
      },
      // Its contents are not in the database.
      asked('lost.ts'),
    ]);
  });

  it('of Goose keeps its calls and their results', async () => {
    const { traces } = await stored('goose.db');
    assert.equal(reasoningText(traces[0]!), REASONING);
    const tools = traces.flatMap((t) => t.segments.filter((s) => s.kind === 'toolCall'));
    assert.deepEqual(
      tools.map((t) => [t.name, t.input]),
      [['shell', '{"command":"ls"}']],
    );
    assert.equal(answerText(traces.at(-1)!), '42 eggs.');
  });

  it('of the OpenAI Agents SDK is read a session each, its messages being JSON text', async () => {
    const { traces } = await stored('openai-agents.db');
    assert.deepEqual(
      traces.map((t) => [t.prompt?.map((m) => m.text).join(), answerText(t)]),
      [
        ['How many eggs are in 7 boxes of 6?', '42 eggs.'],
        ['Hi', 'Hello'],
      ],
    );
    assert.equal(reasoningText(traces[0]!), REASONING);
    // SQLite's times are UTC.
    assert.equal(traces[1]?.timing.startedAt, Date.UTC(2026, 1, 3, 4, 5, 6));
  });

  it('of Agno is read a run each, what a run repeats of earlier ones once', async () => {
    const { traces } = await stored('agno.db');
    assert.deepEqual(
      traces.map((t) => [t.prompt?.map((m) => m.text).join(), answerText(t)]),
      [
        ['How many eggs are in 7 boxes of 6?', '42 eggs.'],
        ['And in 8?', '48 eggs.'],
      ],
    );
    assert.equal(reasoningText(traces[0]!), REASONING);
  });

  it("of Ollama's app has the model, the calls and the times of its messages", async () => {
    const { traces } = await stored('ollama.db');
    assert.deepEqual(
      traces.map((t) => [t.model, t.prompt?.at(-1)?.text, answerText(t)]),
      [
        ['qwen3:8b', 'How many eggs are in 7 boxes of 6?', '42 eggs.'],
        ['gpt-oss:20b', 'When is the last ferry?', ''],
        ['gpt-oss:20b', 'When is the last ferry?', 'At 17:40.'],
      ],
    );
    assert.equal(reasoningText(traces[0]!), REASONING);
    assert.equal(traces[0]?.segments[0]?.durationMs, 2_500);
    assert.deepEqual(
      traces[1]?.segments.map((s) => (s.kind === 'toolCall' ? [s.name, s.input] : [s.kind])),
      [['reasoning'], ['web_search', '{"query":"last ferry"}'], ['toolResult']],
    );
  });

  it('of llm is read as its printed logs', async () => {
    const { format, traces } = await stored('llm.db');
    assert.deepEqual([format, traces[0]?.usage.outputTokens], ['llm-logs', 52]);
    assert.equal(reasoningText(traces[0]!), REASONING);
  });

  it("of one's own gives its rows, and says that its log was not looked for", async () => {
    const { format, traces, problems } = await stored('own.db');
    assert.deepEqual([format, traces.length], ['dataset-rows', 1]);
    assert.match(problems.join(), /-wal/);
  });

  it('counts what stands in the log beside it', async () => {
    const source = {
      ...memorySource('own.db', fixture('own.db')),
      beside: (ending: string) =>
        Promise.resolve(memorySource(`own.db${ending}`, fixture(`own.db${ending}`))),
    };
    const { traces, problems } = await read(source);
    assert.deepEqual(
      traces.map(answerText).map((t) => t.trim()),
      ['42 eggs.', '54 eggs.'],
    );
    assert.deepEqual(problems, []);
    // A log of another round, or one that was cut inside a transaction, changes nothing.
    for (const log of [fixture('own.db-wal').subarray(0, 900), new Uint8Array(32)]) {
      const other = { ...source, beside: () => Promise.resolve(memorySource('x', log)) };
      assert.equal((await read(other)).traces.length, 1);
    }
  });

  it('tells its tables and columns, quoted names and comments included', async () => {
    const pages = await Pages.open(memorySource('own.db', fixture('own.db')));
    assert.ok(pages !== null);
    const tables = await tablesOf(pages, () => assert.fail('damaged'));
    assert.deepEqual(
      tables.map(({ name, columns, rowidColumn }) => ({ name, columns, rowidColumn })),
      [
        {
          name: 'runs',
          columns: ['id', 'prompt', 'full response', 'response', 'model', 'score'],
          rowidColumn: 0,
        },
        { name: 'notes', columns: ['n'], rowidColumn: -1 },
      ],
    );
  });

  it('is read by ranges, never whole', async () => {
    const bytes = new Uint8Array(8 << 20);
    bytes.set(fixture('opencode.db'));
    let read = 0;
    const source = {
      ...memorySource('x.db', bytes),
      read: (start: number, end: number) => {
        read += end - start;
        return Promise.resolve(bytes.subarray(start, end));
      },
    };
    assert.ok('format' in (await openTraceFile(source)));
    assert.ok(read < 1 << 20, `${read} bytes were read`);
  });

  it('gives no more than it can hold where its rows claim the same pages', async () => {
    const bytes = new Uint8Array(512 * 300);
    const view = new DataView(bytes.buffer);
    bytes.set(new TextEncoder().encode('SQLite format 3\u0000'));
    view.setUint16(16, 512);
    // A leaf with three rows of 102,089 bytes, of which all but 39 begin on the second page.
    bytes[100] = 0x0d;
    view.setUint16(103, 3);
    for (const [i, at] of [200, 260, 320].entries()) {
      view.setUint16(108 + 2 * i, at);
      bytes.set([0x86, 0x9d, 0x49, i + 1], at);
      view.setUint32(at + 4 + 39, 2);
    }
    const pages = await Pages.open(memorySource('x.db', bytes));
    const damaged: number[] = [];
    const sizes: number[] = [];
    for await (const { size } of rowsOf(pages!, 1, (page) => damaged.push(page))) sizes.push(size);
    assert.deepEqual([sizes, damaged], [[102_089], [1]]);
  });

  it('with a damaged page gives the other rows and names the page', async () => {
    const bytes = fixture('cursor.vscdb').slice();
    bytes.fill(0xff, 512 * 3, 512 * 4);
    const file = await openTraceFile(memorySource('x', bytes));
    const problems = 'error' in file ? [file.error] : file.problems;
    assert.match(problems.map((p) => inEnglish(p.message)).join(), /damaged/);
  });
});

describe('a row of a database', () => {
  it('holds numbers of any size, text and bytes that are text', () => {
    const varints: readonly (readonly [readonly number[], number])[] = [
      [[0x7f], 127],
      [[0x81, 0x00], 128],
      [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 2 ** 64],
    ];
    for (const [bytes, value] of varints) {
      assert.equal(varint(Uint8Array.from(bytes), 0).value, value);
    }
    const record = [
      8,
      0,
      1,
      6,
      8,
      9,
      17,
      16,
      0xff,
      ...[0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    ];
    const cells = cellsOf(Uint8Array.from([...record, 0x61, 0x62, 0xc3, 0x28]), 'utf-8', 10);
    assert.deepEqual(cells, [null, -1, '9223372036854775807', 0, 1, 'ab', null]);
  });

  it('leaves out what stands on further pages', () => {
    assert.deepEqual(cellsOf(Uint8Array.from([3, 1, 99, 7, 0x61]), 'utf-8', 10), [7, undefined]);
  });
});
