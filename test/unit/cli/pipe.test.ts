import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

describe('the terminal twin', () => {
  it('ends quietly when the reader of its output goes away', function () {
    if (process.platform === 'win32') this.skip();
    const command = `"${process.execPath}" dist/cli.js inspect ${'media/samples/*.jsonl '.repeat(200)} --json --text --steps | head -c 10`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    assert.equal(stdout.length, 10);
    assert.equal(stderr, '');
  });
});
