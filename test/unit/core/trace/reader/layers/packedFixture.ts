const MAX_BLOCK = 128 * 1024;
/** Magic number, then a header that says nothing but a window of 1 MB (RFC 8878, section 3.1.1.1). */
const FRAME = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50];

const block = (last: boolean, type: 0 | 1, size: number) => {
  const header = (last ? 1 : 0) | (type << 1) | (size << 3);
  return [header & 0xff, (header >> 8) & 0xff, header >> 16];
};

/** A zstd frame whose blocks are stored as they are. */
export function zstdStored(bytes: Uint8Array): Uint8Array {
  const out: number[] = [...FRAME];
  for (let at = 0; at === 0 || at < bytes.length; at += MAX_BLOCK) {
    const piece = bytes.subarray(at, at + MAX_BLOCK);
    out.push(...block(at + MAX_BLOCK >= bytes.length, 0, piece.length));
    for (const byte of piece) out.push(byte);
  }
  return Uint8Array.from(out);
}

/** A zstd frame that repeats one byte 128 kB a block: 4 bytes each. */
export function zstdBomb(blocks: number): Uint8Array {
  const out: number[] = [...FRAME];
  for (let i = 0; i < blocks; i++) out.push(...block(i === blocks - 1, 1, MAX_BLOCK), 0x61);
  return Uint8Array.from(out);
}
