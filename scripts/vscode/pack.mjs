// Packages the built extension as a VSIX. Same bytes for the same sources: file times come from SOURCE_DATE_EPOCH.
import vsce from '@vscode/vsce';
import { writeNotices } from '../notices.mjs';
import { root } from './provision.mjs';

/** Files that the VSIX holds, relative to the project, sorted. */
export async function packagedFiles() {
  return (await vsce.listFiles({ cwd: root, packageManager: vsce.PackageManager.None })).sort();
}

/** Writes the VSIX to `packagePath`. dist/ must be a production build. */
export async function pack(packagePath) {
  // 1980-01-01 is the earliest a zip can say; any fixed time serves.
  process.env.SOURCE_DATE_EPOCH ??= '315532800';
  writeNotices();
  await vsce.createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    // There is no repository address to rewrite relative links of the README to.
    rewriteRelativeLinks: false,
  });
}
