import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClaudeLog, say, use } from '../core/session/claudeLog';
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

  it('counts a session under paths that overlap once', async () => {
    const again = [folder, join(folder, '1.jsonl'), join(folder, 'subagents', '..')];
    const { out } = await run('Fix rounding of the totals', '--sessions', ...again);
    assert.match(out, /^5 of your 5 runs are like this one\.\n/);
  });

  it('adds what sub-agents cost, and says at least where the file of one is gone', async () => {
    const home = mkdtempSync(join(tmpdir(), 'lrm-lens-agents-'));
    const agent = { isSidechain: true, agentId: 'aaaa1111' };
    const main = new ClaudeLog()
      .user('Review the totals')
      .assistant('m1', [use('t', 'Task', { subagent_type: 'review', prompt: 'Review' })])
      .result('t', 'Fine', { toolUseResult: { agentId: 'aaaa1111' } })
      .assistant('m2', [say('Done')]);
    const side = new ClaudeLog()
      .user('Review', agent)
      .assistant('s1', [say('Long')], { output_tokens: 60_000 }, agent);
    const file = join(home, 's1', 'subagents', 'agent-aaaa1111.jsonl');
    mkdirSync(join(home, 's1', 'subagents'), { recursive: true });
    writeFileSync(join(home, 's1.jsonl'), main.text());
    writeFileSync(file, side.text());
    const cost = async () => {
      const task = await run('Review the totals', '--sessions', home, '--json');
      const found = JSON.parse(task.out) as {
        runs: number;
        usd: { p50: number };
        atLeast: boolean;
      };
      const log = await lens(['inspect', join(home, 's1.jsonl'), '--session', '--json']);
      const session = JSON.parse(log.out) as {
        costUsd: number;
        bound: string;
        turns: { bound: string }[];
      };
      assert.equal(found.runs, 1);
      assert.equal(found.usd.p50, session.costUsd);
      assert.equal(session.turns[0]?.bound, session.bound);
      return [found.usd.p50, found.atLeast, session.bound] as const;
    };
    const [usd, ...exact] = await cost();
    assert.ok(usd > 0.9);
    assert.deepEqual(exact, [false, 'exact']);
    rmSync(file);
    const [least, ...bound] = await cost();
    assert.ok(least < 0.01);
    assert.deepEqual(bound, [true, 'at-least']);
    rmSync(home, { recursive: true, force: true });
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
