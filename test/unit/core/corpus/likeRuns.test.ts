import assert from 'node:assert/strict';
import { forecast, pastRun, type PastRun, type Task } from '../../../../src/core/corpus/likeRuns';
import { ClaudeLog, say, use } from '../session/claudeLog';
import { sessionOf } from '../session/sessionFixture';

const run = (words: string, more: Partial<PastRun> = {}): PastRun => ({
  title: null,
  words,
  folder: '/home/dev/shop',
  model: 'claude-sonnet-4-5',
  effort: null,
  startedAt: null,
  turns: 1,
  calls: 10,
  usd: 1,
  atLeast: false,
  seconds: 60,
  ...more,
});
const task = (words: string, more: Partial<Task> = {}): Task => ({
  words,
  folder: null,
  model: null,
  effort: null,
  ...more,
});
const ROUNDING = 'Fix the rounding of totals in the invoice';

describe('a run that has ended', () => {
  it('is its first words, its model and its sums', async () => {
    const log = new ClaudeLog()
      .user('Fix the rounding')
      .assistant('a', [use('t', 'Bash', { command: 'ls' })])
      .result('t', 'ok')
      .assistant('b', [say('Done')])
      .user('Thanks')
      .assistant('c', [say('Welcome')]);
    const found = pastRun(await sessionOf(log.text()));
    assert.equal(found?.words, 'Fix the rounding');
    assert.deepEqual([found.turns, found.calls, found.folder], [2, 3, '/home/dev/shop']);
    assert.ok(found.usd !== null && found.usd > 0 && !found.atLeast);
  });

  it('costs at least what was read where the calls of a sub-agent are in another file', async () => {
    const log = new ClaudeLog()
      .user('Fix the rounding')
      .assistant('a', [use('t', 'Task', { subagent_type: 'review', prompt: 'Review' })])
      .result('t', 'Fine', { toolUseResult: { agentId: 'aaaa1111' } })
      .assistant('b', [say('Done')]);
    const found = pastRun(await sessionOf(log.text()));
    assert.ok(found?.usd !== null && found?.atLeast);
  });

  it('is none where nothing was asked or answered', async () => {
    assert.equal(pastRun(await sessionOf(new ClaudeLog().user('Hi').text())), null);
  });
});

describe('what runs like a task took', () => {
  const past = [1, 2, 3, 4, 5].map((usd) =>
    run(`Fix the rounding of totals, case ${usd}00`, { usd, calls: 10 * usd, turns: usd }),
  );
  const other = run('Write the release notes for November', { usd: 90 });

  it('is a range over like runs only, with their number', () => {
    const found = forecast(task(ROUNDING), [...past, other]);
    assert.deepEqual([found.runs, found.like, found.usd?.n], [6, 5, 5]);
    assert.deepEqual([found.usd?.p50, found.calls?.p50, found.turns?.p50], [3, 30, 3]);
    assert.equal(found.usd?.max, 5);
  });

  it('says that there is none, and invents no range from other runs', () => {
    const found = forecast(task('Translate the handbook'), [...past, other]);
    assert.deepEqual([found.runs, found.like, found.usd, found.capUsd], [6, 0, null, null]);
  });

  it('suggests a cap that nine of ten stayed below, from five known costs on', () => {
    assert.equal(forecast(task(ROUNDING), past).capUsd, 4.6);
    assert.equal(forecast(task(ROUNDING), past.slice(1)).capUsd, null);
    const unknown = past.map((p, i) => (i === 0 ? { ...p, usd: null } : p));
    const found = forecast(task(ROUNDING), unknown);
    assert.deepEqual([found.like, found.usd?.n, found.capUsd], [5, 4, null]);
  });

  it('takes runs of the asked workspace, model and effort only', () => {
    const runs = [
      ...past,
      run(ROUNDING, { folder: '/home/dev/other' }),
      run(ROUNDING, { model: 'o3' }),
      run(ROUNDING, { effort: 'high', folder: '/home/dev/shop/app' }),
    ];
    const like = (more: Partial<Task>) => forecast(task(ROUNDING, more), runs).like;
    assert.equal(like({}), 8);
    assert.equal(like({ folder: '/home/dev/shop' }), 7);
    assert.equal(like({ model: 'o3' }), 1);
    assert.equal(like({ effort: 'high' }), 1);
  });

  it('names the most like ones first, and says when a cost is a lower bound', () => {
    const found = forecast(task(ROUNDING), [...past, run(ROUNDING, { atLeast: true })]);
    assert.equal(found.nearest[0]?.share, 1);
    assert.equal(found.nearest.length, 3);
    assert.equal(found.atLeast, true);
  });
});
