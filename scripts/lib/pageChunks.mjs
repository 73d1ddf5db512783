import { basename } from 'node:path';

/**
 * Files that each page's script imports at once, by page, from the metafile of the pages: the host asks for them beside the page,
 * not after it. As words of one text, without what all names share, `chunk-` and `.js`.
 */
export function pageChunks({ outputs }) {
  const importsOf = (file) =>
    outputs[file].imports
      .filter(({ kind, external }) => kind === 'import-statement' && !external)
      .flatMap(({ path }) => [path, ...importsOf(path)]);
  const pages = Object.keys(outputs).filter((file) =>
    outputs[file].entryPoint?.endsWith('/main.tsx'),
  );
  return Object.fromEntries(
    pages.map((file) => [
      basename(file, '.js'),
      [...new Set(importsOf(file))]
        .map((path) => basename(path, '.js').replace(/^chunk-/, ''))
        .join(' '),
    ]),
  );
}
