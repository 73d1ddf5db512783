import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

describe('the contributions of the trace viewer', () => {
  it('are what the tables of its commands say (node scripts/contributions.mjs)', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['scripts/contributions.mjs', '--check'],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout);
  });
});
