import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-script-'));
let count = 0;

/** Imports a TypeScript module of the core into a script, bundled into a temporary file. */
export async function bundleModule(entry) {
  const outfile = join(folder, `${count++}.mjs`);
  await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}
