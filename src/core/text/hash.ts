/** FNV-1a over UTF-16 units in two 32-bit halves with different offsets, as 16 hexadecimal digits. Not for secrets. */
export function textHash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000193) + i;
  }
  return hex(a) + hex(b);
}

/** The same over bytes. */
export function bytesHash(bytes: Uint8Array): string {
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (const [i, byte] of bytes.entries()) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x01000193) + i;
  }
  return hex(a) + hex(b);
}

function hex(n: number): string {
  return (n >>> 0).toString(16).padStart(8, '0');
}

/** Only so much of a prompt is hashed. */
const PROMPT_CHARS = 100_000;

/** Hash by which traces of one prompt are found: white space folded, ends trimmed. */
export function promptHash(prompt: string): string {
  return textHash(prompt.slice(0, PROMPT_CHARS).replace(/\s+/g, ' ').trim());
}

/** FNV-1a over UTF-16 units as a number of 32 bits, for buckets. */
export function textNumber(text: string): number {
  let a = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
  // The low bits of FNV mix badly over short texts.
  return (a ^ (a >>> 15)) >>> 0;
}
