import type { Problem } from '../model/problem';
import { MAX_RECORD_BYTES, MEGABYTE } from './reader/bounds';
import { memorySource, type ByteSource } from './source';

/**
 * Windows PowerShell redirects output as UTF-16: such a file is turned into UTF-8 in memory, so that positions count
 * the UTF-8 form. Any other file is given back as it is; a problem when it is too large for that.
 */
export async function asUtf8(
  source: ByteSource,
  signal?: AbortSignal,
): Promise<ByteSource | Problem> {
  const mark = await source.read(0, 2, signal);
  const encoding = encodingOf(mark);
  if (encoding === null) return source;
  if (source.size > MAX_RECORD_BYTES) {
    const message = `A UTF-16 file is read up to ${MAX_RECORD_BYTES / MEGABYTE} MB.`;
    return { code: 'too-large', message };
  }
  const text = new TextDecoder(encoding).decode(await source.read(0, source.size, signal));
  return memorySource(source.name, new TextEncoder().encode(text));
}

function encodingOf(mark: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (mark[0] === 0xff && mark[1] === 0xfe) return 'utf-16le';
  return mark[0] === 0xfe && mark[1] === 0xff ? 'utf-16be' : null;
}
