import { inEnglish } from '../../src/core/text/voice';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSource } from '../../src/cli/fileSource';
import { openTraceFile } from '../../src/core/trace/open';
import type { BenchRow } from './bench';
import { writeSessionLog } from './sessionLog';

export const name = 'Listing a large session log';

const RECORDS = 110_000;
const MEGABYTE = 1024 * 1024;

interface Listing {
  readonly firstMs: number;
  readonly wholeMs: number;
  readonly peakMb: number;
  readonly traces: number;
}

/**
 * Lists a generated log of 110,000 records: time to the first trace, time for the whole index against reading the file
 * and `JSON.parse` of every line in the same process, and memory beyond what the process had before.
 */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-bench-'));
  try {
    const path = join(folder, 'session.jsonl');
    const megabytes = writeSessionLog(path, RECORDS) / MEGABYTE;
    // The listing first: what JSON.parse leaves behind must not count as its memory.
    const listing = await list(path);
    const rounds = [await list(path), await list(path)];
    const parseMs = Math.min(...[0, 1, 2].map(() => readAndParse(path)));
    const wholeMs = Math.min(...[listing, ...rounds].map((l) => l.wholeMs));
    const ratio = wholeMs / parseMs;
    const grepMs = Math.min(...[0, 1, 2].map(() => grep(path)));
    const against = 'read + JSON.parse of every line';
    const plain = { against: null, ratio: null };
    const { firstMs, peakMb } = listing;
    return [
      { name: 'file', value: megabytes, unit: 'MB', ...plain, goal: null, met: null },
      { name: 'traces listed', value: listing.traces, unit: '', ...plain, goal: null, met: null },
      {
        name: 'first traces listed',
        value: firstMs,
        unit: 'ms',
        ...plain,
        goal: '<= 1000 ms',
        met: firstMs <= 1_000,
      },
      {
        name: 'whole index',
        value: wholeMs,
        unit: 'ms',
        against,
        ratio,
        goal: '<= 3x',
        met: ratio <= 3,
      },
      { name: against, value: parseMs, unit: 'ms', ...plain, goal: null, met: null },
      {
        name: 'whole index',
        value: wholeMs,
        unit: 'ms',
        against: 'grep -c of one word',
        ratio: Number.isNaN(grepMs) ? null : wholeMs / grepMs,
        goal: null,
        met: null,
      },
      {
        name: 'peak extra memory',
        value: peakMb,
        unit: 'MB',
        ...plain,
        goal: '<= 300 MB',
        met: peakMb <= 300,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function list(path: string): Promise<Listing> {
  const opened = await fileSource(path);
  const before = process.memoryUsage().rss;
  const start = performance.now();
  let peak = before;
  let firstMs = Infinity;
  const file = await openTraceFile(opened.source, {
    onProgress: ({ found }) => {
      if (found.length > 0) firstMs = Math.min(firstMs, performance.now() - start);
      peak = Math.max(peak, process.memoryUsage().rss);
    },
  });
  const wholeMs = performance.now() - start;
  await opened.close();
  if ('error' in file) throw new Error(inEnglish(file.error.message));
  const traces = file.summaries.length;
  return { firstMs, wholeMs, peakMb: (peak - before) / MEGABYTE, traces };
}

/** Reads in chunks of 1 MB and parses each line; the time in milliseconds. */
function readAndParse(path: string): number {
  const start = performance.now();
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(MEGABYTE);
  let rest = '';
  let lines = 0;
  for (let at = 0; at < statSync(path).size;) {
    const read = readSync(file, chunk, 0, chunk.length, at);
    at += read;
    const parts = (rest + chunk.toString('utf8', 0, read)).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      JSON.parse(line);
      lines += 1;
    }
  }
  closeSync(file);
  if (lines === 0) throw new Error('nothing read');
  return performance.now() - start;
}

/** Time of `grep -c` over the file in milliseconds, a new process included; NaN where there is no grep. */
function grep(path: string): number {
  const start = performance.now();
  const { status } = spawnSync('grep', ['-c', '"thinking"', path]);
  return status === 0 ? performance.now() - start : NaN;
}
