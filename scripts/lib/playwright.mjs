// Runs a folder of tests with Playwright's runner. Options of the command line that both folders know: --only TEXT (test files whose path
// contains it), --grep TEXT (tests), --workers N, --shard I/N, --trace (keeps a Playwright trace of what fails).
import { spawnSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import { browserChoices, quiet } from '../vscode/browser.mjs';
import { root } from '../vscode/provision.mjs';

/** Launch options of the first browser that can be started. */
async function chosenBrowser() {
  const choices = await browserChoices();
  if (choices.length === 1) return choices[0];
  for (const choice of choices) {
    try {
      await (await chromium.launch({ ...choice, args: quiet })).close();
      return choice;
    } catch {
      // The next one may be there.
    }
  }
  throw new Error('install Chrome, Edge or Chromium to run these tests');
}

/** Whether all chosen tests of `test/FOLDER` are good. `env` is added to their environment, `flags` to those of the browser. */
export async function runPlaywright(folder, args, { env = {}, flags = [] } = {}) {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const passedOn = ['--grep', '--workers', '--shard'].flatMap((name) =>
    option(name) === undefined ? [] : [name, option(name)],
  );
  const browser = { ...(await chosenBrowser()), args: [...quiet, ...flags] };
  const run = spawnSync(
    process.execPath,
    [
      'node_modules/@playwright/test/cli.js',
      'test',
      ...['--config', `test/${folder}/playwright.config.ts`],
      ...(option('--only') === undefined ? [] : [option('--only')]),
      ...passedOn,
      ...(args.includes('--trace') ? ['--trace', 'retain-on-failure'] : []),
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, LRM_LENS_BROWSER: JSON.stringify(browser), ...env },
    },
  );
  return run.status === 0;
}
