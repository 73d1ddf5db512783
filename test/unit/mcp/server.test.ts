import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { lens } from '../cli/lens';
import { ask, connect, items } from './client';

describe('the MCP server, asked by a client over a pipe', () => {
  let client: Client;
  before(async () => {
    client = await connect('media/samples');
  });
  after(() => client.close());

  it('lists its tools as read-only, each with the shape of what it takes and gives', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      [
        'inspect_session',
        'inspect_trace',
        'search_reasoning',
        'compare_traces',
        'why_line',
        'estimate_reasoning_cost',
        'find_prompts',
        'advise_effort',
        'estimate_task',
        'explain_concept',
      ],
    );
    for (const { annotations, inputSchema, outputSchema } of tools) {
      assert.equal(annotations?.readOnlyHint, true);
      assert.equal(inputSchema.type, 'object');
      assert.ok(Object.keys(outputSchema?.properties ?? {}).length > 0);
    }
  });

  it('inspects a session, turns page by page', async () => {
    const file = 'checkout-discount.claude-code.jsonl';
    const { text, data } = await ask(client, 'inspect_session', { file, most: 3 });
    assert.match(text, /4 turns, 22 calls/);
    assert.equal(items(data['turns']).length, 3);
    assert.equal(data['next'], 4);
    const rest = await ask(client, 'inspect_session', { file, from: 4, most: 3 });
    assert.equal(items(rest.data['turns']).length, 1);
    assert.equal(rest.data['next'], null);
    assert.ok(items(data['findings']).length > 0);
  });

  it('lists the traces of a file, then inspects one and quotes its steps between borders', async () => {
    const file = 'tool-use.claude-code.jsonl';
    const list = await ask(client, 'inspect_trace', { file });
    assert.ok(items(list.data['traces']).length > 1);
    const { text, data } = await ask(client, 'inspect_trace', {
      file,
      trace: 2,
      fromStep: 2,
      steps: 1,
    });
    const [, mark] = /between the borders (\w{8}) /.exec(text) ?? [];
    assert.match(
      text,
      new RegExp(
        `\\[${mark} begin: step 2, [a-z]+ \\((?:sure|likely|unsure)\\)\\]\n[^]*\n\\[${mark} end\\]$`,
      ),
    );
    const trace = data['trace'] as { readonly quoted: readonly { readonly step: number }[] };
    assert.deepEqual(
      trace.quoted.map(({ step }) => step),
      [2],
    );
  });

  it('says which traces there are when a number is too high', async () => {
    const { isError, text } = await ask(client, 'inspect_trace', {
      file: 'short-success.anthropic.json',
      trace: 9,
    });
    assert.equal(isError, true);
    assert.match(text, /holds 1 trace\./);
  });

  it('searches reasoning page by page, as the terminal does', async () => {
    const seen: unknown[] = [];
    let from: number | null = 1;
    while (from !== null) {
      const { data } = await ask(client, 'search_reasoning', { text: 'wait', from, most: 20 });
      seen.push(...items(data['hits']).map(({ file, trace, step }) => [file, trace, step]));
      from = data['next'] as number | null;
    }
    const terminal = await lens(['search', 'wait', 'media/samples', '--json']);
    const expected = terminal.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; index: number; step: number })
      .map(({ file, index, step }) => [file.replace('media/samples/', ''), index + 1, step + 1]);
    assert.deepEqual(seen, expected);
  });

  it('filters a search and refuses a pattern that is none', async () => {
    const { data } = await ask(client, 'search_reasoning', {
      text: '',
      kind: 'rethink',
      path: 'tool-use.claude-code.jsonl',
    });
    assert.ok(items(data['hits']).every(({ kind }) => kind === 'rethink'));
    const refused = await ask(client, 'search_reasoning', { text: 'a(?=b)', regex: true });
    assert.equal(refused.isError, true);
    assert.match(refused.text, /looks ahead/);
    assert.match((await ask(client, 'search_reasoning', { text: '' })).text, /nothing to look for/);
    const far = await ask(client, 'search_reasoning', { text: 'wait', from: 1_000_000_000 });
    assert.equal(far.isError, true, 'all before it would be held');
  });

  it('compares two traces', async () => {
    const a = { file: 'long-with-backtracks.deepseek.json' };
    const b = { file: 'underthinking.openrouter.json' };
    const { text, data } = await ask(client, 'compare_traces', { a, b });
    assert.match(text, /Same prompt: \w+\. Same answer: \w+\./);
    for (const side of ['a', 'b']) {
      assert.ok((data[side] as { readonly steps: number }).steps > 0);
    }
  });

  it('estimates a prompt, with ranges and today first', async () => {
    const { data, text } = await ask(client, 'estimate_reasoning_cost', {
      prompt: 'Plan the tours of three vans.',
      currentModel: 'gpt-4o',
      candidates: ['o4-mini:high', 'a-model-that-nobody-knows'],
    });
    const rows = items(data['rows']);
    assert.deepEqual(
      rows.map(({ model }) => model),
      ['gpt-4o', 'o4-mini', 'a-model-that-nobody-knows'],
    );
    assert.equal(rows[2]!['costUsd'], null);
    assert.match(text, /cost unknown/);
  });

  it('finds the prompts of a source file', async () => {
    const { data } = await ask(client, 'find_prompts', { file: 'schedule_deliveries.py' });
    const [prompt] = items(data['prompts']);
    assert.ok(prompt);
    assert.equal(prompt['model'], 'gpt-4o');
    assert.match(String(prompt['text']), /delivery tours/);
  });

  it('says what is missing where own traces are too few to advise an effort', async () => {
    const { text, data } = await ask(client, 'advise_effort', {});
    assert.match(text, /Missing: /);
    assert.ok(items(data['models']).every(({ advice }) => advice === null));
    assert.equal(data['complete'], true);
  });

  it('tells what runs like a task took, and that there is none', async () => {
    const none = await ask(client, 'estimate_task', { task: 'Translate the handbook' });
    assert.match(none.text, /No like run yet, among [1-9]/);
    assert.equal(none.data['costUsd'], null);
    const { data: log } = await ask(client, 'inspect_session', {
      file: 'checkout-discount.claude-code.jsonl',
    });
    const [{ prompt } = {}] = items(log['turns']);
    const { data } = await ask(client, 'estimate_task', { task: String(prompt) });
    assert.ok(Number(data['like']) >= 1);
    assert.equal(items(data['nearest'])[0]!['sharedWords'], 1);
    assert.equal(data['capUsd'], null);
  });

  it('explains a concept', async () => {
    const { data } = await ask(client, 'explain_concept', { query: 'effort-controls' });
    assert.equal(data['id'], 'effort-controls');
  });

  it('says which argument is wrong', async () => {
    const { isError, text } = await ask(client, 'inspect_trace', { file: 3 });
    assert.equal(isError, true);
    assert.match(text, /at file/);
    assert.equal((await ask(client, 'no_such_tool', {})).isError, true);
  });
});

describe('the command of the MCP server', () => {
  for (const [args, message] of [
    [[], /no folder given/],
    [['--folder'], /takes a folder/],
    [['--folder', 'no-such-folder'], /no-such-folder/],
    [['--folder', 'package.json'], /no folder/],
    [['--all'], /unknown/],
  ] as const) {
    it(`ends with 2: ${args.join(' ')}`, () => {
      const done = spawnSync(process.execPath, ['dist/cli.js', 'mcp', ...args], {
        encoding: 'utf8',
      });
      assert.equal(done.status, 2);
      assert.match(done.stderr, message);
    });
  }
});
