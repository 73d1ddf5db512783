// Runs test/host with mocha inside the real extension host. Options: --floor (the oldest VS Code that
// `engines.vscode` allows), --web (the web extension host), --restricted (workspace trust on, folder not trusted),
// --no-build (dist/ is current), --only NAME and --except NAME,NAME (test files whose names hold it), --grep TEXT (tests by
// their titles), --verbose (the host's own log lines too).
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProject } from './lib/builtTests.mjs';
import { ensureDependencies, root } from './vscode/provision.mjs';

ensureDependencies();
const { bundleHostSuite } = await import('./vscode/hostSuite.mjs');
const { launchBrowser } = await import('./vscode/browser.mjs');
const { leavesMachine } = await import('./vscode/outside.mjs');
const { startProvider } = await import('./vscode/provider.mjs');
const { startServer } = await import('./vscode/server.mjs');

const args = process.argv.slice(2);
const flags = new Set(args);
const option = (name) => (flags.has(name) ? args[args.indexOf(name) + 1] : undefined);
const web = flags.has('--web');
const restricted = flags.has('--restricted');
if (!flags.has('--no-build')) buildProject();
const provider = await startProvider();
const suite = await bundleHostSuite(web ? 'web' : 'node', {
  only: option('--only'),
  except: option('--except'),
  grep: option('--grep'),
  restricted,
  floor: flags.has('--floor'),
  provider: provider.origin,
});
// Tests may write into the workspace: it is a copy.
const workspace = mkdtempSync(join(tmpdir(), 'lrm-lens-workspace-'));
cpSync(join(root, 'media/samples'), workspace, { recursive: true });

const server = await startServer({
  which: flags.has('--floor') ? 'floor' : 'current',
  trust: restricted,
  // Another extension that provides chat models, which ours may ask.
  installed: [join(root, 'test/fixtures/chat-models')],
  // The payload's extensionDevelopmentKind is not read by the web workbench; this setting is.
  settings: web ? { 'remote.extensionKind': { 'lrm-lens.lrm-lens': ['web'] } } : {},
});
const browser = await launchBrowser();
process.stdout.write(
  `\nhost tests: VS Code ${server.version}, ${web ? 'web' : 'Node'} extension host${restricted ? ', Restricted Mode' : ''}\n`,
);
/**
 * Presses a button of a page, which only a user can: tests ask for it by its name. It is looked for in the frames that are there and
 * in those that come, until one shows it.
 */
async function press(page, name) {
  const button = (frame) =>
    frame.getByRole('button', { name, exact: true }).filter({ visible: true }).first();
  const frame = await new Promise((resolve, reject) => {
    const look = async (frame) => {
      try {
        await button(frame).waitFor({ timeout: 60_000 });
        page.off('frameattached', look);
        resolve(frame);
      } catch (error) {
        // Frames go away with their pages, and what they were to show comes in another one; the window's own stays.
        if (frame === page.mainFrame()) reject(error);
      }
    };
    page.on('frameattached', look);
    for (const frame of page.frames()) void look(frame);
  });
  await button(frame).click();
}

/** Longer than the longest time-out of a test. */
const SILENCE_MS = 300_000;

let code = 1;
const unhandled = [];
/** What the browser asked for: its pages, and in the web host the extension and its workers too. */
const requests = [];
try {
  // A slow machine takes its time; a suite that has stopped says nothing any more.
  let silent;
  const late = new Promise((resolve) => (silent = () => resolve('timeout')));
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(silent, SILENCE_MS).unref();
  };
  heard();
  const context = await browser.newContext({ locale: 'en-US' });
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  const exit = new Promise((resolve) => {
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const text = args.map(String).join(' ');
    const button = /^\[press\] (.*)/.exec(text)?.[1];
    if (button !== undefined)
      void press(page, button).catch((error) => process.stdout.write(`${error}\n`));
    if (text.startsWith('[mocha]')) {
      heard();
      process.stdout.write(`${text.slice('[mocha]'.length)}\n`);
    } else if (flags.has('--verbose')) process.stdout.write(`${text}\n`);
    if (/not handled within|unhandled(?: promise)? rejection/i.test(text)) unhandled.push(text);
  });
  await page.goto(server.url({ folder: workspace, extensions: [root], tests: suite, web }));
  const result = await Promise.race([exit, late]);
  if (result === 'timeout') {
    await page.screenshot({ path: join(root, 'dist-test/host-timeout.png') });
    process.stdout.write(`the suite has said nothing for 300 s\n${server.log().slice(-3000)}\n`);
  } else {
    code = Number(result);
    for (const text of unhandled) process.stdout.write(`unhandled rejection: ${text}\n`);
    const outside = requests.filter(leavesMachine);
    for (const url of outside) process.stdout.write(`left the machine: ${url}\n`);
    // A live run of the web host went through the browser: a record without it has seen nothing.
    const blind =
      web && provider.bodies.length > 0 && !requests.some((u) => u.startsWith(provider.origin));
    if (blind) process.stdout.write('the record of the browser misses the live run\n');
    if (unhandled.length + outside.length > 0 || blind) code = 1;
  }
} finally {
  await browser.close();
  await server.stop();
  await provider.stop();
  rmSync(workspace, { recursive: true, force: true });
}
process.exit(code);
