import assert from 'node:assert/strict';
import { ClaudeLog, say } from '../../core/session/claudeLog';
import type { Cost } from '../../../../src/core/trace/figures';

import { LINES_AT_ONCE } from '../../../../src/protocol/traceData';
import { completion, keyOf, message, openViews, samples } from './viewFixture';

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
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

describe('the questions of views', () => {
  const { files, book, calls, handle, add } = openViews();

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

  it('align a trace with itself step by step', async () => {
    const key = keyOf(handle('long-with-backtracks.deepseek.json'));
    const comparison = await calls.compare({ a: key, b: key });
    assert.deepEqual([...comparison.pairs.a], [...comparison.pairs.b]);
    assert.equal(comparison.partsAt, null);
  });

  it('have the lines of all steps that are compared, which the page cannot ask for of another file', async () => {
    const reasoning_content = Array.from(
      { length: 1500 },
      (_, i) => `Wait, let me check case ${i} again.\n\nSo case ${i} holds.`,
    ).join('\n\n');
    const choices = [{ index: 0, message: { ...message, reasoning_content } }];
    const key = keyOf(
      await add(
        'long.json',
        JSON.stringify({ id: 'l', object: 'chat.completion', model: 'm', choices }),
      ),
    );
    const { a, b } = await calls.compare({ a: key, b: key });
    const { length } = a.steps.start;
    assert.ok(length > LINES_AT_ONCE, String(length));
    assert.deepEqual([a.lines.length, b.lines.length], [length, length]);
    assert.equal((await calls.outline(key)).lines.length, LINES_AT_ONCE);
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

  it('refuse parts that a trace does not have', async () => {
    const target = { kind: 'step', step: 9999 } as const;
    await assert.rejects(async () => calls.text({ ...keyOf(0), target }), RangeError);
    await assert.rejects(async () => calls.outline(keyOf(0, 99)), /No trace 99/);
  });
});
