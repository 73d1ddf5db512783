import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { msg } from '../../src/core/model/message';
import { EditIndex } from '../../src/core/why/editIndex';
import { originsOf } from '../../src/core/why/attribute';
import { lineFacts } from '../../src/core/why/lineFacts';
import type { LogEdits, RecordedEdit } from '../../src/core/why/model';
import { isByHand, judge, play, totals, type Count, type Counts } from '../unit/core/why/measure';
import { seeded } from '../unit/core/why/scriptedCode';

// Measured by `scripts/measure-why.mjs`, and as a bench: the index of a hundred thousand edits.

export const name = 'why a line is there';

/** Seeds that nothing was chosen on; thresholds were chosen on 0 to 29. */
const HELD_OUT = 2000;

/** Plays so many stories and gives the figures as Markdown. */
export async function figures(stories: number, onStory: (n: number) => void): Promise<string> {
  const counts: Counts = new Map();
  for (let i = 0; i < stories; i++) {
    const repo = play(HELD_OUT + i);
    try {
      await judge(repo, counts);
    } finally {
      repo.remove();
    }
    onStory(i + 1);
  }
  const share = (part: number, of: number): string => (of === 0 ? '-' : (part / of).toFixed(3));
  const row = (fate: string, c: Count, byHand: boolean): string =>
    `| ${fate} | ${c.lines} | ${c.right} | ${c.wrong} | ${c.several} | ${c.none} | ${byHand ? '-' : share(c.right, c.right + c.wrong)} | ${byHand ? '-' : share(c.right, c.lines)} |`;
  const rows = [...counts].sort().map(([fate, c]) => row(fate, c, isByHand(fate)));
  const all = totals(counts);
  return [
    '| what happened to the line last | lines | right | wrong | two possible edits | no recorded edit | precision | recall |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `All: precision ${all.precision.toFixed(4)}, recall ${all.recall.toFixed(4)} of ${all.recorded} lines with a recorded edit; ${all.guessed} of the lines without one were given to an edit.`,
  ].join('\n');
}

const EDITS = 100_000;
const LINES = 30;

const BUSY = 'src/busy/index.ts';

/** An index of a hundred thousand edits of thirty lines, in a thousand logs, of two thousand files. */
function largeIndex(): EditIndex {
  const random = seeded(7);
  const index = new EditIndex();
  for (let log = 0; log < 1000; log++) index.put(largeLog(log, random));
  return index;
}

function largeLog(log: number, random: () => number): LogEdits {
  const edits: RecordedEdit[] = [];
  const hashes: number[] = [];
  const weights: number[] = [];
  const starts = [0];
  const words: number[] = [];
  const add = (line: string): void => {
    const facts = lineFacts(line)!;
    hashes.push(facts.hash);
    weights.push(facts.weight);
    for (const word of facts.words) words.push(word);
    starts.push(words.length);
  };
  for (let nth = 0; nth < EDITS / 1000; nth++) {
    const old = hashes.length;
    for (let i = 0; i < LINES / 3; i++) add(lineOf(random));
    const next = hashes.length;
    for (let i = 0; i < LINES; i++) add(lineOf(random));
    edits.push({
      // One file is changed in each log.
      path:
        nth === 0 ? `/w/shop/${BUSY}` : `/w/shop/src/part${Math.floor(random() * 2000)}/index.ts`,
      at: 1.77e12 + log * 1e6 + nth,
      model: 'claude-sonnet-4-5',
      trace: nth,
      segment: 1,
      nth: 0,
      made: 'yes',
      whole: false,
      part: false,
      all: false,
      old,
      next,
      end: hashes.length,
    });
  }
  return {
    file: `/logs/${log}.jsonl`,
    formatTitle: msg('Claude Code session'),
    title: null,
    folder: '/w/shop',
    startedAt: 1.77e12,
    endedAt: 1.78e12,
    edits,
    hashes: Uint32Array.from(hashes),
    weights: Uint8Array.from(weights),
    starts: Uint32Array.from(starts),
    words: Uint16Array.from(words),
  };
}

const lineOf = (random: () => number): string =>
  `  const value${Math.floor(random() * 1e6)} = read(order.item${Math.floor(random() * 1e5)}, ${Math.floor(random() * 1e4)});`;

export function run(): readonly object[] {
  const before = memory();
  const index = largeIndex();
  const megabytes = (memory() - before) / 2 ** 20;
  const random = seeded(8);
  const lines = Array.from({ length: 1500 }, () => lineOf(random));
  const ask = (path: string): number => {
    const start = process.cpuUsage();
    originsOf(index, { lines, names: [path], roots: ['/w/shop'], commits: null });
    return process.cpuUsage(start).user / 1000;
  };
  const p90 = (paths: readonly string[]): number =>
    paths.map(ask).sort((a, b) => a - b)[Math.floor(paths.length * 0.9)]!;
  const usual = p90(Array.from({ length: 20 }, (_, i) => `src/part${i}/index.ts`));
  const busy = p90(Array.from({ length: 5 }, () => BUSY));
  return [
    {
      name: `${EDITS} edits in memory`,
      value: megabytes,
      unit: 'MB',
      goal: '< 200 MB',
      met: megabytes < 200,
    },
    {
      name: 'look-up in a file of 1,500 lines, p90 of processor time',
      value: usual,
      unit: 'ms',
      goal: '< 100 ms',
      met: usual < 100,
    },
    {
      name: 'the same in a file that a thousand sessions changed',
      value: busy,
      unit: 'ms',
      goal: '< 100 ms',
      met: busy < 100,
    },
  ];
}

/** Collects garbage, which Node gives no other way to. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

function memory(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
