import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openInWorker, TraceFileClient } from '../../src/host/shared/traceFileClient';
import { Cancelled } from '../../src/host/shared/traceWorker';
import { workerFile } from '../../src/host/shared/workerFiles';
import { completion, inWorkspace, traceTools, write, type TestTools } from './traceTools';

const RECORDS = 20_000;
/** The longest that anything else in the host may have to wait. */
const LONGEST_BLOCK_MS = 50;

/** Longest time between two turns of the event loop while `work` runs, in milliseconds. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return longest;
}

describe('a large log', () => {
  let tools: TestTools;
  const uri = inWorkspace('large.jsonl');
  before(async () => {
    tools = traceTools();
    const text = 'First I check the value again, then I compare both results. '.repeat(8);
    const lines = Array.from({ length: RECORDS }, (_, i) => completion(`t${i}`, text));
    await write('large.jsonl', lines.join(''));
  });
  after(async () => {
    tools.dispose();
    await vscode.workspace.fs.delete(uri);
  });

  it(`is listed without blocking the host for more than ${LONGEST_BLOCK_MS} ms`, async function () {
    this.timeout(60_000);
    const blocks: number[] = [];
    // A machine that is busy with something else may hold up one listing: the best of three counts.
    for (let i = 0; i < 3 && Math.min(...blocks) > LONGEST_BLOCK_MS; i++) {
      const work = async () => {
        const file = await openInWorker(tools.worker, () => workerFile(uri));
        assert.ok(file instanceof TraceFileClient);
        assert.equal(file.summaries.length, RECORDS);
        await file.close();
      };
      blocks.push(await longestBlock(work));
    }
    assert.ok(Math.min(...blocks) <= LONGEST_BLOCK_MS, `blocked for ${blocks.join(', ')} ms`);
  });

  it('shows its first traces long before the last, and can be cancelled then', async () => {
    const stop = new AbortController();
    let found = 0;
    const opening = openInWorker(tools.worker, () => workerFile(uri), {
      signal: stop.signal,
      onProgress: (progress) => {
        found += progress.found.length;
        stop.abort();
      },
    });
    await assert.rejects(opening, Cancelled);
    assert.ok(found > 0 && found < RECORDS);
  });
});
