import { promptHash } from '../text/hash';
import type { Trace } from '../model/trace';

type Prompted = Pick<Trace, 'prompt'>;

/** Blocks that agents put before the user's words (`<system-reminder>...</system-reminder>`): at most so many are passed over. */
const MAX_BLOCKS = 20;
const BLOCK_START = /^\s*<([a-z]+[-_][a-z_-]+)>/;

/**
 * The user's own words of the prompt: the last message of the user, else the last message, without the blocks that an
 * agent puts before it. `null` where no prompt was recorded.
 */
export function ownWords({ prompt }: Prompted): string | null {
  const last = prompt?.findLast((m) => m.role === 'user') ?? prompt?.at(-1);
  return last === undefined ? null : withoutBlocks(last.text);
}

/** A message without the blocks that an agent puts before the user's words; one that holds nothing else is left as it is. */
export function withoutBlocks(text: string): string {
  let at = 0;
  for (let block = 0; block < MAX_BLOCKS; block++) {
    // A tag stands within a few characters: only they are cut out to look at.
    const tag = BLOCK_START.exec(text.slice(at, at + 200))?.[1];
    if (tag === undefined) break;
    const close = `</${tag}>`;
    const end = text.indexOf(close, at);
    if (end < 0) break;
    at = end + close.length;
  }
  if (at === 0) return text;
  const words = text.slice(at).trimStart();
  return words === '' ? text : words;
}

/** The prompt as one text, as an estimate takes it: all messages, joined by a blank line; `null` without one. */
export function wholePrompt({ prompt }: Prompted): string | null {
  return prompt === null || prompt.length === 0 ? null : prompt.map((m) => m.text).join('\n\n');
}

/** What tells traces of one prompt: the hash of the user's own words; `null` without a prompt. */
export function promptKey(trace: Prompted): string | null {
  const words = ownWords(trace);
  return words === null ? null : promptHash(words);
}
