/** A value of a row as JSON has them: bytes that are text become text, other bytes a note of their size. */
export type SqliteCell = string | number | null;

/** A variable-length integer and the position after it (section 1.6). Large ones lose precision, never sense. */
export function varint(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes[at + i] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + i + 1 };
  }
  return { value: value * 256 + (bytes[at + 8] ?? 0), end: at + 9 };
}

/**
 * The values of a record (section 2.1); `undefined` for those that lie beyond the bytes at hand, of which a row's first
 * page may hold only the beginning.
 */
export function cellsOf(
  payload: Uint8Array,
  encoding: string,
  maxColumns: number,
): readonly (SqliteCell | undefined)[] {
  const header = varint(payload, 0);
  const headerEnd = Math.min(header.value, payload.length);
  const cells: (SqliteCell | undefined)[] = [];
  let at = header.value;
  let type = header.end;
  while (type < headerEnd && cells.length < maxColumns) {
    const serial = varint(payload, type);
    type = serial.end;
    const length = sizeOf(serial.value);
    const whole = at + length <= payload.length;
    cells.push(
      whole ? cellOf(payload.subarray(at, at + length), serial.value, encoding) : undefined,
    );
    at += length;
  }
  return cells;
}

const SIZES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

function sizeOf(serial: number): number {
  return serial < 12 ? (SIZES[serial] ?? 0) : Math.floor((serial - 12) / 2);
}

function cellOf(bytes: Uint8Array, serial: number, encoding: string): SqliteCell {
  if (serial === 0) return null;
  if (serial === 8 || serial === 9) return serial - 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (serial === 7) {
    const value = view.getFloat64(0);
    return Number.isFinite(value) ? value : null;
  }
  if (serial < 7) return integer(view);
  if (serial < 12) return null;
  return serial % 2 === 1 ? new TextDecoder(encoding).decode(bytes) : blob(bytes);
}

function integer(view: DataView): SqliteCell {
  let value = BigInt(view.getInt8(0));
  for (let i = 1; i < view.byteLength; i++) value = value * 256n + BigInt(view.getUint8(i));
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** Stores keep their JSON as bytes. */
function blob(bytes: Uint8Array): SqliteCell {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    // Bytes that are no text say nothing to a reader.
    return null;
  }
}
