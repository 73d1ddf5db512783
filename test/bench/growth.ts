import { inEnglish } from '../../src/core/text/voice';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSource } from '../../src/cli/fileSource';
import { analyseText } from '../../src/core/steps/analyse';
import { openTraceFile } from '../../src/core/trace/open';
import { cpuMs, type BenchRow } from './bench';
import { reasoning } from './reasoningText';
import { writeSessionLog } from './sessionLog';

export const name = 'growth';

/** Bytes of one record of a generated session log, about. */
const RECORD = 1_130;
const SIZES = [1e4, 1e5, 1e6, 1e7, 1e8];

/** A size in bytes and the processor time it took, in milliseconds. */
interface Point {
  readonly size: number;
  readonly ms: number;
}

/** Exponent b of the least-squares fit ms = a * size^b. */
function exponent(points: readonly Point[]): number {
  const xs = points.map((p) => Math.log(p.size));
  const ys = points.map((p) => Math.log(p.ms));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const above = mean(xs.map((x, i) => (x - meanX) * (ys[i]! - meanY)));
  return above / mean(xs.map((x) => (x - meanX) ** 2));
}

/** Lists a session log of about that size. */
async function listing(folder: string, about: number): Promise<Point> {
  const path = join(folder, `${about}.jsonl`);
  const size = writeSessionLog(path, Math.max(4, Math.round(about / RECORD)));
  let ms = Infinity;
  for (let round = 0; round < (about > 1e7 ? 1 : 5); round++) {
    const opened = await fileSource(path);
    const before = process.cpuUsage();
    const file = await openTraceFile(opened.source);
    const { user, system } = process.cpuUsage(before);
    ms = Math.min(ms, (user + system) / 1e3);
    await opened.close();
    if ('error' in file) throw new Error(inEnglish(file.error.message));
  }
  rmSync(path);
  return { size, ms };
}

/** Splits and labels a reasoning text of that size. */
function steps(size: number): Point {
  const text = reasoning(size);
  const rounds = size > 1e6 ? 1 : 3;
  return { size, ms: cpuMs(() => analyseText(text), rounds, Math.max(1, 1e5 / size)) };
}

/** Two digits are enough, and no exponent. */
function megabytes(size: number): string {
  return String(Number((size / 1e6).toPrecision(2)));
}

function rows(what: string, points: readonly Point[]): BenchRow[] {
  const plain = { against: null, ratio: null };
  const fitted = exponent(points.slice(1));
  const name = `${what}: time grows with size to the power of`;
  return [
    ...points.map(({ size, ms }) => ({
      name: `${what} of ${megabytes(size)} MB, processor time`,
      value: ms,
      unit: 'ms',
      ...plain,
      goal: null,
      met: null,
    })),
    {
      name,
      value: fitted,
      unit: '',
      ...plain,
      goal: '<= 1.1',
      met: fitted <= 1.1,
    },
  ];
}

/** How the time of listing a file and of analysing a text grows from 10 kB to 100 MB; the fit leaves 10 kB out. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-bench-'));
  try {
    await listing(folder, 1e6);
    const parse: Point[] = [];
    for (const size of SIZES) parse.push(await listing(folder, size));
    steps(1e6);
    return [...rows('list traces', parse), ...rows('analyse steps', SIZES.map(steps))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
