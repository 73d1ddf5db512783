import { msg, type Message } from '../../../model/message';
import { countFigure, say } from '../../../model/sentence';
import { isObject } from '../../../text/json';
import { memorySource, type ByteSource } from '../../source';
import { MAX_RECORD_BYTES, MEGABYTE } from '../bounds';
import { decode } from '../decode';
import type { Layer, Opened } from './layer';

/**
 * Lines that each wrap a line of something else. `unwrap` gives what a line holds, or `null` when it is no such line;
 * lines that are not wrapped stay as they are.
 */
function wrappedLines(
  id: string,
  title: Message,
  sniff: (firstLine: string) => boolean,
  unwrap: (line: string) => string | null,
): Layer {
  const inside = (bytes: Uint8Array): Uint8Array => {
    const lines = decode(bytes).replace(/\n$/, '').split('\n');
    return new TextEncoder().encode(
      lines.map((line) => unwrap(line.trim()) ?? `${line}\n`).join(''),
    );
  };
  return {
    id,
    title,
    sniff: (head) => sniff(firstLine(head)),
    inside: (name) => name,
    head: inside,
    open: (source, signal) => openWhole(source, inside, title, signal),
  };
}

async function openWhole(
  source: ByteSource,
  inside: (bytes: Uint8Array) => Uint8Array,
  title: Message,
  signal?: AbortSignal,
): Promise<Opened> {
  if (source.size > MAX_RECORD_BYTES) {
    const message = say(
      'A file of {0} is read up to {1} MB.',
      { message: title, args: [] },
      countFigure(MAX_RECORD_BYTES / MEGABYTE),
    );
    return { source: null, problems: [{ code: 'too-large', message }] };
  }
  const bytes = await source.read(0, source.size, signal);
  return { source: memorySource(source.name, inside(bytes)), problems: [] };
}

/** Python prints the lines of a stream that it did not decode as `b'data: {...}'`. */
export const pythonBytes: Layer = wrappedLines(
  'python-bytes',
  msg('printed Python bytes'),
  (line) => bytesLiteral(line) !== null,
  (line) => {
    const inside = bytesLiteral(line);
    return inside === null ? null : `${inside}\n`;
  },
);

/** What Docker's json-file driver keeps: a piece of output a line, each with its own line feed. */
export const dockerLog: Layer = wrappedLines(
  'docker-log',
  msg('a Docker log'),
  (line) => logOf(line) !== null,
  logOf,
);

/** What `journalctl -o json` gives: an entry a line, with what the program printed among what the system knows of it. */
export const journal: Layer = wrappedLines(
  'journal',
  msg('a journal of systemd'),
  (line) => journalMessage(line) !== null,
  journalMessage,
);

function journalMessage(line: string): string | null {
  if (!line.startsWith('{') || !line.includes('"__REALTIME_TIMESTAMP"')) return null;
  try {
    const value: unknown = JSON.parse(line);
    if (!isObject(value) || typeof value['__REALTIME_TIMESTAMP'] !== 'string') return null;
    const message = value['MESSAGE'];
    // What is not plain text is a list of its bytes.
    const isBytes = Array.isArray(message) && message.every((byte) => typeof byte === 'number');
    if (isBytes) return `${new TextDecoder().decode(Uint8Array.from(message))}\n`;
    return typeof message === 'string' ? `${message}\n` : '';
  } catch {
    // A line that is cut or broken is left as it is.
    return null;
  }
}

function logOf(line: string): string | null {
  if (!/^\{"log": ?"/.test(line)) return null;
  try {
    const value: unknown = JSON.parse(line);
    if (!isObject(value)) return null;
    const { log, stream, time } = value;
    const isLog = typeof stream === 'string' || typeof time === 'string';
    return typeof log === 'string' && isLog ? log : null;
  } catch {
    // A line that is cut or broken is left as it is.
    return null;
  }
}

/** The text of one `b'...'` or `b"..."`; `null` when the line is something else. */
function bytesLiteral(line: string): string | null {
  const quote = line[1];
  const isLiteral = line.startsWith('b') && (quote === "'" || quote === '"') && line.length > 3;
  if (!isLiteral || !line.endsWith(quote)) return null;
  const text = line.slice(2, -1);
  return new TextDecoder().decode(unescaped(text));
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, 0: 0 };

/** Bytes of a Python bytes literal; characters beyond ASCII cannot stand there and are kept as UTF-8. */
function unescaped(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c !== '\\') {
      const code = c.charCodeAt(0);
      if (code < 0x80) bytes.push(code);
      else for (const byte of new TextEncoder().encode(c)) bytes.push(byte);
      continue;
    }
    i += 1;
    const escape = text[i] ?? '\\';
    const hex = escape === 'x' ? /^[0-9a-fA-F]{2}/.exec(text.slice(i + 1, i + 3))?.[0] : undefined;
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16));
      i += 2;
    } else {
      bytes.push(ESCAPES[escape] ?? escape.charCodeAt(0));
    }
  }
  return Uint8Array.from(bytes);
}

function firstLine(head: Uint8Array): string {
  let start = 0;
  while (start < head.length && head[start]! <= 0x20) start += 1;
  const end = head.indexOf(0x0a, start);
  const bytes = head.subarray(start, end < 0 ? head.length : end);
  // Cheap for every other file: only the two beginnings are decoded.
  return bytes[0] === 0x62 || bytes[0] === 0x7b ? decode(bytes).trim() : '';
}
