import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lens } from './lens';

const PROGRAM = 'dist/cli.js';

/** A line of each command that reads what is in this repository: what is bundled, and what is loaded beside it when it is needed. */
const LINES: readonly (readonly string[])[] = [
  ['--help'],
  ['nonsense'],
  ['inspect', 'media/samples/long-with-backtracks.deepseek.json', '--json', '--steps'],
  ['inspect', 'package.json'],
  ['export', 'media/samples/tool-use.claude-code.jsonl', '--session', '--otlp', '-'],
  ['prompts', 'test/fixtures/prompts/workspace/multi.ts', '--json'],
  [
    ...['estimate', 'test/fixtures/prompts/workspace/multi.ts:4'],
    ...['--from', 'gpt-4o', '--to', 'o4-mini:high', '--max-cost', '0.000001'],
  ],
  ['models', 'o3', 'gpt-4o'],
  ['report', 'media/samples', '--json'],
  ['search', 'time zone', 'media/samples'],
  ['why', 'package.json:1', '--sessions', 'media/samples'],
  ['task', 'Fix the discount', '--sessions', 'media/samples'],
  ['check', 'test/fixtures/prompts/workspace'],
  ['trial', '--help'],
];

describe('the program of the terminal', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-program-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What a process of the program prints into a pipe, and its exit code. */
  const started = (args: readonly string[]) =>
    new Promise((resolve) => {
      execFile(process.execPath, [PROGRAM, ...args], (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      );
    });

  for (const line of LINES) {
    it(`says what its code says, and ends with the same code: ${line.join(' ')}`, async () => {
      assert.deepEqual(await started(line), await lens(line));
    });
  }

  it('tells the version of its package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const told = { code: 0, out: `${version}\n`, err: '' };
    for (const option of ['--version', '-V']) assert.deepEqual(await started([option]), told);
  });

  it('is asked for a line of every command', async () => {
    const { out } = await lens(['--help']);
    const names = [...out.matchAll(/^lrm-lens (\w+)/gm)].map(([, name]) => name!);
    // Two cannot run in here: they read what lies beside the bundle.
    const asked = [...LINES.map(([name]) => name), 'mcp', 'concepts'];
    assert.deepEqual(
      names.filter((name) => !asked.includes(name)),
      [],
    );
  });

  it('prints the help of the server for agents', async () => {
    const { out } = (await started(['mcp', '--help'])) as { out: string };
    assert.match(out, /^usage: lrm-lens mcp /);
  });

  it('prints what stands in the library', async () => {
    const { out } = (await started(['concepts', 'C16'])) as { out: string };
    assert.match(out, /Wrong\./);
  });

  it('has an exit code of its own for a fault of the program', () => {
    const fault = join(folder, 'fault.cjs');
    writeFileSync(fault, "process.stdout.write = () => { throw new TypeError('at fault'); };\n");
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, '--help'], {
      ...{ encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: `--require ${fault}` } },
    });
    assert.equal(status, 70);
    assert.match(stderr, /a fault of the program itself:\nTypeError: at fault\n/);
  });
});
