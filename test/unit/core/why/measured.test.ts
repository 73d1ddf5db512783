import assert from 'node:assert/strict';
import { judge, play, totals, type Counts } from './measure';

describe('why a line is there, on scripted repositories', () => {
  it('names the edit of nineteen in twenty lines, and never gives a line of a person to an agent', async () => {
    const counts: Counts = new Map();
    for (const seed of [500, 501, 502, 503]) {
      const repo = play(seed);
      try {
        await judge(repo, counts);
      } finally {
        repo.remove();
      }
    }
    const { precision, recall, guessed, recorded } = totals(counts);
    assert.ok(recorded > 200, `${recorded} lines with a recorded edit`);
    assert.ok(precision >= 0.95, `precision ${precision}`);
    assert.ok(recall >= 0.8, `recall ${recall}`);
    assert.equal(guessed, 0);
  }).timeout(60_000);
});
