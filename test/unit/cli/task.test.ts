import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClaudeLog, say } from '../core/session/claudeLog';
import { lens } from './lens';

describe('lrm-lens task', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-task-'));
    mkdirSync(join(folder, 'subagents'));
    const log = (n: number) =>
      new ClaudeLog()
        .user(`Fix the rounding of totals, case ${n}00`)
        .assistant('m', [say('Done')], { output_tokens: 1_000 * n })
        .text();
    for (const n of [1, 2, 3, 4, 5]) writeFileSync(join(folder, `${n}.jsonl`), log(n));
    writeFileSync(join(folder, 'subagents', 'agent-1.jsonl'), log(1));
    writeFileSync(join(folder, 'notes.txt'), 'Nothing of a session.');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: readonly string[]) => lens(['task', ...args]);

  it('tells the range of like runs with their number and a cap', async () => {
    const { code, out } = await run('Fix rounding of the totals', '--sessions', folder);
    assert.equal(code, 0);
    assert.match(out, /^5 of your 5 runs are like this one\.\n/);
    assert.match(out, /money +\$0\.\d+ +\$0\.\d+ +\$0\.\d+ +5/);
    assert.match(out, /Cap to suggest: \$0\.0\d+/);
  });

  it('says that there is no like run yet', async () => {
    const { code, out } = await run('Translate the handbook', '--sessions', folder);
    assert.equal(code, 0);
    assert.equal(out, 'No like run yet, among 5 of yours.\n');
    const bare = await run(
      'Fix rounding of the totals',
      '--sessions',
      folder,
      '--model',
      'o3',
      '--json',
    );
    assert.deepEqual((JSON.parse(bare.out) as { runs: number; usd: null }).usd, null);
  });

  it('says what is wrong, as bad use', async () => {
    for (const [args, reason] of [
      [['--sessions', folder], /words of the task/],
      [['Fix it'], /--sessions takes a path/],
      [['Fix it', '--speed'], /unknown option/],
      [['Fix it', '--sessions', join(folder, 'none')], /no such file|ENOENT/],
    ] as const) {
      const { code, err } = await run(...args);
      assert.equal(code, 2);
      assert.match(err, reason);
    }
  });
});
