import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function readReport(folder: string): { code: number | null; out: string; err: string } {
  const done = spawnSync(process.execPath, ['dist/cli.js', 'report', folder], { encoding: 'utf8' });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

describe('a report over a folder', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-report-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('counts and names the files that it could not read, and passes over those of other kinds', () => {
    const broken = join(folder, 'a.json');
    writeFileSync(broken, '{"a": tru');
    writeFileSync(join(folder, 'notes.txt'), 'Words.');
    const one = readReport(folder);
    assert.equal(one.code, 0);
    assert.match(one.err, /^lrm-lens: 1 file was not read: .*a\.json: .+\n$/);
    assert.match(one.out, /1 others hold no traces/);

    writeFileSync(join(folder, 'b.json'), '{"b": x}');
    const { err } = readReport(folder);
    assert.match(err, /^lrm-lens: 2 files were not read, the first: .*a\.json: .+\n$/);
  });
});
