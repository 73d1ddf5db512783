import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from '@playwright/test';
import { projectRoot, Workbench, type Machine } from '../e2e/workbench';

/** What is waited for, by selector; each belongs to one kind of page. */
export const sights = {
  step: '.row.step',
  trace: '.trace-line:not(.head-row)',
  session: '.session-row',
  bare: '#bare',
  text: '.part.editor .view-line',
  concept: '#app h1',
  estimate: '.compare tbody .interval',
} as const;
type Sight = keyof typeof sights | 'outline';

/** Something that came into sight, or data that came to a page, and when: milliseconds since 1970. */
interface Mark {
  readonly sight: Sight;
  readonly at: number;
}

/** How a frame tells a mark: a binding of its window may be gone with the document that it was called in. */
const MARK = /^lrm-lens-mark (\w+) (\d+)$/;

/** How long anything is waited for, in milliseconds. */
const PATIENCE = 120_000;

/** What the driver extension answers. */
interface Done {
  readonly startedAt: number;
  readonly ms: number;
  readonly rss: number;
  /** The longest single piece of work of the extension host since the job 'watch', in ms of its own processor time. */
  readonly longest: number;
  readonly error: string | null;
}

export type Job =
  | { readonly job: 'activate'; readonly id: string }
  | { readonly job: 'command'; readonly command: string; readonly args: readonly unknown[] }
  | { readonly job: 'open'; readonly path: string; readonly editor: string }
  | { readonly job: 'memory' }
  | { readonly job: 'watch' };

/** In each frame: tells when something came into sight and was painted, and when the outline of a trace arrived. */
function watchFrame(selectors: Readonly<Record<string, string>>): void {
  const mark = (sight: string): void => console.log(`lrm-lens-mark ${sight} ${Date.now()}`);
  const seen = new Set<string>();
  const look = (): void => {
    for (const [sight, selector] of Object.entries(selectors)) {
      const there = document.querySelector(selector) !== null;
      if (!there) seen.delete(sight);
      else if (!seen.has(sight)) {
        seen.add(sight);
        // A message is delivered after the frame in which the element was found has been painted.
        const painted = new MessageChannel();
        painted.port1.onmessage = () => mark(sight);
        painted.port2.postMessage(null);
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  // The workbench writes a webview's page into its frame; opening the document for that drops what waits for a frame.
  const documents = Document.prototype as { open: (...args: unknown[]) => unknown };
  documents.open = new Proxy(documents.open, {
    apply(open, target: Document, args: unknown[]): unknown {
      const opened: unknown = Reflect.apply(open, target, args);
      requestAnimationFrame(look);
      return opened;
    },
  });

  const arrived = ({
    data,
  }: MessageEvent<{ data?: { lines?: unknown; steps?: unknown } }>): void => {
    if (data.data?.lines && data.data.steps) mark('outline');
  };
  let listens = false;
  // Before the page's own listener; one of the window is erased when the page is written into it.
  const prototype = EventTarget.prototype as { addEventListener: (...args: unknown[]) => void };
  prototype.addEventListener = new Proxy(prototype.addEventListener, {
    apply(listen, target: EventTarget, args: unknown[]): void {
      if (args[0] === 'message' && target === window && !listens) {
        listens = true;
        Reflect.apply(listen, target, ['message', arrived]);
      }
      Reflect.apply(listen, target, args);
    },
  });
}

/** A workbench with the driver and the bare webview beside the extension, and what came into sight in it. */
export class Probe {
  private marks: Mark[] = [];
  private pid = '';

  private constructor(
    readonly workbench: Workbench,
    private readonly folder: string,
  ) {}

  static async open(machine: Machine, files: Readonly<Record<string, string>>): Promise<Probe> {
    const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-bench-'));
    // The server hands its environment on to the extension host.
    process.env['LRM_LENS_BENCH_DIR'] = folder;
    const fixture = (name: string): string => join(projectRoot, 'test/fixtures', name);
    const installed = [fixture('bare-webview'), fixture('bench-driver')];
    const probe = new Probe(await Workbench.open(machine, { files, installed }), folder);
    const context = probe.workbench.page.context();
    probe.workbench.page.on('console', (message) => {
      const [, sight, at] = MARK.exec(message.text()) ?? [];
      if (sight !== undefined) probe.marks.push({ sight: sight as Sight, at: Number(at) });
    });
    await context.addInitScript(watchFrame, sights);
    return probe;
  }

  /** Process of the extension host. */
  get hostPid(): string {
    return this.pid;
  }

  async close(): Promise<void> {
    await this.workbench.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A new window with a new extension host, at rest. */
  async reload(): Promise<void> {
    // A new window restores editors and views, and with them what activates extensions.
    if (this.pid !== '') {
      await this.command('workbench.action.closeAllEditors');
      await this.command('workbench.view.explorer');
      await this.workbench.page.waitForTimeout(500);
    }
    const before = new Set(readdirSync(this.folder));
    await this.workbench.page.reload();
    // Not the explorer: the side bar may have been restored as closed.
    await this.workbench.page.waitForSelector('.monaco-workbench .activitybar a');
    await this.until('the driver', () => {
      const ready = readdirSync(this.folder).find((n) => n.startsWith('ready-') && !before.has(n));
      this.pid = ready?.slice('ready-'.length) ?? '';
      return ready !== undefined;
    });
    await this.workbench.page.waitForTimeout(800);
  }

  /** Has the driver do something; rejects with its error. */
  async run(job: Job): Promise<Done> {
    const done = join(this.folder, `done-${this.pid}.json`);
    rmSync(done, { force: true });
    writeFileSync(join(this.folder, `job-${this.pid}.json`), JSON.stringify(job));
    await this.until(`the end of ${JSON.stringify(job)}`, () => existsSync(done));
    const result = JSON.parse(readFileSync(done, 'utf8')) as Done;
    if (result.error !== null) throw new Error(result.error);
    return result;
  }

  command(command: string, ...args: unknown[]): Promise<Done> {
    return this.run({ job: 'command', command, args });
  }

  /** Milliseconds from the start of a job until the sight was painted; and the frame it is in. */
  async time(job: Job, sight: Exclude<Sight, 'outline'>): Promise<{ ms: number; frame: Frame }> {
    this.marks = [];
    const { startedAt } = await this.run(job);
    const { at } = await this.mark(sight);
    return { ms: at - startedAt, frame: await this.frameWith(sights[sight]) };
  }

  private async frameWith(selector: string): Promise<Frame> {
    for (const frame of this.workbench.page.frames()) {
      if (await frame.evaluate((s) => document.querySelector(s) !== null, selector)) return frame;
    }
    throw new Error(`${selector} has gone`);
  }

  /** The first time since the last `forget` or `time` that the sight was painted. */
  async mark(sight: Sight): Promise<Mark> {
    const find = (): Mark | undefined => this.marks.find((m) => m.sight === sight);
    await this.until(sight, () => find() !== undefined);
    return find()!;
  }

  forget(): void {
    this.marks = [];
  }

  private async until(what: string, is: () => boolean): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!is()) {
      if (Date.now() > end) throw new Error(`waited ${PATIENCE / 1000} s for ${what}`);
      await this.workbench.page.waitForTimeout(20);
    }
  }
}
