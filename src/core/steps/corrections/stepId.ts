import { isSpace } from '../segment/characters';
import type { Step } from '../model';

/**
 * Names a step by its content, so that it is found again after the file grew or steps were cut anew: 16 hex digits of
 * its text, white space folded, and `.2`, `.3` ... for the second and later steps of the same text.
 */
export type StepId = string;
/** The same of a sentence among all of a trace. */
export type SpanId = string;

/** One id a step (or sentence), in order. Linear in the length of the text. */
export function stepIds(text: string, steps: readonly Pick<Step, 'start' | 'end'>[]): StepId[] {
  const seen = new Map<string, number>();
  return steps.map(({ start, end }) => {
    const hash = contentHash(text, start, end);
    const nth = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, nth);
    return nth === 1 ? hash : `${hash}.${nth}`;
  });
}

/** Two 32-bit FNV-1a hashes with different offsets. Not for security: it only names text. */
function contentHash(text: string, start: number, end: number): string {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  let blank = true;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (isSpace(c)) {
      blank = true;
      continue;
    }
    if (blank) {
      a = Math.imul(a ^ 0x20, 0x01000193);
      b = Math.imul(b ^ 0x20, 0x01000193);
      blank = false;
    }
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x01000193) ^ (b >>> 15);
  }
  return hex(a) + hex(b);
}

function hex(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, '0');
}
