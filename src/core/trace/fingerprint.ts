import type { ByteSource } from './source';

const HEAD = 1_024;
const TAIL = 256;

/** Enough of a file to notice that it was replaced or edited rather than appended to. */
export interface Fingerprint {
  readonly head: Uint8Array;
  /** The last bytes that were read, before `end`. */
  readonly tail: Uint8Array;
  readonly end: number;
}

/** The first and the last bytes of what was read up to `end`. */
export async function takeFingerprint(source: ByteSource, end: number): Promise<Fingerprint> {
  const head = await source.read(0, Math.min(HEAD, end));
  const tail = await source.read(Math.max(0, end - TAIL), end);
  return { head: head.slice(), tail: tail.slice(), end };
}

/** Whether the file still begins with what was read. */
export async function matches(source: ByteSource, fingerprint: Fingerprint): Promise<boolean> {
  const { head, tail, end } = fingerprint;
  const now = await takeFingerprint(source, end);
  return sameBytes(head, now.head) && sameBytes(tail, now.tail);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
