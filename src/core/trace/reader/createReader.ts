import type { Container, FileRecord } from '../format';
import type { RecordRange } from '../../model/trace';
import type { ByteSource } from '../source';
import { MEGABYTE } from './bounds';
import type { StoreContainer } from './createStore';
import { EmbeddedReader } from './embedded/embedded';
import { NdjsonReader } from './ndjson';
import { ProblemList } from './problems';
import type { ReaderStart, RecordReader } from './recordReader';
import { SseReader } from './sse';
import { CsvReader } from './tables/csv';
import { ValueReader } from './values';
import { WholeReader } from './whole';
import { YamlReader } from './yaml';

/** Containers whose bytes come in order. */
export type StreamedContainer = Exclude<Container, StoreContainer>;

/** The reader of a container whose bytes come in order. */
export function createReader(container: StreamedContainer, start: ReaderStart): RecordReader {
  switch (container) {
    case 'ndjson':
      return new NdjsonReader(start);
    case 'sse':
      return new SseReader(start);
    case 'json':
    case 'concatenated':
      return new ValueReader(start, false);
    case 'array':
      return new ValueReader(start, true);
    case 'text':
      return new WholeReader(start);
    case 'yaml':
      return new YamlReader(start);
    case 'embedded':
      return new EmbeddedReader(start);
    case 'csv':
      return new CsvReader(start);
  }
}

const LF = 0x0a;

/** Ranges this close together are read in one go, up to a size. */
const MAX_GAP = 64 * 1024;
const MAX_SPAN = 8 * MEGABYTE;

/** Reads records again from their byte ranges; those that are no longer there are left out. */
export async function readAgain(
  source: ByteSource,
  container: StreamedContainer,
  ranges: readonly RecordRange[],
  reader: RecordReader | null = null,
): Promise<readonly FileRecord[]> {
  const records: FileRecord[] = [];
  let last: ParsedAgain | null = null;
  for (const span of spans(ranges)) {
    const bytes = await source.read(span.start, span.end);
    for (const range of span.ranges) {
      const own = bytes.subarray(range.start - span.start, range.end - span.start);
      let record = reader?.again?.(own, range) ?? parsedIn(last, range);
      if (record === null) {
        last = { range, records: parseAgain(container, range, own) };
        record = parsedIn(last, range);
      }
      if (record !== null) records.push(record);
    }
  }
  return records;
}

/** The records that the bytes of a range gave. */
interface ParsedAgain {
  readonly range: RecordRange;
  readonly records: readonly FileRecord[];
}

/** The record of a range among those parsed last: all documents of a YAML file have its range, which is parsed once for them. */
function parsedIn(last: ParsedAgain | null, range: RecordRange): FileRecord | null {
  if (last?.range.start !== range.start || last.range.end !== range.end) return null;
  return last.records.find((r) => r.range.record === range.record) ?? null;
}

function parseAgain(
  container: StreamedContainer,
  range: RecordRange,
  bytes: Uint8Array,
): readonly FileRecord[] {
  // An item of an array stands alone here.
  const reader = createReader(container === 'array' ? 'json' : container, {
    offset: range.start,
    // Read from its beginning, a file of YAML counts its records itself.
    record: container === 'yaml' && range.start === 0 ? 0 : range.record,
    problems: new ProblemList(),
  });
  return [
    ...reader.push(bytes),
    // A range ends before its line feed, but an event over several lines ends with one.
    ...(container === 'sse' ? reader.push(Uint8Array.of(LF)) : []),
    ...reader.end(),
  ];
}

interface SpanOfRanges {
  readonly start: number;
  end: number;
  readonly ranges: RecordRange[];
}

/** Neighbouring ranges joined; the order stays. */
function spans(ranges: readonly RecordRange[]): readonly SpanOfRanges[] {
  const found: SpanOfRanges[] = [];
  for (const range of ranges) {
    const last = found.at(-1);
    const joins =
      last !== undefined &&
      range.start >= last.start &&
      range.start <= last.end + MAX_GAP &&
      range.end - last.start <= MAX_SPAN;
    if (joins) {
      last.end = Math.max(last.end, range.end);
      last.ranges.push(range);
    } else {
      found.push({ start: range.start, end: range.end, ranges: [range] });
    }
  }
  return found;
}
