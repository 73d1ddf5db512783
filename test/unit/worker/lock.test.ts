import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeLock, takeLock } from '../../../src/worker/lock.node';

describe('a lock file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-lock-'));
  const path = join(folder, 'sums.trial.lock');
  afterEach(() => freeLock(path));
  after(() => rmSync(folder, { recursive: true }));

  it('is taken once, and can be taken again when it is given back', () => {
    assert.equal(takeLock(path), null);
    assert.equal(readFileSync(path, 'utf8'), String(process.pid));
    assert.equal(takeLock(path), process.pid);
    freeLock(path);
    assert.ok(!existsSync(path));
    assert.equal(takeLock(path), null);
  });

  it('stays with the process that has it, and is taken over from one that runs no more', () => {
    writeFileSync(path, String(process.ppid));
    assert.equal(takeLock(path), process.ppid);
    assert.equal(readFileSync(path, 'utf8'), String(process.ppid));
    for (const left of [String(spawnSync(process.execPath, ['--version']).pid), '', 'no process']) {
      writeFileSync(path, left);
      assert.equal(takeLock(path), null, left);
    }
  });

  it('is told not to be there to take where nothing can be written', () => {
    assert.throws(() => takeLock(join(folder, 'nowhere', 'x.lock')), /ENOENT/);
  });
});
