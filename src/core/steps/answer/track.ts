import cues from '../cues.data.json';
import type { AnswerTracking, Span, Step } from '../model';
import { finalAnswer, isNumber } from './final';
import { claimOf, SAYS_IT, shareOf, taskWords } from './claim';
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

/** "A or B" is no conclusion, nor is a number in a row of others. */
const SHARED = /^,? ?(?:or|and|\/) ?[A-J]\b/u;
const ROW_BEFORE = /\d[%°]? ?(?:[,;/]|,? ?\b(?:or|and)\b) ?$/u;
const ROW_AFTER = /^ ?(?:[,;] ?(?:or |and )?|,? ?\b(?:or|and)\b ?)[-√$]?\d/u;

/** What follows from a condition is not concluded; a conclusion in it is one. */
const CONDITIONAL =
  /^(?:so |then |but |and |now |ok(?:ay)?,? )*(?:if|suppose|supposing|assume|assuming|say|unless)\b/u;

/** A sentence that takes back what was said just before it. */
const RETRACTION =
  /^(?:(?:but|hmm|oh|ah)[,.]? )*(?:wait|no|hold on)\b[,.:—– ]+(?:but )?(?:no\b|that|this|i\b|it)[^.]*\b(?:wrong|incorrect|not (?:right|correct|possible|true|work)|can't be|cannot be|mistake|error|contradict)|^(?:but )?(?:that|this|it)(?:'s| is| was| can't| cannot) (?:be )?(?:wrong|incorrect|not (?:right|correct|possible)|impossible|a mistake|an error|right|correct)?\b.*\b(?:wrong|incorrect|impossible|mistake|contradict\w*)|^(?:wait,? )?i (?:made|think i made) (?:a|an) (?:mistake|error)/iu;
/** Sentences after a conclusion in which it may be taken back. */
const RETRACTED_WITHIN = 3;

/** What is derived counts where it ends the sentence, this many characters from its end at most. */
const NEAR_END = 24;

/** What stands before or after a number that is a part of a formula: `ln 25`, `-25`, `25/x`, `25-a`. */
const PART_BEFORE = /(?:[-+*/^√]|\b(?:ln|log|sin|cos|tan|exp))[ (]*$/u;
const PART_AFTER = /^(?: ?(?:[-+*/^=<>√≤≥≠(]|[a-zπθ](?![a-z])))/u;

/** A number that a sentence says something of ("2220 is divisible by 30") is a candidate, unless it is called the answer. */
const PROPERTY =
  /^ (?:is|are|was|were|has|have|does|works?|divides|satisf\w+|can)\b(?!(?: indeed)? (?:the|our|my) (?:final |correct |right |smallest |least |largest |greatest |only |desired |required )*(?:answer|result|solution|value|number|one))/u;

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
  if (final === null) return trackClaim(text, steps, answerPart);
  let at = 0;
  let mentioned: number | null = null;
  let concluded: number | null = null;
  let seen: Span | null = null;
  let asserted = NEVER;
  let left = MOST_MENTIONS;
  let takenBack: number | null = null;
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
    if (asserts(asserted, mention, number) && !isShared(mention, number)) {
      if (!isTakenBack(text, steps, at, span)) {
        concluded = at;
        break;
      }
      takenBack ??= at;
    }
  }
  // Taken back and never said again with better words: the first time is all there is.
  concluded ??= takenBack;
  return {
    answer: final.answer,
    source: final.source,
    firstMentioned: mentioned,
    firstConcluded: concluded,
    tokensAfterConcluded: tokensAfter(steps, concluded),
    tokensAfterMentioned: tokensAfter(steps, mentioned),
  };
}

/**
 * Where the claim of an answer in free text is first made: by the share of its own words that a sentence has. Says nothing
 * where no sentence makes it.
 */
function trackClaim(text: string, steps: readonly Step[], answerPart: string): AnswerTracking {
  const claim = claimOf(answerPart, taskWords(text, steps));
  if (claim === null) return NOTHING;
  let mentioned: number | null = null;
  let concluded: number | null = null;
  for (const [i, step] of steps.entries()) {
    for (const span of step.spans) {
      if (concluded !== null || span.kind === 'setup') continue;
      const sentence = text.slice(span.start, span.end);
      if (shareOf(claim, sentence) < SAYS_IT) continue;
      mentioned ??= i;
      if (assertion(text, span) !== NEVER && !isTakenBack(text, steps, i, span)) concluded = i;
    }
  }
  if (mentioned === null) return NOTHING;
  return {
    answer: claim.sentence,
    source: 'claim',
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
  if (
    sentence.endsWith('?') ||
    CONDITIONAL.test(sentence) ||
    firstOf(sentence, cues.answer.hedges) < Infinity
  )
    return NEVER;
  return {
    from: kind === 'answer' ? start : start + firstOf(sentence, cues.answer.concludes),
    derived: kind === 'result' ? start : start + firstOf(sentence, cues.answer.derives),
    nearEnd: start + sentence.length - NEAR_END,
  };
}

function asserts(
  { from, derived, nearEnd }: Assertion,
  mention: Mention,
  number: boolean,
): boolean {
  if (mention.start >= from) return true;
  const ends = mention.start >= derived && mention.end >= nearEnd;
  return ends && !(number && isPart(mention));
}

/** A number inside a formula is not its value: "so y = 25/x" does not derive 25. */
function isPart({ before, after }: Mention): boolean {
  return PART_BEFORE.test(before) || PART_AFTER.test(after) || PROPERTY.test(after);
}

function isShared({ before, after }: Mention, number: boolean): boolean {
  return SHARED.test(after) || (number && (ROW_BEFORE.test(before) || ROW_AFTER.test(after)));
}

/** Whether one of the next sentences says that this one was wrong. */
function isTakenBack(text: string, steps: readonly Step[], at: number, span: Span): boolean {
  const after: Span[] = [];
  for (let i = at; i < steps.length && i < at + RETRACTED_WITHIN + 1; i++) {
    after.push(...steps[i]!.spans.filter((s) => s.start > span.start));
    if (after.length >= RETRACTED_WITHIN) break;
  }
  return after
    .slice(0, RETRACTED_WITHIN)
    .some((s) => RETRACTION.test(text.slice(s.start, Math.min(s.end, s.start + 200)).trim()));
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
