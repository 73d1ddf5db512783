/**
 * Tests of pages without an editor: the built page in a plain Chromium, under the product's own security policy, with VS Code's
 * variables and styles. Its host is the real one: `src/extension.ts` with the real engine and real files, over a stand-in for the API
 * (`desk/`), which answers questions as the test says. Run with `npm run test:page -- --only NAME`. A test:
 *
 *   import { expect, test } from './harness';
 *   test.use({ language: 'longer', files: { 'mine.jsonl': text } });   // beside a copy of media/samples
 *   test('opens the answer', async ({ lens }) => {
 *     const page = await lens.trace('long-with-backtracks.deepseek.json');
 *     await page.locator('[data-place="steps"]').focus();
 *     await lens.press(page, 'a');
 *     await expect(page.locator('.answer-step')).toBeVisible();
 *     expect(await axeInThemes(page)).toEqual(nothingInThemes);   // axe.ts; what is cut: clipped.ts
 *   });
 *
 * `lens` has a function for each page (trace, session, list, estimate, corpus, trial, why, concept, ledger); `lens.desk` runs commands, answers what
 * the host asks, and tells what it did. A new page needs one function here: what opens it, and what shows that it is drawn. At
 * the end of each test no request may have left, nothing met the policy, and nothing was left unhandled.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import {
  expect,
  test as base,
  type BrowserContext,
  type Page,
  type Request,
  type ViewportSize,
} from '@playwright/test';
import type * as Main from './desk/main';
import type { PressedKey } from './desk/keybindings';
import { languageOf, type Language } from './languages';
import { pageScript, type Bridge } from './pageScript';
import { startPageServer, type PageServer } from './pageServer';
import type { ThemeName } from './themes';

export { expect };

export const root = resolve(__dirname, '../..');
const bundle = join(root, 'dist-test/page/desk.js');
/** Where which code of the pages was run is written, when that is asked for. */
const coverage = process.env['LRM_LENS_COVERAGE'];
// A process of tests writes its own, but not that of the engine's threads, which inherit what is here: they have other tests.
if (process.env['TEST_WORKER_INDEX'] !== undefined) delete process.env['NODE_V8_COVERAGE'];

interface Options {
  readonly language: Language;
  readonly theme: ThemeName;
  /** Files of the workspace by relative path, on top of a copy of media/samples. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly trusted: boolean;
}

/** The extension at work, and its pages. */
export class Lens {
  /** What was wrong without a test asking: it fails the test at its end. */
  readonly complaints: string[] = [];
  /** Requests and events of the pages, by name. */
  readonly told: string[] = [];
  #last: Promise<Page> | null = null;
  #heldBack: Promise<void> | null = null;
  readonly #pages = new Set<Page>();

  constructor(
    readonly desk: Main.Desk,
    private readonly server: PageServer,
    private readonly context: BrowserContext,
    private readonly theme: ThemeName,
    private readonly viewport: ViewportSize | null,
  ) {
    desk.opened.event((panel) => {
      this.#last = this.#show(panel);
    });
    context.on('request', this.#onRequest);
  }

  readonly #onRequest = (request: Request): void => {
    if (!request.url().startsWith(this.server.origin))
      this.complaints.push(`asked ${request.url()}`);
  };

  /** A file in the trace editor, once `ready` is drawn. */
  async open(file: string, ready: string): Promise<Page> {
    return this.#openCustom(file, 'lrmLens.trace', ready);
  }

  trace(file: string): Promise<Page> {
    return this.open(file, '.row.step');
  }

  session(file: string): Promise<Page> {
    return this.open(file, '.session-row');
  }

  list(file: string): Promise<Page> {
    return this.open(file, '.trace-line');
  }

  /** The estimate of the prompt of a file, the one after `near` where that is given, with the models as they are proposed. */
  async estimate(file: string, near = ''): Promise<Page> {
    const { desk } = this;
    const document = await desk.document(desk.file(file));
    const at = document.positionAt(document.getText().indexOf(near));
    await desk.showText(document, { start: at, end: at, isEmpty: true });
    await desk.run('lrmLens.estimateReasoningCost');
    return this.page('.compare tbody .interval');
  }

  /** The report over the workspace. */
  async corpus(): Promise<Page> {
    await this.desk.run('lrmLens.corpusReport', this.desk.workspace);
    return this.page('.groups tbody tr');
  }

  /** A trial in its editor, once its plan is made. */
  async trial(file: string): Promise<Page> {
    return this.#openCustom(file, 'lrmLens.trial', 'main .decision');
  }

  /** The answer to why a line, from 1, of a file is there. */
  async why(file: string, line: number): Promise<Page> {
    const { desk } = this;
    const document = await desk.document(desk.file(file));
    const at = document.positionAt(
      document
        .getText()
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0),
    );
    await desk.showText(document, { start: at, end: at, isEmpty: true });
    await desk.run('lrmLens.whyLine');
    return this.page('h1');
  }

  /** A concept page in the side bar's reader or in an editor tab. */
  async concept(id: string, surface: 'side' | 'editor' = 'editor'): Promise<Page> {
    const row = { kind: 'concept', concept: { id } };
    if (surface === 'side') await this.desk.run('lrmLens.openConcept', id);
    else await this.desk.run('lrmLens.concepts.openInEditor', row);
    return this.page('h1');
  }

  async ledger(): Promise<Page> {
    await this.desk.run('lrmLens.openLedger');
    return this.page('details > summary');
  }

  /**
   * The page that was opened last, once `ready` is drawn in it. What a key or a button opens comes after a while: as long
   * as the last one does not show it, a newer one may.
   */
  async page(ready: string): Promise<Page> {
    const shows = async (): Promise<boolean> => {
      const page = await this.#last;
      return page !== null && (await page.locator(ready).first().isVisible());
    };
    await expect.poll(shows, { message: `a page shows ${ready}`, timeout: 90_000 }).toBe(true);
    return (await this.#last)!;
  }

  /** Keeps back what the host tells pages, which are loading then, until the function that it gives is called. */
  holdBack(): () => void {
    let release = (): void => undefined;
    this.#heldBack = new Promise((resolve) => (release = resolve));
    return release;
  }

  /** Presses keys one after the other, each once the page has drawn what the one before did, also by way of the host. */
  async press(page: Page, ...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.evaluate(async () => {
        await (window as unknown as Bridge).lrmLensKey;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      });
    }
  }

  /** Closes all pages. */
  async close(): Promise<void> {
    await Promise.all([...this.#pages].map((page) => this.#close(page)));
    this.context.off('request', this.#onRequest);
  }

  async #close(page: Page): Promise<void> {
    this.#pages.delete(page);
    await page.close();
  }

  #openCustom(file: string, viewType: string, ready: string): Promise<Page> {
    // An editor may open after a while; another one that looks alike is not meant.
    this.#last = null;
    this.desk.openCustom(this.desk.file(file), viewType);
    return this.page(ready);
  }

  async #show(panel: Main.Panel): Promise<Page> {
    const { webview } = panel;
    const page = await this.context.newPage();
    this.#pages.add(page);
    if (this.viewport !== null) await page.setViewportSize(this.viewport);
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) this.complaints.push(message.text());
    });
    await page.addInitScript(pageScript);
    await page.exposeFunction('lrmLensTell', async (kind: 'message' | 'key', text: string) => {
      if (kind === 'key') {
        await this.desk.press(JSON.parse(text) as PressedKey);
        return;
      }
      webview.connect(async (message) => {
        await this.#heldBack;
        await deliver(page, message);
      });
      const { name } = JSON.parse(text) as { readonly name?: string };
      if (name !== undefined) this.told.push(name);
      webview.receive(text);
    });
    panel.onDidDispose(() => void this.#close(page));
    const address = this.server.add({
      html: () => webview.html,
      theme: this.theme,
      ground: panel.viewType === 'lrmLens.reader' ? 'sideBar' : 'editor',
    });
    await page.goto(address);
    return page;
  }
}

/** Gives a page another width, and waits until it has drawn itself anew. */
export async function resize(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(async () => {
    // What measures itself draws in the frame after the one that it was laid out in.
    for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** Gives a page a message. One that is closed or loading anew misses it, as in VS Code. */
async function deliver(page: Page, message: string): Promise<void> {
  try {
    await page.evaluate((text) => {
      (window as unknown as Bridge).lrmLensDeliver(text);
    }, message);
  } catch (error) {
    if (!page.isClosed() && !/context was destroyed|navigation/i.test(String(error))) throw error;
  }
}

/**
 * Notes what is run in a page's process from now on, which is that of all pages; the function that it gives writes it as Node does. V8
 * is asked itself: Playwright's own way brings along the text of each script, which is in dist/, and a debugger. That a place was
 * run is noted, not how often, which V8 does at less than half the cost. The maps are read where the coverage is added up.
 */
async function cover(page: Page, origin: string): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  return async () => {
    const taken = await session.send('Profiler.takePreciseCoverage');
    const result = taken.result
      .filter(({ url }) => url.startsWith(`${origin}/`))
      .map(({ url, functions }) => {
        const { href } = pathToFileURL(join(root, new URL(url).pathname));
        return { scriptId: '0', url: href, functions };
      });
    writeFileSync(
      join(coverage!, `coverage-page-${randomUUID()}.json`),
      JSON.stringify({ result }),
    );
  };
}

let compiled: ReturnType<typeof compileFunction> | null = null;

/** The host's code anew: it keeps things in its modules, as long as an extension host lives. */
function freshHost(): typeof Main {
  // Compiled once, and not by `require`, which Playwright has rewrite all it loads.
  compiled ??= compileFunction(
    readFileSync(bundle, 'utf8'),
    ['exports', 'require', 'module', '__filename', '__dirname'],
    { filename: pathToFileURL(bundle).href },
  );
  const module = { exports: {} };
  compiled.call(null, module.exports, createRequire(bundle), module, bundle, dirname(bundle));
  return module.exports as typeof Main;
}

interface OfWorker {
  readonly server: PageServer;
  /**
   * The window that all tests of a process open their pages in: these share a browser process and what it has compiled. What a page
   * keeps, it keeps in its own tab (`sessionStorage`, see pageScript.ts).
   */
  readonly window: BrowserContext;
}

export const test = base.extend<Options & { lens: Lens }, OfWorker>({
  language: ['en', { option: true }],
  theme: ['dark', { option: true }],
  files: [{}, { option: true }],
  settings: [{}, { option: true }],
  trusted: [true, { option: true }],
  server: [
    async ({}, use) => {
      const server = await startPageServer(root);
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  window: [
    async ({ browser, server }, use) => {
      const window = await browser.newContext({ locale: 'en-US' });
      // Keeps the process of the pages alive between tests.
      const page = await window.newPage();
      await page.goto(server.origin);
      const written = coverage === undefined ? null : await cover(page, server.origin);
      await use(window);
      await written?.();
      await window.close();
    },
    { scope: 'worker' },
  ],
  lens: async ({ window, server, viewport, language, theme, files, settings, trusted }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-page-'));
    const workspace = join(folder, 'samples');
    cpSync(join(root, 'media/samples'), workspace, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(workspace, name)), { recursive: true });
      writeFileSync(join(workspace, name), content);
    }
    const desk = freshHost().openDesk({
      ...{ root, workspace, storage: join(folder, 'storage'), origin: server.origin },
      ...{ ...languageOf(language, root), settings, trusted },
    });
    const lens = new Lens(desk, server, window, theme, viewport);
    await use(lens);
    await lens.close();
    expect(lens.complaints, 'what nobody asked for').toEqual([]);
    desk.dispose();
    rmSync(folder, { recursive: true, force: true });
  },
});
