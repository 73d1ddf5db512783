import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

describe('README.md', () => {
  it('names every command of the terminal', () => {
    const { stdout } = spawnSync(process.execPath, ['dist/cli.js', '--help'], { encoding: 'utf8' });
    const names = [...stdout.matchAll(/^lrm-lens ([a-z]+) /gm)].map(([, name]) => name!);
    assert.ok(names.length > 8, stdout);
    const readme = readFileSync('README.md', 'utf8');
    assert.deepEqual(
      names.filter((name) => !readme.includes(`\nlrm-lens ${name} `)),
      [],
    );
  });
});
