// Goes into the package with the packed token lists, see packedRanks.mjs. Not the variant for Node: it requires a module of
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
export function unpack({ single, count, shared, packed }, known) {
  const bytes = inflateSync(fromBase64(packed));
  const own = (bytes.length - 3 * shared) / 6;
  const at = (start, length, i) =>
    bytes[start + i] | (bytes[start + length + i] << 8) | (bytes[start + 2 * length + i] << 16);
  const values = new Array(count);
  for (let rank = 0, next = 0; rank < count; rank++) {
    const place = shared === 0 ? 0 : at(0, shared, rank);
    if (place > 0) {
      values[rank] = known[place - 1];
      continue;
    }
    const left = at(3 * shared, own, next);
    const right = at(3 * shared + 3 * own, own, next++);
    values[rank] = rank < single ? valueOf([left]) : joined(values[left], values[right]);
  }
  return values;
}
