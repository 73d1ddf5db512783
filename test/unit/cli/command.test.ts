import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lens } from './lens';

describe('a file that cannot be written', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-command-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is told in one line with the reason, as bad use', async () => {
    const missing = join(folder, 'no such folder', 'rows.csv');
    const sample = 'media/samples';
    const cases: readonly (readonly [path: string, reason: string])[] = [
      [missing, 'ENOENT: no such file or directory'],
      [folder, 'EISDIR: illegal operation on a directory'],
    ];
    for (const [path, reason] of cases) {
      const done = await lens(['report', sample, '--csv', path]);
      assert.deepEqual(done, { code: 2, out: '', err: `lrm-lens: ${path}: ${reason}\n` });
    }
  });
});

/** Commands that run in this process. The server for agents is a bundle of its own. */
async function commandNames(): Promise<readonly string[]> {
  const { code, out } = await lens(['--help']);
  assert.equal(code, 0);
  const names = [...out.matchAll(/^lrm-lens (\w+)/gm)].map(([, name]) => name!);
  assert.ok(
    ['inspect', 'estimate', 'mcp'].every((name) => names.includes(name)),
    names.join(),
  );
  return names.filter((name) => name !== 'mcp');
}

describe('help', () => {
  it('is printed for every command that the list of all names, and exits with 0', async () => {
    for (const name of await commandNames()) {
      const { code, out } = await lens([name, '--help']);
      assert.equal(code, 0, name);
      assert.match(out, new RegExp(`^usage: lrm-lens ${name} `), name);
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

  it('names files behind -- that look like options', async () => {
    const commands = [
      ['inspect', '--json'],
      ['report', '--json'],
      ['search', '--json', 'a'],
      ['export', '--json', '-'],
    ];
    for (const command of commands) {
      const { code, out, err } = await lens([...command, '--', '--odd.json'], { cwd: folder });
      assert.deepEqual([code, err], [0, ''], command[0]);
      assert.ok(out.length > 0, command[0]);
    }
    const { code } = await lens(['search', '--', '--help', '.'], { cwd: folder });
    assert.equal(code, 0, 'text, not an option');
  });

  it('is refused by every command with an option that it does not know, in one line and its use', async () => {
    for (const name of await commandNames()) {
      const { code, err } = await lens([name, '--nonsense']);
      const [first] = err.split('\n');
      assert.deepEqual([code, first], [2, `lrm-lens ${name}: unknown option '--nonsense'`]);
    }
  });

  it('ends with 2 where a model is asked for of which nothing is known, and says so', async () => {
    const { code, out } = await lens(['models', 'o3', 'nobody-knows-1', '--json']);
    assert.equal(code, 2);
    assert.equal(out.trim().split('\n').length, 2);
    assert.match((await lens(['models', 'nobody-knows-1'])).out, /not in the catalogue/);
    assert.equal((await lens(['models', 'o3', 'gpt-4o'])).code, 0);
    const colours = { terminal: true, env: { NO_COLOR: '' } };
    const { out: table } = await lens(['models', 'o3', 'gpt-4o'], colours);
    assert.ok(table.startsWith('\u001b[2mmodel ') && table.includes('retires\u001b[0m\no3 '));
    assert.doesNotMatch(table, /\ufffd/);
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
    const { code, out } = await lens(args, { table });
    return [code, out];
  }

  it('lists a new one, prints its help and runs it', async () => {
    assert.deepEqual(await printed('--help'), [0, 'lrm-lens sing SONG...\n']);
    assert.deepEqual(await printed('sing', '--help'), [0, 'usage: lrm-lens sing SONG...\n']);
    assert.deepEqual(await printed('sing', 'ballad'), [0, '']);
    assert.deepEqual(await printed('sing'), [2, '']);
  });
});
