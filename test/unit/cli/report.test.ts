import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lens } from './lens';

const readReport = (folder: string) => lens(['report', folder]);

describe('a report over a folder', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-report-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('counts and names the files that it could not read, and passes over those of other kinds', async () => {
    const broken = join(folder, 'a.json');
    writeFileSync(broken, '{"a": tru');
    writeFileSync(join(folder, 'notes.txt'), 'Words.');
    const one = await readReport(folder);
    assert.equal(one.code, 0);
    assert.match(one.err, /^lrm-lens: 1 file was not read: .*a\.json: .+\n$/);
    assert.match(one.out, /1 other without traces/);

    writeFileSync(join(folder, 'b.json'), '{"b": x}');
    const { err } = await readReport(folder);
    assert.match(err, /^lrm-lens: 2 files were not read, the first: .*a\.json: .+\n$/);
  });

  it('counts a file once under every path that leads to it', async () => {
    const file = join(folder, 'one.txt');
    writeFileSync(file, '<think>Is 7 a prime? It has no divisor.</think>Yes');
    const { out } = await lens(['report', folder, file, join(folder, '.', 'one.txt'), '--json']);
    assert.equal((JSON.parse(out) as { all: { traces: number } }).all.traces, 1);
  });

  it('tells a file that was named as one, though its folder was read before', async () => {
    const { code, err } = await lens(['report', folder, join(folder, 'a.json')]);
    assert.equal(code, 2);
    assert.match(err, /^lrm-lens: .*a\.json: .+\n/);
  });

  it('says that costs without a record are those of price lists', async () => {
    assert.match((await readReport(folder)).out, /Costs as recorded, else by list prices\.\n/);
  });
});
