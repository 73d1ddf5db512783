import { countFigure, say } from '../../model/sentence';
import type { FileRecord } from '../format';
import type { RecordRange } from '../../model/trace';
import { memorySource, type ByteSource } from '../source';
import { MAX_ENTRY_BYTES, MAX_UNPACKED_BYTES, MEGABYTE } from './bounds';
import { parseJson } from './decode';
import { peel } from './layers/peel';
import { NdjsonReader } from './ndjson';
import { ProblemList } from './problems';
import type { RecordBatch, RecordStore } from './store';
import { entryBytes, zipEntries, type ZipEntry } from './zip';

/** Entries that hold JSON: a document, or a value a line, also packed once more. */
const DOCUMENT = /\.json$/i;
const LINES = /\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$|\.json\.(?:gz|zst)$/i;
/** Headers come first: they say what the samples of an Inspect log are. */
const HEADER = /^(?:header|_journal\/start)\.json$/;

/** The JSON in a zip: a record an entry, or a line of one. */
export class ZipArchive implements RecordStore {
  readonly #source: ByteSource;
  readonly #problems: ProblemList;
  /** Entries with the number of their first record. */
  readonly #read: { readonly entry: ZipEntry; readonly first: number }[] = [];
  /** What the entry read last held, where it was packed once more. */
  #within = 0;

  constructor(source: ByteSource, problems: ProblemList) {
    this.#source = source;
    this.#problems = problems;
  }

  async *records(signal?: AbortSignal): AsyncGenerator<RecordBatch> {
    const entries = (await zipEntries(this.#source)).filter(
      ({ name }) => DOCUMENT.test(name) || LINES.test(name),
    );
    const headers = entries.filter(({ name }) => HEADER.test(name));
    const ordered = [...headers, ...entries.filter(({ name }) => !HEADER.test(name))];
    let unpacked = 0;
    let record = 0;
    let bytesRead = 0;
    for (const entry of ordered) {
      signal?.throwIfAborted();
      unpacked += Math.min(entry.unpacked, MAX_ENTRY_BYTES);
      if (unpacked > MAX_UNPACKED_BYTES) {
        const message = say(
          'The archive unpacks to more than {0} MB: the rest is left out.',
          countFigure(MAX_UNPACKED_BYTES / MEGABYTE),
        );
        this.#problems.add({ code: 'too-large', message, at: { record, offset: entry.start } });
        break;
      }
      this.#read.push({ entry, first: record });
      const records = await this.#recordsOf(entry, record, this.#problems, signal);
      unpacked += this.#within;
      record += Math.max(1, records.length);
      bytesRead = Math.max(bytesRead, entry.start + entry.packed);
      yield { records, bytesRead };
    }
    yield { records: [], bytesRead: this.#source.size };
  }

  async again(ranges: readonly RecordRange[]): Promise<readonly FileRecord[]> {
    const records: FileRecord[] = [];
    let held: readonly FileRecord[] = [];
    let heldFirst = -1;
    for (const range of ranges) {
      const read = this.#read.findLast(({ first }) => first <= range.record);
      if (read === undefined) continue;
      if (heldFirst !== read.first) {
        held = await this.#recordsOf(read.entry, read.first, new ProblemList());
        heldFirst = read.first;
      }
      const found = held.find((record) => record.range.record === range.record);
      if (found !== undefined) records.push(found);
    }
    return records;
  }

  async #recordsOf(
    entry: ZipEntry,
    record: number,
    problems: ProblemList,
    signal?: AbortSignal,
  ): Promise<readonly FileRecord[]> {
    this.#within = 0;
    const found = await entryBytes(this.#source, entry, record, problems);
    if (found === null) return [];
    const { bytes, range } = found;
    if (DOCUMENT.test(entry.name)) {
      const parsed = parseJson(bytes);
      if (parsed.ok) return [{ value: parsed.value, range, name: entry.name }];
      const message = say('{0}: {1}', entry.name.slice(0, 100), parsed.message);
      const at = { record, offset: entry.start };
      problems.add({ code: parsed.code, message, at });
      return [];
    }
    const peeled = await peel(memorySource(entry.name, bytes), signal);
    for (const problem of peeled.problems) problems.add(problem);
    if (peeled.source === null) return [];
    if (peeled.layers.length > 0) this.#within = peeled.source.size;
    if (peeled.source.size > MAX_ENTRY_BYTES) {
      const tooLarge = say('larger than {0} MB unpacked.', countFigure(MAX_ENTRY_BYTES / MEGABYTE));
      const message = say('{0}: {1}', entry.name.slice(0, 100), tooLarge);
      problems.add({ code: 'too-large', message, at: { record, offset: entry.start } });
      return [];
    }
    const inside = await peeled.source.read(0, peeled.source.size, signal);
    const reader = new NdjsonReader({ offset: 0, record, problems });
    return [...reader.push(inside), ...reader.end()].map((line) => ({
      ...line,
      // The bytes of a line count in the unpacked entry; in the archive they are somewhere in it.
      range: {
        ...range,
        record: line.range.record,
        end: range.start + line.range.end - line.range.start,
      },
      name: entry.name,
    }));
  }
}
