import { textHash } from '../text/hash';
import type { Problem } from '../model/problem';
import type { CorpusRow } from './model';

/** Version of the stored form; another version is read again from the files. */
const VERSION = 10;

/** By what a file is known to be unchanged. `head` is the hash of its first bytes. */
export interface FileStamp {
  readonly size: number;
  /** Epoch milliseconds. */
  readonly mtime: number;
  readonly head: string;
}

/** Why a file gave no traces. */
export type Failure = Pick<Problem, 'code' | 'message'>;

/** Whether a file could not be read, rather than being something else than traces. */
export function isUnread({ code }: Failure): boolean {
  return code !== 'unrecognised' && code !== 'empty';
}

/** A file that was read: its rows, or why it holds none. */
export interface IndexedFile {
  readonly file: string;
  readonly stamp: FileStamp;
  readonly rows: readonly CorpusRow[];
  /** `null` for traces; otherwise why the file is none. */
  readonly failure: Failure | null;
}

/** How many bytes of a file's head are hashed. */
export const HEAD_BYTES = 4096;

/**
 * Whether a file must be read again. Any difference counts, an older time too: clocks go back and files are restored
 * from copies.
 */
export function isStale(known: Pick<IndexedFile, 'stamp'> | undefined, now: FileStamp): boolean {
  return (
    known?.stamp.size !== now.size ||
    known.stamp.mtime !== now.mtime ||
    known.stamp.head !== now.head
  );
}

/**
 * The index as text: a header line, then a line a file, each begun by its hash, so that a damaged figure never counts.
 * Appending a line adds or replaces a file.
 */
export function indexHeader(): string {
  return `${JSON.stringify({ lrmLensCorpus: VERSION })}\n`;
}

export function indexLine(entry: IndexedFile): string {
  const json = JSON.stringify(entry);
  return `${textHash(json)} ${json}\n`;
}

/** A part of the index is closed when it has so many characters: no side holds or sends all of a large one at once. */
export const PART_CHARS = 4_000_000;

/** One part of the index, from the file with that number on; `next` is where the following part begins, `null` for none. */
export function indexPart(
  entries: readonly IndexedFile[],
  from: number,
  limit = PART_CHARS,
): { readonly text: string; readonly next: number | null } {
  let text = indexHeader();
  let at = from;
  for (; at < entries.length && text.length < limit; at++) text += indexLine(entries[at]!);
  return { text, next: at < entries.length ? at : null };
}

/**
 * Reads a stored index. Lines that do not parse (a crash in the middle of a write, two windows at once) are left out and
 * counted; another version gives an empty index. Never throws.
 */
export function parseIndex(text: string): {
  readonly files: Map<string, IndexedFile>;
  readonly damaged: number;
} {
  const files = new Map<string, IndexedFile>();
  const [head = '', ...lines] = text.split('\n');
  if (parseLine(head)?.['lrmLensCorpus'] !== VERSION)
    return { files, damaged: head === '' ? 0 : 1 };
  let damaged = 0;
  for (const line of lines) {
    if (line === '') continue;
    const entry = parseEntry(line);
    if (entry === null) damaged++;
    else files.set(entry.file, entry);
  }
  return { files, damaged };
}

/** `null` for a line that is not exactly what was written. */
function parseEntry(line: string): IndexedFile | null {
  const space = line.indexOf(' ');
  const json = line.slice(space + 1);
  if (space < 0 || textHash(json) !== line.slice(0, space)) return null;
  const value = parseLine(json);
  return value !== null && isIndexedFile(value) ? value : null;
}

function parseLine(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    // A damaged line is data here: its file is simply read again.
    return null;
  }
}

function isIndexedFile(value: object): value is IndexedFile {
  const entry = value as Partial<Record<keyof IndexedFile, unknown>>;
  const stamp = entry.stamp as Partial<Record<keyof FileStamp, unknown>> | null | undefined;
  return (
    typeof entry.file === 'string' &&
    typeof stamp?.size === 'number' &&
    typeof stamp.mtime === 'number' &&
    typeof stamp.head === 'string' &&
    Array.isArray(entry.rows) &&
    typeof entry.failure === 'object'
  );
}
