// Runs test/e2e with Playwright's runner: stories in a real workbench with the extension loaded. Options: those of
// scripts/lib/playwright.mjs, and --no-build (dist/ is current). What is left of failures is in dist-test/e2e-results.
import { buildProject } from './lib/builtTests.mjs';
import { ensureDependencies } from './vscode/provision.mjs';

ensureDependencies();
const { runPlaywright } = await import('./lib/playwright.mjs');

const args = process.argv.slice(2);
if (!args.includes('--no-build')) buildProject();
process.exit((await runPlaywright('e2e', args)) ? 0 : 1);
