import cues from './cues.data.json';
import type { Step } from './model';

/** How much of the end of a stretch is looked at for why it was left, of its beginning for what it says was wrong. */
const END_CHARS = 300;
const LEAD_CHARS = 400;
/** A last sentence of so many characters says little alone. */
const SHORT = 20;

const GIVEN_UP = words(cues.givenUp, cues.givenUpWide);
const LEAVES = words(cues.leaves, cues.leavesWide);
/** A question or a guess that something is wrong leaves nothing yet. */
const GUESS = new RegExp(`[?？]|\\b(?:${cues.guesses.join('|')})\\b`, 'iu');

/** Whole words where a language has spaces. */
function words(spaced: readonly string[], wide: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}])(?:${spaced.join('|')})(?![\\p{L}])|${wide.join('|')}`, 'iu');
}

/** Whether the last sentence of the stretch [start, end) says that it does not work, a doubt aside ("not sure"). */
export function givesUp(text: string, start: number, end: number): boolean {
  const ending = text.slice(Math.max(start, end - END_CHARS), end);
  let last = '';
  for (const sentence of sentences(ending).toReversed()) {
    // What is asked is not said.
    if (/[?？]\s*$/u.test(sentence)) break;
    last = (sentence + last).trim();
    // "Hmm." and "No." go with the one before.
    if (last.length > SHORT) break;
  }
  return GIVEN_UP.test(last);
}

/** Whether one of the first sentences of a step says that what stood before was wrong. */
export function findsFault(text: string, { start, end }: Pick<Step, 'start' | 'end'>): boolean {
  const lead = text.slice(start, Math.min(end, start + LEAD_CHARS));
  return sentences(lead).some((sentence) => LEAVES.test(sentence) && !GUESS.test(sentence));
}

/** Sentences with the mark that ends them; a stop inside a number or a name ends none. */
function sentences(text: string): readonly string[] {
  return text.split(/(?<=[.!?](?=\s)|[。！？])/u);
}
