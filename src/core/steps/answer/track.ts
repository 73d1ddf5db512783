import type { AnswerTracking, Span, Step } from '../model';
import { assertion, asserts, isInFormula, isShared, NEVER, shapesOf } from './assertion';
import { answersAtOnce, isCalledRight } from './called';
import { earlier, lasting, type Place, placesOf, saysLast } from './conclusion';
import { type FinalAnswer, finalAnswers, optionLetter } from './final';
import { claimOf, SAYS_IT, shareOf, taskWords, wordsOf } from './claim';
import { mentions } from './match';
import { letterOf, optionsOf, ownContent } from './options';
import {
  keyOf,
  lastClaim,
  NOTHING_ASKED,
  type QuestionWords,
  questionOf,
  saysKey,
  saysOf,
} from './said';
import { LAST_WORDS, stanceOf, taking } from './stance';

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

/** A sentence that takes back what was said just before it. */
const RETRACTION =
  /^(?:(?:but|hmm|oh|ah)[,.]? )*(?:wait|no|hold on)\b[,.:—– ]+(?:but )?(?:no\b|that|this|i\b|it)[^.]*\b(?:wrong|incorrect|not (?:right|correct|possible|true|work)|can't be|cannot be|mistake|error|contradict)|^(?:but )?(?:that|this|it)(?:'s| is| was| can't| cannot) (?:be )?(?:wrong|incorrect|not (?:right|correct|possible)|impossible|a mistake|an error|right|correct)?\b.*\b(?:wrong|incorrect|impossible|mistake|contradict\w*)|^(?:wait,? )?i (?:made|think i made) (?:a|an) (?:mistake|error)/iu;
/** Sentences after a conclusion in which it may be taken back. */
const RETRACTED_WITHIN = 3;

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
  problem = '',
): AnswerTracking {
  const places = placesOf(steps);
  const options = optionsOf(problem);
  // Options are told apart by their own words, not by those of the question.
  const question = options.size > 0 ? NOTHING_ASKED : questionOf(problem);
  const finals = finalAnswers(text, answerPart).map((final) => withContent(final, options));
  const [best] = finals;
  const keyed =
    best === undefined ? NOTHING : trackKey(text, places, steps, best, problem, question);
  for (const final of finals) {
    const tracked = trackFinal(text, steps, places, final, question);
    // Word for word it may only stand where the reply is drafted.
    if (tracked.firstConcluded === null && keyed.firstConcluded !== null) return keyed;
    if (tracked.firstMentioned !== null) return tracked;
  }
  if (keyed.answer !== null) return keyed;
  const stance = trackStance(text, steps, answerPart);
  if (stance.answer !== null) return stance;
  const said = answerPart.trim() === '' && best === undefined ? lastClaim(text, steps) : answerPart;
  const claim = said === null ? NOTHING : trackClaim(text, steps, said);
  if (claim.answer !== null || best === undefined) return claim;
  return { ...NOTHING, answer: best.answer, source: best.source };
}

/** The answer with what its option says, which the reasoning may say instead of the letter. */
function withContent(final: FinalAnswer, options: ReadonlyMap<string, string>): FinalAnswer {
  const letter = optionLetter(final.answer) ?? letterOf(options, final.answer);
  const content = letter === null ? null : ownContent(options, letter);
  if (letter === null || content === null) return final;
  return { ...final, answer: optionLetter(final.answer) === null ? letter : final.answer, content };
}

function trackFinal(
  text: string,
  steps: readonly Step[],
  places: readonly Place[],
  final: FinalAnswer,
  question: QuestionWords,
): AnswerTracking {
  const found = readMentions(text, steps, places, final, question);
  const { asserting, saying } = found;
  const first = lasting(text, places, asserting, optionLetter(final.answer) ?? final.answer);
  const concluded =
    first === null
      ? // Taken back and never said again with better words: the first time is all there is.
        found.takenBack
      : places[earlier(text, places, first, saying, final.answer)]!.step;
  const mentioned = found.mentioned ?? concluded ?? found.inFormula;
  return {
    answer: final.answer,
    source: final.source,
    firstMentioned: mentioned,
    firstConcluded: concluded,
    tokensAfterConcluded: tokensAfter(steps, concluded),
    tokensAfterMentioned: tokensAfter(steps, mentioned),
  };
}

/** Where a text says its answer: numbers of steps, `null` where it nowhere does so. */
interface FoundMentions {
  readonly mentioned: number | null;
  /** Where it is a part of a formula ("25/x"): the first mention only where there is no other. */
  readonly inFormula: number | null;
  readonly takenBack: number | null;
  /** Numbers of the sentences that assert it, in order. */
  readonly asserting: readonly number[];
  /** Sentences that say the value, by which a conclusion is found in the one before it. */
  readonly saying: ReadonlySet<number>;
}

function readMentions(
  text: string,
  steps: readonly Step[],
  places: readonly Place[],
  final: FinalAnswer,
  question: QuestionWords,
): FoundMentions {
  let at = 0;
  let mentioned: number | null = null;
  let inFormula: number | null = null;
  let takenBack: number | null = null;
  let seen: Place | null = null;
  let asserted = NEVER;
  let left = MOST_MENTIONS;
  const asserting: number[] = [];
  const saying = new Set<number>();
  const shapes = shapesOf(final);
  // A name or word is said of many things.
  const isPrecise = final.content !== undefined || /[\d=√π∞]/u.test(final.answer);
  for (const mention of mentions(text, final)) {
    if (left-- === 0) break;
    while (at < places.length - 1 && places[at]!.span.end <= mention.start) at++;
    const place = places[at];
    if (place === undefined || place.span.start > mention.start || mention.start >= place.span.end)
      continue;
    const { span, step } = place;
    if (span.kind === 'setup' && !answersAtOnce(text, span)) continue;
    if (place !== seen) {
      seen = place;
      asserted = assertion(text, span, places[at - 1]?.span);
    }
    const shape = mention.byLetter ? shapes.letter : shapes.value;
    // "No" is said of many things.
    if (shape.yesNo && mention.start < asserted.from) continue;
    const shared = isShared(mention, shape, text);
    if (shape.number && isInFormula(mention)) inFormula ??= step;
    // "Options: 10, 5, 8" offers what an option says.
    else if (!(shared && shapes.letter !== shape && final.content !== undefined))
      mentioned ??= step;
    if (!shared && isPrecise && saysLast(text, span, mention, shape)) saying.add(at);
    const called =
      asserts(asserted, mention, shape) ||
      (mention.byLetter
        ? isCalledRight(text, span, mention, places[at + 1]?.span)
        : asserted !== NEVER &&
          asserted.hedged === Infinity &&
          saysOf(text.slice(span.start, span.end), question, !shape.number));
    if (called && !shared) {
      if (isTakenBack(text, steps, step, span)) takenBack ??= step;
      else if (asserting.at(-1) !== at) asserting.push(at);
    }
  }
  return { mentioned, inFormula, takenBack, asserting, saying };
}

/** Where the words that make a short answer are said, whatever else it says. */
function trackKey(
  text: string,
  places: readonly Place[],
  steps: readonly Step[],
  { answer, source }: FinalAnswer,
  problem: string,
  question: QuestionWords,
): AnswerTracking {
  const worded = source === 'phrase' || source === 'answer-part' || source === 'boxed';
  const task = problem === '' ? taskWords(text, steps) : wordsOf(problem);
  const key = worded ? keyOf(answer, task) : null;
  if (key === null) return NOTHING;
  let mentioned: number | null = null;
  let concluded: number | null = null;
  for (const { span, step } of places) {
    const said = concluded === null ? saysKey(text, span, key, question) : null;
    if (said === null) continue;
    mentioned ??= step;
    if (said === 'asserts' && !isTakenBack(text, steps, step, span)) concluded = step;
  }
  return mentioned === null
    ? NOTHING
    : {
        answer,
        source,
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
      const said = assertion(text, span);
      const asserted = said !== NEVER && said.hedged === Infinity;
      if (asserted && !isTakenBack(text, steps, i, span)) concluded = i;
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

/**
 * Where an answer that is for or against something takes that side: *concluded* where a sentence takes it for good, else
 * where one leans to it last. Who else does, a condition and a sentence of both sides take none.
 */
function trackStance(text: string, steps: readonly Step[], answerPart: string): AnswerTracking {
  // Without an answer of its own, the text ends with it.
  const stance = stanceOf(answerPart.trim() === '' ? text.slice(-LAST_WORDS) : answerPart);
  if (stance === null) return NOTHING;
  let mentioned: number | null = null;
  let concluded: number | null = null;
  let leaning: number | null = null;
  for (const [i, step] of steps.entries()) {
    for (const span of step.spans) {
      const taken = concluded === null ? taking(text, span, stance.side) : null;
      if (taken === null) continue;
      mentioned ??= i;
      if (isTakenBack(text, steps, i, span)) continue;
      if (taken === 'takes') concluded = i;
      else leaning = i;
    }
  }
  if (mentioned === null) return NOTHING;
  concluded ??= leaning;
  return {
    answer: stance.sentence,
    source: 'claim',
    firstMentioned: mentioned,
    firstConcluded: concluded,
    tokensAfterConcluded: tokensAfter(steps, concluded),
    tokensAfterMentioned: tokensAfter(steps, mentioned),
  };
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

function tokensAfter(steps: readonly Step[], at: number | null): number | null {
  if (at === null) return null;
  let sum = 0;
  for (let i = at + 1; i < steps.length; i++) sum += steps[i]?.tokens ?? 0;
  return sum;
}
