import { baseName, tidyPath } from '../../text/paths';

/** Logs that grow while an agent works; what it keeps beside them has other endings. */
const LOG = /\.jsonl?$/i;

/** Whether a file may be the log of a whole session, as far as its path says: those of sub-agents belong to another. */
export function mayBeSessionLog(path: string): boolean {
  const name = baseName(path);
  return LOG.test(name) && !name.startsWith('agent-') && !path.includes('/subagents/');
}

/** Whether an agent that worked in a folder worked in one of the workspace's, or below it. */
export function worksIn(folder: string, roots: readonly string[]): boolean {
  const own = tidyPath(folder);
  return roots.some((root) => {
    const tidy = tidyPath(root).replace(/\/$/, '');
    return own === tidy || own.startsWith(`${tidy}/`);
  });
}
