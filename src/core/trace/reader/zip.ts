import { countFigure, say, type Sentence } from '../../model/sentence';
import { decompress } from 'fzstd';
import { inflateSync } from 'fflate';
import type { RecordRange } from '../../model/trace';
import type { ByteSource } from '../source';
import { MAX_ENTRIES, MAX_ENTRY_BYTES, MEGABYTE } from './bounds';
import { decode } from './decode';
import type { ProblemList } from './problems';

// The directory is read here because fflate wants the whole archive in memory; the unpacking is fflate's.
// Layout: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
/** A directory of the most entries, with long names. */
const MAX_DIRECTORY_BYTES = 64 * MEGABYTE;
const STORED = 0;
const DEFLATED = 8;
/** What Inspect packs its logs with since 2026. */
const ZSTD = 93;
/** Sizes that did not fit are in an extra field (section 4.5.3). */
const ELSEWHERE = 0xffffffff;
const ZIP64_FIELD = 1;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LOCATOR_SIZE = 20;
const ZIP64_END_SIZE = 56;

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Offset of the entry's local header. */
  readonly start: number;
}

/** The entries of a zip, in directory order; of a zip cut off before its directory, those that are whole. */
export async function zipEntries(source: ByteSource): Promise<readonly ZipEntry[]> {
  const tailStart = Math.max(0, source.size - END_SIZE - MAX_COMMENT);
  const tail = view(await source.read(tailStart, source.size));
  for (let i = tail.byteLength - END_SIZE; i >= 0; i--) {
    if (tail.getUint32(i, true) !== END_OF_DIRECTORY) continue;
    const { start, size } = await directoryPlace(source, tail, i);
    if (size <= MAX_DIRECTORY_BYTES && start + size <= source.size) {
      return centralEntries(view(await source.read(start, start + size)));
    }
  }
  return localEntries(source);
}

/** Where the directory is: in a zip with large entries the record before the end says it. */
async function directoryPlace(
  source: ByteSource,
  tail: DataView,
  end: number,
): Promise<{ readonly start: number; readonly size: number }> {
  const size = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  const locator = end - ZIP64_LOCATOR_SIZE;
  if (size !== ELSEWHERE && start !== ELSEWHERE) return { start, size };
  if (locator < 0 || tail.getUint32(locator, true) !== ZIP64_LOCATOR) return { start, size };
  const at = Number(tail.getBigUint64(locator + 8, true));
  const record = view(await source.read(at, at + ZIP64_END_SIZE));
  if (record.byteLength < ZIP64_END_SIZE) return { start, size };
  return {
    size: Number(record.getBigUint64(40, true)),
    start: Number(record.getBigUint64(48, true)),
  };
}

function centralEntries(directory: DataView): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let i = 0;
  while (i + CENTRAL_SIZE <= directory.byteLength && entries.length < MAX_ENTRIES) {
    if (directory.getUint32(i, true) !== CENTRAL) break;
    const nameLength = directory.getUint16(i + 28, true);
    const extraLength = directory.getUint16(i + 30, true);
    const extra = i + CENTRAL_SIZE + nameLength;
    // In the order in which they are in the extra field.
    const [unpacked = 0, packed = 0, start = 0] = largeValues(
      [24, 20, 42].map((at) => directory.getUint32(i + at, true)),
      directory,
      extra,
      Math.min(extra + extraLength, directory.byteLength),
    );
    entries.push({
      name: nameAt(directory, i + CENTRAL_SIZE, nameLength),
      method: directory.getUint16(i + 10, true),
      packed,
      unpacked,
      start,
    });
    i = extra + extraLength + directory.getUint16(i + 32, true);
  }
  return entries;
}

/** The values, those that did not fit taken from the extra field. */
function largeValues(
  values: readonly number[],
  directory: DataView,
  start: number,
  end: number,
): readonly number[] {
  let at = start;
  while (at + 4 <= end && directory.getUint16(at, true) !== ZIP64_FIELD) {
    at += 4 + directory.getUint16(at + 2, true);
  }
  at += 4;
  return values.map((value) => {
    if (value !== ELSEWHERE || at + 8 > end) return value;
    at += 8;
    return Number(directory.getBigUint64(at - 8, true));
  });
}

/** Walks the local headers; stops at the first one that does not tell its size. */
async function localEntries(source: ByteSource): Promise<readonly ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let start = 0;
  while (start + LOCAL_SIZE <= source.size && entries.length < MAX_ENTRIES) {
    const header = view(await source.read(start, start + LOCAL_SIZE));
    if (header.byteLength < LOCAL_SIZE || header.getUint32(0, true) !== LOCAL) break;
    const nameLength = header.getUint16(26, true);
    const nameStart = start + LOCAL_SIZE;
    const name = view(await source.read(nameStart, nameStart + nameLength));
    const packed = header.getUint32(18, true);
    const end = nameStart + nameLength + header.getUint16(28, true) + packed;
    if (packed === 0 || end > source.size) break;
    entries.push({
      name: nameAt(name, 0, nameLength),
      method: header.getUint16(8, true),
      packed,
      unpacked: header.getUint32(22, true),
      start,
    });
    start = end;
  }
  return entries;
}

/** One entry unpacked, and its place; `null` (with the reason in `problems`) when it cannot be within the bounds. */
export async function entryBytes(
  source: ByteSource,
  entry: ZipEntry,
  record: number,
  problems: ProblemList,
): Promise<{ readonly bytes: Uint8Array; readonly range: RecordRange } | null> {
  const refuse = (code: 'malformed' | 'too-large', message: Sentence) => {
    const at = { record, offset: entry.start };
    problems.add({ code, message: say('{0}: {1}', entry.name.slice(0, 100), message), at });
    return null;
  };
  if (entry.unpacked > MAX_ENTRY_BYTES || entry.packed > MAX_ENTRY_BYTES) {
    return refuse(
      'too-large',
      say('larger than {0} MB unpacked.', countFigure(MAX_ENTRY_BYTES / MEGABYTE)),
    );
  }
  const header = view(await source.read(entry.start, entry.start + LOCAL_SIZE));
  if (header.byteLength < LOCAL_SIZE || header.getUint32(0, true) !== LOCAL) {
    return refuse('malformed', say('its header is damaged.'));
  }
  const names = header.getUint16(26, true) + header.getUint16(28, true);
  const dataStart = entry.start + LOCAL_SIZE + names;
  const packed = await source.read(dataStart, dataStart + entry.packed);
  const bytes = unpack(entry, packed);
  if (bytes === null) return refuse('malformed', say('it cannot be unpacked.'));
  return { bytes, range: { record, start: entry.start, end: dataStart + entry.packed } };
}

/** Output is bounded by the size that the entry claims, whatever the packed bytes would expand to. */
function unpack(entry: ZipEntry, packed: Uint8Array): Uint8Array | null {
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED && entry.method !== ZSTD) return null;
  const out = new Uint8Array(entry.unpacked);
  try {
    return entry.method === ZSTD ? decompress(packed, out) : inflateSync(packed, { out });
  } catch {
    // Both throw on damaged data only; the caller reports it.
    return null;
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function nameAt(from: DataView, start: number, length: number): string {
  const end = Math.min(from.byteLength, start + length);
  if (start >= end) return '';
  return decode(new Uint8Array(from.buffer, from.byteOffset + start, end - start));
}
