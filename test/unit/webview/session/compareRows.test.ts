import assert from 'node:assert/strict';
import { compareSessions } from '../../../../src/core/session/compare';
import {
  likenessOf,
  nextDifference,
  pairCounts,
  runRows,
} from '../../../../src/webview/session/compare/compareRows';
import { ClaudeLog, say, use } from '../../core/session/claudeLog';
import { sessionOf } from '../../core/session/sessionFixture';

const bash = (id: string, command: string) => use(id, 'Bash', { command });

function log(commands: readonly string[], failed: readonly string[] = []): ClaudeLog {
  const made = new ClaudeLog().user('Fix the build of the shop');
  for (const [i, command] of commands.entries()) {
    made.assistant(`m${i}`, [bash(`t${i}`, command)]);
    made.result(`t${i}`, 'text', {}, failed.includes(command));
  }
  return made.assistant('end', [say('Done.')]);
}

const compare = async (a: ClaudeLog, b: ClaudeLog) =>
  compareSessions(await sessionOf(a.text()), await sessionOf(b.text()), [null, null]);

describe('rows of two sessions', () => {
  it('has a row where the two part, which tells how long each goes alone', async () => {
    const found = await compare(
      log(['npm ci', 'npm test']),
      log(['git status', 'git log', 'npm test']),
    );
    const rows = runRows(found);
    assert.deepEqual(
      rows.map((row) => row.kind),
      ['pair', 'part', 'pair', 'pair', 'pair', 'pair', 'pair'],
    );
    assert.deepEqual(rows[1], { kind: 'part', onlyA: 1, onlyB: 2 });
  });

  it('goes from difference to difference, a run on one side being one', async () => {
    const found = await compare(
      log(['npm ci', 'npm test', 'npm run lint'], ['npm test']),
      log(['npm ci', 'npm test', 'git status', 'git log', 'npm run lint']),
    );
    const rows = runRows(found);
    const stops: number[] = [];
    for (let at = nextDifference(rows, found, 0); at !== null;) {
      stops.push(at);
      at = nextDifference(rows, found, at);
    }
    const text = stops.map((stop) => {
      const row = rows[stop]!;
      return row.kind === 'part' ? 'part' : (found.b.lines[row.b]?.text ?? '-');
    });
    // The failed test of one side, then the stretch of B.
    assert.deepEqual(text, ['npm test', 'part']);
  });

  it('tells a line that only ended otherwise from one that asked something else', async () => {
    const found = await compare(log(['npm test'], ['npm test']), log(['npm test']));
    assert.equal(likenessOf(found.a.lines[1], found.b.lines[1]), 'outcome');
    assert.equal(likenessOf(found.a.lines[0], found.b.lines[0]), 'same');
    assert.equal(likenessOf(found.a.lines[0], undefined), 'alone');
    assert.deepEqual(pairCounts(found), { same: 2, paired: 3, rows: 3 });
  });
});
