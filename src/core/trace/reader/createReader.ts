import type { Container, FileRecord } from '../format';
import type { RecordRange } from '../model';
import type { ByteSource } from '../source';
import { NdjsonReader } from './ndjson';
import { ProblemList } from './problems';
import type { ReaderStart, RecordReader } from './recordReader';
import { SseReader } from './sse';
import { ValueReader } from './values';
import { WholeReader } from './whole';
import { readEntry, zipEntries } from './zip';

/** The reader of a container whose bytes come in order (a zip is read by its directory). */
export function createReader(
  container: Exclude<Container, 'zip'>,
  start: ReaderStart,
): RecordReader {
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
    case 'yaml':
      return new WholeReader(start, container);
  }
}

/** Reads one record again from its byte range; `null` when the bytes there are no longer such a record. */
export async function readRecord(
  source: ByteSource,
  container: Container,
  range: RecordRange,
): Promise<FileRecord | null> {
  const problems = new ProblemList();
  if (container === 'zip') {
    const entry = (await zipEntries(source)).find((e) => e.start === range.start);
    return entry === undefined ? null : readEntry(source, entry, range.record, problems);
  }
  const bytes = await source.read(range.start, range.end);
  // An item of an array stands alone here.
  const reader = createReader(container === 'array' ? 'json' : container, {
    offset: range.start,
    record: range.record,
    problems,
  });
  const records = [...reader.push(bytes), ...reader.end()];
  const same = records.find((r) => r.range.record === range.record);
  return same === undefined ? null : { ...same, range };
}
