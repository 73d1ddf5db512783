import type { CorpusRow } from './model';

/**
 * Rows without those that an earlier file holds, too: a session that was resumed or forked under a new id begins with a copy of
 * the other's calls, which keep their ids and times (Claude Code's `forkSession`) and were billed once.
 */
export function withoutCopies(rows: readonly CorpusRow[]): readonly CorpusRow[] {
  const files = new Map<string, string>();
  return rows.filter(({ file, format, id, model, startedAt, sessionTitle }) => {
    if (startedAt === null || sessionTitle === null) return true;
    const call = JSON.stringify([format, id, model, startedAt]);
    const first = files.get(call) ?? file;
    files.set(call, first);
    return first === file;
  });
}
