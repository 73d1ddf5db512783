import { analyseText } from '../../src/core/steps/analyse';
import { StepAnalyser } from '../../src/core/steps/analyser';
import { cpuMs, type BenchRow } from './bench';
import { reasoning } from './reasoningText';

export const name = 'steps';

/** Megabytes a second; the texts are ASCII, so a character is a byte. */
function throughput(length: number): BenchRow {
  const text = reasoning(length);
  const json = JSON.stringify(text);
  const repeat = Math.max(1, 1e6 / length);
  const value = length / 1e3 / cpuMs(() => analyseText(text), 5, repeat);
  const parse = length / 1e3 / cpuMs(() => JSON.parse(json) as unknown, 5, repeat);
  return {
    name: `analyse ${length / 1e6} MB`,
    value,
    unit: 'MB/s',
    against: 'JSON.parse of the same text',
    ratio: value / parse,
    goal: '>= 5 MB/s',
    met: value >= 5,
  };
}

/** Processor time of one append of `chunk` to a trace that already has `length` characters. */
function appendMs(length: number, chunk: string): number {
  const analyser = new StepAnalyser();
  analyser.append(reasoning(length));
  return cpuMs(() => analyser.append(chunk), 5, 20);
}

/** Bytes a second by size, how even they are, and what an append costs in a short and in a long trace. */
export function run(): Promise<BenchRow[]> {
  throughput(1e6);
  const rows = [1e4, 1e5, 1e6, 1e7].map(throughput);
  const speeds = rows.map((row) => row.value);
  const spread = Math.max(...speeds) / Math.min(...speeds);
  rows.push({
    name: 'fastest / slowest size, 10 kB to 10 MB',
    value: spread,
    unit: 'x',
    against: null,
    ratio: null,
    goal: '<= 1.2x',
    met: spread <= 1.2,
  });
  const chunk = reasoning(1e4);
  appendMs(1e4, chunk);
  const short = appendMs(1e4, chunk);
  const long = appendMs(5e6, chunk);
  rows.push({
    name: 'append 10 kB to 5 MB',
    value: long,
    unit: 'ms',
    against: 'the same to 10 kB',
    ratio: long / short,
    goal: '<= 1.5x',
    met: long <= 1.5 * short,
  });
  return Promise.resolve(rows);
}
