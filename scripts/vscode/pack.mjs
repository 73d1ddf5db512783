// cspell:ignore vscodeignore
// Packages the built extension as a VSIX. Same bytes for the same sources: file times come from SOURCE_DATE_EPOCH.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vsce from '@vscode/vsce';
import { writeNotices } from '../notices.mjs';
import { packHarder } from './packHarder.mjs';
import { root } from './provision.mjs';

/** Folders that hold what ships; .vscodeignore says which of their files do. */
const folders = ['dist', 'media', 'l10n', 'syntaxes'];

/** The README's pictures would make the package half as large again: its page does without. */
const withoutPictures = (text) => text.replace(/^!\[[^\]]*\]\(media\/[^)]*\)\n\n/gm, '');

/** Files that the VSIX holds, relative to the project, sorted. */
export async function packagedFiles() {
  return (
    await staged((cwd) => vsce.listFiles({ cwd, packageManager: vsce.PackageManager.None }))
  ).sort();
}

/** Writes the VSIX to `packagePath`. dist/ must be a production build. */
export async function pack(packagePath) {
  // 1980-01-01 is the earliest a zip can say; any fixed time serves.
  process.env.SOURCE_DATE_EPOCH ??= '315532800';
  writeNotices();
  await staged((cwd) =>
    vsce.createVSIX({
      cwd,
      packagePath,
      dependencies: false,
      allowMissingRepository: true,
      // There is no repository address to rewrite relative links of the README to.
      rewriteRelativeLinks: false,
    }),
  );
  packHarder(packagePath);
}

/** Runs the packager on a copy without what never ships: it walks every file, a test VS Code and all dependencies too. */
async function staged(run) {
  const stage = mkdtempSync(join(tmpdir(), 'lrm-lens-package-'));
  try {
    for (const entry of readdirSync(root, { withFileTypes: true })) {
      if (entry.isFile() || folders.includes(entry.name))
        cpSync(join(root, entry.name), join(stage, entry.name), { recursive: true });
    }
    const readme = join(stage, 'README.md');
    writeFileSync(readme, withoutPictures(readFileSync(readme, 'utf8')));
    return await run(stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}
