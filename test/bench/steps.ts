import { analyseText } from '../../src/core/steps/analyse';
import { StepAnalyser } from '../../src/core/steps/analyser';
import type { BenchRow } from './bench';

export const name = 'steps';

const SENTENCES = [
  'Okay, so I need to find how many of the %d tiles are left after the second move.',
  'Let me first write down what is given and then count them row by row.',
  'I remember that the sum of the first n odd numbers is n squared, so that might help.',
  'So %d + %d = %d, and then half of it is taken away, which leaves %d tiles.',
  'Wait, maybe I counted the corner twice, because it belongs to both rows.',
  '- Row %d has %d tiles, of which %d are blue.\n',
  'Let me double-check: %d times 3 is \\( 3 \\cdot %d \\), and that matches.\n\n',
  'Therefore there are %d of them.\n\n',
  '\\[\nx_{%d} = \\frac{%d}{2} + 1\n\\]\n\n',
  'Alternatively, one could colour the board and count the white squares instead.',
];

/** Invented reasoning of `length` characters, the same every time, with numbers that keep it from repeating. */
function reasoning(length: number): string {
  const parts: string[] = [];
  let state = 7;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  for (let written = 0; written < length;) {
    const sentence = SENTENCES[next(SENTENCES.length)] ?? '';
    const filled = `${sentence.replaceAll('%d', () => String(next(10_000)))} `;
    parts.push(filled);
    written += filled.length;
  }
  return parts.join('').slice(0, length);
}

/**
 * Least processor time of `work` in milliseconds over some rounds, all threads together: what one core needs, whatever
 * else the machine does.
 */
function cpuMs(work: () => unknown, rounds: number, repeat: number): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < repeat; i++) work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e3 / repeat);
  }
  return least;
}

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
    goal: '>= 10 MB/s',
    met: value >= 10,
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
