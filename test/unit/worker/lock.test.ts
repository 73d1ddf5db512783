import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
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

  it('is had by one of those that find it left at the same time', async () => {
    const bundle = join(folder, 'lock.cjs');
    buildSync({
      ...{ entryPoints: ['src/worker/lock.node.ts'], outfile: bundle },
      ...{ bundle: true, format: 'cjs', platform: 'node' },
    });
    // Each waits until all are ready and the file is there that lets them go.
    const taker = `
      const { existsSync } = require('node:fs');
      const { takeLock } = require(process.argv[1]);
      process.stdin.on('data', (at) => {
        while (!existsSync(at + '.go'));
        process.stdout.write(String(takeLock(String(at)) === null));
      });
      process.stdout.write('ready');`;
    const takers = Array.from({ length: 4 }, () => spawn(process.execPath, ['-e', taker, bundle]));
    const said = () => Promise.all(takers.map((one) => once(one.stdout, 'data').then(String)));
    await said();
    const gone = String(spawnSync(process.execPath, ['--version']).pid);
    for (let round = 0; round < 12; round++) {
      const at = join(folder, `${round}.lock`);
      writeFileSync(at, gone);
      const told = said();
      for (const one of takers) one.stdin.write(at);
      writeFileSync(`${at}.go`, '');
      assert.equal((await told).filter((has) => has === 'true').length, 1, `round ${round}`);
      assert.ok(!existsSync(`${at}.taking`));
    }
    for (const one of takers) one.kill();
  });

  it('stays where another process has it', () => {
    writeFileSync(path, String(process.ppid));
    freeLock(path);
    assert.ok(existsSync(path));
    rmSync(path);
  });

  it('is told not to be there to take where nothing can be written', () => {
    assert.throws(() => takeLock(join(folder, 'nowhere', 'x.lock')), /ENOENT/);
  });
});
