import { inEnglish } from '../../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import { sampleOfPieces } from '../../../../../../src/core/trace/formats/evals/inspectChunks';
import { open, openJson, outline, promptOf } from '../../openFixture';

const sample = {
  id: 'q1',
  epoch: 2,
  input: 'What is 6 × 7?',
  messages: [
    { id: 'm0', role: 'system', content: 'attachment://abc' },
    { id: 'm1', role: 'user', content: 'What is 6 × 7?' },
    {
      id: 'm2',
      role: 'assistant',
      source: 'generate',
      model: 'claude-3-7-sonnet-20250219',
      content: [
        { type: 'reasoning', reasoning: 'Six sevens.', signature: 's' },
        { type: 'text', text: 'Let me compute.' },
      ],
      tool_calls: [{ id: 'c1', function: 'python', arguments: { code: '6*7' } }],
    },
    { id: 'm3', role: 'tool', tool_call_id: 'c1', function: 'python', content: '42' },
    {
      id: 'm4',
      role: 'assistant',
      model: 'o4-mini',
      content: [
        { type: 'reasoning', reasoning: 'gAAAAcipher', summary: 'It is 42.', redacted: true },
        { type: 'text', text: '42' },
      ],
    },
  ],
  output: {
    model: 'o4-mini',
    choices: [{ message: { id: 'm4' }, stop_reason: 'stop' }],
    time: 2.5,
  },
  events: [
    {
      event: 'model',
      timestamp: '2026-03-01T10:00:00+00:00',
      config: { reasoning_effort: 'low' },
      output: {
        model: 'claude-3-7-sonnet-20250219',
        choices: [
          { message: { id: 'm2', role: 'assistant', content: '' }, stop_reason: 'tool_calls' },
        ],
        usage: {
          input_tokens: 30,
          output_tokens: 20,
          total_tokens: 150,
          input_tokens_cache_read: 100,
          reasoning_tokens: 8,
        },
        time: 1.25,
      },
    },
  ],
  attachments: { abc: 'You are a calculator.' },
};
const log = { version: 2, eval: { model: 'anthropic/claude-3-7-sonnet', task: 'arithmetic' } };

// Made with the zstd command line tool 1.5.4: the log above, and a sample with one answer.
const HEADER_ZSTD =
  'KLUv/QBoLQIAAkUQEpDPAQItbnCqi8DMeBCwROs/lvf+qNktTRX55kvyPPhs554MJZDQiDI74ij4YpqOb84avXZrzrj2wTB3T8nY9TYA';
const SAMPLE_ZSTD =
  'KLUv/QBo3QMAMggZGIBPB9CHmiDihjEEER89ZhyaG4h+EpjREXGJSzxRXPNtbWe8wG+rZcByyTXvPPcgt52uX+nqZ0q/1uyYG5HxyBEY1/fbfpB5flqmrl8ITs8PkaLndRrzRs9B/zBQ2uex6xv3LAcAKqOQqqwvBpuKH9iXTpGHkakn';

/** A zip of entries packed elsewhere, with their sizes in ZIP64 fields as streaming writers leave them. */
function zstdZip(entries: readonly (readonly [string, number, string])[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const place = () => parts.reduce((n, part) => n + part.length, 0);
  for (const [name, size, packed] of entries) {
    const data = Buffer.from(packed, 'base64');
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    [size, data.length, place()].forEach((n, i) => extra.writeBigUInt64LE(BigInt(n), 4 + 8 * i));
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(93, 10);
    for (const at of [20, 24, 42]) central.writeUInt32LE(0xffffffff, at);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(extra.length, 30);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(93, 8);
    local.writeUInt16LE(name.length, 26);
    parts.push(local, Buffer.from(name), data);
    directory.push(central, Buffer.from(name), extra);
  }
  const start = place();
  const size = Buffer.concat(directory).length;
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(BigInt(size), 40);
  end64.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + size), 8);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(0xffffffff, 12);
  end.writeUInt32LE(0xffffffff, 16);
  return Uint8Array.from(Buffer.concat([...parts, ...directory, end64, locator, end]));
}

describe('Inspect eval logs', () => {
  it('read the messages of a sample with usage and times of its events', async () => {
    const { format, traces } = await openJson({ ...log, status: 'success', samples: [sample] });
    assert.equal(format, 'inspect');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Six sevens.',
      'answer: Let me compute.',
      'call python: {"code":"6*7"}',
      'result: 42',
    ]);
    assert.deepEqual(promptOf(traces[0]), [
      'system: You are a calculator.',
      'user: What is 6 × 7?',
    ]);
    assert.deepEqual(traces[0]?.usage, {
      inputTokens: 130,
      outputTokens: 20,
      reasoningTokens: 8,
      cachedInputTokens: 100,
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
      note: 'Cached input is counted beside the rest: added.',
    });
    assert.deepEqual(
      [traces[0].timing.durationMs, traces[0].effort, traces[0].finishReason],
      [1250, 'low', 'tool_calls'],
    );
  });

  it('show the summary where the reasoning is ciphertext, and redacted where there is none', async () => {
    const sealed = {
      ...sample,
      messages: [
        { role: 'assistant', content: [{ type: 'reasoning', reasoning: 'gAAAA', redacted: true }] },
      ],
    };
    const { traces } = await openJson({ ...log, status: 'started', samples: [sample, sealed] });
    assert.deepEqual(outline(traces[1]), ['summary reasoning: It is 42.', 'answer: 42']);
    assert.equal(traces[1]?.finishReason, 'stop');
    assert.deepEqual(outline(traces[2]), ['redacted reasoning: ']);
  });

  it('take generations from the events when the messages are gone', async () => {
    const { traces } = await openJson({
      ...log,
      status: 'error',
      samples: [
        {
          ...sample,
          messages: [],
          events: [
            {
              event: 'model',
              output: { model: 'x', choices: [{ message: { role: 'assistant', content: 'Hm.' } }] },
            },
          ],
        },
      ],
    });
    assert.deepEqual(traces.map(outline), [['answer: Hm.']]);
  });

  it('open as a zip, also one that was never finished', async () => {
    const entry = (value: unknown) => strToU8(JSON.stringify(value));
    const zip = zipSync({
      '_journal/start.json': entry(log),
      'samples/q1_epoch_2.json': entry(sample),
      'summaries.json': entry([]),
    });
    const { format, traces } = await open('run.eval', zip);
    assert.equal(format, 'inspect');
    assert.deepEqual(
      traces.map((t) => t.id),
      ['m2', 'm4'],
    );
  });

  it('open when the zip is packed with Zstandard', async () => {
    const { format, traces } = await open(
      'run.eval',
      zstdZip([
        ['header.json', 80, HEADER_ZSTD],
        ['samples/z_epoch_1.json', 194, SAMPLE_ZSTD],
      ]),
    );
    assert.equal(format, 'inspect');
    assert.deepEqual(traces.map(outline), [['raw reasoning: Six sevens.', 'answer: 42']]);
  });

  it('name a sample whose Zstandard data is damaged, cut off or larger than it claims, and read the others', async () => {
    const good = Buffer.from(SAMPLE_ZSTD, 'base64');
    const flipped = Buffer.from(good);
    flipped[20]! ^= 0xff;
    // A block of 128 kB of one byte in eight bytes, again and again.
    const block = Buffer.from([0x02, 0x00, 0x10, 0x61]);
    const bomb = Buffer.concat([good.subarray(0, 6), ...Array<Buffer>(100_000).fill(block)]);
    for (const [bad, size] of [
      [flipped, 194],
      [good.subarray(0, 90), 194],
      [good, 100],
      [bomb, 194],
    ] as const) {
      const { traces, problems } = await open(
        'run.eval',
        zstdZip([
          ['header.json', 80, HEADER_ZSTD],
          ['samples/a_epoch_1.json', size, bad.toString('base64')],
          ['samples/z_epoch_1.json', 194, SAMPLE_ZSTD],
        ]),
      );
      assert.deepEqual(traces.map(outline), [['raw reasoning: Six sevens.', 'answer: 42']]);
      assert.match(inEnglish(problems[0]!.message), /^samples\/a_epoch_1\.json: /);
    }
  });

  it('hold a bounded number of messages, however often a sample names them', () => {
    const record = (name: string, value: unknown) => ({
      name,
      value,
      range: { record: 0, start: 0, end: 0 },
    });
    const said = Array.from({ length: 1_000 }, (_, i) => ({
      id: `m${i}`,
      role: 'user',
      content: 'Hi',
    }));
    const naming = (times: number) =>
      sampleOfPieces([
        record('samples/q_epoch_1/sample.json', {
          id: 'q',
          epoch: 1,
          message_refs: Array.from({ length: times }, () => [0, 1_000]),
        }),
        record('samples/q_epoch_1/messages/0.json', said),
      ])!;
    const fits = naming(100);
    assert.equal((fits.sample['messages'] as unknown[]).length, 100_000);
    assert.deepEqual(fits.problems, []);
    const cut = naming(5_000);
    assert.equal((cut.sample['messages'] as unknown[]).length, 100_000);
    assert.match(inEnglish(cut.problems[0]!.message), /more than 100,000 messages/);
  });

  it('open when the parts of a sample are entries of their own', async () => {
    const entry = (value: unknown) => strToU8(JSON.stringify(value));
    const said = (id: string) => ({ id, role: 'assistant', content: `attachment://1` });
    const parts = (messages: readonly unknown[], refs: readonly unknown[]) => ({
      'sample.json': entry({ id: 'q', epoch: 1, message_refs: refs, output: {} }),
      'messages/0.json': entry(messages.slice(0, 2)),
      'messages/2.json': entry(messages.slice(2)),
      'events/0.json': entry(sample.events),
      'events/stats.json': entry([{ model: 1 }]),
      'attachments/0.json': entry(['unused', 'Forty-two.']),
    });
    const zip = zipSync({
      'header.json': entry({ ...log, version: 3 }),
      samples: {
        q_epoch_1: parts([{ role: 'user', content: '6*7?' }, said('m2'), said('m9')], [[0, 2]]),
        r_epoch_1: parts([said('x'), { role: 'user', content: 'Hi' }, said('m3')], [1, 2]),
      },
    });
    const { traces } = await open('run.eval', zip);
    assert.deepEqual(
      traces.map((t) => [t.id, ...outline(t), ...(promptOf(t) ?? [])]),
      [
        ['m2', 'answer: Forty-two.', 'user: 6*7?'],
        ['m3', 'answer: Forty-two.', 'user: Hi'],
      ],
    );
    assert.equal(traces[0]?.usage.reasoningTokens, 8);
  });
});
