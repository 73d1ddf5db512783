import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lens } from './lens';

const CLI = resolve('dist/cli.js');
/** A command that takes longer waits for something that never comes. Milliseconds. */
const HANGS = 60_000;

const SOURCE = `from openai import OpenAI
OpenAI().chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Say hello"}])
`;

describe('a path that is no readable file', () => {
  let folder = '';
  before(function () {
    if (process.platform === 'win32') this.skip();
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-odd-'));
    mkdirSync(join(folder, 'logs'));
    writeFileSync(join(folder, 'call.py'), SOURCE);
    writeFileSync(join(folder, 'bytes.py'), Uint8Array.of(1, 0, 2));
    symlinkSync('call.py', join(folder, 'link.py'));
    execFileSync('mkfifo', ['pipe'], { cwd: folder });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** In a process of its own, which what hangs does not outlive. */
  const started = (...args: readonly string[]) => {
    const done = spawnSync(process.execPath, [CLI, ...args], {
      ...{ cwd: folder, encoding: 'utf8', timeout: HANGS, input: '' },
    });
    return { code: done.status, out: done.stdout, err: done.stderr };
  };
  const run = (...args: readonly string[]) => lens(args, { cwd: folder });

  it('is told with its name by every command that reads traces, and ends with 2', async () => {
    const commands: readonly (readonly string[])[] = [
      ['inspect', 'PATH'],
      ['export', 'PATH', '--json', '-'],
      ['why', 'PATH:1', '--sessions', 'logs'],
    ];
    for (const command of [...commands, ['report', 'PATH'], ['search', 'word', 'PATH']]) {
      const { code, err } = started(...command.map((arg) => arg.replace('PATH', 'pipe')));
      assert.deepEqual([code, err.includes('pipe: Is a pipe')], [2, true], `${command[0]}: ${err}`);
    }
    for (const command of commands) {
      const { code, err } = await run(...command.map((arg) => arg.replace('PATH', 'logs')));
      assert.deepEqual([code, err.includes('logs: Is a folder.\n')], [2, true], err);
    }
  });

  it('is no file without calls for the review of calls', async () => {
    const { code, out, err } = await run('check', 'bytes.py', 'call.py');
    assert.equal(code, 2);
    assert.match(err, /bytes\.py: is not text/);
    assert.match(out, /1 model call\./);
    assert.match((await run('check', 'link.py')).out, /link\.py:2/);
    assert.equal((await run('check', '.')).code, 0, 'beside code, bytes are nothing to tell');
  });

  it('does not make an export out of an option, nor of the file itself', async () => {
    const sample = resolve('media/samples/short-success.anthropic.json');
    writeFileSync(join(folder, 'trace.jsonl'), readFileSync(sample));
    const { code, err } = await run('export', 'trace.jsonl', '--markdown', '--structure');
    assert.deepEqual([code, err.includes('--markdown takes a value')], [2, true]);
    assert.equal((await run('export', 'trace.jsonl', '--json', './trace.jsonl')).code, 2);
    assert.deepEqual(readFileSync(join(folder, 'trace.jsonl')), readFileSync(sample));
  });

  it('ends the server for agents when the client goes away', () => {
    assert.deepEqual(started('mcp', '--folder', 'logs'), { code: 0, out: '', err: '' });
  });

  it('goes on where nobody reads what is told besides', () => {
    const command = `"${process.execPath}" "${CLI}" inspect gone gone gone 2>&1 >/dev/null | true; exit \${PIPESTATUS[0]}`;
    assert.equal(spawnSync('bash', ['-c', command], { cwd: folder }).status, 2);
  });
});
