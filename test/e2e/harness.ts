/**
 * Stories in a real VS Code, in the browser, with the built extension loaded. What needs no editor is in test/page. Run with
 * `npm run test:e2e -- --only NAME`. A test:
 *
 *   import { expect, test } from './harness';
 *   test.use({ setup: { width: 1500, settings: { … } } });   // a window of this file's own; else the shared one
 *   test('opens the answer', async ({ workbench }) => {
 *     await workbench.openFile('long-with-backtracks.deepseek.json', 'Reasoning Trace');
 *     const frame = await workbench.webview('trace');
 *     await frame.locator('.answer-step').click();
 *   });
 *
 * A window lives as long as tests follow that want the same one. After each its editors are closed, and no request may
 * have left the machine, no page met its security policy, and no error was left unhandled. `open` opens further windows.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test as base, type Page, type TestInfo } from '@playwright/test';
import { claudeLog, codexLog } from '../page/agentLogs';
import { projectRoot, Workbench, type Machine, type Setup } from './workbench';

export { expect };

/** Logs of agents in the shared window, first in the Explorer; they open as traces, as a user can set it. */
export const CLAUDE_LOG = '0-claude.jsonl';
export const CODEX_LOG = '0-codex.jsonl';

/** Reasoning between tags in a file of the shared window, which is there before the window looks at its folder. */
export const TAGGED = 'coloured.md';

const shared: Setup = {
  width: 1400,
  height: 1000,
  files: {
    [CLAUDE_LOG]: claudeLog(),
    [CODEX_LOG]: codexLog(),
    [TAGGED]: 'Plain.\n\n<think>\nWait, that is 42.\n</think>\n',
  },
  settings: {
    'workbench.editorAssociations': { [CLAUDE_LOG]: 'lrmLens.trace', [CODEX_LOG]: 'lrmLens.trace' },
  },
};

/** Modules of scripts/vscode, which have no types. */
interface Scripts {
  readonly server: Pick<Machine, 'startServer'>;
  readonly outside: { readonly leavesMachine: (url: string) => boolean };
  readonly pack: {
    readonly pack: (file: string) => Promise<void>;
    readonly packagedFiles: () => Promise<string[]>;
  };
}
export async function script<K extends keyof Scripts>(name: K): Promise<Scripts[K]> {
  const { href } = pathToFileURL(join(projectRoot, `scripts/vscode/${name}.mjs`));
  return (await import(href)) as Scripts[K];
}

/** What the workbench asks or tells, and what has the keyboard in it and in its pages. */
async function onScreen(page: Page): Promise<string> {
  const shown = await page.evaluate(() =>
    ['.tab.active', '.quick-input-widget', '.monaco-dialog-box', '.notifications-toasts']
      .flatMap((place) => [...document.querySelectorAll<HTMLElement>(place)])
      .filter((part) => part.checkVisibility())
      .map((part) => part.innerText.slice(0, 300)),
  );
  const focusOf = (): string | null => {
    const at = document.activeElement;
    if (!document.hasFocus() || !(at instanceof HTMLElement)) return null;
    return `${at.tagName} ${at.className} ${at.dataset['place'] ?? ''}`.slice(0, 120);
  };
  const frames = page.frames().map((frame) => frame.evaluate(focusOf).catch(() => null));
  return JSON.stringify({ shown, keyboard: await Promise.all(frames) });
}

/** Ends a test in a window: tells of one that failed, and asks of the others that they left nothing behind. */
async function leave(workbench: Workbench, info: TestInfo): Promise<void> {
  const tell = async (): Promise<void> => {
    const body = await onScreen(workbench.page);
    await info.attach('then on the screen', { body, contentType: 'text/plain' });
    const said = workbench.complaints.join('\n');
    await info.attach('said by the workbench', { body: said, contentType: 'text/plain' });
  };
  if (info.status !== info.expectedStatus) {
    await tell();
    return;
  }
  try {
    await workbench.clear();
  } catch (error) {
    await tell();
    throw error;
  }
  const { leavesMachine } = await script('outside');
  expect(workbench.requests.filter(leavesMachine), 'requests that left the machine').toEqual([]);
  expect(workbench.cspReports, 'reports of the security policy').toEqual([]);
  expect(workbench.errors, 'unhandled errors').toEqual([]);
}

interface OfTest {
  /** The window of `setup`, which other tests have used before. */
  readonly workbench: Workbench;
  /** Opens a window for this test alone. */
  readonly open: (setup: Setup) => Promise<Workbench>;
}
interface OfWorker {
  readonly setup: Setup;
  readonly machine: Machine;
  readonly window: Workbench;
}

export const test = base.extend<OfTest, OfWorker>({
  setup: [shared, { option: true, scope: 'worker' }],
  machine: [
    async ({ browser }, use) => {
      const { startServer } = await script('server');
      await use({ browser, startServer });
    },
    { scope: 'worker' },
  ],
  window: [
    async ({ machine, setup }, use) => {
      const window = await Workbench.open(machine, setup);
      await use(window);
      await window.close();
    },
    { scope: 'worker' },
  ],
  workbench: async ({ window }, use, info) => {
    await use(window);
    await leave(window, info);
  },
  open: async ({ machine }, use, info) => {
    const windows: Workbench[] = [];
    await use(async (setup) => {
      const window = await Workbench.open(machine, setup);
      windows.push(window);
      return window;
    });
    for (const window of windows) {
      await leave(window, info);
      await window.close();
    }
  },
});
