import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from '@playwright/test';
import type { Machine } from '../e2e/workbench';
import type { BenchRow } from './bench';
import { keyTimes, median, row as timed, scrolling } from './frames';
import { writeSessionLog } from './sessionLog';
import { Probe } from './workbenchProbe';

export const name = 'big logs in real VS Code';

const MEGABYTE = 1024 * 1024;

/** Calls of the log for each message of the user. */
const CALLS_IN_TURN = 8;

/** Rests of the engine: it ends itself after a minute without a call. */
const ENGINE_RESTS = 75_000;

/** Writes chats, one a line, as a data set holds them; returns the size in bytes. */
function writeChats(path: string, count: number): number {
  const file = openSync(path, 'w');
  let size = 0;
  let batch: string[] = [];
  const thinking = 'First the sum, then a check of it; the check holds. '.repeat(18);
  for (let id = 0; id < count; id++) {
    batch.push(
      JSON.stringify({
        id: `chat-${id}`,
        model: 'deepseek-reasoner',
        messages: [
          { role: 'user', content: `What is ${id} + ${id}?` },
          { role: 'assistant', reasoning_content: thinking, content: `It is ${2 * id}.` },
        ],
      }),
    );
    if (batch.length === 1_000 || id === count - 1) {
      size += writeSync(file, `${batch.join('\n')}\n`);
      batch = [];
    }
  }
  closeSync(file);
  return size;
}

const mb = (bytes: number): number => Math.round(bytes / MEGABYTE);

/** Opens one file to the end of its reading, closes it, and waits until the engine has ended. */
async function openAndClose(
  probe: Probe,
  file: string,
  sight: 'trace' | 'session',
  what: string,
  rows: number,
  measure: (frame: Frame) => Promise<readonly BenchRow[]> = () => Promise.resolve([]),
): Promise<BenchRow[]> {
  await probe.reload();
  const fresh = (await probe.run({ job: 'memory' })).rss;
  await probe.run({ job: 'watch' });
  const path = join(probe.workbench.workspace, file);
  const { ms, frame } = await probe.time({ job: 'open', path, editor: 'lrmLens.trace' }, sight);
  const start = Date.now();
  // The list grows while the file is read; a session is shown when it is whole.
  await frame.waitForFunction(
    (least) => {
      const list = document.querySelector('[aria-rowcount]');
      return Number(list?.getAttribute('aria-rowcount')) >= least;
    },
    rows,
    { timeout: 240_000 },
  );
  const whole = ms + Date.now() - start;
  const open = await probe.run({ job: 'memory' });
  const measured = await measure(frame);
  await probe.command('workbench.action.closeAllEditors');
  await probe.workbench.page.waitForTimeout(ENGINE_RESTS);
  const closed = (await probe.run({ job: 'memory' })).rss;
  const row = (label: string, value: number, unit: string, limit: number | null): BenchRow => ({
    name: `${what}: ${label}`,
    value,
    unit,
    against: null,
    ratio: null,
    goal: limit === null ? null : `<= ${limit} ${unit}`,
    met: limit === null ? null : value <= limit,
  });
  return [
    row('first rows', ms, 'ms', null),
    row('read to the end', whole, 'ms', null),
    row('longest piece of work of the extension host', open.longest, 'ms', 50),
    row('host and engine, open', mb(open.rss), 'MB', null),
    row('host after closing, beyond a fresh one', mb(closed - fresh), 'MB', 150),
    ...measured,
  ];
}

/** The page of a long session, scrolled and walked through by keyboard. */
async function sessionPage(frame: Frame, what: string): Promise<readonly BenchRow[]> {
  await frame.waitForTimeout(3_000);
  const rows = await scrolling(frame, what, true);
  const keys = await keyTimes(frame, 'ArrowDown', 30);
  return [...rows, timed(`${what}: from a key to the next line`, median(keys), { limit: 50 })];
}

/** What a big log costs the editor: its longest pause, and the memory that is given back, with a page attached. */
export async function run(machine: Machine): Promise<readonly BenchRow[]> {
  const probe = await Probe.open(machine, {});
  try {
    const folder = probe.workbench.workspace;
    const chats = mb(writeChats(join(folder, 'chats.jsonl'), 110_000));
    const log = mb(writeSessionLog(join(folder, 'session.jsonl'), 100_000, CALLS_IN_TURN));
    const turns = Math.ceil(100_000 / 4 / CALLS_IN_TURN).toLocaleString('en');
    const session = `an agent's log, ${log} MB, ${turns} turns`;
    return [
      ...(await openAndClose(probe, 'chats.jsonl', 'trace', `110,000 chats, ${chats} MB`, 110_000)),
      ...(await openAndClose(probe, 'session.jsonl', 'session', session, 25_000, (frame) =>
        sessionPage(frame, session),
      )),
    ];
  } finally {
    await probe.close();
  }
}
