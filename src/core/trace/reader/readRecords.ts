import { countFigure, say } from '../../model/sentence';
import type { Container, FileRecord } from '../format';
import type { ByteSource } from '../source';
import { CHUNK_BYTES, MAX_IDLE_BYTES, MAX_PROBLEMS_FIRST, SNIFF_BYTES } from './bounds';
import type { RecordRange } from '../../model/trace';
import { createReader, readAgain } from './createReader';
import { createStore, isStore } from './createStore';
import { ProblemList } from './problems';
import type { RecordReader } from './recordReader';
import type { RecordBatch, RecordStore } from './store';

/** Reads the records of a file in chunks; can go on where it stopped when the file has grown. */
export class RecordSource {
  readonly problems = new ProblemList();
  readonly #source: ByteSource;
  readonly #container: Container;
  readonly #reader: RecordReader | RecordStore;
  #offset = 0;
  /** A record was read. */
  #found = false;
  /** The last record was cut off by the end of the file: it must be read again when the file has grown. */
  #cut = false;

  constructor(source: ByteSource, container: Container) {
    this.#source = source;
    this.#container = container;
    const start = { offset: 0, record: 0, problems: this.problems };
    this.#reader = isStore(container)
      ? createStore(container, source, this.problems)
      : createReader(container, start);
  }

  /** Bytes read so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Lines and events can be read on from the end; other containers are rewritten as a whole. */
  get canGrow(): boolean {
    return !this.#cut && (this.#container === 'ndjson' || this.#container === 'sse');
  }

  /** Reads records again from their ranges; those that are no longer there are left out. */
  again(ranges: readonly RecordRange[]): Promise<readonly FileRecord[]> {
    if (isStored(this.#reader)) return this.#reader.again(ranges);
    if (isStore(this.#container)) return Promise.resolve([]);
    return readAgain(this.#source, this.#container, ranges, this.#reader);
  }

  /**
   * Everything up to `size`, in chunks: a small one first, so that the first records come soon. Rejects when the
   * source does or the signal aborts.
   */
  async *read(size: number, signal?: AbortSignal): AsyncGenerator<RecordBatch> {
    const reader = this.#reader;
    if (isStored(reader)) {
      for await (const batch of reader.records(signal)) {
        this.#offset = Math.max(this.#offset, batch.bytesRead);
        yield batch;
      }
      this.#offset = this.#source.size;
      return;
    }
    while (this.#offset < size) {
      signal?.throwIfAborted();
      const length = this.#offset === 0 ? SNIFF_BYTES : CHUNK_BYTES;
      const chunk = await this.#source.read(
        this.#offset,
        Math.min(size, this.#offset + length),
        signal,
      );
      signal?.throwIfAborted();
      // The file became shorter while it was read.
      if (chunk.length === 0) break;
      this.#offset += chunk.length;
      const records = reader.push(chunk);
      this.#found ||= records.length > 0;
      yield { records, bytesRead: this.#offset };
      if (!this.#found && reader.idle === true && this.#offset > MAX_IDLE_BYTES) return;
      if (!this.#found && this.problems.count > MAX_PROBLEMS_FIRST) {
        const message = say(
          'No readable record before more than {0} broken ones.',
          countFigure(MAX_PROBLEMS_FIRST),
        );
        this.problems.tail = { code: 'malformed', message };
        return;
      }
    }
    const last = reader.end();
    this.#cut = last.some((record) => record.cut === true);
    yield { records: last, bytesRead: this.#offset };
  }
}

function isStored(reader: RecordReader | RecordStore): reader is RecordStore {
  return 'records' in reader;
}
