import { baseName, tidyPath } from '../../text/paths';

/** Logs that grow while an agent works; what it keeps beside them has other endings. */
const LOG = /\.jsonl?$/i;

/** A database that an agent keeps its sessions in, or the log of what is not yet written into it. */
const STORE = /^(.*\/opencode[^/]*\.db)(?:-wal)?$/;

/** What a watcher has to look at, as a glob. */
export const RUNNING_GLOB = '**/*.{json,jsonl,db,db-wal}';

/** The database of an agent's sessions that a path is of; `null` for any other file. */
export function storeOfPath(path: string): string | null {
  return STORE.exec(tidyPath(path))?.[1] ?? null;
}

/** Whether a path is that of a sub-agent's log, which belongs to another session. */
export function isSubAgentLog(path: string): boolean {
  const tidy = tidyPath(path);
  return baseName(tidy).startsWith('agent-') || tidy.includes('/subagents/');
}

/** Whether a file may be the log of a whole session, as far as its path says. */
export function mayBeSessionLog(path: string): boolean {
  return LOG.test(path) && !isSubAgentLog(path);
}

/** Whether an agent that worked in a folder worked in one of the workspace's, or below it. */
export function worksIn(folder: string, roots: readonly string[]): boolean {
  const own = tidyPath(folder);
  return roots.some((root) => {
    const tidy = tidyPath(root).replace(/\/$/, '');
    return own === tidy || own.startsWith(`${tidy}/`);
  });
}
