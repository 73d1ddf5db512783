import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lens } from '../cli/lens';

describe('README.md', () => {
  it('tells of every command of the terminal what it takes, as its help does', async () => {
    const { out } = await lens(['--help']);
    const uses = (text: string): readonly string[] =>
      [...text.matchAll(/^lrm-lens [a-z]+ .*(?:\n {6,}.*)*/gm)].map(([use]) =>
        use.replace(/\s+/g, ' ').trim(),
      );
    const readme = /## In the terminal[\s\S]*?```\n([\s\S]*?)```/.exec(
      readFileSync('README.md', 'utf8'),
    );
    const told = uses(out);
    assert.ok(told.length > 8, out);
    assert.deepEqual([...uses(readme?.[1] ?? '')].sort(), [...told].sort());
  });
});
