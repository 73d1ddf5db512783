import { join } from 'node:path';
import type { Frame } from '@playwright/test';
import type { Machine } from '../e2e/workbench';
import type { BenchRow } from './bench';
import { median, row, scrolling } from './frames';
import { savedTrace, stepsOfSize } from './savedTrace';
import { Probe, type Job } from './workbenchProbe';

export const name = 'real VS Code';

const ROUNDS = 3;
const MEGABYTE = 1024 * 1024;

/** Median over some rounds, each in a new window. */
async function inNewWindows(probe: Probe, measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await probe.reload();
    times.push(await measure());
  }
  return median(times);
}

/** Median over some rounds in the window as it is, `clear` after each. */
async function again(probe: Probe, measure: () => Promise<number>, clear: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    await probe.command(clear);
    await probe.workbench.page.waitForTimeout(400);
    times.push(await measure());
  }
  return median(times.slice(1));
}

async function activation(probe: Probe): Promise<BenchRow[]> {
  const [ours, theirs]: number[][] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    await probe.reload();
    const of = async (id: string): Promise<number> => (await probe.run({ job: 'activate', id })).ms;
    ours!.push(await of('lrm-lens.lrm-lens'));
    theirs!.push(await of('vscode.markdown-language-features'));
  }
  const against = "VS Code's own Markdown extension";
  return [row('activation', median(ours!), { against, other: median(theirs!), limit: 50 })];
}

const CLOSE_EDITORS = 'workbench.action.closeAllEditors';

/** Opening a trace of 200 kB, in a new window and in one where a trace was open before. */
async function opening(probe: Probe): Promise<BenchRow[]> {
  const path = join(probe.workbench.workspace, 'kilobytes.json');
  const ours = { job: 'open', path, editor: 'lrmLens.trace' } as const;
  const bare = { job: 'open', path, editor: 'bareWebview.editor' } as const;
  const text = { job: 'open', path, editor: 'default' } as const;
  const time = async (job: Job, sight: 'step' | 'bare' | 'text'): Promise<number> =>
    (await probe.time(job, sight)).ms;

  const newText = await inNewWindows(probe, () => time(text, 'text'));
  const newBare = await inNewWindows(probe, () => time(bare, 'bare'));
  const newOurs = await inNewWindows(probe, () => time(ours, 'step'));
  const oldOurs = await again(probe, () => time(ours, 'step'), CLOSE_EDITORS);
  const oldBare = await again(probe, () => time(bare, 'bare'), CLOSE_EDITORS);
  const oldText = await again(probe, () => time(text, 'text'), CLOSE_EDITORS);
  const [bareName, textName] = ['a bare webview', "VS Code's text editor, same file"];
  const first = 'open a 200 kB trace to its first steps, new window';
  const later = 'open a 200 kB trace to its first steps, later';
  return [
    row(first, newOurs, { against: bareName, other: newBare }),
    row(first, newOurs, { against: textName, other: newText }),
    row(later, oldOurs, { against: bareName, other: oldBare, limit: 400 }),
    row(later, oldOurs, { against: textName, other: oldText }),
  ];
}

async function concepts(probe: Probe): Promise<BenchRow[]> {
  const ours = {
    job: 'command',
    command: 'lrmLens.openConcept',
    args: ['what-is-an-lrm'],
  } as const;
  const bare = { job: 'command', command: 'bareWebview.view.focus', args: [] } as const;
  const time = async (job: Job, sight: 'concept' | 'bare'): Promise<number> =>
    (await probe.time(job, sight)).ms;
  const newBare = await inNewWindows(probe, () => time(bare, 'bare'));
  const newOurs = await inNewWindows(probe, () => time(ours, 'concept'));
  const close = 'workbench.action.closeSidebar';
  const oldOurs = await again(probe, () => time(ours, 'concept'), close);
  const oldBare = await again(probe, () => time(bare, 'bare'), close);
  const against = 'a bare webview';
  return [
    row('concept reader to its first page, new window', newOurs, { against, other: newBare }),
    row('concept reader to its first page, later', oldOurs, {
      against,
      other: oldBare,
      limit: 300,
    }),
  ];
}

async function estimate(probe: Probe): Promise<BenchRow[]> {
  const { workbench } = probe;
  const { page } = workbench;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await probe.reload();
    await workbench.openFile('extract-invoice-fields.prompt.md');
    await workbench.command('LRM Lens: Estimate Reasoning Cost');
    await page.locator('.quick-input-title').filter({ hasText: 'Compare' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor();
    probe.forget();
    const start = Date.now();
    await page.keyboard.press('Enter');
    times.push((await probe.mark('estimate')).at - start);
  }
  return [row('estimate report after the last pick, new window', median(times), { limit: 1000 })];
}

/** Bytes of living objects in the page's process. */
async function heap(frame: Frame): Promise<number> {
  const context = frame.page().context();
  // A frame in a process of its own has a session of its own.
  const session = await context
    .newCDPSession(frame)
    .catch(() => context.newCDPSession(frame.page()));
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Ten and a hundred thousand steps: first paint, scrolling, memory. */
async function manySteps(probe: Probe): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const heaps: number[] = [];
  const sets: number[] = [];
  await probe.reload();
  for (const [file, count] of [
    ['ten.json', '10,000 steps'],
    ['hundred.json', '100,000 steps'],
  ] as const) {
    const path = join(probe.workbench.workspace, file);
    const job = { job: 'open', path, editor: 'lrmLens.trace' } as const;
    const paints: number[] = [];
    const opens: number[] = [];
    let page: Frame | null = null;
    for (let round = 0; round < ROUNDS; round++) {
      await probe.command(CLOSE_EDITORS);
      const { ms, frame } = await probe.time(job, 'step');
      opens.push(ms);
      paints.push((await probe.mark('step')).at - (await probe.mark('outline')).at);
      page = frame;
    }
    if (page === null) continue;
    await probe.workbench.page.waitForTimeout(1_000);
    const goal = count === '10,000 steps';
    rows.push(
      row(`${count}: opened`, median(opens)),
      row(`${count}: first paint after the data`, median(paints), goal ? { limit: 100 } : {}),
      ...(await scrolling(page, count, goal)),
    );
    heaps.push(await heap(page));
    sets.push((await probe.run({ job: 'memory' })).rss);
  }
  const growth = ([ten, hundred]: readonly number[]): number => (hundred! - ten!) / 9 / MEGABYTE;
  const memory = (what: string, value: number): BenchRow => ({ ...row(what, value), unit: 'MB' });
  rows.push(
    memory('page memory for each further 10,000 steps', growth(heaps)),
    memory('host and worker memory for each further 10,000 steps', growth(sets)),
  );
  return rows;
}

/** The budgets of what a user waits for, in a real workbench with the built extension. */
export async function run(machine: Machine): Promise<readonly BenchRow[]> {
  const probe = await Probe.open(machine, {
    'kilobytes.json': savedTrace(stepsOfSize(200_000)),
    'ten.json': savedTrace(10_000),
    'hundred.json': savedTrace(100_000),
  });
  const rows: BenchRow[] = [];
  try {
    for (const part of [activation, opening, concepts, estimate, manySteps]) {
      const start = performance.now();
      rows.push(...(await part(probe)));
      process.stderr.write(`  ${part.name}: ${Math.round((performance.now() - start) / 1000)} s\n`);
    }
  } finally {
    await probe.close();
  }
  return rows;
}
