import assert from 'node:assert/strict';
import type { EngineThread } from '../../../src/mcp/engine';
import { NoTraces } from '../../../src/mcp/engine';
import type { Folders } from '../../../src/mcp/folders';
import { readFiles, readWords } from '../../../src/mcp/readFiles';
import type { ToolContext } from '../../../src/mcp/tool';
import { say } from '../../../src/core/model/sentence';
import type { OpenedFile } from '../../../src/protocol/engine';

/** A context whose folders hold these files; an error is what opening one rejects with. */
function contextOf(
  files: readonly string[],
  failures: Readonly<Record<string, Error>> = {},
  signal: AbortSignal = new AbortController().signal,
): ToolContext {
  const folders = {
    files: () => files.map((path) => ({ path, mtime: 0 })),
    shown: (path: string) => path,
  } as unknown as Folders;
  const engine = {
    withFile: (path: string, _: AbortSignal, use: (file: OpenedFile) => Promise<void>) =>
      failures[path] === undefined
        ? use({ handle: 1, count: 1 } as OpenedFile)
        : Promise.reject(failures[path]),
  } as unknown as EngineThread;
  return { folders, engine, signal } as unknown as ToolContext;
}

describe('files below the folders of the MCP server', () => {
  it('are told with those that could not be read, and without what holds no traces', async () => {
    const failures = {
      'notes.txt': new NoTraces({ code: 'unrecognised', message: say('No traces were found') }),
      'cut.json': new NoTraces({ code: 'malformed', message: say('It ends too early') }),
      'gone.json': new Error('ENOENT'),
    };
    const read: string[] = [];
    const found = await readFiles(
      undefined,
      contextOf(['a.json', ...Object.keys(failures), 'agent-1.jsonl'], failures),
      ({ path }) => Promise.resolve(void read.push(path)),
      (path) => path !== 'agent-1.jsonl',
    );
    assert.deepEqual(read, ['a.json']);
    assert.deepEqual(found.unread, ['cut.json: It ends too early', 'gone.json: ENOENT']);
    assert.deepEqual([found.files, found.stopped], [4, null]);
    assert.equal(readWords(found), '4 files read. 2 files could not be read.');
  });

  it('are too many beyond 500', async () => {
    const files = Array.from({ length: 501 }, (_, i) => `${i}.json`);
    const found = await readFiles(undefined, contextOf(files), () => Promise.resolve());
    assert.deepEqual([found.files, found.stopped], [500, 'many']);
    assert.match(readWords(found), /^500 files read; not all, because there are too many/);
  });

  it('are not all where the time is up within the last one', async () => {
    const real = AbortSignal.timeout.bind(AbortSignal);
    const time = new AbortController();
    AbortSignal.timeout = () => time.signal;
    try {
      const found = await readFiles(undefined, contextOf(['a.json', 'b.json']), ({ path }) => {
        if (path === 'a.json') return Promise.resolve();
        time.abort();
        return Promise.reject(new Error('Stopped'));
      });
      assert.deepEqual([found.files, found.stopped, found.unread], [2, 'time', []]);
      assert.match(readWords(found), /because the time was up/);
    } finally {
      AbortSignal.timeout = real;
    }
  });
});
