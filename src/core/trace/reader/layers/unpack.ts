import { countFigure, say, type Sentence } from '../../../model/sentence';
import type { Problem, ProblemCode } from '../../../model/problem';
import { memorySource, type ByteSource } from '../../source';
import { MAX_UNPACKED_BYTES, MEGABYTE } from '../bounds';
import { joinBytes } from '../decode';
import type { Opened } from './layer';

/** Unpacks a stream piece by piece: what a piece gives goes to `emit` at once. Throws on damaged data. */
export interface Unpacker {
  push(chunk: Uint8Array, last: boolean): void;
}

export type CreateUnpacker = (emit: (bytes: Uint8Array) => void) => Unpacker;

/** Small, because a deflated piece can grow a thousandfold before the next look at the bounds. */
const CHUNK = 16 * 1024;
/** What is unpacked up to here stays in memory; more is unpacked anew where it is read. */
const MAX_HELD = 64 * MEGABYTE;
/** Text shrinks to a hundredth at best; data that grows more than this is made to exhaust its reader. */
const MAX_RATIO = 1_000;
const RATIO_FROM = 16 * MEGABYTE;
/** Unpacked bytes kept behind the place that was read last: records are read again in short steps back. */
const KEEP_BEHIND = 4 * MEGABYTE;

/** Ends unpacking at a bound. */
class BoundMet extends Error {}

/** The stream inside a packed file as a file of its own: all of it that can be unpacked within the bounds. */
export async function unpackedSource(
  packed: ByteSource,
  name: string,
  create: CreateUnpacker,
  signal?: AbortSignal,
): Promise<Opened> {
  const held: Uint8Array[] = [];
  let size = 0;
  const run = new Run(packed, create, (bytes) => {
    size += bytes.length;
    if (size > MAX_UNPACKED_BYTES) throw new BoundMet();
    if (size > RATIO_FROM && size > MAX_RATIO * run.offset) throw new BoundMet();
    if (size <= MAX_HELD) held.push(bytes);
    else held.length = 0;
  });
  while (!run.ended) await run.step(signal);
  const usable = Math.min(size, MAX_UNPACKED_BYTES);
  const problems = run.failure === null ? [] : [whyEnded(run.failure, run.offset, usable)];
  if (usable === 0) return { source: null, problems };
  const source =
    size <= MAX_HELD
      ? memorySource(name, joinBytes(held))
      : streamedSource(name, usable, (emit) => new Run(packed, create, emit));
  return { source, problems };
}

/** The first `length` bytes inside packed bytes; fewer when they end or are damaged. */
export function unpackedHead(
  packed: Uint8Array,
  create: CreateUnpacker,
  length: number,
): Uint8Array {
  const found: Uint8Array[] = [];
  let size = 0;
  const unpacker = create((bytes) => {
    found.push(bytes);
    size += bytes.length;
    if (size >= length) throw new BoundMet();
  });
  try {
    for (let at = 0; at < packed.length; at += CHUNK) {
      unpacker.push(packed.subarray(at, at + CHUNK), false);
    }
  } catch {
    // Enough, or damaged: what came before is the head.
  }
  return joinBytes(found).subarray(0, length);
}

function whyEnded(failure: unknown, offset: number, size: number): Problem {
  const told = (code: ProblemCode, message: Sentence) => ({ code, message, at: { offset } });
  if (failure instanceof BoundMet) {
    return told(
      'too-large',
      say('Only the first {0} MB are unpacked.', countFigure(Math.floor(size / MEGABYTE))),
    );
  }
  const reason = failure instanceof Error ? failure.message.slice(0, 80) : '';
  const code = /unexpected eof/i.test(reason) ? 'truncated' : 'malformed';
  return told(
    code,
    say(
      'The packed data ends or is damaged after {0} unpacked bytes: {1}.',
      countFigure(size),
      reason,
    ),
  );
}

/** One pass over the packed bytes. */
class Run {
  offset = 0;
  ended = false;
  /** Why it ended before the end of the data. */
  failure: unknown = null;
  readonly #packed: ByteSource;
  readonly #unpacker: Unpacker;

  constructor(packed: ByteSource, create: CreateUnpacker, emit: (bytes: Uint8Array) => void) {
    this.#packed = packed;
    this.#unpacker = create(emit);
  }

  /** Reads a stretch of the packed file. Rejects when the source does; damage ends the run. */
  async step(signal?: AbortSignal): Promise<void> {
    const end = Math.min(this.#packed.size, this.offset + 16 * CHUNK);
    const bytes = await this.#packed.read(this.offset, end, signal);
    signal?.throwIfAborted();
    const last = bytes.length === 0 || this.offset + bytes.length >= this.#packed.size;
    try {
      for (let at = 0; at < bytes.length || last; at += CHUNK) {
        const piece = bytes.subarray(at, at + CHUNK);
        const lastPiece = last && at + CHUNK >= bytes.length;
        this.offset += piece.length;
        this.#unpacker.push(piece, lastPiece);
        if (lastPiece) break;
      }
      this.ended = last;
    } catch (error) {
      this.failure = error;
      this.ended = true;
    }
  }
}

/** Reads on in one pass; a place behind what is kept begins another. Reads wait for each other. */
function streamedSource(
  name: string,
  size: number,
  begin: (emit: (bytes: Uint8Array) => void) => Run,
): ByteSource {
  let run: Run | null = null;
  let pieces: Uint8Array[] = [];
  let from = 0;
  let to = 0;
  let last: Promise<unknown> = Promise.resolve();
  const restart = (): Run => {
    pieces = [];
    from = to = 0;
    return begin((bytes) => {
      pieces.push(bytes);
      to += bytes.length;
    });
  };
  const read = async (start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> => {
    if (run === null || start < from) run = restart();
    while (to < end && !run.ended) {
      await run.step(signal);
      while (pieces[0] !== undefined && from + pieces[0].length < start - KEEP_BEHIND) {
        from += pieces.shift()!.length;
      }
    }
    return joinBytes(pieces).slice(
      Math.max(0, start - from),
      Math.max(0, Math.min(end, size) - from),
    );
  };
  return {
    name,
    size,
    read: (start, end, signal) => {
      const next = last.then(() => read(start, end, signal));
      last = next.catch(() => {
        // The reader of that range is told; the next one begins anew.
        run = null;
      });
      return next;
    },
  };
}
