import cues from '../cues.data.json';
import type { AnswerTracking, Span, Step } from '../model';
import { finalAnswer, isNumber } from './final';
import { type Mention, mentions } from './match';

const NOTHING: AnswerTracking = {
  answer: null,
  source: null,
  firstMentioned: null,
  firstConcluded: null,
  tokensAfterConcluded: null,
  tokensAfterMentioned: null,
};

/** Bound for a trace that repeats its answer without end. */
const MOST_MENTIONS = 100_000;

/** "A or B" is no conclusion. */
const SHARED = /^,? ?(?:or|and|\/) ?[A-J]\b/u;

/** What is derived counts where it ends the sentence, this many characters from its end at most. */
const NEAR_END = 24;

/** What stands before or after a number that is a part of a formula: `ln 25`, `-25`, `25/x`, `25 - a`. */
const PART_BEFORE =
  /(?:[-+*/^×·÷√−]|\b(?:ln|log|sin|cos|tan|sqrt|exp)|\\[dt]?(?:frac|sqrt)\s?\{|\}\{)[\s(]*$/u;
const PART_AFTER = /^(?:\s*(?:[-+*/^=<>√×·÷−≤≥]|\\(?!right)[a-zA-Z]|[a-zA-Zπθ](?![a-zA-Z]))|\()/u;

/**
 * Where the final answer first appears in the reasoning. *Mentioned*: it stands there, outside the restated task.
 * *Concluded*: a sentence asserts it (kind result or answer, a box, "therefore", "the answer"). The two differ: on
 * ReasoningFlow texts the first mention alone overstates what was spent afterwards by up to 2.4 times. Compares the
 * trace with its own final answer, so it says nothing about correctness.
 */
export function trackAnswer(
  text: string,
  steps: readonly Step[],
  answerPart: string,
): AnswerTracking {
  const final = finalAnswer(text, answerPart);
  if (final === null) return NOTHING;
  let at = 0;
  let mentioned: number | null = null;
  let concluded: number | null = null;
  let seen: Span | null = null;
  let asserted = NEVER;
  let left = MOST_MENTIONS;
  const number = isNumber(final.answer);
  for (const mention of mentions(text, final.answer, final.source === 'code')) {
    if (left-- === 0) break;
    while (at < steps.length - 1 && (steps[at]?.end ?? 0) <= mention.start) at++;
    const step = steps[at];
    const span = step?.spans.find((s) => s.start <= mention.start && mention.start < s.end);
    if (span === undefined || span.kind === 'setup') continue;
    mentioned ??= at;
    if (span !== seen) {
      seen = span;
      asserted = assertion(text, span);
    }
    if (asserts(asserted, mention, text, number) && !isShared(text, mention)) {
      concluded = at;
      break;
    }
  }
  return {
    answer: final.answer,
    source: final.source,
    firstMentioned: mentioned,
    firstConcluded: concluded,
    tokensAfterConcluded: tokensAfter(steps, concluded),
    tokensAfterMentioned: tokensAfter(steps, mentioned),
  };
}

/** Stretches of a span in which the answer counts as asserted: from `from` on, or from `derived` on near the end. */
interface Assertion {
  readonly from: number;
  readonly derived: number;
  readonly nearEnd: number;
}

const NEVER: Assertion = { from: Infinity, derived: Infinity, nearEnd: Infinity };

function assertion(text: string, { start, end, kind }: Span): Assertion {
  if (kind === 'plan') return NEVER;
  const sentence = text.slice(start, end).toLowerCase().trimEnd();
  if (sentence.endsWith('?') || firstOf(sentence, cues.answer.hedges) < Infinity) return NEVER;
  return {
    from: kind === 'answer' ? start : start + firstOf(sentence, cues.answer.concludes),
    derived: kind === 'result' ? start : start + firstOf(sentence, cues.answer.derives),
    nearEnd: start + sentence.length - NEAR_END,
  };
}

function asserts(
  { from, derived, nearEnd }: Assertion,
  mention: Mention,
  text: string,
  number: boolean,
): boolean {
  if (mention.start >= from) return true;
  const ends = mention.start >= derived && mention.end >= nearEnd;
  return ends && !(number && isPart(text, mention));
}

/** A number inside a formula is not its value: "so y = 25/x" does not derive 25. */
function isPart(text: string, { start, end }: Mention): boolean {
  return (
    PART_BEFORE.test(text.slice(Math.max(0, start - 12), start)) ||
    PART_AFTER.test(text.slice(end, end + 12))
  );
}

function isShared(text: string, { end }: Mention): boolean {
  return SHARED.test(text.slice(end, end + 8));
}

function firstOf(sentence: string, words: readonly string[]): number {
  let first = Infinity;
  for (const word of words) {
    const at = sentence.indexOf(word);
    if (at >= 0 && at < first) first = at;
  }
  return first;
}

function tokensAfter(steps: readonly Step[], at: number | null): number | null {
  if (at === null) return null;
  let sum = 0;
  for (let i = at + 1; i < steps.length; i++) sum += steps[i]?.tokens ?? 0;
  return sum;
}
