// Runs test/host through @vscode/test-electron: downloads a desktop VS Code (needs the network) and runs the same suite.
// `--floor` takes the oldest version that `engines.vscode` allows.
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProject } from './lib/builtTests.mjs';
import { ensureDependencies, root } from './vscode/provision.mjs';

ensureDependencies();
const { runTests } = await import('@vscode/test-electron');
const { bundleHostSuite } = await import('./vscode/hostSuite.mjs');

buildProject();
const workspace = mkdtempSync(join(tmpdir(), 'lrm-lens-workspace-'));
cpSync(join(root, 'media/samples'), workspace, { recursive: true });
try {
  const code = await runTests({
    ...(process.argv.includes('--floor') ? { version: '1.100.3' } : {}),
    extensionDevelopmentPath: root,
    extensionTestsPath: await bundleHostSuite('node'),
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  });
  process.exit(code);
} catch (error) {
  process.stderr.write(`desktop host tests did not run: ${String(error)}\n`);
  process.exit(1);
}
