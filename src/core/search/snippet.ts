import type { Snippet } from './model';

const AROUND = 60;

/** A match with the text around it on one line, shortened; offsets into `text`. */
export function snippetOf(text: string, start: number, end: number): Snippet {
  const first = Math.max(0, start - AROUND);
  const length = Math.min(end - start, AROUND);
  const shown = text.slice(first, start + length + AROUND).replace(/\s/g, ' ');
  return { text: shown, from: start - first, to: start - first + length };
}
