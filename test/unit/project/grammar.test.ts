import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

describe('the grammars of reasoning', () => {
  it('have the tags of the one table (node scripts/grammar.mjs)', () => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/grammar.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout);
  });
});
