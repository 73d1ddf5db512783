import { countFigure, say } from '../../model/sentence';
import type { FileRecord } from '../format';
import { MAX_RECORD_BYTES, MEGABYTE } from './bounds';
import { decode, joinBytes } from './decode';
import type { ReaderStart, RecordReader } from './recordReader';

/** Collects a text file, which is one record. */
export class WholeReader implements RecordReader {
  readonly #start: ReaderStart;
  #pieces: Uint8Array[] = [];
  #length = 0;

  constructor(start: ReaderStart) {
    this.#start = start;
  }

  push(chunk: Uint8Array): readonly FileRecord[] {
    this.#length += chunk.length;
    if (this.#length > MAX_RECORD_BYTES) this.#pieces = [];
    else this.#pieces.push(chunk);
    return [];
  }

  end(): readonly FileRecord[] {
    const at = { record: 0, offset: 0 };
    if (this.#length > MAX_RECORD_BYTES) {
      const message = say(
        'The file is larger than {0} MB.',
        countFigure(MAX_RECORD_BYTES / MEGABYTE),
      );
      this.#start.problems.add({ code: 'too-large', message, at });
      return [];
    }
    const value = decode(joinBytes(this.#pieces));
    return [{ value, range: { record: 0, start: 0, end: this.#length }, name: null }];
  }
}
