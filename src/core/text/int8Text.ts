/** Code of the weight 0, and the weights around it that have a printable ASCII character; the others begin at `OTHERS`. */
const ZERO = 80;
const MOST = 45;
const OTHERS = 0x100;

/**
 * The small integers that `int8Text` wrote as text, a character a number: near 0 where most of them are, of one
 * byte. A package packs that a sixth smaller than base64, whose digits straddle the numbers.
 */
export function int8Of(text: string): Int8Array {
  const out = new Int8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // From `OTHERS` on it is the byte; what is kept of it in eight bits is the number.
    out[i] = code < OTHERS ? code - ZERO : code - OTHERS;
  }
  return out;
}

/** The text of small integers; the other way round. */
export function int8Text(numbers: Int8Array): string {
  let text = '';
  for (const n of numbers) {
    text += String.fromCharCode(Math.abs(n) <= MOST ? n + ZERO : OTHERS + (n & 0xff));
  }
  return text;
}
