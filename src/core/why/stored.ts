import type { FileStamp } from '../corpus/fileIndex';
import { textHash } from '../text/hash';
import { num, str } from '../text/json';
import type { LogEdits } from './model';

/** A file that was looked at: its edits, or `null` for one that is no agent's log or holds none. */
export interface StoredLog {
  readonly file: string;
  readonly stamp: FileStamp;
  readonly log: LogEdits | null;
}

const VERSION = 2;
const ARRAYS = ['hashes', 'weights', 'starts', 'words'] as const;

/** First line of a stored index; another version is read again from the logs. */
export function storedHeader(): string {
  return `${JSON.stringify({ lrmLensEdits: VERSION })}\n`;
}

/** A file as a line: its hash, so that a damaged line never counts, and JSON with the arrays in base64. */
export function storedLine({ file, stamp, log }: StoredLog): string {
  const packed = log && {
    ...log,
    ...Object.fromEntries(ARRAYS.map((key) => [key, base64(bytesOf(log[key]))])),
  };
  const json = JSON.stringify({ file, stamp, log: packed });
  return `${textHash(json)} ${json}\n`;
}

/** Reads a stored index; later lines replace earlier ones. What is damaged is left out and counted. */
export function parseStored(text: string): {
  readonly logs: ReadonlyMap<string, StoredLog>;
  readonly damaged: number;
} {
  const logs = new Map<string, StoredLog>();
  let damaged = 0;
  const [head = '', ...lines] = text.split('\n');
  if (`${head}\n` !== storedHeader()) return { logs, damaged: head === '' ? 0 : 1 };
  for (const line of lines) {
    if (line === '') continue;
    const entry = parseLine(line);
    if (entry === null) damaged++;
    else logs.set(entry.file, entry);
  }
  return { logs, damaged };
}

function parseLine(line: string): StoredLog | null {
  const space = line.indexOf(' ');
  const json = line.slice(space + 1);
  // The hash tells that the line is what was written here: its shape needs no second look.
  if (space < 0 || textHash(json) !== line.slice(0, space)) return null;
  const value = JSON.parse(json) as StoredLog & { readonly log: object | null };
  if (str(value, 'file') === null || num(value, 'stamp', 'size') === null) return null;
  const { log } = value;
  if (log === null) return value;
  const array = (key: string): ArrayBuffer => bytesFrom(str(log, key) ?? '').buffer;
  return {
    ...value,
    log: {
      ...log,
      hashes: new Uint32Array(array('hashes')),
      weights: new Uint8Array(array('weights')),
      starts: new Uint32Array(array('starts')),
      words: new Uint16Array(array('words')),
    },
  };
}

type Numbers = Uint32Array | Uint16Array | Uint8Array;

const bytesOf = ({ buffer, byteOffset, byteLength }: Numbers): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Characters that are made at once: arguments of one call. */
const PIECE = 8192;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += PIECE)
    text += String.fromCharCode(...bytes.subarray(i, i + PIECE));
  return btoa(text);
}

function bytesFrom(text: string): Uint8Array<ArrayBuffer> {
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  return bytes;
}
