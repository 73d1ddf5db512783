import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ScriptedRepo } from '../core/why/scriptedRepo';
import { ask, connect, items } from './client';

describe('why_line of the MCP server', () => {
  const repo = new ScriptedRepo(42);
  const file = 'src/main.ts';
  let client: Client;
  let written = 0;
  before(async () => {
    written = repo.changedByAgent(file);
    client = await connect(repo.root, repo.logs);
  });
  after(async () => {
    await client.close();
    repo.remove();
  });

  it('goes from a line to the edit, what was thought, asked and tried before, and the tests', async () => {
    const { text, data } = await ask(client, 'why_line', { file, line: written });
    const [found] = items(data['answers']);
    assert.deepEqual(found?.['lines'], [written]);
    assert.equal(found['answer'], 'edit');
    const [edit] = items(found['edits']);
    assert.equal(edit?.['match'], 'exact');
    assert.equal(edit['sessionRead'], true);
    const story = edit['story'] as Readonly<Record<string, unknown>>;
    assert.match(String(story['request']), /^Please /);
    assert.match((story['step'] as { readonly text: string }).text, /not enough|I will change it/);
    assert.deepEqual(
      items(story['tried']).map(({ outcome }) => outcome),
      ['failed'],
    );
    assert.deepEqual(
      items(story['tests']).map(({ passed }) => passed),
      [true],
    );
    assert.equal(data['complete'], true);
    const [, mark] = /between the borders (\w{8}) /.exec(text) ?? [];
    assert.match(
      text,
      new RegExp(`\\[${mark} begin: request of the user\\]\nPlease [^]*\n\\[${mark} end\\]`),
    );
  });

  it('asks git where the whole repository is in the folders, and says why not elsewhere', async () => {
    const { data } = await ask(client, 'why_line', { file, line: written });
    assert.equal(data['git'], 'asked');
    const commits = items(data['answers']).map(({ commit }) => commit);
    assert.deepEqual(
      commits.map((commit) => (commit as { readonly subject: string }).subject),
      ['Raise the limit'],
    );
    const part = await connect(join(repo.root, 'src'), repo.logs);
    try {
      const inside = await ask(part, 'why_line', { file: 'main.ts', line: written });
      assert.match(inside.text, /Git was not asked: its repository is not within the folders/);
      assert.equal(items(inside.data['answers'])[0]?.['commit'], null);
    } finally {
      await part.close();
    }
  });

  it('starts no program that the settings of a repository name', async () => {
    const started = join(repo.root, 'started');
    repo.git('config', 'filter.x.clean', `touch ${started}; cat`);
    writeFileSync(join(repo.root, '.gitattributes'), '* filter=x\n');
    try {
      const { data } = await ask(client, 'why_line', { file, line: written });
      assert.equal(data['git'], 'asked');
      assert.equal(existsSync(started), false);
    } finally {
      repo.git('config', '--remove-section', 'filter.x');
      rmSync(join(repo.root, '.gitattributes'));
    }
  });

  it('gives the same when asked again, and counts no log twice', async () => {
    const once = await ask(client, 'why_line', { file, line: written });
    const again = await ask(client, 'why_line', { file, line: written });
    assert.deepEqual(again.data, once.data);
    assert.equal((once.data['searched'] as { readonly logs: number }).logs, 1);
  });

  it('guesses nothing where no edit is recorded', async () => {
    const { text, data } = await ask(client, 'why_line', { file, line: 1 });
    assert.match(text, /Line 1: no recorded edit; nothing is guessed/);
    assert.deepEqual(items(data['answers'])[0]?.['edits'], []);
  });

  it('knows no edits of logs outside the folders', async () => {
    const alone = await connect(repo.root);
    try {
      const { data } = await ask(alone, 'why_line', { file, line: written });
      assert.equal(items(data['answers'])[0]?.['answer'], 'none');
      assert.equal((data['searched'] as { readonly logs: number }).logs, 0);
    } finally {
      await alone.close();
    }
  });

  for (const [args, message] of [
    [{ line: 99_999 }, /The file has \d+ lines/],
    [{ line: 3, to: 2 }, /first before the last/],
    [{ line: 1, to: 500 }, /1 to 200 lines/],
    [{ line: 0 }, /at line/],
    [{ line: 1, file: '../logs' }, /There is no file/],
  ] as const) {
    it(`says what is wrong with ${JSON.stringify(args)}`, async () => {
      const { isError, text } = await ask(client, 'why_line', { file, ...args });
      assert.equal(isError, true);
      assert.match(text, message);
    });
  }

  it('forgets a log that went away', async () => {
    for (const log of readdirSync(repo.logs, { recursive: true, withFileTypes: true }))
      if (log.isFile()) rmSync(join(log.parentPath, log.name));
    const { data } = await ask(client, 'why_line', { file, line: written });
    assert.equal(items(data['answers'])[0]?.['answer'], 'none');
    assert.equal((data['searched'] as { readonly logs: number }).logs, 0);
  });
});
