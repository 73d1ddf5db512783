/** Which files may hold traces: the one table that the manifest, menus, searches and the terminal are made from. */

/** Endings of names, without their dot, in lower case; in the order in which the manifest names them. */
export const TRACE_ENDINGS: readonly string[] = [
  ...['json', 'jsonl', 'ndjson', 'jsonc', 'sse', 'har', 'traj', 'eval', 'lrmtrace'],
  ...['yaml', 'yml', 'txt', 'log', 'md', 'ipynb'],
  ...['csv', 'tsv', 'parquet', 'db', 'sqlite', 'vscdb'],
  ...['zip', 'zst', 'gz'],
];

/** Folders that no search looks into. */
export const SKIPPED_FOLDERS: readonly string[] = ['node_modules', '.git', '.hg', '.svn'];

/** Folders of what was built or installed: a search of a workspace leaves them out too. */
export const BUILT_FOLDERS: readonly string[] = ['dist', 'out', 'target', '__pycache__', '.venv'];

/** Files of tools that never hold traces, and labels that this product keeps beside them. */
const SKIPPED_NAME =
  /^(?:(?:package(?:-lock)?|composer|angular|nx|turbo|tsconfig[^/]*)\.json|.*\.lens\.json)$/i;

const endings = new Set(TRACE_ENDINGS);

/** Whether a file of this name may hold traces, as far as its name says. */
export function mayHoldTraces(name: string): boolean {
  const ending = /\.([^.]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return endings.has(ending) && !SKIPPED_NAME.test(name);
}

/** The newest of some files, newest first. */
export function newestOf<F extends { readonly mtime: number }>(
  files: readonly F[],
  most: number,
): readonly F[] {
  return files.toSorted((a, b) => b.mtime - a.mtime).slice(0, most);
}

/** What a search in folders asks for, as a glob. */
export const TRACE_GLOB = `**/*.{${TRACE_ENDINGS.join(',')}}`;

/** What a search in a workspace leaves out, as a glob. */
export const EXCLUDE_GLOB = `**/{${[...SKIPPED_FOLDERS, ...BUILT_FOLDERS].join(',')}}/**`;

/** When a menu on files offers to open one as traces, as a clause of the editor. */
export const TRACE_FILE_CLAUSE = `resourceExtname =~ /^\\.(${TRACE_ENDINGS.join('|')})$/i`;
