import type { ByteSource } from '../../source';

const HEADER = 32;
const FRAME = 24;
const MAGIC = [0x377f0682, 0x377f0683];
/** Logs are emptied at a few MB; a longer one is read up to here. */
const MAX_FRAMES = 200_000;

/**
 * The pages that a write-ahead log has newer than the database: page number to byte offset in the log, of whole
 * transactions only (https://sqlite.org/fileformat2.html, section 4). `null` when it is no such log.
 */
export async function writeAheadPages(
  log: ByteSource,
  pageSize: number,
): Promise<ReadonlyMap<number, number> | null> {
  const header = view(await log.read(0, HEADER));
  if (header.byteLength < HEADER || !MAGIC.includes(header.getUint32(0))) return null;
  if (header.getUint32(8) !== pageSize) return null;
  const salts = [header.getUint32(16), header.getUint32(20)];
  const committed = new Map<number, number>();
  const open = new Map<number, number>();
  let at = HEADER;
  for (let frame = 0; frame < MAX_FRAMES && at + FRAME + pageSize <= log.size; frame++) {
    const head = view(await log.read(at, at + FRAME));
    // Frames of an earlier round have other salts: the log ends before them.
    if (
      head.byteLength < FRAME ||
      head.getUint32(8) !== salts[0] ||
      head.getUint32(12) !== salts[1]
    )
      break;
    open.set(head.getUint32(0), at + FRAME);
    if (head.getUint32(4) !== 0) {
      for (const [page, offset] of open) committed.set(page, offset);
      open.clear();
    }
    at += FRAME + pageSize;
  }
  return committed;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
