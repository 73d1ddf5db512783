import type { FileRecord, Format, Sniff } from './format';
import { detectContainer } from './reader/container';
import { createReader } from './reader/createReader';
import { SNIFF_BYTES } from './reader/bounds';
import { decode } from './reader/decode';
import { closeJson } from './reader/partialJson';
import { ProblemList } from './reader/problems';
import type { ByteSource } from './source';

/** What the first bytes of a file show: at most 64 kB are looked at. */
export function sniffHead(fileName: string, head: Uint8Array, whole: boolean): Sniff {
  const bytes = head.subarray(0, SNIFF_BYTES);
  const container = detectContainer(bytes, fileName, whole);
  if (container === 'zip') return { fileName, container, text: '', records: [] };
  const reader = createReader(container, { offset: 0, record: 0, problems: new ProblemList() });
  const complete = reader.push(bytes);
  const ended = whole || container === 'text' ? reader.end() : [];
  const records = [...complete, ...ended];
  return {
    fileName,
    container,
    text: decode(bytes),
    records: records.length > 0 ? records : partialRecord(bytes),
  };
}

/** The first record when it is longer than the head: its readable part. */
function partialRecord(bytes: Uint8Array): readonly FileRecord[] {
  const start = bytes.findIndex((b) => b === 0x7b || b === 0x5b);
  const value = start < 0 ? undefined : closeJson(bytes.subarray(start));
  if (value === undefined) return [];
  return [{ value, range: { record: 0, start, end: bytes.length }, name: null }];
}

/** The first format of a table that knows the file. */
export function detectFormat(sniff: Sniff, formats: readonly Format[]): Format | null {
  return formats.find((f) => f.detect(sniff)) ?? null;
}

/**
 * A quick guess, reading 64 kB at most: whether a file looks like saved traces, and which. Opening confirms it, and
 * may find traces where the guess is `null` (a zip, a first record larger than 64 kB).
 */
export async function sniffFile(
  source: ByteSource,
  formats: readonly Format[],
): Promise<Format | null> {
  const head = await source.read(0, Math.min(source.size, SNIFF_BYTES));
  return detectFormat(sniffHead(source.name, head, source.size <= head.length), formats);
}
