/** Which files may hold traces: the one table that the manifest, menus, searches and the terminal are made from. */

/** An ending of a file's name, without its dot, in lower case. */
export interface TraceEnding {
  readonly ending: string;
  /** Menus offer files of this ending; the others are mostly something else, and are looked for only in a search. */
  readonly inMenus: boolean;
}

/** In the order in which the manifest names them. */
export const TRACE_ENDINGS: readonly TraceEnding[] = [
  { ending: 'json', inMenus: true },
  { ending: 'jsonl', inMenus: true },
  { ending: 'ndjson', inMenus: true },
  { ending: 'sse', inMenus: true },
  { ending: 'eval', inMenus: true },
  { ending: 'lrmtrace', inMenus: true },
  { ending: 'yaml', inMenus: false },
  { ending: 'yml', inMenus: false },
  { ending: 'zip', inMenus: false },
  { ending: 'txt', inMenus: false },
  { ending: 'log', inMenus: false },
  { ending: 'md', inMenus: false },
  { ending: 'jsonc', inMenus: false },
  { ending: 'traj', inMenus: false },
  { ending: 'zst', inMenus: false },
  { ending: 'gz', inMenus: false },
  { ending: 'csv', inMenus: false },
  { ending: 'tsv', inMenus: false },
  { ending: 'parquet', inMenus: false },
  { ending: 'db', inMenus: false },
  { ending: 'sqlite', inMenus: false },
  { ending: 'vscdb', inMenus: false },
  { ending: 'ipynb', inMenus: false },
];

/** Folders that no search looks into. */
export const SKIPPED_FOLDERS: readonly string[] = ['node_modules', '.git', '.hg', '.svn'];

/** Folders of what was built or installed: a search of a workspace leaves them out too. */
export const BUILT_FOLDERS: readonly string[] = ['dist', 'out', 'target', '__pycache__', '.venv'];

/** Files of tools that never hold traces, and labels that this product keeps beside them. */
const SKIPPED_NAME =
  /^(?:(?:package(?:-lock)?|composer|angular|nx|turbo|tsconfig[^/]*)\.json|.*\.lens\.json)$/i;

const endings = new Set(TRACE_ENDINGS.map(({ ending }) => ending));

/** Whether a file of this name may hold traces, as far as its name says. */
export function mayHoldTraces(name: string): boolean {
  const ending = /\.([^.]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return endings.has(ending) && !SKIPPED_NAME.test(name);
}

/** What a search in folders asks for, as a glob. */
export const TRACE_GLOB = `**/*.{${[...endings].join(',')}}`;

/** What a search in a workspace leaves out, as a glob. */
export const EXCLUDE_GLOB = `**/{${[...SKIPPED_FOLDERS, ...BUILT_FOLDERS].join(',')}}/**`;

/** When a menu on files offers to open one as traces, as a clause of the editor. */
export const TRACE_FILE_CLAUSE = `resourceExtname =~ /^\\.(${TRACE_ENDINGS.filter((e) => e.inMenus)
  .map((e) => e.ending)
  .join('|')})$/i`;
