import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Browser, Frame, Locator, Page } from '@playwright/test';
import type { ThemeName } from '../page/themes';

/** The project's folder, from here and from where benches are bundled. */
export const projectRoot = resolve(__dirname, '../..');

/** What opens a workbench: a browser, and scripts/vscode/server.mjs. */
export interface Machine {
  readonly browser: Pick<Browser, 'newContext'>;
  startServer(options: {
    readonly which?: 'current' | 'floor';
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly trust?: boolean;
    readonly vsix?: string;
    readonly installed?: readonly string[];
  }): Promise<Server>;
}
interface Server {
  readonly dataDir: string;
  readonly origin: string;
  url(options: { folder: string; extensions?: readonly string[] }): string;
  stop(): Promise<void>;
}

/** The four themes every page must be readable in, by setting id, with VS Code's body class. */
const themes: Readonly<Record<ThemeName, { readonly id: string; readonly bodyClass: string }>> = {
  dark: { id: 'Default Dark Modern', bodyClass: 'vscode-dark' },
  light: { id: 'Default Light Modern', bodyClass: 'vscode-light' },
  hcDark: { id: 'Default High Contrast', bodyClass: 'vscode-high-contrast' },
  hcLight: { id: 'Default High Contrast Light', bodyClass: 'vscode-high-contrast-light' },
};

/** How long anything is waited for, in milliseconds: a bound for what hangs, far above what a busy machine needs. */
const PATIENCE = 300_000;
/** After this time a quick input that did not open, or that was closed, is asked for again; so often at most. */
const AGAIN = 10_000;
const MOST_ASKED = 8;

/** Complaints of the workbench that are kept. */
const MOST_COMPLAINTS = 40;
/** The workbench starts its extension host once and waits 60 s for it, also on a machine that needs longer: then no page ever comes. */
const GAVE_UP = /extension host took longer than \d+s to send its ready message/;

/** What a workbench is opened with. */
export interface Setup {
  readonly which?: 'current' | 'floor';
  /** Files of the workspace by relative path, on top of a copy of media/samples. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Leaves workspace trust on: the folder opens in Restricted Mode. */
  readonly restricted?: boolean;
  /** Installs this package instead of loading the project's folder. */
  readonly vsix?: string;
  /** Folders of further extensions to install: the workbench loads only one from its folder. */
  readonly installed?: readonly string[];
  /** Name of the workspace's folder. */
  readonly folder?: string;
  readonly width?: number;
  readonly height?: number;
}

/** A real workbench with the extension loaded, its workspace, and a record of what it asked and complained about. */
export class Workbench {
  /** Every URL the browser asked for. */
  readonly requests: string[] = [];
  /** Content Security Policy reports of our pages. */
  readonly cspReports: string[] = [];
  /** Unhandled rejections and errors of the extension. */
  readonly errors: string[] = [];
  /** The last errors and warnings of the workbench, for who asks why it does not go on. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly workspace: string,
    private readonly server: Server,
  ) {}

  static async open(machine: Machine, options: Setup = {}): Promise<Workbench> {
    const workspace = join(
      mkdtempSync(join(tmpdir(), 'lrm-lens-e2e-')),
      options.folder ?? 'samples',
    );
    cpSync(join(projectRoot, 'media/samples'), workspace, { recursive: true });
    for (const [name, content] of Object.entries(options.files ?? {})) {
      mkdirSync(dirname(join(workspace, name)), { recursive: true });
      writeFileSync(join(workspace, name), content);
    }
    const settings = {
      'workbench.colorTheme': themes.dark.id,
      ...options.settings,
    };
    const server = await machine.startServer({
      ...(options.which === undefined ? {} : { which: options.which }),
      settings,
      trust: options.restricted ?? false,
      ...(options.vsix === undefined ? {} : { vsix: options.vsix }),
      ...(options.installed === undefined ? {} : { installed: options.installed }),
    });
    const context = await machine.browser.newContext({
      locale: 'en-US',
      viewport: { width: options.width ?? 1200, height: options.height ?? 900 },
    });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
      origin: server.origin,
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const workbench = new Workbench(page, workspace, server);
    context.on('request', (request) => workbench.requests.push(request.url()));
    page.on('console', (message) => {
      const text = message.text();
      const url = message.location().url;
      if (/^(?:error|warning)$/.test(message.type())) workbench.complain(text);
      // As its user would: the window is loaded anew.
      if (GAVE_UP.test(text)) void page.reload();
      if (/Content Security Policy/i.test(text) && /lrm-lens|webview/i.test(text + url)) {
        workbench.cspReports.push(text);
      }
      if (/lrm-lens/i.test(text + url) && /not handled within|unhandled/i.test(text)) {
        workbench.errors.push(text);
      }
    });
    await page.goto(
      server.url({
        folder: workspace,
        extensions: options.vsix === undefined ? [projectRoot] : [],
      }),
    );
    await page.waitForSelector('.monaco-workbench .explorer-viewlet .monaco-list-row');
    return workbench;
  }

  private complain(text: string): void {
    this.complaints.push(text.slice(0, 300));
    if (this.complaints.length > MOST_COMPLAINTS) this.complaints.shift();
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.server.stop();
    rmSync(dirname(this.workspace), { recursive: true, force: true });
  }

  /** A file of the workspace. */
  read(name: string): string {
    return readFileSync(join(this.workspace, name), 'utf8');
  }

  /** Runs a command through the palette, by the title shown there ("LRM Lens: Estimate Reasoning Cost"). */
  async command(title: string): Promise<void> {
    // Not F1: in a trace that explains the step.
    await this.quickOpen('ControlOrMeta+Shift+P', `>${title}`, title);
  }

  /**
   * Asks for a quick input and does something in it. What opens late, an editor or a page that was asked for before, takes the
   * keyboard then, which closes a quick input, and a key that is pressed while a frame is being made goes to nobody: VS
   * Code's own races, for one who types as fast as a test. Then it is asked for again.
   */
  async inQuickInput(
    ask: () => Promise<void>,
    act: (soon: { readonly timeout: number }) => Promise<void>,
  ): Promise<void> {
    for (let asked = 1; ; asked++) {
      await ask();
      try {
        await act({ timeout: AGAIN });
        return;
      } catch (error) {
        if (asked === MOST_ASKED) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /**
   * Runs a command that asks in a quick input with this placeholder, types the answer, and takes the first row once it is
   * the one meant.
   */
  async answer(command: string, placeholder: string, text: string, row: string): Promise<void> {
    const input = this.page.locator(`input[placeholder="${placeholder}"]`);
    await this.inQuickInput(
      () => this.command(command),
      async (soon) => {
        await input.fill(text, soon);
        await this.firstRow(row).waitFor(soon);
        await input.press('Enter', soon);
      },
    );
  }

  /** The first row of the quick input, once it holds this text. */
  firstRow(text: string): Locator {
    return this.page
      .locator('.quick-input-list .monaco-list-row[data-index="0"]')
      .filter({ hasText: text });
  }

  /**
   * Loads the window anew, once it has written down what must outlive that, as a workbench in a browser does every few
   * seconds: as many editors as there are tabs, one of which holds all of these texts.
   */
  async reload(...texts: readonly string[]): Promise<void> {
    await until(`kept: ${texts.join(', ')}`, async () => {
      const editors = await this.page.evaluate(keptEditors);
      const tabs = await this.page.locator('.tab').count();
      const held = editors.some((editor) => texts.every((text) => editor.includes(text)));
      return editors.length === tabs && held ? true : null;
    });
    await this.page.reload();
  }

  /** Closes all editors, and gives the keyboard to the Explorer. */
  async clear(): Promise<void> {
    const tab = this.page.locator('.tab').first();
    if (await tab.isVisible()) {
      await this.inQuickInput(
        () => this.command('View: Close All Editors'),
        (soon) => tab.waitFor({ state: 'detached', ...soon }),
      );
    }
    const explorer = this.page.locator('.explorer-viewlet .monaco-list-row').first();
    if (!(await explorer.isVisible()))
      await this.page.locator('.activitybar .action-label[aria-label^="Explorer"]').click();
    await explorer.focus();
  }

  /** Opens a workspace file in the text editor, or with the custom editor of that name. */
  async openFile(name: string, editor?: string): Promise<void> {
    const base = name.split('/').pop()!;
    await this.quickOpen('ControlOrMeta+P', name, base);
    await this.page.locator('.tab.active').filter({ hasText: base }).waitFor();
    if (editor === undefined) return;
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await this.inQuickInput(
      () => this.command('View: Reopen Editor With...'),
      (soon) => rows.filter({ hasText: editor }).first().click(soon),
    );
  }

  /** Opens a file by a click in the Explorer: as a previewed text, where the list of files would open again what it was before. */
  async preview(name: string): Promise<void> {
    const files = this.page.locator('.explorer-viewlet .monaco-list-row');
    await files.filter({ hasText: name }).first().click();
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor();
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /** Opens a previewed file as a trace by the palette, and waits for its steps. */
  async openTrace(name: string): Promise<Frame> {
    await this.preview(name);
    await this.command('LRM Lens: Open as Reasoning Trace');
    const frame = await this.webview('trace', { title: name });
    await frame.locator('.row.step').first().waitFor();
    return frame;
  }

  /** Runs *Estimate Reasoning Cost* where the cursor is, takes the models as they are proposed, and waits for the figures. */
  async estimate(): Promise<Frame> {
    await this.command('LRM Lens: Estimate Reasoning Cost');
    // Not the rows of the palette, which closes at the same time.
    await this.page.locator('.quick-input-title').filter({ hasText: 'Compare' }).waitFor();
    await this.page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor();
    await this.page.keyboard.press('Enter');
    const frame = await this.webview('estimate');
    await frame.locator('.compare tbody .interval').first().waitFor();
    return frame;
  }

  /**
   * Types into the quick input that a key opens and takes its first row, once that is the one meant: Enter would otherwise run
   * what stood there before the list was filtered.
   */
  private async quickOpen(key: string, text: string, row: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    await this.inQuickInput(
      () => this.page.keyboard.press(key),
      async (soon) => {
        await input.fill(text, soon);
        const closed = input.waitFor({ state: 'hidden', ...soon }).then(() => {
          throw new Error('the quick input closed');
        });
        await Promise.race([this.firstRow(row).waitFor(soon), closed]);
        await this.page.keyboard.press('Enter');
      },
    );
  }

  /**
   * The document of one of our pages ('trace', 'estimate', 'concepts'), once its script has drawn something. A tab behind
   * another keeps its page: only one that is shown counts, and of the file or title given, where one is.
   */
  async webview(page: string, { title = '' } = {}): Promise<Frame> {
    return until(`a '${page}' page ${title}`, async () => {
      for (const frame of this.page.frames()) {
        if (!frame.url().includes('fake.html')) continue;
        const drawn = await frame
          .evaluate(
            ([name, ofTitle]) =>
              document.querySelector(`script[src*="/webview/${name}.js"]`) !== null &&
              document.querySelector('#app')?.firstElementChild !== null &&
              document.title.includes(ofTitle!),
            [page, title],
          )
          .catch(() => false);
        if (drawn && (await isShown(frame))) return frame;
      }
      return null;
    });
  }

  /** Switches the colour theme and waits until the frame shows it. */
  async theme(name: ThemeName, frame: Frame): Promise<void> {
    const file = join(this.server.dataDir, 'data/Machine/settings.json');
    const all = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...all, 'workbench.colorTheme': themes[name].id }));
    // The id changed between versions of VS Code, the kind did not.
    await frame.waitForFunction(
      (kind) => document.body.dataset['vscodeThemeKind'] === kind,
      themes[name].bodyClass,
    );
  }
}

/** The editors as the workbench has written them down in the browser, each as text. */
async function keptEditors(): Promise<string[]> {
  const editors: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'editors' && Array.isArray(inner))
        editors.push(...inner.map((editor) => JSON.stringify(editor)));
      else collect(inner);
    }
  };
  const asked = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(String(request.error)));
    });
  for (const { name } of await indexedDB.databases()) {
    if (name?.startsWith('vscode-web-state-db-') !== true) continue;
    const base = await asked(indexedDB.open(name));
    const table = base.transaction('ItemTable').objectStore('ItemTable');
    const kept: unknown = await asked(table.get('memento/workbench.parts.editor'));
    if (typeof kept === 'string') collect(JSON.parse(kept));
    base.close();
  }
  return editors;
}

/** Whether the workbench shows a page: one behind another tab stays in its place, hidden. */
async function isShown(frame: Frame): Promise<boolean> {
  try {
    const outer = frame.parentFrame();
    return outer !== null && (await (await outer.frameElement()).isVisible());
  } catch {
    // The frame has gone since it was listed.
    return false;
  }
}

/** Asks again until something is there; fails with `what` when it never is. */
async function until<T>(what: string, find: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await find();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`not within ${PATIENCE / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
