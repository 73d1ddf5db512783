import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

describe('commands, keys, menus and settings of the manifest', () => {
  it('are what the tables of the features say (node scripts/contributions.mjs)', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['scripts/contributions.mjs', '--check'],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout);
  });
});
