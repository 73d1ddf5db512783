// Starts a real VS Code server on 127.0.0.1 and builds workbench addresses for it.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureVsCode } from './provision.mjs';

/** Settings that keep the workbench still: no welcome page, no chat panes, nothing that asks the network. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.startupPrompt': 'never',
  'git.enabled': false,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'workbench.settings.enableNaturalLanguageSearch': false,
};

/** For what hangs, in milliseconds: a busy machine needs a tenth of it. */
const START_MS = 300_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Process groups of the servers whose data is thrown away, by the number of their first process. They need no orderly
 * end, which takes the seconds that the editor's own extensions are given; nor may they outlive this process.
 */
const groups = new Set();

function keepGroup(pid) {
  groups.add(pid);
  if (process.listeners('exit').includes(endGroups)) return;
  process.once('exit', endGroups);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      endGroups();
      process.kill(process.pid, signal);
    });
  }
}

function endGroups() {
  for (const pid of groups) endGroup(pid);
}

function endGroup(pid) {
  groups.delete(pid);
  process.kill(-pid, 'SIGKILL');
}

/** Puts an extension's folder where the server looks for installed ones; it takes in what it finds at its first start. */
function install(folder, extensionsDir) {
  const { publisher, name, version } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  cpSync(folder, join(extensionsDir, `${publisher}.${name}-${version}`), { recursive: true });
}

/**
 * Starts the server. `settings` are added to the machine settings; `trust` leaves workspace trust on, so that
 * Restricted Mode can be tested; `dataDir` keeps user data across runs; `vsix` and the folders `installed` are installed
 * first.
 * @param {{which?: 'current' | 'floor', settings?: object, trust?: boolean, dataDir?: string, port?: number, vsix?: string, installed?: readonly string[]}} options
 */
export async function startServer({
  which = 'current',
  settings = {},
  trust = false,
  dataDir,
  port,
  vsix,
  installed = [],
} = {}) {
  const { server, node, version } = ensureVsCode(which);
  const data = dataDir ?? mkdtempSync(join(tmpdir(), 'lrm-lens-vscode-'));
  mkdirSync(join(data, 'data/Machine'), { recursive: true });
  writeFileSync(
    join(data, 'data/Machine/settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, null, 2),
  );
  for (const folder of installed) install(folder, join(data, 'extensions'));
  if (vsix !== undefined) {
    const result = spawnSync(
      node,
      [
        server,
        '--install-extension',
        vsix,
        '--server-data-dir',
        data,
        '--extensions-dir',
        join(data, 'extensions'),
        '--accept-server-license-terms',
      ],
      { encoding: 'utf8' },
    );
    if (!/successfully installed/i.test(result.stdout))
      throw new Error(`${result.stdout}${result.stderr}`);
  }
  const chosen = port ?? (await freePort());
  const inGroup = dataDir === undefined && process.platform !== 'win32';
  const child = spawn(
    node,
    [
      server,
      ...['--host', '127.0.0.1', '--port', String(chosen), '--without-connection-token'],
      ...[
        '--accept-server-license-terms',
        '--enable-smoke-test-driver',
        '--telemetry-level',
        'off',
      ],
      ...['--server-data-dir', data, '--extensions-dir', join(data, 'extensions')],
      ...(trust ? [] : ['--disable-workspace-trust']),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, VSCODE_IPC_HOOK_CLI: '' },
      detached: inGroup,
    },
  );
  if (inGroup) keepGroup(child.pid);
  let log = '';
  await new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`VS Code did not start in ${START_MS / 1000} s:\n${log}`)),
      START_MS,
    );
    const look = (chunk) => {
      log = (log + String(chunk)).slice(-20_000);
      if (/available at|listening on/i.test(log)) {
        clearTimeout(timer);
        resolve();
      }
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`VS Code ended with ${code}:\n${log}`));
    });
  });
  const authority = `127.0.0.1:${chosen}`;
  return {
    version,
    dataDir: data,
    authority,
    origin: `http://${authority}`,
    log: () => log,
    /**
     * A workbench address. Paths are absolute; `extensions` are loaded from their folders, `tests` is the module whose
     * `run()` is the suite, `web` runs the extension in the web extension host.
     */
    url({ folder, extensions = [], tests, web = false }) {
      const remote = (path) => `vscode-remote://${authority}${path}`;
      const payload = [['skipWelcome', 'true']];
      for (const path of extensions) payload.push(['extensionDevelopmentPath', remote(path)]);
      if (tests) payload.push(['extensionTestsPath', remote(tests)]);
      if (web) payload.push(['extensionDevelopmentKind', 'web']);
      return `http://${authority}/?folder=${encodeURI(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    },
    async stop() {
      child.removeAllListeners('exit');
      const gone = new Promise((resolve) => child.once('close', resolve));
      if (inGroup) endGroup(child.pid);
      else child.kill();
      await gone;
      if (dataDir === undefined) rmSync(data, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
