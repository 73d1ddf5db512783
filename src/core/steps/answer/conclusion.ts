import type { Span, Step } from '../model';
import { announces, type AnswerShape, assertion, isInFormula, isLimit, NEVER } from './assertion';
import type { Mention } from './match';
import { isRival } from './rival';

/** A sentence and the number of its step. */
export interface Place {
  readonly span: Span;
  readonly step: number;
}

/** All sentences of a text, in order. */
export function placesOf(steps: readonly Step[]): readonly Place[] {
  return steps.flatMap(({ spans }, step) => spans.map((span) => ({ span, step })));
}

/** Of the sentences that assert the answer the first after which no other answer is asserted, and none is just tried. */
export function lasting(
  text: string,
  places: readonly Place[],
  asserting: readonly number[],
  answer: string,
): number | null {
  const [first] = asserting;
  const last = asserting.at(-1);
  if (first === undefined || last === undefined) return null;
  let from = first;
  for (let i = first + 1; i < last; i++) if (isRival(text, places[i]!.span, answer)) from = i;
  const at = asserting.find((i) => i >= from) ?? first;
  const next = asserting.find((i) => places[i]!.step > places[at]!.step);
  const soon = next !== undefined && places[next]!.step - places[at]!.step <= SOON;
  return soon && isTried(text, places, at) ? next : at;
}

/** So many steps after what was only tried, it may be said for good. */
const SOON = 3;
const TRIED =
  /^(?:(?:alternatively|but|so|thus|or|hmm|wait)[, ]+)*(?:perhaps|maybe|suppose|what if|if)\b/iu;

/** Whether the step of a sentence opened with a supposition: "Alternatively, perhaps it is the salt." */
function isTried(text: string, places: readonly Place[], at: number): boolean {
  for (let i = at - 1; i >= 0 && places[i]!.step === places[at]!.step; i--) {
    const { start, end } = places[i]!.span;
    if (TRIED.test(text.slice(start, Math.min(end, start + 80)).trim())) return true;
  }
  return false;
}

/** A heading, marks alone, or words that only announce the next line: what stands between a value and its conclusion. */
const BETWEEN = /^(?:[^\p{L}\p{N}]*|\s*#[^\n]*\s*|\s*\*\*[^*\n]{1,60}\*\*:?\s*)$/u;
const TAIL = 40;
const UNSURE = /\b(?:likely|probably)\b/iu;

/** Whether a sentence ends with the value: no other number stands behind it. */
export function saysLast(
  text: string,
  { start, end }: Span,
  mention: Mention,
  shape: AnswerShape,
): boolean {
  if (shape.option || shape.yesNo || isLimit(mention)) return false;
  const sentence = text.slice(start, end);
  if (/[?？]\s*$/u.test(sentence)) return false;
  const after = text.slice(mention.end, end).trimEnd();
  return shape.number ? !/\d/u.test(after) && after.length <= TAIL && !isInFormula(mention) : true;
}

const COUNTS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
];

/** "There is only one solution" for 1. */
function countsInWords(sentence: string, answer: string): boolean {
  const word = COUNTS[Number(answer)];
  return (
    word !== undefined &&
    new RegExp(`\\bthere (?:is|are) (?:only |exactly |just )?${word} `, 'iu').test(sentence)
  );
}

/**
 * The conclusion itself, or the sentence right before it that already says its value: "There are 4 such points. Thus,
 * the number of points is 4." Headings and announcements between the two are passed over.
 */
export function earlier(
  text: string,
  places: readonly Place[],
  at: number,
  saying: ReadonlySet<number>,
  answer: string,
): number {
  let i = at - 1;
  while (i >= 0) {
    const { span } = places[i]!;
    if (!BETWEEN.test(text.slice(span.start, span.end)) && !announces(text, span)) break;
    i--;
  }
  if (i < 0) return at;
  const { start, end } = places[i]!.span;
  const sentence = text.slice(start, end);
  if (!saying.has(i) && !countsInWords(sentence, answer)) return at;
  const said = assertion(text, places[i]!.span, places[i - 1]?.span);
  const unsure = said === NEVER || said.hedged < Infinity || UNSURE.test(sentence);
  return unsure ? at : i;
}
