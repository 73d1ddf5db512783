import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lens } from './lens';

const FOLDER = 'test/fixtures/prompts';

const run = (...args: readonly string[]) => lens(args);

describe('lrm-lens prompts', () => {
  let folder = '';
  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-prompts-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('prints one line a file with every prompt of it', async () => {
    const { code, out } = await run('prompts', `${FOLDER}/workspace/multi.ts`, '--json');
    assert.equal(code, 0);
    const { prompts } = JSON.parse(out) as { prompts: Record<string, unknown>[] };
    assert.deepEqual(
      prompts.map(({ line, via, model }) => ({ line, via, model })),
      [
        { line: 3, via: 'c.chat.completions.create', model: 'gpt-4o' },
        { line: 4, via: 'c.chat.completions.create', model: 'gpt-4.1-nano' },
      ],
    );
  });

  it('gives an estimate as data the notes that its text has', async () => {
    const path = file(
      't.py',
      `from openai import OpenAI
OpenAI().chat.completions.create(model="gpt-4o", tools=[{"type": "function"}], messages=[{"role": "user", "content": f"Sort {claim} by urgency."}])
`,
    );
    const { out } = await run('estimate', path, '--from', 'gpt-4o', '--to', 'o3', '--json');
    const { notes } = JSON.parse(out) as { notes: string[] };
    assert.deepEqual(notes, [
      'Read: line 2, OpenAI().chat.completions.create.',
      'Filled in at run time, counted as written: claim.',
      'Tool schemas are not counted (22 characters of source).',
    ]);
  });

  const SOURCE = `from openai import OpenAI
RULES = "You sort claims by urgency, and you answer in JSON."
OTHER = "A prompt of its own, which no call of this file sends: tell {name} why it rains."
OpenAI().chat.completions.create(
    model="gpt-4o",
    tools=[{"type": "function"}],
    messages=[{"role": "system", "content": RULES}, {"role": "user", "content": f"Sort: {claims}."}],
)
`;

  it('says in an estimate which prompt was read, and what of it was not counted', async () => {
    const path = file('call.py', SOURCE);
    const { code, out } = await run('estimate', path, '--from', 'gpt-4o', '--to', 'gpt-5.5:high');
    assert.equal(code, 0);
    assert.match(out, /Read: line 4, OpenAI\(\)\.chat\.completions\.create\./);
    assert.match(out, /Filled in at run time, counted as written: claims\./);
    assert.match(out, /Tool schemas are not counted \(\d+ characters of source\)\./);
  });

  it('estimates the text in a line that stands in no call', async () => {
    const path = file('call.py', SOURCE);
    const { code, out } = await run(
      'estimate',
      `${path}:3`,
      '--from',
      'gpt-4o',
      '--to',
      'gpt-5.5:high',
    );
    assert.equal(code, 0);
    assert.match(out, /Read: line 3, string\./);
    const none = await run('estimate', `${path}:1`, '--from', 'gpt-4o', '--to', 'gpt-5.5:high');
    assert.equal(none.code, 2);
    assert.match(none.err, /no prompt in line 1/);
  });

  it('says why a source file holds none, and goes on with the others', async () => {
    const ruby = file('a.rb', 'puts "Summarise this text, please."\n');
    const { code, out } = await run('prompts', ruby, `${FOLDER}/as-const.ts`, '--json');
    assert.equal(code, 2);
    const [none, one] = out
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l) as { prompts: unknown[]; reason?: string });
    assert.deepEqual(none?.prompts, []);
    assert.match(
      none.reason ?? '',
      /No call of a known library in this Ruby file; select the text/,
    );
    assert.equal(one?.prompts.length, 1);
  });

  it('follows an import into the file beside it', async () => {
    file('texts.py', 'SYSTEM = "You sort parcels."\nMODEL = "gpt-4o"\n');
    const main = file(
      'main.py',
      'from texts import SYSTEM, MODEL\nclient.responses.create(model=MODEL, instructions=SYSTEM, input=q)\n',
    );
    const { out } = await run('prompts', main, '--json');
    const { prompts } = JSON.parse(out) as { prompts: { model: string; messages: unknown[] }[] };
    assert.equal(prompts[0]?.model, 'gpt-4o');
    assert.deepEqual(prompts[0].messages[0], { role: 'system', text: 'You sort parcels.' });
  });

  const estimate = (path: string) =>
    run('estimate', path, '--from', 'gpt-4o', '--to', 'o4-mini:high', '--json');

  it('never estimates a source file as a prompt', async () => {
    const { code, err } = await estimate(file('b.py', 'def f(prompt):\n    return prompt\n'));
    assert.equal(code, 2);
    assert.match(err, /No call of a known library in this Python file/);
  });

  it('asks for a line where a file holds several prompts, and takes the one there', async () => {
    const several = await estimate(`${FOLDER}/workspace/multi.ts`);
    assert.equal(several.code, 2);
    assert.match(several.err, /holds 2 prompts; choose one by its line:\n.*multi\.ts:3 /);
    const { code, out } = await estimate(`${FOLDER}/workspace/multi.ts:4`);
    assert.equal(code, 0);
    assert.ok((JSON.parse(out) as { prompt: { tokens: number } }).prompt.tokens < 20);
    assert.equal((await estimate(`${FOLDER}/workspace/multi.ts:1`)).code, 2);
  });

  it('says why candidates have no cost to hold to a limit', async () => {
    const path = file('long.txt', 'word '.repeat(300_000));
    const limited = (to: string) =>
      run('estimate', path, '--from', 'gpt-6-luna', '--to', to, '--max-cost', '99');
    const none = await limited('gpt-4o');
    assert.equal(none.code, 1);
    assert.match(none.err, /: the prompt does not fit into gpt-4o; --max-cost cannot be kept\n$/);
    const some = await limited('gpt-4o,qwq-32b,gpt-6-luna');
    assert.match(some.err, /does not fit into gpt-4o.*; --max-cost checks the others\n$/);
  });
});
