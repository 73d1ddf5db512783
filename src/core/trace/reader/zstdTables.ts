import { BackwardBits, damaged, ForwardBits, highBit } from './zstdBits';

/** A decoding table of finite state entropy: for each state its symbol, and how to get to the next state. */
export interface FseTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly next: Uint16Array;
}

/** A decoding table of Huffman codes, by the next `log` bits. */
export interface HuffmanTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

/** The table of a distribution; -1 is a symbol of less than 1 (RFC 8878, section 4.1.1). */
export function fseTable(counts: readonly number[], log: number): FseTable {
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  const seen = counts.map((count) => Math.abs(count));
  let high = size - 1;
  for (const [symbol, count] of counts.entries()) if (count < 0) symbols[high--] = symbol;
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (const [symbol, count] of counts.entries()) {
    for (let i = 0; i < count; i++) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at > high);
    }
  }
  if (at !== 0) damaged();
  const bits = new Uint8Array(size);
  const next = new Uint16Array(size);
  for (let state = 0; state < size; state++) {
    const symbol = symbols[state]!;
    const nth = seen[symbol]!;
    seen[symbol] = nth + 1;
    bits[state] = log - highBit(nth);
    next[state] = (nth << bits[state]!) - size;
  }
  return { log, symbols, bits, next };
}

/** One symbol only. */
export function rleTable(symbol: number): FseTable {
  return {
    log: 0,
    symbols: Uint8Array.of(symbol),
    bits: new Uint8Array(1),
    next: new Uint16Array(1),
  };
}

/** A table as it is written before the content that needs it; `end` is the byte after it. */
export function readFse(
  bytes: Uint8Array,
  start: number,
  maxLog: number,
  maxSymbol: number,
): { readonly table: FseTable; readonly end: number } {
  const bits = new ForwardBits(bytes, start);
  const log = bits.peek(4) + 5;
  bits.skip(4);
  if (log > maxLog) damaged();
  const counts: number[] = [];
  let left = 1 << log;
  while (left > 0) {
    const width = highBit(left + 1) + 1;
    const spared = (1 << width) - 2 - left;
    const half = 1 << (width - 1);
    const short = bits.peek(width - 1);
    const isShort = short < spared;
    const full = bits.peek(width);
    const value = isShort ? short : full >= half ? full - spared : full;
    bits.skip(isShort ? width - 1 : width);
    counts.push(value - 1);
    left -= Math.abs(value - 1);
    for (let more = value === 1; more;) {
      const zeros = bits.peek(2);
      bits.skip(2);
      for (let i = 0; i < zeros; i++) counts.push(0);
      more = zeros === 3;
    }
    if (counts.length > maxSymbol + 1) damaged();
  }
  if (left < 0) damaged();
  return { table: fseTable(counts, log), end: bits.nextByte };
}

const MAX_CODE_BITS = 11;

/** The Huffman table before compressed literals (section 4.2.1); `end` is the byte after it. */
export function readHuffman(
  bytes: Uint8Array,
  start: number,
): { readonly table: HuffmanTable; readonly end: number } {
  const head = bytes[start] ?? damaged();
  const direct = head >= 128;
  const end = start + 1 + (direct ? (head - 126) >> 1 : head);
  if (end > bytes.length) damaged();
  const weights = direct
    ? Array.from({ length: head - 127 }, (_, i) => {
        const pair = bytes[start + 1 + (i >> 1)]!;
        return i % 2 === 0 ? pair >> 4 : pair & 15;
      })
    : packedWeights(bytes.subarray(start + 1, end));
  return { table: huffmanTable(weights), end };
}

function packedWeights(bytes: Uint8Array): number[] {
  const { table, end } = readFse(bytes, 0, 6, 255);
  const bits = new BackwardBits(bytes.subarray(end));
  const weights: number[] = [];
  const states = [bits.read(table.log), bits.read(table.log)];
  if (bits.left < 0) damaged();
  // Two states take turns; when one wants more bits than are left, the other has the last symbol.
  for (let turn = 0; weights.length < 255; turn = 1 - turn) {
    const state = states[turn]!;
    weights.push(table.symbols[state]!);
    states[turn] = table.next[state]! + bits.read(table.bits[state]!);
    if (bits.left < 0) {
      weights.push(table.symbols[states[1 - turn]!]!);
      break;
    }
  }
  return weights;
}

function huffmanTable(weights: number[]): HuffmanTable {
  const sum = weights.reduce((total, w) => total + (w === 0 ? 0 : 1 << (w - 1)), 0);
  if (sum === 0 || weights.length > 255 || weights.some((w) => w > MAX_CODE_BITS)) damaged();
  const log = highBit(sum) + 1;
  const rest = (1 << log) - sum;
  if (log > MAX_CODE_BITS || (rest & (rest - 1)) !== 0) damaged();
  const all = [...weights, highBit(rest) + 1];
  const symbols = new Uint8Array(1 << log);
  const bits = new Uint8Array(1 << log);
  let at = 0;
  for (let weight = 1; weight <= log; weight++) {
    for (const [symbol, own] of all.entries()) {
      if (own !== weight) continue;
      const to = at + (1 << (weight - 1));
      symbols.fill(symbol, at, to);
      bits.fill(log + 1 - weight, at, to);
      at = to;
    }
  }
  if (at !== symbols.length) damaged();
  return { log, symbols, bits };
}

// Codes and standard distributions: RFC 8878, sections 3.1.1.3.2.1.1 and 3.1.1.3.2.2.
/** Further bits of a literal length's code, and its least value. */
export const LENGTH_BITS = [
  ...zeros(16),
  1,
  1,
  1,
  1,
  2,
  2,
  3,
  3,
  4,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  16,
];
export const LENGTHS = baselines(LENGTH_BITS, 0);
/** The same of a match length. */
export const MATCH_BITS = [
  ...zeros(32),
  ...[1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
];
export const MATCHES = baselines(MATCH_BITS, 3);

/** Literal lengths, offsets and match lengths: where the mode of their table is, its bounds, its standard form. */
export const SEQUENCE_CODES = [
  {
    shift: 6,
    maxLog: 9,
    maxSymbol: 35,
    standard: fseTable(
      [
        ...[4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2],
        ...[1, 1, 1, 1, 1, -1, -1, -1, -1],
      ],
      6,
    ),
  },
  {
    shift: 4,
    maxLog: 8,
    maxSymbol: 31,
    standard: fseTable([1, 1, 1, 1, 1, 1, 2, 2, 2, ...ones(15), -1, -1, -1, -1, -1], 5),
  },
  {
    shift: 2,
    maxLog: 9,
    maxSymbol: 52,
    standard: fseTable([1, 4, 3, 2, 2, 2, 2, 2, 2, ...ones(37), -1, -1, -1, -1, -1, -1, -1], 6),
  },
];

function zeros(n: number): readonly number[] {
  return Array.from({ length: n }, () => 0);
}

function ones(n: number): readonly number[] {
  return Array.from({ length: n }, () => 1);
}

/** The least value of each code: every code begins where the one before ends. */
function baselines(bits: readonly number[], first: number): readonly number[] {
  let next = first;
  return bits.map((n) => {
    const value = next;
    next += 2 ** n;
    return value;
  });
}
