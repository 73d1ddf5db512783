import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cancelled, Engine, type CallOptions } from '../../src/host/shared/engine';
import type { EngineResult } from '../../src/protocol/engine';
import type { CorpusFileResult } from '../../src/protocol/corpusCalls';
import { spawn } from '../../src/worker/spawn.node';
import type { BenchRow } from './bench';
import { reasoning } from './reasoningText';

export const name = 'corpus';

/** A fifth of 100,000 traces and a tenth of 10 GB: both grow the time in proportion. */
const FILES = 2_000;
const TRACES = 20_000;
const BYTES = 1e9;
const MEGABYTE = 1024 * 1024;
const MODELS = ['deepseek-reasoner', 'o4-mini', 'qwen3-32b', 'claude-sonnet-4-5'];

interface Place {
  readonly path: string;
  readonly mtime: number;
  readonly size: number;
}

/** Writes the corpus: files of ten traces, of many lengths, in a hundred folders. */
function writeCorpus(folder: string): readonly Place[] {
  const text = reasoning(4e6);
  const perTrace = BYTES / TRACES;
  const perFile = TRACES / FILES;
  return Array.from({ length: FILES }, (_, f) => {
    const lines = Array.from({ length: perFile }, (__, t) => {
      const n = f * perFile + t;
      // From a fifth of the mean to nearly twice it, the same every time.
      const length = Math.round(perTrace * (0.2 + (1.6 * ((n * 7_919) % 1_000)) / 1_000));
      const from = (n * 104_729) % (text.length - length);
      return JSON.stringify({
        id: `t${n}`,
        object: 'chat.completion',
        created: 1_780_000_000 + n * 60,
        model: MODELS[n % MODELS.length],
        choices: [
          {
            index: 0,
            finish_reason: 'stop',
            message: {
              role: 'assistant',
              content: 'The answer is 7.',
              reasoning_content: text.slice(from, from + length),
            },
          },
        ],
        usage: { prompt_tokens: 20, completion_tokens: Math.round(length / 4) },
      });
    });
    const path = join(folder, String(f % 100), `${f}.jsonl`);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, `${lines.join('\n')}\n`);
    const { size, mtimeMs: mtime } = statSync(path);
    return { path, mtime, size };
  });
}

const started = (): Engine =>
  new Engine((onEnd) =>
    spawn(join(process.cwd(), 'dist/engine.js'), onEnd, () =>
      Promise.reject(new Error('no bytes')),
    ),
  );

function readFile(
  engine: Engine,
  { path, mtime }: Place,
  options: CallOptions<null> = {},
): Promise<CorpusFileResult> {
  const file = { kind: 'path', name: path, path } as const;
  return engine.call('corpusFile', { corpus: 1, file, key: path, mtime }, options);
}

/** Processor time of something in milliseconds, all threads together, and what it gave. */
async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly got: T }> {
  const before = process.cpuUsage();
  const got = await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1e3, got };
}

/** Milliseconds from asking for an end in the middle of a large file until it has come. */
async function cancelMs(folder: string): Promise<number> {
  const path = join(folder, 'large.jsonl');
  const line = JSON.stringify({
    id: 'large',
    object: 'chat.completion',
    model: 'm',
    choices: [{ message: { role: 'assistant', content: '7', reasoning_content: reasoning(1e6) } }],
  });
  writeFileSync(path, `${line}\n`.repeat(100));
  const engine = started();
  await engine.call('corpusStart', { instead: null });
  const stop = new AbortController();
  let asked = Infinity;
  const onProgress = (): void => {
    asked = Math.min(asked, performance.now());
    stop.abort();
  };
  try {
    await readFile(engine, { path, mtime: 0, size: 0 }, { signal: stop.signal, onProgress });
    throw new Error('not cancelled');
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    return performance.now() - asked;
  } finally {
    engine.dispose();
  }
}

/**
 * Reads a generated corpus as the host does: rows a second, memory of the worker, how long a second run takes when no
 * file has changed, and what the report and the exports take.
 */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-bench-'));
  const before = process.memoryUsage().rss;
  let peak = 0;
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss - before);
  }, 100);
  try {
    const places = writeCorpus(folder);
    const bytes = places.reduce((sum, { size }) => sum + size, 0);
    const cancelled = await cancelMs(folder);
    peak = 0;
    const first = started();
    first.hold();
    await first.call('corpusStart', { instead: null });
    const peaks: number[] = [];
    const quarter = places.length / 4;
    const reading = await timed(async () => {
      for (const [i, place] of places.entries()) {
        await readFile(first, place);
        if ((i + 1) % quarter === 0) peaks.push(peak);
      }
    });
    const report = await timed(() => first.call('corpusReport', { corpus: 1, by: 'day' }));
    const csv = await timed(() => first.call('corpusExport', { corpus: 1, kind: 'csv' }));
    const parquet = await timed(() => first.call('corpusExport', { corpus: 1, kind: 'parquet' }));
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const index = await timed(async () => {
      for (let from: number | null = 0; from !== null;) {
        const { part, next }: EngineResult<'corpusIndex'> = await first.call('corpusIndex', {
          corpus: 1,
          from,
        });
        parts.push(part);
        from = next;
      }
    });
    first.dispose();
    const second = started();
    second.hold();
    await second.call('corpusStart', { instead: null });
    const resumed = await timed(async () => {
      for (const part of parts) await second.call('corpusLoad', { corpus: 1, index: part });
      let unchanged = 0;
      for (const place of places) unchanged += (await readFile(second, place)).unchanged ? 1 : 0;
      return unchanged;
    });
    second.dispose();
    if (resumed.got !== places.length) throw new Error(`${resumed.got} files were unchanged`);
    const { traces } = report.got.report.all;
    const row = (what: string, value: number, unit: string, limit?: number): BenchRow => ({
      name: what,
      value,
      unit,
      against: null,
      ratio: null,
      goal: limit === undefined ? null : `<= ${limit} ${unit}`,
      met: limit === undefined ? null : value <= limit,
    });
    return [
      row('files', places.length, ''),
      row('size', bytes / MEGABYTE, 'MB'),
      row('traces read', traces, ''),
      row('traces read a second of processor time', traces / (reading.ms / 1e3), '/s'),
      row('read a second of processor time', bytes / MEGABYTE / (reading.ms / 1e3), 'MB/s'),
      row('peak memory, first quarter read', peaks[0]! / MEGABYTE, 'MB'),
      row('peak memory, all read', peaks.at(-1)! / MEGABYTE, 'MB', 600),
      row('cancelled in the middle of a 100 MB file', cancelled, 'ms', 500),
      row('again, nothing changed, processor time', resumed.ms, 'ms', 5_000),
      row('report by day, processor time', report.ms, 'ms', 1_000),
      row('export as CSV, processor time', csv.ms, 'ms'),
      row('export as Parquet, processor time', parquet.ms, 'ms'),
      row('index written, processor time', index.ms, 'ms'),
    ];
  } finally {
    clearInterval(watching);
    rmSync(folder, { recursive: true, force: true });
  }
}
