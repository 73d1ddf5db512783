import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GitAccess } from '../core/why/explain';
import { gitIn } from '../worker/git.platform';

const MAX_RECORDS = 64 << 20;

/** Git in the folder of a file; `null` where no processes can be started. */
export function gitAccess(path: string): GitAccess | null {
  const run = gitIn(dirname(path));
  if (run === null) return null;
  return {
    run,
    records: async (root) => {
      const file = join(root, '.agent-trace', 'traces.jsonl');
      try {
        return (await stat(file)).size < MAX_RECORDS ? await readFile(file, 'utf8') : '';
      } catch {
        // No such records here, which is the usual case.
        return '';
      }
    },
  };
}
