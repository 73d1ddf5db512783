import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFrom } from '../../../src/worker/fileSource';

describe('a file that the engine reads by its path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lens-source-'));
  const path = join(folder, 'a.json');
  after(() => rmSync(folder, { recursive: true }));

  const opened = async () => {
    writeFileSync(path, '0123456789');
    const handles: files.FileHandle[] = [];
    const counted = {
      stat: files.stat,
      open: async (...args: Parameters<typeof files.open>) => {
        const handle = await files.open(...args);
        handles.push(handle);
        return handle;
      },
    } as typeof files;
    const source = await openFrom(counted)({ kind: 'path', name: 'a.json', path });
    return { source, handles };
  };

  it('is opened once for what reads it at once', async () => {
    const { source, handles } = await opened();
    const read = await Promise.all([source.read(0, 2), source.read(2, 4), source.read(4, 6)]);
    assert.deepEqual(
      read.map((bytes) => new TextDecoder().decode(bytes)),
      ['01', '23', '45'],
    );
    assert.equal(handles.length, 1);
    await source.close();
  });

  it('is not opened again by a read after its end', async () => {
    const { source, handles } = await opened();
    await source.read(0, 2);
    const late = source.close();
    await assert.rejects(source.read(2, 4), /closed/);
    await late;
    assert.deepEqual(
      handles.map(({ fd }) => fd),
      [-1],
    );
  });

  it('is opened again after it could not be', async () => {
    let fails = true;
    const unsteady = {
      stat: files.stat,
      open: (...args: Parameters<typeof files.open>) =>
        fails ? Promise.reject(new Error('busy')) : files.open(...args),
    } as typeof files;
    writeFileSync(path, '0123456789');
    const source = await openFrom(unsteady)({ kind: 'path', name: 'a.json', path });
    await assert.rejects(source.read(0, 2), /busy/);
    fails = false;
    assert.equal((await source.read(0, 2)).length, 2);
    await source.close();
  });
});
