import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand } from '../../../src/cli/command';

describe('a file that cannot be written', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-command-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a command line in this process and takes what it says on stderr. */
  async function run(...args: readonly string[]): Promise<{ code: number; err: string }> {
    const { stderr } = process;
    const write = stderr.write.bind(stderr);
    let err = '';
    stderr.write = (text: string | Uint8Array) => {
      err += String(text);
      return true;
    };
    try {
      const code = await runCommand(args);
      return { code, err };
    } finally {
      stderr.write = write;
    }
  }

  it('is told in one line with the reason, as bad use', async () => {
    const missing = join(folder, 'no such folder', 'rows.csv');
    const sample = 'media/samples';
    const cases: readonly (readonly [path: string, reason: string])[] = [
      [missing, 'ENOENT: no such file or directory'],
      [folder, 'EISDIR: illegal operation on a directory'],
    ];
    for (const [path, reason] of cases) {
      const done = await run('report', sample, '--csv', path);
      assert.deepEqual(done, { code: 2, err: `lrm-lens: ${path}: ${reason}\n` });
    }
  });
});

describe('help', () => {
  const printed = (args: readonly string[]) => {
    const { status, stdout } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
      encoding: 'utf8',
    });
    return { status, stdout };
  };

  it('is printed for every command that the list of all names, and exits with 0', () => {
    const all = printed(['--help']);
    const names = [...all.stdout.matchAll(/^lrm-lens (\w+)/gm)].map(([, name]) => name!);
    assert.ok(names.includes('inspect') && names.includes('estimate'), names.join());
    for (const name of names) {
      const { status, stdout } = printed([name, '--help']);
      assert.equal(status, 0, name);
      assert.match(stdout, new RegExp(`^usage: lrm-lens ${name} `), name);
    }
  });
});

describe('a command line', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-line-'));
    const sample = readFileSync('media/samples/short-success.anthropic.json');
    writeFileSync(join(folder, '--odd.json'), sample);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const lens = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [resolve('dist/cli.js'), ...args], {
      ...{ cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } },
    });

  it('names files behind -- that look like options', () => {
    const commands = [
      ['inspect', '--json'],
      ['report', '--json'],
      ['search', '--json', 'a'],
      ['export', '--json', '-'],
    ];
    for (const command of commands) {
      const { status, stdout, stderr } = lens([...command, '--', '--odd.json']);
      assert.deepEqual([status, stderr], [0, ''], command[0]);
      assert.ok(stdout.length > 0, command[0]);
    }
    assert.equal(lens(['search', '--', '--help', '.']).status, 0, 'text, not an option');
  });

  it('is refused by every command with an option that it does not know, in one line and its use', () => {
    const { stdout } = lens(['--help']);
    for (const [, name = ''] of stdout.matchAll(/^lrm-lens (\w+)/gm)) {
      if (name === 'mcp') continue;
      const { status, stderr } = lens([name, '--nonsense']);
      const [first] = stderr.split('\n');
      assert.deepEqual([status, first], [2, `lrm-lens ${name}: unknown option '--nonsense'`]);
    }
  });

  it('ends with 2 where a model is asked for of which nothing is known, and says so', () => {
    const { status, stdout } = lens(['models', 'o3', 'nobody-knows-1', '--json']);
    assert.equal(status, 2);
    assert.equal(stdout.trim().split('\n').length, 2);
    assert.match(lens(['models', 'nobody-knows-1']).stdout, /not in the catalogue/);
    assert.equal(lens(['models', 'o3', 'gpt-4o']).status, 0);
  });

  it('has an exit code of its own for a fault of the program', () => {
    const fault = join(folder, 'fault.cjs');
    writeFileSync(fault, "process.stdout.write = () => { throw new TypeError('at fault'); };\n");
    const { status, stderr } = lens(['--help'], { NODE_OPTIONS: `--require ${fault}` });
    assert.equal(status, 70);
    assert.match(stderr, /a fault of the program itself:\nTypeError: at fault\n/);
  });
});

describe('the table of commands', () => {
  const table = {
    sing: {
      takes: 'SONG...',
      load: () =>
        Promise.resolve({
          run: (args: readonly string[]) => Promise.resolve(args.length === 0 ? 2 : 0),
          usage: 'usage: lrm-lens sing SONG...\n',
        }),
    },
  };

  /** What a command line of this table prints, and its exit code. */
  async function printed(...args: readonly string[]): Promise<readonly [number, string]> {
    const { stdout } = process;
    const write = stdout.write.bind(stdout);
    let out = '';
    stdout.write = (text: string | Uint8Array) => {
      out += String(text);
      return true;
    };
    try {
      return [await runCommand(args, table), out];
    } finally {
      stdout.write = write;
    }
  }

  it('lists a new one, prints its help and runs it', async () => {
    assert.deepEqual(await printed('--help'), [0, 'lrm-lens sing SONG...\n']);
    assert.deepEqual(await printed('sing', '--help'), [0, 'usage: lrm-lens sing SONG...\n']);
    assert.deepEqual(await printed('sing', 'ballad'), [0, '']);
    assert.deepEqual(await printed('sing'), [2, '']);
  });
});
