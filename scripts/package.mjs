// `npm run package`: production build, then lrm-lens-VERSION.vsix in the project's folder, for desktop and web.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, root } from './vscode/provision.mjs';

ensureDependencies();
const { pack } = await import('./vscode/pack.mjs');
const built = spawnSync(process.execPath, ['esbuild.mjs', '--production'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (built.status !== 0) process.exit(1);
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const file = join(root, `${name}-${version}.vsix`);
await pack(file);
const bytes = readFileSync(file);
process.stdout.write(
  `${file}\n${(bytes.length / 1e6).toFixed(2)} MB, sha256 ${createHash('sha256').update(bytes).digest('hex')}\n`,
);
