// Installs what tests and `npm start` need beyond the project's own dependencies, once, pinned, into .vscode-test/:
// a VS Code server with its web workbench, the Node it runs on, and a Chromium. All from the npm registry.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const home = join(root, '.vscode-test');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** The VS Codes that are tested: the current one and the oldest that `engines.vscode` allows. */
export const versions = {
  current: { vscode: '1.139.1', codeServer: '4.139.1', node: '24.18.0' },
  floor: { vscode: '1.100.3', codeServer: '4.100.3', node: '20.19.0' },
};

function run(args, cwd) {
  const result = spawnSync(
    npm,
    [...args, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'],
    {
      cwd,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    },
  );
  if (result.status !== 0)
    throw new Error(`npm ${args.join(' ')} failed:\n${result.stderr}${result.stdout}`);
}

/** Builds a folder aside and renames it into place, so that a broken install is never taken for a whole one. */
function once(name, label, build) {
  const dir = join(home, name);
  if (existsSync(join(dir, '.complete'))) return dir;
  const t0 = Date.now();
  process.stderr.write(`installing ${label} into .vscode-test/ (once) ... `);
  const aside = `${dir}.${process.pid}.part`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  writeFileSync(join(aside, 'package.json'), '{"private":true}');
  build(aside);
  writeFileSync(join(aside, '.complete'), '');
  rmSync(dir, { recursive: true, force: true });
  renameSync(aside, dir);
  process.stderr.write(`${((Date.now() - t0) / 1000).toFixed(0)} s\n`);
  return dir;
}

/** Installs the project's dependencies from the lock file where they are missing. */
export function ensureDependencies() {
  if (existsSync(join(root, 'node_modules/.package-lock.json'))) return;
  process.stderr.write('installing dependencies from package-lock.json (once) ...\n');
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error('npm ci failed');
}

/** Older releases download the file search's binary when installed; newer ones carry it in a package. */
function bringRipgrep(aside) {
  const bin = join(aside, 'node_modules/code-server/lib/vscode/node_modules/@vscode/ripgrep/bin');
  if (!existsSync(dirname(bin))) return;
  run(['install', '--force', '-E', '@vscode/ripgrep-universal@1.18.0'], aside);
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const from = join(
    aside,
    'node_modules/@vscode/ripgrep-universal/bin',
    `${process.platform}-${process.arch}`,
    name,
  );
  mkdirSync(bin, { recursive: true });
  copyFileSync(from, join(bin, name));
}

/**
 * A VS Code server: the path of its `server-main.js` and of the Node binary that runs it.
 * @param {'current' | 'floor'} which
 */
export function ensureVsCode(which) {
  const v = versions[which];
  const arch = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const dir = once(`vscode-server-${v.vscode}-1`, `VS Code ${v.vscode}`, (aside) => {
    run(
      ['install', '--force', '-E', `code-server@${v.codeServer}`, `node-${arch}@${v.node}`],
      aside,
    );
    run(['install', '--force', '--omit=dev'], join(aside, 'node_modules/code-server/lib/vscode'));
    bringRipgrep(aside);
  });
  return {
    version: v.vscode,
    server: join(dir, 'node_modules/code-server/lib/vscode/out/server-main.js'),
    node: join(
      dir,
      `node_modules/node-${arch}/bin/node${process.platform === 'win32' ? '.exe' : ''}`,
    ),
  };
}

/** Folder of the packaged Chromium for Linux x64; elsewhere `null`: an installed Chrome, Edge or Chromium serves. */
export function ensureChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  return once('chromium-153.0.0', 'Chromium 153', (aside) =>
    run(['install', '--force', '-E', '@sparticuz/chromium@153.0.0'], aside),
  );
}
