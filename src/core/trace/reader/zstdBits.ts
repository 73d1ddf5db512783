/** What makes a damaged or hostile stream end: the caller reports the entry as one that cannot be unpacked. */
export function damaged(): never {
  throw new RangeError('Damaged zstd data.');
}

/** Position of the highest bit that is set, -1 for none. */
export function highBit(n: number): number {
  return 31 - Math.clz32(n);
}

function bits32(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}

/** Bits in the order they are written (RFC 8878, section 4.1.1): for the tables. At most 25 at once. */
export class ForwardBits {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start * 8;
  }

  peek(n: number): number {
    return (bits32(this.#bytes, this.#at >> 3) >>> (this.#at & 7)) & ((1 << n) - 1);
  }

  skip(n: number): void {
    this.#at += n;
    if (this.#at > this.#bytes.length * 8) damaged();
  }

  /** The first whole byte that was not touched. */
  get nextByte(): number {
    return (this.#at + 7) >> 3;
  }
}

/** Bits from the end of a stream to its start, after the mark in its last byte: for the content. */
export class BackwardBits {
  readonly #bytes: Uint8Array;
  /** Bits that are left; below 0 when more were read than there are (they are 0). */
  left: number;

  constructor(bytes: Uint8Array) {
    const last = bytes.at(-1) ?? 0;
    if (last === 0) damaged();
    this.#bytes = bytes;
    this.left = (bytes.length - 1) * 8 + highBit(last);
  }

  /** The next `n` bits without taking them, at most 25. */
  peek(n: number): number {
    const from = this.left - n;
    if (from >= 0) return (bits32(this.#bytes, from >> 3) >>> (from & 7)) & ((1 << n) - 1);
    return this.left <= 0 ? 0 : (bits32(this.#bytes, 0) & ((1 << this.left) - 1)) << -from;
  }

  read(n: number): number {
    if (n > 16) return this.read(n - 16) * 0x10000 + this.read(16);
    const value = this.peek(n);
    this.left -= n;
    return value;
  }
}
