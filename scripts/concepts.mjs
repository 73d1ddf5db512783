// Reads media/concepts and writes dist/concepts.json, the one file that the extension and the terminal load, and
// beside it one file a translation (dist/concepts.zh-cn.json). Stops the build when a page breaks a promise
// (see src/core/concepts/check.ts and assembleTranslation.ts).
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

/** Where the compiled assemblers go: under the project, so that they find their packages. */
const COMPILED = resolve('.tsc/concepts');
const PARTS = ['assemble', 'assembleTranslation', 'translation'];

/**
 * The library with its translations, each with how current it is.
 * @param {string} folder media/concepts
 */
export async function readConcepts(folder) {
  await esbuild.build({
    entryPoints: PARTS.map((name) => `src/core/concepts/${name}.ts`),
    outdir: COMPILED,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  const load = (name) => import(pathToFileURL(join(COMPILED, `${name}.mjs`)).href);
  const [{ assembleLibrary }, { assembleTranslation }, { findableIn, TRANSLATED_LANGUAGES }] =
    await Promise.all(PARTS.map(load));
  const json = (...names) => JSON.parse(readFileSync(join(folder, ...names), 'utf8'));
  const { library, written, problems } = assembleLibrary({
    pages: markdownIn(folder),
    groups: json('groups.json'),
    sources: json('sources.json'),
    ledger: json('ledger.json'),
    models: json('models.json'),
  });
  const translations = TRANSLATED_LANGUAGES.map((language) =>
    assembleTranslation(written, {
      language,
      pages: markdownIn(join(folder, language)),
      groups: json(language, 'groups.json'),
      ledger: json(language, 'ledger.json'),
    }),
  );
  return {
    library: findableIn(
      library,
      translations.map(({ translation }) => translation),
    ),
    translations,
    problems: [problems, ...translations.map((one) => one.problems)].flat(),
  };
}

/** @param {string} folder @param {string} outFile */
export async function buildConcepts(folder, outFile) {
  const { library, translations, problems } = await readConcepts(folder);
  if (problems.length > 0) {
    throw new Error(problems.map(({ at, message }) => `${at}: ${message}`).join('\n'));
  }
  writeFileSync(outFile, JSON.stringify(library));
  for (const { translation } of translations) {
    const file = outFile.replace(/\.json$/, `.${translation.language}.json`);
    writeFileSync(file, JSON.stringify(translation));
  }
}

/** The Markdown files of a folder by page id. */
function markdownIn(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return Object.fromEntries(
    names.map((name) => [name.slice(0, -3), readFileSync(join(folder, name), 'utf8')]),
  );
}
