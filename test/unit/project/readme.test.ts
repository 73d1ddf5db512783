import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lens } from '../cli/lens';

describe('README.md', () => {
  it('names every command of the terminal', async () => {
    const { out } = await lens(['--help']);
    const names = [...out.matchAll(/^lrm-lens ([a-z]+) /gm)].map(([, name]) => name!);
    assert.ok(names.length > 8, out);
    const readme = readFileSync('README.md', 'utf8');
    assert.deepEqual(
      names.filter((name) => !readme.includes(`\nlrm-lens ${name} `)),
      [],
    );
  });
});
