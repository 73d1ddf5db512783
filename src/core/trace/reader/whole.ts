import { parseAllDocuments } from 'yaml';
import type { FileRecord } from '../format';
import { MAX_RECORD_BYTES, MEGABYTE } from './bounds';
import { decode, joinBytes } from './decode';
import type { ReaderStart, RecordReader } from './recordReader';

/** YAML is parsed slowly and its aliases multiply: a smaller bound. */
const MAX_YAML_BYTES = 8 * MEGABYTE;
const MAX_YAML_ALIASES = 100;

/** Collects a file that is read in one piece: text, or YAML documents. */
export class WholeReader implements RecordReader {
  readonly #start: ReaderStart;
  readonly #parse: (text: string) => readonly unknown[];
  readonly #bound: number;
  #pieces: Uint8Array[] = [];
  #length = 0;

  constructor(start: ReaderStart, kind: 'text' | 'yaml') {
    this.#start = start;
    this.#bound = kind === 'yaml' ? MAX_YAML_BYTES : MAX_RECORD_BYTES;
    this.#parse = kind === 'yaml' ? parseYaml : (text) => [text];
  }

  push(chunk: Uint8Array): readonly FileRecord[] {
    this.#length += chunk.length;
    if (this.#length > this.#bound) this.#pieces = [];
    else this.#pieces.push(chunk);
    return [];
  }

  end(): readonly FileRecord[] {
    const at = { record: 0, offset: 0 };
    if (this.#length > this.#bound) {
      const message = `The file is larger than ${this.#bound / MEGABYTE} MB.`;
      this.#start.problems.add({ code: 'too-large', message, at });
      return [];
    }
    try {
      const values = this.#parse(decode(joinBytes(this.#pieces)));
      return values.map((value, record) => ({
        value,
        range: { record, start: 0, end: this.#length },
        name: null,
      }));
    } catch (error) {
      // The parser reports bad syntax in its documents; it throws on too many aliases or too deep nesting.
      const message = `Not YAML: ${error instanceof Error ? error.message.slice(0, 120) : ''}`;
      this.#start.problems.add({ code: 'malformed', message, at });
      return [];
    }
  }
}

function parseYaml(text: string): readonly unknown[] {
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  if (!Array.isArray(documents)) return [];
  return documents.map((d) => d.toJS({ maxAliasCount: MAX_YAML_ALIASES }) as unknown);
}
