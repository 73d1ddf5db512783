import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base';
import type { TokenCounter } from './tokens';

/** Longest piece handed to the encoder: merging is quadratic in the length of one unbroken run. */
const WINDOW = 2_000;
/** Pieces of text without a space are cut this short; the error of a cut is at most a token. */
const RUN_WINDOW = 400;
/** Up to here every character is counted; of a longer text this much, and the rest by its density. */
const EXACT_CHARS = 8_000_000;

/** Special tokens in user text are text, not an error. */
const AS_TEXT = { disallowedSpecial: new Set<string>() };

/** An unbroken run longer than this is cut. */
const LONG_RUN = new RegExp(`\\S{${RUN_WINDOW}}|\\s{${RUN_WINDOW}}`);

/** End of the piece that starts here: before the window's last space, or a short cut where a long run makes merging slow. */
function pieceEnd(text: string, start: number): number {
  const limit = Math.min(start + WINDOW, text.length);
  const piece = text.slice(start, limit);
  const space = limit === text.length ? -1 : piece.lastIndexOf(' ');
  const end = space > 0 ? start + space : limit;
  if (end - start <= RUN_WINDOW || !LONG_RUN.test(piece)) return end;
  const cut = start + RUN_WINDOW;
  const code = text.charCodeAt(cut);
  return code >= 0xdc00 && code <= 0xdfff ? cut + 1 : cut;
}

/**
 * Tokens of a text in o200k, counted in windows so that time is linear whatever the text. Beyond eight
 * million characters the rest is taken at the density of the first part (`exact` is false).
 */
export const countTokens: TokenCounter = (text) => {
  const limit = Math.min(text.length, EXACT_CHARS);
  let tokens = 0;
  let at = 0;
  while (at < limit) {
    const end = pieceEnd(text, at);
    tokens += count(text.slice(at, end), AS_TEXT);
    at = end;
  }
  if (at >= text.length) return { tokens, exact: true };
  return { tokens: Math.round((tokens * text.length) / at), exact: false };
};
