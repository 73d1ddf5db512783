// `npm run package`: production build, then lrm-lens-VERSION.vsix in the project's folder, for desktop and web.
// With --release, and for a tag, it refuses a catalogue of models and prices that is too old to be released.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { staleness } from './lib/catalogueAge.mjs';
import { buildProject } from './lib/builtTests.mjs';
import { ensureDependencies, root } from './vscode/provision.mjs';

const release =
  process.argv.includes('--release') || process.env.GITHUB_REF?.startsWith('refs/tags/');
if (release) {
  const file = join(root, 'src/core/estimate/data/catalogue.data.json');
  const today = new Date().toISOString().slice(0, 10);
  const stale = staleness(JSON.parse(readFileSync(file, 'utf8')), today);
  if (stale !== null) {
    console.error(stale);
    process.exit(1);
  }
}

ensureDependencies();
const { pack } = await import('./vscode/pack.mjs');
buildProject();
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const file = join(root, `${name}-${version}.vsix`);
await pack(file);
const bytes = readFileSync(file);
process.stdout.write(
  `${file}\n${(bytes.length / 1e6).toFixed(2)} MB, sha256 ${createHash('sha256').update(bytes).digest('hex')}\n`,
);
