import type { ByteSource } from '../trace/source';

/** A place in a text as editors count: line and UTF-16 column, both from 0. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

const CHUNK = 1 << 18;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Line and column of a byte offset of a UTF-8 file. It is read in pieces and never held whole; a byte order mark takes
 * no column, and CR LF, LF and CR each end a line, as in the editor.
 */
export async function positionAtByte(
  source: ByteSource,
  offset: number,
  signal?: AbortSignal,
): Promise<TextPosition> {
  let line = 0;
  let lineStart = 0;
  let afterCr = false;
  for (let at = 0; at < offset; at += CHUNK) {
    const bytes = await source.read(at, Math.min(at + CHUNK, offset), signal);
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      // The LF of a CR LF only moves the start of the line its CR has begun.
      if (byte === CR || (byte === LF && !afterCr)) line++;
      if (byte === CR || byte === LF) lineStart = at + i + 1;
      afterCr = byte === CR;
    }
    if (bytes.length === 0) break;
  }
  const head = await source.read(lineStart, offset, signal);
  // The decoder drops a byte order mark, which stands only before the first line.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: lineStart > 0 });
  return { line, character: decoder.decode(head).length };
}

/** The position `units` UTF-16 units of `text` after `from`. */
export function advance(from: TextPosition, text: string, units: number): TextPosition {
  let { line, character } = from;
  for (let i = 0; i < units; i++) {
    const unit = text[i];
    if (unit === '\n' || (unit === '\r' && text[i + 1] !== '\n')) {
      line++;
      character = 0;
    } else {
      character++;
    }
  }
  return { line, character };
}
