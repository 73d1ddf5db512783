import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClaudeLog, use } from '../core/session/claudeLog';
import { ScriptedRepo } from '../core/why/scriptedRepo';
import { lens } from './lens';

interface Answer {
  readonly git: boolean;
  readonly answers: readonly {
    readonly answer: string;
    readonly lines: readonly number[];
    readonly edits: readonly {
      readonly match: string;
      readonly story: {
        readonly request: string;
        readonly reasoning: string;
        readonly step: { readonly text: string } | null;
        readonly tried: readonly { readonly outcome: string }[];
        readonly tests: readonly { readonly passed: boolean }[];
      };
    }[];
    readonly commit: { readonly subject: string } | null;
  }[];
  readonly searched: { readonly logs: number };
}

describe('lrm-lens why', () => {
  const repo = new ScriptedRepo(42);
  const file = 'src/main.ts';
  const run = (...args: readonly string[]) => lens(['why', ...args], { cwd: repo.root });
  let written = 0;

  before(() => {
    written = repo.changedByAgent(file);
  });
  after(() => repo.remove());

  it('goes from a line to the edit, the step before it, the request, what failed and the tests', async () => {
    const { out, code } = await run(`${file}:${written}`, '--sessions', repo.logs, '--json');
    assert.equal(code, 0);
    const answer = JSON.parse(out) as Answer;
    const [found] = answer.answers;
    assert.equal(answer.git, true);
    assert.equal(found?.answer, 'edit');
    assert.equal(found.commit?.subject, 'Raise the limit');
    const [{ match, story } = assert.fail()] = found.edits;
    assert.equal(match, 'exact');
    assert.equal(story.reasoning, 'summary');
    assert.match(story.step?.text ?? '', /not enough|I will change it/);
    assert.match(story.request, /^Please /);
    assert.deepEqual(
      story.tried.map((t) => t.outcome),
      ['failed'],
    );
    assert.deepEqual(
      story.tests.map((t) => t.passed),
      [true],
    );
  });

  it('says for people what it found, and guesses nothing where there is no edit', async () => {
    const found = (await run(`${file}:${written}`, '--sessions', repo.logs)).out;
    for (const word of [
      'the same text, spaces and quotes aside',
      'before   step',
      'request  Please',
      'tests    npm test: passed',
    ]) {
      assert.ok(found.includes(word), `${word} in ${found}`);
    }
    const first = await run(`${file}:1`, '--sessions', repo.logs);
    assert.match(first.out, /no recorded edit; nothing is guessed/);
    assert.match(first.out, /commit [0-9a-f]{10} .*Begin/);
    assert.equal(first.code, 0);
  });

  it('changes nothing in the repository', async () => {
    await run(`${file}:1-3`, '--sessions', repo.logs);
    assert.equal(repo.git('status', '--porcelain'), '');
    assert.ok(readFileSync(join(repo.root, file), 'utf8').length > 0);
  });

  it('refuses bad use', async () => {
    for (const args of [
      [],
      [file],
      [`${file}:1`],
      [`${file}:99999`, '--sessions', repo.logs],
      [`${file}:1`, '--x'],
    ]) {
      assert.equal((await run(...args)).code, 2, args.join(' '));
    }
  });

  it('tells what it did not read from what is gone', async () => {
    const home = mkdtempSync(join(tmpdir(), 'lrm-lens-why-'));
    const path = join(home, 'app.txt');
    const lines = ['alpha', 'beta', 'gamma', 'delta', 'iron', 'gold', 'copper', 'silver'].map(
      (word) => `${word} is the name of this line`,
    );
    const log = new ClaudeLog().user('Write the file');
    for (const [i, line] of lines.entries()) {
      const before = lines[i - 1];
      log
        .assistant(`m${i}`, [
          before === undefined
            ? use(`t${i}`, 'Write', { file_path: path, content: `${line}\n` })
            : use(`t${i}`, 'Edit', {
                file_path: path,
                old_string: before,
                new_string: `${before}\n${line}`,
              }),
        ])
        .result(`t${i}`, 'ok');
    }
    mkdirSync(join(home, 'logs'));
    writeFileSync(join(home, 'logs', 's1.jsonl'), log.text());
    writeFileSync(path, `${lines.join('\n')}\n`);
    const args = ['why', `${path}:1-8`, '--sessions', join(home, 'logs'), '--no-git'];
    const { out } = await lens(args);
    assert.equal(out.match(/its session was not read: ask for fewer lines/g)?.length, 2);
    assert.doesNotMatch(out, /no longer holds it/);
    const { answers } = JSON.parse((await lens([...args, '--json'])).out) as {
      answers: { edits: { sessionRead: boolean; story: object | null }[] }[];
    };
    const edits = answers.flatMap((answer) => answer.edits);
    assert.deepEqual(
      edits.map(({ sessionRead, story }) => [sessionRead, story !== null]),
      edits.map((_, i) => [i < 6, i < 6]),
    );
    rmSync(home, { recursive: true, force: true });
  });
});
