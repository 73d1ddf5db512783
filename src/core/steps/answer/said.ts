import type { Span, Step } from '../model';
import { assertion, NEVER } from './assertion';
import { wordsOf } from './claim';

/** What was asked: the words of the last question of a prompt, and the names in it. */
export interface QuestionWords {
  readonly words: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

export const NOTHING_ASKED: QuestionWords = { words: new Set(), names: new Set() };
const LONGEST = 300;

export function questionOf(problem: string): QuestionWords {
  const end = problem.lastIndexOf('?');
  const before = problem.slice(Math.max(0, end - LONGEST), Math.max(0, end));
  const start = Math.max(...['.', '!', '?', '\n'].map((mark) => before.lastIndexOf(mark))) + 1;
  const asked = before.slice(start).trim();
  if (asked === '' || asked.length === LONGEST) return NOTHING_ASKED;
  const names = asked.match(/(?<=\S )\p{Lu}\p{Ll}{2,}/gu) ?? [];
  return { words: wordsOf(asked), names: wordsOf(names.join(' ')) };
}

/**
 * Whether a sentence that has the answer says it of what was asked: "The capital of Kenya is Nairobi." A name alone
 * ("Chad lies in Africa.") is enough where the answer is no number.
 */
export function saysOf(
  sentence: string,
  { words, names }: QuestionWords,
  byName: boolean,
): boolean {
  if (words.size === 0) return false;
  const said = wordsOf(sentence);
  const shared = [...words].filter((word) => said.has(word)).length;
  if (shared > 0 && shared >= words.size / 2) return true;
  return (
    byName &&
    /\b(?:is|are|was|lies|in)\b/u.test(sentence) &&
    [...names].some((name) => said.has(name))
  );
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
  question: QuestionWords,
): 'says' | 'asserts' | null {
  if (span.kind === 'setup') return null;
  const sentence = text.slice(span.start, span.end);
  const words = [...wordsOf(sentence)];
  for (const own of key) if (!words.some((word) => isFormOf(word, own))) return null;
  const said = assertion(text, span);
  if (said === NEVER || said.hedged < Infinity) return 'says';
  const derived = said.from < Infinity || said.derived < Infinity;
  return derived || saysOf(sentence, question, true) ? 'asserts' : 'says';
}

const STEM = 5;

/** "Switching" is a form of "switch". */
function isFormOf(word: string, key: string): boolean {
  return word === key || (key.length >= STEM && word.startsWith(key));
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
