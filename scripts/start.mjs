// `npm start`: builds, serves a real VS Code in the browser on 127.0.0.1 with the extension loaded and the samples open
// as the workspace, prints the address, and opens it where there is a display. `-- --desktop` uses the VS Code
// installed on this machine instead; `-- --port N` and `-- --folder DIR` choose port and workspace.
import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { ensureDependencies, root } from './vscode/provision.mjs';

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const folder = resolve(option('--folder') ?? join(root, 'media/samples'));

ensureDependencies();
process.stdout.write('building ...\n');
const built = spawnSync(process.execPath, ['esbuild.mjs'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (built.status !== 0) process.exit(1);

if (args.includes('--desktop')) {
  const code = process.platform === 'win32' ? 'code.cmd' : 'code';
  const run = spawnSync(code, ['--new-window', `--extensionDevelopmentPath=${root}`, folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (run.error) {
    process.stderr.write(
      `no '${code}' on the PATH: install VS Code, or run npm start without --desktop\n`,
    );
    process.exit(1);
  }
  process.exit(run.status ?? 1);
}

const { startServer } = await import('./vscode/server.mjs');
const server = await startServer({
  dataDir: join(root, '.vscode-test/start-data'),
  port: option('--port') === undefined ? undefined : Number(option('--port')),
});
const url = server.url({ folder, extensions: [root] });
process.stdout.write(`\nVS Code ${server.version} with LRM Lens:\n\n  ${url}\n\nCtrl+C ends it.\n`);

const openers = { darwin: 'open', win32: 'explorer', linux: 'xdg-open' };
const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
if (display && !args.includes('--no-open')) {
  spawn(openers[process.platform] ?? 'xdg-open', [url], { stdio: 'ignore', detached: true })
    .once('error', () => process.stdout.write('open the address in a browser\n'))
    .unref();
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
}
