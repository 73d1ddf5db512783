// Reads media/concepts and writes dist/concepts.json, the one file that the extension and the terminal load.
// Stops the build when a page breaks a promise (see src/core/concepts/check.ts).
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

/** Where the compiled assembler goes: under the project, so that it finds its packages. */
const COMPILED = resolve('.tsc/concepts-assemble.mjs');

/** @param {string} folder @param {string} outFile */
export async function buildConcepts(folder, outFile) {
  await esbuild.build({
    entryPoints: ['src/core/concepts/assemble.ts'],
    outfile: COMPILED,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  const { assembleLibrary } = await import(pathToFileURL(COMPILED).href);
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  const pages = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name.slice(0, -3), read(name)]);
  const { library, problems } = assembleLibrary({
    pages: Object.fromEntries(pages),
    groups: JSON.parse(read('groups.json')),
    sources: JSON.parse(read('sources.json')),
    ledger: JSON.parse(read('ledger.json')),
  });
  if (problems.length > 0) {
    throw new Error(problems.map(({ at, message }) => `${at}: ${message}`).join('\n'));
  }
  writeFileSync(outFile, JSON.stringify(library));
}
