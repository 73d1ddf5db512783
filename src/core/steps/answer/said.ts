import type { Span, Step } from '../model';
import { assertion, NEVER } from './assertion';
import { wordsOf } from './claim';

/** What was asked, as its words: the last question of a prompt. Empty where it asks none. */
export function questionOf(problem: string): ReadonlySet<string> {
  const asked = problem.match(/[^.!?\n]+\?/gu)?.at(-1) ?? '';
  return asked.length > LONGEST ? new Set() : wordsOf(asked);
}

const LONGEST = 300;

/** Whether a sentence that has the answer says it of what was asked: "The capital of Australia is Canberra." */
export function saysOf(sentence: string, question: ReadonlySet<string>): boolean {
  if (question.size === 0) return false;
  const words = wordsOf(sentence);
  const shared = [...question].filter((word) => words.has(word)).length;
  return shared > 0 && shared >= question.size / 2;
}

/** An answer with more words of its own is looked for as a claim. */
const MOST_KEYS = 3;

/**
 * The words of a short answer that the task does not have, all of which a sentence needs to say it: "switch" of "Switch to
 * the other door". `null` where it has none, or too many.
 */
export function keyOf(answer: string, task: ReadonlySet<string>): ReadonlySet<string> | null {
  if (answer.length > LONGEST || /\d/u.test(answer)) return null;
  const own = [...wordsOf(answer)].filter((word) => !task.has(word));
  return own.length === 0 || own.length > MOST_KEYS ? null : new Set(own);
}

/** Whether a sentence says the key of an answer, and whether it asserts it. */
export function saysKey(
  text: string,
  span: Span,
  key: ReadonlySet<string>,
): 'says' | 'asserts' | null {
  if (span.kind === 'setup') return null;
  const words = wordsOf(text.slice(span.start, span.end));
  for (const word of key) if (!words.has(word)) return null;
  const said = assertion(text, span);
  if (said === NEVER || said.hedged < Infinity) return 'says';
  return said.from < Infinity || said.derived < Infinity ? 'asserts' : 'says';
}

const LAST_SPANS = 6;
/** Words by which a text ends with what it found. */
const SUMS_UP =
  /^(?:so|therefore|thus|hence|overall|ultimately|in (?:conclusion|summary|the end|short)|all in all|summing (?:it )?up|to sum up|the (?:best|solution|answer))\b(?!.*\b(?:i(?:['’]ll| will| should| need to| can)|let['’]?s? me|let['’]s|we (?:should|need to|can))\b)/iu;

/** The sentence that sums up what a text without an answer found, near its end; `null` where none does. */
export function lastClaim(text: string, steps: readonly Step[]): string | null {
  const ending = steps
    .flatMap((s) => s.spans)
    .slice(-LAST_SPANS)
    .reverse();
  for (const { start, end, kind } of ending) {
    const sentence = text.slice(start, end).trim();
    if (
      (kind === 'answer' || kind === 'result') &&
      !sentence.endsWith('?') &&
      SUMS_UP.test(sentence)
    )
      return sentence;
  }
  return null;
}
