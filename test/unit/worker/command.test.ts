import assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { commandsIn } from '../../../src/worker/command.node';

describe('a command that checks answers', () => {
  let folder = '';
  const never = new AbortController().signal;
  const input = { answer: '5', expected: '5', values: { a: '2' }, about: {} };
  const script = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return `"${process.execPath}" ${name}`;
  };
  const run = (command: string, limitMs?: number, signal = never) =>
    commandsIn(folder, limitMs)!(command, input, signal);

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'lrm-lens-command-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gets the answer as JSON in its folder, and its exit code is the verdict', async () => {
    const command = script(
      'check.js',
      `let s = ''; process.stdin.on('data', (d) => (s += d)).on('end', () => {
        const { answer, expected, values } = JSON.parse(s);
        console.log(process.cwd(), values.a);
        process.exit(answer === expected ? 0 : 1);
      });`,
    );
    assert.deepEqual(await run(command), { right: true, said: `${folder} 2` });
    const wrong = { ...input, answer: '6' };
    assert.equal((await commandsIn(folder)!(command, wrong, never)).right, false);
  });

  for (const [what, text, said] of [
    ['another exit code', 'console.error("no such thing"); process.exit(3)', /no such thing/],
    ['an end by a signal', 'process.kill(process.pid, "SIGKILL")', /^/],
  ] as const) {
    it(`gives no verdict by ${what}`, async () => {
      const done = await run(script('check.js', text));
      assert.equal(done.right, null);
      assert.match(done.said, said);
    });
  }

  it('gives no verdict where there is no such program', async () => {
    const { right, said } = await run('there-is-no-such-program-here');
    assert.equal(right, null);
    assert.match(said, /there-is-no-such-program-here/);
  });

  /** A program that starts another one, which says that it lives and would go on for long. */
  const family = (): string => {
    script(
      'child.js',
      `require('fs').writeFileSync('child', String(process.pid)); setInterval(() => 0, 1e6)`,
    );
    return script(
      'check.js',
      `require('child_process').spawn(process.execPath, ['child.js'], { stdio: 'inherit' }); setInterval(() => 0, 1e6)`,
    );
  };
  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      // One that has ended and that nobody has asked for is there by name only.
      return !/^State:\s*Z/m.test(
        existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '',
      );
    } catch {
      return false;
    }
  };

  it('ends when it takes too long', async () => {
    const { right, said } = await run(script('check.js', 'setInterval(() => 0, 1e6)'), 200);
    assert.equal(right, null);
    assert.match(said, /It was stopped after 0.2 s/);
  }).timeout(20_000);

  it('ends with all that it has started when the run is broken off', async function () {
    if (process.platform === 'win32') return this.skip();
    const control = new AbortController();
    const ran = run(family(), 600_000, control.signal);
    const file = join(folder, 'child');
    const pid = (): number => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
    while (pid() === 0) await setImmediate();
    control.abort();
    assert.equal((await ran).right, null);
    // The system closes what a program had open, which ended the run, before it counts the program as ended.
    while (isAlive(pid())) await setImmediate();
  }).timeout(60_000);

  it('keeps a bounded part of what it says', async () => {
    const command = script(
      'check.js',
      'for (let i = 0; i < 5e4; i++) console.log("word ".repeat(20))',
    );
    const { right, said } = await run(command);
    assert.equal(right, true);
    assert.ok(said.length < 200_000, `${said.length}`);
  }).timeout(20_000);

  it('is not given what the editor set for itself', async () => {
    process.env['ELECTRON_RUN_AS_NODE'] = '1';
    process.env['VSCODE_IPC_HOOK'] = 'x';
    try {
      const { said } = await run(
        script(
          'check.js',
          'console.log(Object.keys(process.env).filter((k) => /^(VSCODE|ELECTRON)/.test(k)).length)',
        ),
      );
      assert.equal(said, '0');
    } finally {
      delete process.env['ELECTRON_RUN_AS_NODE'];
      delete process.env['VSCODE_IPC_HOOK'];
    }
  });
});
