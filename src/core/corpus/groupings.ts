import { msg, type Message } from '../model/message';
import type { CorpusRow } from './model';
import { isoTime } from '../text/times';

/** A way to group rows. */
interface GroupingInfo {
  /** What the first column is called. */
  readonly title: Message;
  readonly keyOf: (row: CorpusRow) => string | null;
  /** What people read of a group, from one of its rows; the key itself without it. */
  readonly labelOf?: (row: CorpusRow) => string | null;
  /** Groups in the order of their keys; the largest first without it. */
  readonly inOrder?: true;
}

/** UTC day of a row, ISO, or `null` where no time was recorded. */
export function dayOf(row: Pick<CorpusRow, 'startedAt'>): string | null {
  return isoTime(row.startedAt)?.slice(0, 10) ?? null;
}

/** What rows can be grouped by, for the page, the terminal and the guards. */
export const GROUPINGS = {
  model: { title: msg('Model'), keyOf: (row: CorpusRow) => row.model },
  effort: {
    title: msg('Model and effort'),
    keyOf: (row: CorpusRow) =>
      row.model === null ? null : `${row.model}:${row.effort ?? 'default'}`,
  },
  day: { title: msg('Day (UTC)'), keyOf: dayOf, inOrder: true },
  session: {
    title: msg('Session'),
    keyOf: (row: CorpusRow) => row.file,
    labelOf: (row: CorpusRow) => row.sessionTitle ?? shortPath(row.file),
  },
  folder: {
    title: msg('Folder'),
    keyOf: (row: CorpusRow) => row.file.slice(0, Math.max(0, lastSlash(row.file))) || '.',
    labelOf: (row: CorpusRow) =>
      shortPath(row.file.slice(0, Math.max(0, lastSlash(row.file))) || '.'),
  },
  prompt: {
    title: msg('Prompt'),
    keyOf: (row: CorpusRow) => row.promptHash,
    labelOf: (row: CorpusRow) => row.promptStart,
  },
} as const satisfies Readonly<Record<string, GroupingInfo>>;

export type GroupBy = keyof typeof GROUPINGS;

export const groupBys = Object.keys(GROUPINGS) as [GroupBy, ...GroupBy[]];

export const grouping = (by: GroupBy): GroupingInfo => GROUPINGS[by];

const lastSlash = (path: string): number => Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));

/** The last two parts of a path or URI. */
function shortPath(path: string): string {
  const before = lastSlash(path.slice(0, Math.max(0, lastSlash(path))));
  return before < 0 ? path : path.slice(before + 1);
}
