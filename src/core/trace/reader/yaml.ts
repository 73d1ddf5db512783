import { countFigure, say } from '../../model/sentence';
import type { FileRecord } from '../format';
import { MAX_YAML_BYTES, MEGABYTE } from './bounds';
import { decode, joinBytes } from './decode';
import { parseYaml, parseYamlDocuments, type ParsedYaml } from './parseYaml';
import type { ReaderStart, RecordReader } from './recordReader';

const [NEWLINE, RETURN, SPACE, HASH, DASH] = [0x0a, 0x0d, 0x20, 0x23, 0x2d];
/** How much of a line tells what it is: the longest name of a list of exchanges, with its indentation. */
const LINE_HEAD = 64;
const LIST_NAME = /^(?:http_)?interactions:[ \t]*\r?$/;
/** What is kept of earlier items because later ones may point to their anchors, and what may be parsed again for that. */
const MAX_ANCHORED = 256 * 1024;
const MAX_ANCHOR_WORK = 8 * MEGABYTE;
const ANCHOR = /[:-] &\w/;
const ALIAS = /[:-] \*\w/;
const TOO_MANY_ALIASES = {
  ok: false,
  message: say('Too many records point to earlier ones with YAML aliases.'),
} as const;

/**
 * `head`: before a list of exchanges. `named`: its name was read, its first item was not. `items`: inside. `whole`: there is no such list,
 * the file is documents.
 */
type State = 'head' | 'named' | 'items' | 'whole';
type LineKind = 'blank' | 'name' | 'item' | 'inner' | 'other';

/**
 * YAML. The list of a VCR cassette is read item by item, so that a cassette of any size opens in bounded memory; every item is a record
 * `{ interactions: [item] }` with its own range. Anything else is read as a whole.
 */
export class YamlReader implements RecordReader {
  readonly #start: ReaderStart;
  #state: State;
  /** Column of the dashes of the list; -1 before the first. */
  #column = -1;
  #listSeen = false;
  /** What is collected is an item, not what stands before or between lists. */
  #inItem = false;
  /** The first bytes of a line that do not tell what it is yet. */
  #held = new Uint8Array();
  #atLineStart = true;
  #pieces: Uint8Array[] = [];
  #length = 0;
  /** File offset of the first of the pieces, and of the next byte to come. */
  #from: number;
  #offset: number;
  #record: number;
  #anchored = '';
  #anchorWork = 0;

  constructor(start: ReaderStart) {
    this.#start = start;
    this.#offset = start.offset;
    this.#from = start.offset;
    this.#record = start.record;
    // A list always has its name before it: bytes from the middle of a file are an item.
    this.#state = start.offset > 0 ? 'named' : 'head';
  }

  push(chunk: Uint8Array): readonly FileRecord[] {
    const records: FileRecord[] = [];
    this.#read(chunk, false, records);
    return records;
  }

  end(): readonly FileRecord[] {
    const records: FileRecord[] = [];
    this.#read(new Uint8Array(), true, records);
    if (this.#inItem) this.#finishItem(records, true);
    else if (!this.#listSeen) this.#finishWhole(records);
    return records;
  }

  #read(chunk: Uint8Array, last: boolean, records: FileRecord[]): void {
    const bytes = this.#held.length === 0 ? chunk : joinBytes([this.#held, chunk]);
    const base = this.#offset - this.#held.length;
    this.#held = new Uint8Array();
    this.#offset += chunk.length;
    let kept = 0;
    let at = 0;
    while (at < bytes.length) {
      const newline = bytes.indexOf(NEWLINE, at);
      if (this.#atLineStart) {
        if (newline < 0 && !last && bytes.length - at < LINE_HEAD) {
          this.#held = bytes.slice(at);
          break;
        }
        if (this.#beginsItem(bytes, at)) {
          this.#keep(bytes.subarray(kept, at));
          this.#turn(records, base + at);
          kept = at;
        }
      }
      this.#atLineStart = newline >= 0;
      at = newline < 0 ? bytes.length : newline + 1;
    }
    this.#keep(bytes.subarray(kept, bytes.length - this.#held.length));
  }

  /** Takes the beginning of a line; whether what was collected ends before it. */
  #beginsItem(bytes: Uint8Array, at: number): boolean {
    if (this.#state === 'whole') return false;
    const { kind, column } = this.#kindOf(bytes, at);
    if (kind === 'blank' || kind === 'inner') return false;
    switch (this.#state) {
      case 'head':
        if (kind === 'name') this.#state = 'named';
        return false;
      case 'named':
        this.#state = kind === 'item' ? 'items' : this.#listSeen ? 'head' : 'whole';
        this.#column = column;
        return kind === 'item';
      case 'items':
        if (kind !== 'item') this.#state = kind === 'name' ? 'named' : 'head';
        return true;
    }
  }

  #kindOf(bytes: Uint8Array, at: number): { readonly kind: LineKind; readonly column: number } {
    let i = at === 0 && this.#offset <= bytes.length && bytes[0] === 0xef ? at + 3 : at;
    const from = i;
    while (bytes[i] === SPACE) i += 1;
    const column = i - from;
    const [byte, next] = [bytes[i], bytes[i + 1]];
    const blank = byte === undefined || byte === NEWLINE || byte === RETURN || byte === HASH;
    if (blank) return { kind: 'blank', column };
    if (this.#state === 'items' && column > this.#column) return { kind: 'inner', column };
    const dash =
      byte === DASH &&
      (next === undefined || next === SPACE || next === NEWLINE || next === RETURN);
    // A dash further left than the first one is no item of this list.
    if (dash && (this.#state !== 'items' || column === this.#column))
      return { kind: 'item', column };
    if (column > 0) return { kind: 'other', column };
    const line = decode(bytes.subarray(i, i + LINE_HEAD)).split('\n', 1)[0] ?? '';
    return { kind: LIST_NAME.test(line) ? 'name' : 'other', column };
  }

  /** Ends what was collected before an item or the end of the list. */
  #turn(records: FileRecord[], next: number): void {
    if (this.#inItem) this.#finishItem(records, false);
    this.#listSeen = true;
    this.#inItem = this.#state === 'items';
    this.#pieces = [];
    this.#length = 0;
    this.#from = next;
  }

  #keep(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > MAX_YAML_BYTES) this.#pieces = [];
    else if (piece.length > 0 && (this.#inItem || !this.#listSeen)) this.#pieces.push(piece);
  }

  #finishItem(records: FileRecord[], last: boolean): void {
    const at = { record: this.#record, offset: this.#from };
    if (this.#length > MAX_YAML_BYTES) {
      const message = say(
        'A record is larger than {0} MB.',
        countFigure(MAX_YAML_BYTES / MEGABYTE),
      );
      this.#start.problems.add({ code: 'too-large', message, at });
      this.#record += 1;
      return;
    }
    const text = decode(joinBytes(this.#pieces));
    const { parsed, pointed } = this.#parseItem(text);
    const closed = parsed.ok || !last ? null : closeScalar(text);
    if (closed !== null) {
      const message = say('The file ends in the middle of a record.');
      this.#start.problems.add({ code: 'truncated', message, at });
    } else if (!parsed.ok) {
      this.#start.problems.add({ code: 'malformed', message: parsed.message, at });
    }
    const value = closed ?? (parsed.ok ? parsed.value : null);
    if (Array.isArray(value)) {
      // An item that points to an earlier one cannot be read again without it.
      const range = {
        record: this.#record,
        start: pointed ? 0 : this.#from,
        end: this.#from + this.#length,
      };
      records.push({ value: { interactions: value.slice(-1) }, range, name: null });
    }
    this.#record += 1;
  }

  /** An item, where needed with the earlier items whose anchors it points to. */
  #parseItem(text: string): { readonly parsed: ParsedYaml; readonly pointed: boolean } {
    if (ANCHOR.test(text) && this.#anchored.length + text.length <= MAX_ANCHORED)
      this.#anchored += text;
    else if (this.#anchored !== '' && ALIAS.test(text)) {
      this.#anchorWork += this.#anchored.length;
      if (this.#anchorWork > MAX_ANCHOR_WORK) return { parsed: TOO_MANY_ALIASES, pointed: false };
      return { parsed: parseYaml(this.#anchored + text), pointed: true };
    }
    return { parsed: parseYaml(text), pointed: false };
  }

  #finishWhole(records: FileRecord[]): void {
    const at = { record: 0, offset: 0 };
    if (this.#length > MAX_YAML_BYTES) {
      const message = say(
        'The file is larger than {0} MB.',
        countFigure(MAX_YAML_BYTES / MEGABYTE),
      );
      this.#start.problems.add({ code: 'too-large', message, at });
      return;
    }
    const parsed = parseYamlDocuments(decode(joinBytes(this.#pieces)));
    if (!parsed.ok) {
      this.#start.problems.add({ code: 'malformed', message: parsed.message, at });
      return;
    }
    for (const [record, value] of parsed.value.entries())
      records.push({ value, range: { record, start: 0, end: this.#length }, name: null });
  }
}

/** The value of an item that was cut off in quotes; null when that is not what is wrong. */
function closeScalar(text: string): unknown {
  for (const quote of ['"', "'"]) {
    const parsed = parseYaml(text + quote);
    if (parsed.ok) return parsed.value;
  }
  return null;
}
