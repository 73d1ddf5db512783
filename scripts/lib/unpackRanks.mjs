// Goes into the package with the packed token list, see packedRanks.mjs. Not the variant for Node: it requires a module of
// Node's, which a browser's worker has not.
import { inflateSync } from 'fflate/browser';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Text where the bytes are some, else the bytes; a mark of byte order stays bytes, as the encoder looks it up so. */
function valueOf(bytes) {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes;
  try {
    return strict.decode(Uint8Array.from(bytes));
  } catch {
    return bytes;
  }
}

const bytesOf = (value) => (typeof value === 'string' ? [...encoder.encode(value)] : value);

/** Two tokens in one. */
function joined(left, right) {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  return valueOf([...bytesOf(left), ...bytesOf(right)]);
}

function fromBase64(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Gives back the tokens by rank, as the encoder takes them: text, or bytes where they are no text. */
export function unpack({ single, count, packed }) {
  const bytes = inflateSync(fromBase64(packed));
  const at = (start, rank) =>
    bytes[start + rank] |
    (bytes[start + count + rank] << 8) |
    (bytes[start + 2 * count + rank] << 16);
  const values = new Array(count);
  for (let rank = 0; rank < count; rank++) {
    const left = at(0, rank);
    values[rank] =
      rank < single ? valueOf([left]) : joined(values[left], values[at(3 * count, rank)]);
  }
  return values;
}
