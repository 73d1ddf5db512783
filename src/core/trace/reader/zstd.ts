import { BackwardBits, damaged } from './zstdBits';
import {
  LENGTH_BITS,
  LENGTHS,
  MATCH_BITS,
  MATCHES,
  readFse,
  readHuffman,
  rleTable,
  SEQUENCE_CODES,
  type FseTable,
  type HuffmanTable,
} from './zstdTables';

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a5;
const MAX_BLOCK = 128 * 1024;

/** What the blocks of a frame hand on to one another. */
interface FrameState {
  /** Where the frame's content begins in the output: nothing before it is referred to. */
  readonly start: number;
  huffman: HuffmanTable | null;
  tables: readonly FseTable[] | null;
  repeated: [number, number, number];
}

/**
 * Unpacks Zstandard frames (RFC 8878) of which the unpacked size is known; no dictionaries, checksums are not
 * compared. Never writes more than `size` bytes; throws a RangeError when the data is damaged or larger.
 */
export function unzstd(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let at = 0;
  let length = 0;
  while (at + 4 <= packed.length) {
    const magic = view.getUint32(at, true);
    if (magic >>> 4 === SKIPPABLE) {
      at += 8 + view.getUint32(at + 4, true);
      continue;
    }
    if (magic !== MAGIC) damaged();
    const frame = readFrame(packed, at + 4, out, length);
    at = frame.end;
    length = frame.length;
  }
  return length === size ? out : out.subarray(0, length);
}

interface Written {
  /** Byte of the input after what was read. */
  readonly end: number;
  /** Bytes of the output that are written. */
  readonly length: number;
}

function readFrame(packed: Uint8Array, start: number, out: Uint8Array, written: number): Written {
  const flags = packed[start] ?? damaged();
  const single = (flags >> 5) & 1;
  const dictionary = [0, 1, 2, 4][flags & 3]!;
  const sizeBytes = [single, 2, 4, 8][flags >> 6]!;
  // The window is not needed: all output is kept, and its size is bounded.
  let at = start + 1 + (1 - single) + dictionary + sizeBytes;
  if ((flags & 8) !== 0) damaged();
  const state: FrameState = { start: written, huffman: null, tables: null, repeated: [1, 4, 8] };
  let length = written;
  for (let last = false; !last;) {
    if (at + 3 > packed.length) damaged();
    const head = packed[at]! | (packed[at + 1]! << 8) | (packed[at + 2]! << 16);
    last = (head & 1) === 1;
    const type = (head >> 1) & 3;
    const size = head >> 3;
    at += 3;
    const end = at + (type === 1 ? 1 : size);
    if (end > packed.length || size > MAX_BLOCK) damaged();
    if (type === 0 || type === 1) {
      if (length + size > out.length) damaged();
      if (type === 0) out.set(packed.subarray(at, end), length);
      else out.fill(packed[at]!, length, length + size);
      length += size;
    } else if (type === 2) {
      length = readBlock(packed.subarray(at, end), state, out, length);
    } else {
      damaged();
    }
    at = end;
  }
  return { end: at + ((flags >> 2) & 1) * 4, length };
}

/** A compressed block: literals, then sequences that mix them with copies of earlier output. */
function readBlock(block: Uint8Array, state: FrameState, out: Uint8Array, start: number): number {
  const { literals, end } = readLiterals(block, state);
  const limit = Math.min(out.length, start + MAX_BLOCK);
  const { count, at } = sequenceCount(block, end);
  let length = start;
  let used = 0;
  const append = (n: number) => {
    if (n > literals.length - used || length + n > limit) damaged();
    out.set(literals.subarray(used, used + n), length);
    used += n;
    length += n;
  };
  if (count > 0) {
    const tables = readTables(block, at, state);
    state.tables = tables.read;
    const [lengths, offsets, matches] = tables.read;
    if (!lengths || !offsets || !matches) damaged();
    const bits = new BackwardBits(block.subarray(tables.end));
    const states = [bits.read(lengths.log), bits.read(offsets.log), bits.read(matches.log)];
    for (let left = count; left > 0; left--) {
      const code = offsets.symbols[states[1]!]!;
      const value = 2 ** code + bits.read(code);
      const matchCode = matches.symbols[states[2]!]!;
      const match = MATCHES[matchCode]! + bits.read(MATCH_BITS[matchCode]!);
      const lengthCode = lengths.symbols[states[0]!]!;
      const literal = LENGTHS[lengthCode]! + bits.read(LENGTH_BITS[lengthCode]!);
      if (left > 1) {
        states[0] = lengths.next[states[0]!]! + bits.read(lengths.bits[states[0]!]!);
        states[2] = matches.next[states[2]!]! + bits.read(matches.bits[states[2]!]!);
        states[1] = offsets.next[states[1]!]! + bits.read(offsets.bits[states[1]!]!);
      }
      if (bits.left < 0) damaged();
      append(literal);
      const offset = offsetOf(value, literal === 0, state);
      if (offset > length - state.start || length + match > limit) damaged();
      copyWithin(out, length - offset, length, match);
      length += match;
    }
    if (bits.left !== 0) damaged();
  }
  append(literals.length - used);
  return length;
}

/** Copies what may overlap itself: a short distance repeats. */
function copyWithin(out: Uint8Array, from: number, to: number, n: number): void {
  if (to - from >= n) out.copyWithin(to, from, from + n);
  else for (let i = 0; i < n; i++) out[to + i] = out[from + i]!;
}

/** The offset, also where it is one of the last three (section 3.1.1.5). */
function offsetOf(value: number, noLiterals: boolean, state: FrameState): number {
  const [first, second, third] = state.repeated;
  if (value > 3) {
    state.repeated = [value - 3, first, second];
    return value - 3;
  }
  const index = value - 1 + (noLiterals ? 1 : 0);
  if (index === 0) return first;
  const offset = index === 1 ? second : index === 2 ? third : first - 1;
  if (offset <= 0) damaged();
  state.repeated = index === 1 ? [offset, first, third] : [offset, first, second];
  return offset;
}

function readLiterals(
  block: Uint8Array,
  state: FrameState,
): { readonly literals: Uint8Array; readonly end: number } {
  const head = block[0] ?? damaged();
  const type = head & 3;
  const format = (head >> 2) & 3;
  const b = (i: number) => block[i] ?? damaged();
  if (type < 2) {
    const wide = format === 1 ? 2 : format === 3 ? 3 : 1;
    const size = wide === 1 ? head >> 3 : (head >> 4) | (b(1) << 4) | (wide === 3 ? b(2) << 12 : 0);
    const end = wide + (type === 0 ? size : 1);
    if (size > MAX_BLOCK || end > block.length) damaged();
    if (type === 0) return { literals: block.subarray(wide, end), end };
    return { literals: new Uint8Array(size).fill(b(wide)), end };
  }
  const width = [10, 10, 14, 18][format]!;
  const wide = [3, 3, 4, 5][format]!;
  // Up to 36 bits: too many for bit operators.
  let sizes = 0;
  for (let i = wide - 1; i >= 0; i--) sizes = sizes * 256 + b(i);
  sizes = Math.floor(sizes / 16);
  const size = sizes % 2 ** width;
  const end = wide + Math.floor(sizes / 2 ** width);
  if (size > MAX_BLOCK || end > block.length) damaged();
  let from = wide;
  if (type === 2) {
    const tree = readHuffman(block.subarray(0, end), wide);
    state.huffman = tree.table;
    from = tree.end;
  }
  if (state.huffman === null) damaged();
  const literals = new Uint8Array(size);
  const content = block.subarray(from, end);
  if (format === 0) readStream(content, state.huffman, literals);
  else readFourStreams(content, state.huffman, literals);
  return { literals, end };
}

function readFourStreams(content: Uint8Array, table: HuffmanTable, out: Uint8Array): void {
  const each = (out.length + 3) >> 2;
  let from = 6;
  for (let i = 0; i < 4; i++) {
    const size = (content[i * 2] ?? damaged()) | ((content[i * 2 + 1] ?? damaged()) << 8);
    const to = i < 3 ? from + size : content.length;
    if (to > content.length || each * 3 > out.length) damaged();
    const target = out.subarray(i * each, i < 3 ? (i + 1) * each : out.length);
    readStream(content.subarray(from, to), table, target);
    from = to;
  }
}

function readStream(content: Uint8Array, table: HuffmanTable, out: Uint8Array): void {
  const bits = new BackwardBits(content);
  for (let i = 0; i < out.length; i++) {
    const code = bits.peek(table.log);
    out[i] = table.symbols[code]!;
    bits.left -= table.bits[code]!;
    if (bits.left < 0) damaged();
  }
  if (bits.left !== 0) damaged();
}

function sequenceCount(block: Uint8Array, start: number): { count: number; at: number } {
  const head = block[start] ?? damaged();
  if (head < 128) return { count: head, at: start + 1 };
  const next = block[start + 1] ?? damaged();
  if (head < 255) return { count: ((head - 128) << 8) + next, at: start + 2 };
  return { count: next + ((block[start + 2] ?? damaged()) << 8) + 0x7f00, at: start + 3 };
}

/** The tables of literal lengths, offsets and match lengths, each in one of four ways. */
function readTables(
  block: Uint8Array,
  start: number,
  state: FrameState,
): { readonly read: readonly FseTable[]; readonly end: number } {
  const modes = block[start] ?? damaged();
  if ((modes & 3) !== 0) damaged();
  let at = start + 1;
  const read = SEQUENCE_CODES.map(({ shift, maxLog, maxSymbol, standard }, i): FseTable => {
    const mode = (modes >> shift) & 3;
    if (mode === 0) return standard;
    if (mode === 3) return state.tables?.[i] ?? damaged();
    if (mode === 1) {
      const symbol = block[at] ?? damaged();
      at += 1;
      return symbol > maxSymbol ? damaged() : rleTable(symbol);
    }
    const { table, end } = readFse(block, at, maxLog, maxSymbol);
    at = end;
    return table;
  });
  return { read, end: at };
}
