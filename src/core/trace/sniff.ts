import type { Container, FileRecord, Format, Sniff } from './format';
import { containersOf } from './reader/container';
import { createReader } from './reader/createReader';
import { isStore } from './reader/createStore';
import { SNIFF_BYTES } from './reader/bounds';
import { decode } from './reader/decode';
import { peelHead } from './reader/layers/peel';
import { closeJson } from './reader/partialJson';
import { ProblemList } from './reader/problems';
import type { ByteSource } from './source';

/** What the first bytes of a file show, in each way that it may be read: at most 64 kB are looked at. */
export function sniffHead(fileName: string, head: Uint8Array, whole: boolean): readonly Sniff[] {
  const given = head.subarray(0, SNIFF_BYTES);
  const { name, head: bytes } = peelHead(fileName, given);
  const all = whole && bytes === given;
  return containersOf(bytes, name, all).map((container) => sniffAs(name, container, bytes, all));
}

/** What these find none of in the head is not there. */
const SKIPS: ReadonlySet<Container> = new Set(['embedded', 'csv', 'text']);

function sniffAs(fileName: string, container: Container, bytes: Uint8Array, whole: boolean): Sniff {
  if (isStore(container)) return { fileName, container, text: '', records: [] };
  const reader = createReader(container, { offset: 0, record: 0, problems: new ProblemList() });
  const complete = reader.push(bytes);
  const ended = whole || container === 'text' ? reader.end() : [];
  const records = [...complete, ...ended];
  return {
    fileName,
    container,
    text: decode(bytes),
    records: records.length > 0 || SKIPS.has(container) ? records : partialRecord(bytes),
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
  for (const sniff of sniffHead(source.name, head, source.size <= head.length)) {
    const format = detectFormat(sniff, formats);
    if (format !== null) return format;
  }
  return null;
}
