import { countTokens as countCl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { countTokens as countO200k } from 'gpt-tokenizer/encoding/o200k_base';
import type { TokenCounter } from './tokens';

/** Longest piece handed to the encoder: merging is quadratic in the length of one unbroken run. */
const WINDOW = 2_000;
/** Pieces of text without a space are cut this short; the error of a cut is at most a token. */
const RUN_WINDOW = 400;
/** Up to here every character is counted; of a longer text this much, and the rest by its density. */
const EXACT_CHARS = 8_000_000;

/** Special tokens in user text are text, not an error. */
const AS_TEXT = { disallowedSpecial: new Set<string>() };

/** End of the piece that starts here: after the window's last space, or a short cut where there is none. */
function pieceEnd(text: string, start: number): number {
  const limit = start + WINDOW;
  if (limit >= text.length && text.length - start <= RUN_WINDOW) return text.length;
  const run = start + RUN_WINDOW;
  const end = Math.min(limit, text.length);
  let last = -1;
  let gap = start;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    const space = (c === 32 || c === 10 || c === 9) && !blank(text.charCodeAt(i - 1));
    if (space) {
      last = i;
      gap = i;
    } else if (i - gap >= RUN_WINDOW) {
      return last > start ? last : surrogateSafe(text, run);
    }
  }
  return end === text.length ? end : last > start ? last : surrogateSafe(text, run);
}

const blank = (c: number) => c === 32 || c === 10 || c === 9 || c === 13;

function surrogateSafe(text: string, at: number): number {
  const c = text.charCodeAt(at);
  return c >= 0xdc00 && c <= 0xdfff ? at + 1 : at;
}

/**
 * Tokens of a text in o200k or cl100k, counted in windows so that time is linear whatever the text. Beyond eight
 * million characters the rest is taken at the density of the first part (`exact` is false).
 */
export const countTokens: TokenCounter = (text, encoding) => {
  const count = encoding === 'cl100k' ? countCl100k : countO200k;
  const limit = Math.min(text.length, EXACT_CHARS);
  let tokens = 0;
  let at = 0;
  while (at < limit) {
    const end = pieceEnd(text, at);
    tokens += count(text.slice(at, end), AS_TEXT);
    at = end;
  }
  if (at >= text.length) return { tokens, encoding, exact: true };
  return { tokens: Math.round((tokens * text.length) / at), encoding, exact: false };
};
