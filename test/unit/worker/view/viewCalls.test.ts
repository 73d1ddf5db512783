import assert from 'node:assert/strict';
import { ClaudeLog, say } from '../../core/session/claudeLog';
import { readFileSync } from 'node:fs';
import { PriceBook } from '../../../../src/core/estimate/priceBook';
import type { Cost } from '../../../../src/core/trace/figures';
import { zipSync } from 'fflate';
import { englishWords } from '../../../../src/core/export/words';
import { openTraceFile } from '../../../../src/core/trace/open';
import { memorySource } from '../../../../src/core/trace/source';
import type { Correction } from '../../../../src/core/steps/corrections/corrections';
import { relabelled, sourceWith } from '../../core/steps/corrections/besideFile';
import { fitLabels, type TaughtLabels } from '../../../../src/core/steps/corrections/teach';
import { STEP_KINDS } from '../../../../src/core/steps/kinds';
import { stepFlags } from '../../../../src/protocol/traceData';
import { FileSession, type ViewedFile } from '../../../../src/worker/view/session';
import { viewCalls } from '../../../../src/worker/view/viewCalls';

const samples = [
  'short-success.anthropic.json',
  'long-with-backtracks.deepseek.json',
  'overthinking-after-the-answer.qwen.sse',
  'underthinking.openrouter.json',
  'looping-and-truncated.ollama.json',
  'hidden-reasoning.openai-responses.json',
  'summarised-thoughts.gemini.json',
  'tool-use.claude-code.jsonl',
];

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const keyOf = (handle: number, index = 0, corrections: readonly Correction[] = []) => ({
  handle,
  index,
  corrections,
});

const thinking = (thinking: string, from: number, to: number) => {
  const time = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  return { type: 'thinking', thinking, start_timestamp: time(from), stop_timestamp: time(to) };
};
const tool = (id: string) => [
  { type: 'tool_use', id, name: 'read', input: {} },
  { type: 'tool_result', tool_use_id: id, content: [{ type: 'text', text: '...' }] },
];
const claudeExport = JSON.stringify([
  {
    uuid: 'c',
    name: 'n',
    chat_messages: [
      { uuid: 'u', sender: 'human', text: 'hi', content: [{ type: 'text', text: 'hi' }] },
      {
        uuid: 'a',
        sender: 'assistant',
        content: [
          thinking('Let me look at the file first.', 0, 1),
          ...tool('t1'),
          thinking('Let me read the tests as well.', 2, 11),
          ...tool('t2'),
          thinking('Now let me run them.', 12, 32),
          { type: 'text', text: 'Done.' },
        ],
      },
    ],
  },
]);

const message = { role: 'assistant', reasoning_content: 'Ünits first.', content: '42' };
const completion = JSON.stringify(
  { id: 'é', object: 'chat.completion', model: 'm', choices: [{ index: 0, message }] },
  null,
  2,
).replaceAll('\n', '\r\n');

/** As Windows PowerShell redirects output. */
function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
}

const evalSample = {
  id: 1,
  epoch: 1,
  input: 'q',
  messages: [
    { role: 'user', content: 'q' },
    { role: 'assistant', content: [{ type: 'reasoning', reasoning: 'First I add.' }] },
  ],
  output: { model: 'm', choices: [] },
};
const evalHeader = { version: 2, status: 'success', eval: { model: 'm', task: 't' }, plan: {} };
const evalLog = zipSync({
  'header.json': new TextEncoder().encode(JSON.stringify(evalHeader)),
  'samples/1_epoch_1.json': new TextEncoder().encode(JSON.stringify(evalSample)),
});

describe('the questions of views', () => {
  const files: ViewedFile[] = [];
  const book = new PriceBook();
  let taught: TaughtLabels | null = null;
  const calls = viewCalls(
    (handle) => files[handle]!,
    book,
    () => taught,
  );
  const handle = (name: string): number => samples.indexOf(name);
  before(async () => {
    for (const name of samples) {
      const source = memorySource(name, readFileSync(`media/samples/${name}`));
      const traces = await openTraceFile(source);
      assert.ok(!('error' in traces), name);
      files.push({ source: {}, traces, session: new FileSession('log.jsonl', () => null) });
    }
  });

  const add = async (
    name: string,
    content: string | Uint8Array,
    beside: ViewedFile['source'] = {},
  ): Promise<number> => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const traces = await openTraceFile(memorySource(name, bytes));
    assert.ok(!('error' in traces), name);
    return (
      files.push({ source: beside, traces, session: new FileSession('log.jsonl', () => null) }) - 1
    );
  };

  for (const [n, name] of samples.entries()) {
    it(`give an outline of ${name} whose parts fit together`, async () => {
      for (const { index } of files[n]!.traces.summaries) {
        const key = keyOf(n, index);
        const { steps, header, items, lines, phases, links } = await calls.outline(key);
        const count = steps.kind.length;
        for (const column of [steps.start, steps.end, steps.confidence, steps.tokens.values]) {
          assert.equal(column.length, count);
        }
        assert.equal(lines.length, Math.min(count, 1000));
        if (count > 0 && header.reasoningTokens !== null) {
          assert.equal(sum(steps.tokens.values), header.reasoningTokens.value, 'tokens add up');
        }
        assert.ok(items.every((item) => item.before >= 0 && item.before <= count));
        assert.ok(phases.every((p) => p.first <= p.last && p.last < count));
        assert.ok([...links.from, ...links.to].every((step) => step < count));
        const bodies = await calls.bodies({ ...key, from: 0, to: count });
        for (const [i, body] of bodies.entries()) {
          assert.equal(body.text.length, steps.end[i]! - steps.start[i]!);
          assert.ok(body.spans.every((s) => s.start >= 0 && s.end <= body.text.length));
        }
      }
    });
  }

  it('give hidden reasoning its tokens and no steps', async () => {
    const outline = await calls.outline(keyOf(handle('hidden-reasoning.openai-responses.json')));
    assert.equal(outline.header.fidelity, 'hidden');
    assert.equal(outline.header.reasoningTokens?.value, 1856);
    assert.equal(outline.steps.kind.length, 0);
  });

  it('give the recorded cost as measured and the computed one with its date', async () => {
    const recorded = await calls.outline(keyOf(handle('underthinking.openrouter.json')));
    assert.equal(recorded.header.cost.figure?.provenance, 'measured');
    const computed = await calls.outline(keyOf(handle('long-with-backtracks.deepseek.json')));
    assert.equal(computed.header.cost.figure?.provenance, 'derived');
    assert.match(computed.header.cost.asOf ?? '', /^\d{4}-\d\d-\d\d$/);
  });

  it("put the user's own price before the lists, and no price on an unknown model", async () => {
    const unknown = await add(
      'unknown.json',
      completion.replace('"model": "m"', '"model": "no-7"'),
    );
    const cost = async (): Promise<Cost> => (await calls.outline(keyOf(unknown))).header.cost;
    const listed = async (): Promise<Cost> => {
      const [row] = await calls.rows({ handle: unknown, indexes: [0] });
      return row!.cost;
    };
    assert.equal((await cost()).missing, 'no-price');
    assert.equal((await listed()).missing, 'no-price');
    const facts = { contextTokens: null, maxOutputTokens: null, cachedInput: null };
    book.useOwn([{ id: 'no-7', input: 1, output: 2, ...facts }]);
    calls.repriced();
    // The file says no tokens: a price is known, the cost is not.
    assert.deepEqual([(await cost()).missing, (await cost()).asOf], ['unknown', null]);
    assert.equal((await listed()).missing, 'unknown');
    book.useOwn([]);
    calls.repriced();
  });

  it('tell what a run used: what was written to the cache at its own price, and a server by the name that was asked', async () => {
    const usage = {
      input_tokens: 100,
      cache_creation_input_tokens: 1_000,
      cache_read_input_tokens: 0,
      output_tokens: 50,
    };
    const body = (model: string) =>
      JSON.stringify({
        ...{
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model,
          usage,
          stop_reason: 'end_turn',
        },
        content: [
          { type: 'thinking', thinking: 'Two and two.', signature: 's' },
          { type: 'text', text: '4' },
        ],
      });
    const used = async (model: string) => {
      const run = await add('run.json', body(model));
      return calls.used({ handle: run, index: 0, asked: 'claude-sonnet-4-5' });
    };
    const expected = (100 * 3 + 1_000 * 3.75 + 50 * 15) / 1e6;
    const run = await used('claude-sonnet-4-5');
    assert.ok(Math.abs(run.costUsd! - expected) < 1e-9, String(run.costUsd));
    assert.deepEqual(
      { ...run, costUsd: 0 },
      {
        ...{ costUsd: 0, seconds: null, reasoningTokens: null, outputTokens: 50, key: null },
      },
    );
    assert.equal((await used('behind-a-proxy-7')).costUsd, run.costUsd);
  });

  it('begin the line of a prompt with the words of the user, not with what a client put before them', async () => {
    const log = new ClaudeLog()
      .user('<system-reminder>Be brief.</system-reminder>\nWhy is the sum wrong?')
      .assistant('m1', [say('It is rounded twice.')]);
    const { items } = await calls.outline(keyOf(await add('log.jsonl', log.text())));
    const [prompt] = items.filter(({ kind }) => kind === 'prompt');
    assert.equal(prompt!.line, 'Why is the sum wrong?');
    assert.ok(prompt!.chars > 40, 'opened, the message is whole');
  });

  it('apply corrections, mark them, and count those that no longer fit', async () => {
    const n = handle('short-success.anthropic.json');
    const asked = { op: 'relabel', step: 0, kind: 'check' } as const;
    const correction = await calls.correction({ ...keyOf(n), asked });
    assert.ok(correction);
    const gone = { op: 'relabel', step: 'ffffffffffffffff', kind: 'plan' } as const;
    const { steps } = await calls.outline(keyOf(n, 0, [correction, gone]));
    assert.equal(STEP_KINDS[steps.kind[0]!], 'check');
    assert.equal(steps.flags[0]! & stepFlags.corrected, stepFlags.corrected);
    const [body] = await calls.bodies({ ...keyOf(n, 0, [correction]), from: 0, to: 1 });
    assert.notEqual(body?.suggested.kind, 'check');
  });

  it('find text and patterns, and tell what is no pattern', async () => {
    const key = keyOf(handle('long-with-backtracks.deepseek.json'));
    const plain = await calls.find({ ...key, query: 'RUNNER 1', regex: false, matchCase: false });
    assert.ok(plain.steps.length > 0);
    const { text, from, to } = plain.snippets[0]!;
    assert.equal(text.slice(from, to).toLowerCase(), 'runner 1');
    const exact = await calls.find({ ...key, query: 'RUNNER 1', regex: false, matchCase: true });
    assert.equal(exact.steps.length, 0);
    const pattern = await calls.find({ ...key, query: '\\bWait\\b', regex: true, matchCase: true });
    assert.ok(pattern.steps.length > 0);
    const bad = await calls.find({ ...key, query: '(', regex: true, matchCase: false });
    assert.match(bad.problem?.message ?? '', /cannot be read/);
  });

  it('give the raw record of a segment with its place in the file', async () => {
    const n = handle('tool-use.claude-code.jsonl');
    const { items } = await calls.outline(keyOf(n));
    const call = items.find((item) => item.kind === 'toolCall')!;
    const target = { kind: 'segment', segment: call.source } as const;
    const raw = await calls.raw({ ...keyOf(n), target });
    const bytes = readFileSync(`media/samples/${samples[n]!}`);
    assert.equal(raw.text, bytes.subarray(raw.range!.start, raw.range!.end).toString());
    assert.match(raw.text, /"tool_use"/);
  });

  it('copy a step in every form', async () => {
    const n = handle('short-success.anthropic.json');
    const target = { kind: 'step', step: 0 } as const;
    const copy = (as: 'text' | 'markdown' | 'json' | 'raw') =>
      calls.copyText({ ...keyOf(n), target, as });
    const text = await copy('text');
    assert.match(await copy('markdown'), /^\*\*1: \w+\*\*/);
    assert.equal((JSON.parse(await copy('json')) as { text: string }).text, text);
    assert.match(await copy('raw'), /^\{/);
  });

  it('align a trace with itself step by step', async () => {
    const key = keyOf(handle('long-with-backtracks.deepseek.json'));
    const comparison = await calls.compare({ a: key, b: key });
    assert.deepEqual([...comparison.pairs.a], [...comparison.pairs.b]);
    assert.equal(comparison.partsAt, null);
  });

  it('export every sample in every form', async () => {
    for (const [n] of samples.entries()) {
      for (const form of ['html', 'md', 'json', 'csv'] as const) {
        const text = await calls.exportText({
          ...keyOf(n),
          form,
          structureOnly: false,
          essentialOnly: false,
          keep: [],
          exportedAt: '2026-11-23T12:00:00.000Z',
          facts: [],
          words: englishWords,
          language: 'en',
          translations: {},
        });
        assert.ok(text.length > 100);
      }
    }
  });

  it('show the labels beside the file where no corrections are given', async () => {
    const text = readFileSync(`media/samples/${samples[0]!}`);
    const own = await openTraceFile(memorySource(samples[0]!, text));
    assert.ok(!('error' in own));
    const source = sourceWith('x.json', text, relabelled(await own.read(0), 'rethink'));
    const at = await add('x.json', text, source);
    const kinds = async (corrections: readonly Correction[] | null) =>
      (await calls.outline({ ...keyOf(at), corrections })).steps;
    const shown = await kinds(null);
    assert.deepEqual(
      [STEP_KINDS[shown.kind[0]!], shown.flags[0]],
      ['rethink', stepFlags.corrected],
    );
    assert.equal((await kinds([])).flags[0], 0);
  });

  it('say that the tokens of a digest cannot be told apart by its text', async () => {
    const noteOf = async (name: string): Promise<string> =>
      (await calls.outline(keyOf(handle(name)))).steps.tokens.note;
    assert.match(
      await noteOf('summarised-thoughts.gemini.json'),
      /length of a digest.* not known$/,
    );
    assert.match(await noteOf('long-with-backtracks.deepseek.json'), /by the text of the steps$/);
  });

  it('put steps to a label model with credentials blacked out as an export does, and show what it said', async () => {
    const secret = `sk-ant-${'aB3_'.repeat(20)}`;
    const said = {
      role: 'assistant',
      reasoning_content: `The key is ${secret} as given.\n\nWait, I should test it first.`,
      content: 'ok',
    };
    const request = { messages: [{ role: 'user', content: `Use ${secret} now` }] };
    const file = {
      id: 'x',
      object: 'chat.completion',
      model: 'm',
      request,
      choices: [{ index: 0, message: said }],
    };
    const at = await add('k.json', JSON.stringify(file));
    const [shown] = await calls.redactions(keyOf(at));
    const sent = async (keep: readonly number[]) =>
      (await calls.labelBatches({ ...keyOf(at), keep, model: 'L' })).flatMap((b) => b.messages);
    assert.ok(!JSON.stringify(await sent([])).includes(secret));
    assert.ok(JSON.stringify(await sent([shown!.id])).includes(secret));
    const { units } = (await calls.labelBatches({ ...keyOf(at), keep: [], model: 'L' }))[0]!;
    const [{ first, last } = { first: '', last: '' }] = units;
    const labels = {
      op: 'labels',
      model: 'L',
      at: '2026-11-30T10:00:00.000Z',
      via: 'h',
      costUsd: null,
      codebook: 3,
      pieces: [
        {
          steps: [[first, last, 'recall', 'A key']],
          phases: [[first, last, 'Keys', 'One is used.']],
        },
      ],
    } as const;
    const key = keyOf(at, 0, [labels]);
    const outline = await calls.outline(key);
    assert.equal(outline.labellings[0]?.steps, 1);
    assert.deepEqual(
      Array.from(outline.steps.labelling),
      Array.from(outline.steps.start, (_, i) => (i === 0 ? 1 : 0)),
    );
    assert.deepEqual(outline.titles, [[0, 'A key']]);
    const { title, summary, by } = outline.phases[0]!;
    assert.deepEqual([title, summary, by], ['Keys', 'One is used.', 'L, 2026-11-30']);
    const [body] = await calls.bodies({ ...key, from: 0, to: 1 });
    assert.equal(body?.suggested.starts, true);
    assert.equal(STEP_KINDS[outline.steps.kind[0]!], 'recall');
    const target = { kind: 'step', step: 0 } as const;
    const copied = await calls.copyText({ ...key, target, as: 'json' });
    assert.match(copied, /"confidence": null,/);
    assert.match(copied, /"labelled": \{\s+"model": "L",/);
    assert.match(
      await calls.copyText({ ...key, target, as: 'markdown' }),
      /recall \(L, 2026-11-30\) · A key/,
    );
    const again = await calls.labelBatches({ ...key, keep: [], model: 'L' });
    assert.deepEqual(
      again.flatMap((b) => b.units.map((unit) => unit.number)),
      units.slice(1).map((unit) => unit.number),
    );
  });

  it('put a tool call between the blocks of reasoning around it, and keep the time of each', async () => {
    const n = await add('conversations.json', claudeExport);
    const { steps, items } = await calls.outline(keyOf(n));
    assert.deepEqual([...(steps.seconds?.values ?? [])], [1, 9, 20]);
    assert.equal(steps.seconds?.provenance, 'measured');
    const tools = items.filter((i) => i.kind === 'toolCall' || i.kind === 'toolResult');
    assert.deepEqual(
      tools.map((i) => [i.kind, i.before]),
      [
        ['toolCall', 1],
        ['toolResult', 1],
        ['toolCall', 2],
        ['toolResult', 2],
      ],
    );
  });

  it('show and find a part of a UTF-16 file in the text that an editor shows', async () => {
    const n = await add('out.json', utf16(completion));
    const target = { kind: 'segment', segment: 0 } as const;
    const raw = await calls.raw({ ...keyOf(n), target });
    assert.deepEqual([JSON.parse(raw.text), raw.range], [JSON.parse(completion), null]);
    const copied = await calls.copyText({ ...keyOf(n), target, as: 'raw' });
    assert.equal(copied, raw.text);
    const line = completion.split('\r\n').findIndex((l) => l.includes('reasoning_content'));
    const place = await calls.locate({ ...keyOf(n), target });
    const character = completion.split('\r\n')[line]!.indexOf('Ünits');
    assert.deepEqual(place?.start, { line, character });
    const offset = new TextEncoder().encode(completion.slice(0, completion.indexOf('Ünits')));
    const at = await calls.positionAt({ handle: n, offset: offset.length });
    assert.deepEqual(at, { line, character });
  });

  it('show a part of an archive unpacked, with no place in a file that is no text', async () => {
    const n = await add('log.eval', evalLog);
    const { segments } = await files[n]!.traces.read(0);
    const segment = segments.findIndex((s) => s.kind === 'reasoning');
    for (const target of [
      { kind: 'segment', segment },
      { kind: 'step', step: 0 },
      { kind: 'prompt', message: 0 },
    ] as const) {
      const raw = await calls.raw({ ...keyOf(n), target });
      assert.deepEqual([JSON.parse(raw.text), raw.range, raw.cut], [evalSample, null, false]);
      assert.equal(await calls.copyText({ ...keyOf(n), target, as: 'raw' }), raw.text);
      assert.equal(await calls.locate({ ...keyOf(n), target }), null);
    }
    const at = await calls.positionAt({ handle: n, offset: 40 });
    assert.deepEqual(at, { line: 0, character: 0 });
  });

  it('teach the labels by corrections of a trace once there are enough, and say so', async () => {
    const n = samples.indexOf('long-with-backtracks.deepseek.json');
    const plain = await calls.outline(keyOf(n));
    assert.equal(plain.taught, null);
    const work = plain.steps.kind.reduce<number[]>(
      (found, kind, step) => (STEP_KINDS[kind] === 'reason' ? [...found, step] : found),
      [],
    );
    const corrections: Correction[] = [];
    for (const step of work.slice(0, 12)) {
      const asked = { op: 'relabel', step, kind: 'check' } as const;
      corrections.push((await calls.correction({ ...keyOf(n, 0, corrections), asked }))!);
    }
    const few = await calls.labelLessons({ ...keyOf(n, 0, corrections.slice(0, 9)), from: 0 });
    assert.equal(fitLabels([few]), null);
    const lessons = await calls.labelLessons({ ...keyOf(n, 0, corrections), from: 0 });
    taught = fitLabels([lessons]);
    calls.repriced();
    try {
      const after = await calls.outline(keyOf(n));
      assert.deepEqual(after.taught, { corrections: 12, traces: 1 });
      assert.deepEqual(after.steps.start, plain.steps.start);
      const checks = ({ steps }: typeof plain): number =>
        steps.kind.filter((kind) => STEP_KINDS[kind] === 'check').length;
      assert.ok(checks(after) > checks(plain), `${checks(after)} of ${checks(plain)}`);
      // What was taught teaches nothing by itself.
      const again = await calls.labelLessons({ ...keyOf(n, 0, corrections), from: 0 });
      assert.deepEqual(again, lessons);
    } finally {
      taught = null;
      calls.repriced();
    }
    assert.deepEqual((await calls.outline(keyOf(n))).steps.kind, plain.steps.kind);
  });

  it('refuse parts that a trace does not have', async () => {
    const target = { kind: 'step', step: 9999 } as const;
    await assert.rejects(async () => calls.text({ ...keyOf(0), target }), RangeError);
    await assert.rejects(async () => calls.outline(keyOf(0, 99)), /No trace 99/);
  });
});
