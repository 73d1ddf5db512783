import cues from '../cues.data.json';
import type { Span } from '../model';
import { type FinalAnswer, isNumber, optionLetter } from './final';
import type { Mention } from './match';

/** What kind of answer it is, as far as it decides what asserts it. */
export interface AnswerShape {
  readonly number: boolean;
  readonly option: boolean;
  readonly yesNo: boolean;
  /** A value of so many signs that it hardly stands at the end of an equation by chance. */
  readonly specific: boolean;
}

const SPECIFIC = 3;
/** "135 rectangles", "~ 33.5 days": an amount and what it is of. */
const LED_BY_NUMBER = /^[~≈ ]*[-−]?\d[\d,.]*(?![\d.,])[^\d;,]*$/u;

/** The shape of an answer, and of the letter of an option where it is one. */
export interface AnswerShapes {
  readonly letter: AnswerShape;
  readonly value: AnswerShape;
}

export function shapesOf({ answer, source, content }: FinalAnswer): AnswerShapes {
  const isOption = optionLetter(answer) !== null;
  const said = content ?? answer.replace(/^\(?[A-J][).:]\s?/u, '');
  return {
    letter: { number: false, option: true, yesNo: false, specific: false },
    value: shapeOf(isOption ? said : answer, source),
  };
}

function shapeOf(answer: string, source: FinalAnswer['source']): AnswerShape {
  return {
    number: isNumber(answer) || LED_BY_NUMBER.test(answer),
    option: false,
    yesNo: /^(?:yes|no|true|false|sí|ja|nein|是|否)$/iu.test(answer),
    specific:
      source !== 'code' &&
      (answer.replace(/\W/gu, '').length >= SPECIFIC || /^-?\d+\/\d+$/u.test(answer)),
  };
}

/** "A or B" is no conclusion, nor is a number in a row of others. */
const SHARED = /^,? ?(?:or|and|\/) ?[A-J]\b/u;
const ROW_BEFORE = /\d[%°]? ?(?:[,;/]|,? ?\b(?:or|and)\b) ?(?:[a-z]=)?$/u;
const ROW_AFTER = /^ ?(?:[,;] ?(?:or |and )?|,? ?\b(?:or|and)\b ?)(?:[a-z]=)?[-√$]?\d/u;

/** What follows from a condition is not concluded; a conclusion in it is one. */
const CONDITIONAL =
  /^(?:so |then |but |and |now |ok(?:ay)?,? )*(?:if|suppose|supposing|assume|assuming|say|unless)\b/u;

const CONCLUDES = words(cues.answer.concludes);
const DERIVES = words(cues.answer.derives);
const HEDGES = words(cues.answer.hedges);

/** What is derived counts where it ends the sentence, so many characters from its end at most, or right behind the word. */
const NEAR_END = 24;
const RIGHT_BEHIND = 3;

/** What stands before or after a number that is a part of a formula: `ln 25`, `-25`, `25/x`, `25-a`. */
const PART_BEFORE = /(?:[-+*/^√]|\b(?:ln|log|sin|cos|tan|exp))[ (]*$/u;
const PART_AFTER = /^(?: ?(?:[-+*/^=<>√≤≥≠(]|[a-zπθ](?![a-z])))/u;

/** A number that a sentence says something of ("2220 is divisible by 30") is a candidate, unless it is called the answer. */
const PROPERTY =
  /^ (?:is|are|was|were|has|have|does|works?|divides|satisf\w+|can)\b(?!(?: indeed)? (?:the|our|my) (?:final |correct |right |smallest |least |largest |greatest |only |desired |required )*(?:answer|result|solution|value|number|one))/u;

/** "So answer likely D.", "the most reasonable choice is:", "the options left are B, the soliton". */
const SETTLES =
  /\b(?:answer(?: is| would be| should be| must be)?(?: most)? (?:likely|probably)|(?:options?|choices?|one|only) (?:left|remaining|that remains)(?: option| choice)? (?:is|are)) (?:option )?[*({\s]*$|\b(?:most|best|correct|right|closest)\b[^?:]{0,140}\b(?:is|are|be):[*({\s]*$/iu;
/** "approaches 80 from above", and what an option says behind its letter. */
const LIMIT = /(?:approach\w*|tends? to|close to|greater than|less than|at least|at most) ?$/u;
const OF_AN_OPTION = /(?:^|[^\p{L}])[a-j][.:)]+ ?$/u;

/** "That's option C", "choose D", "closest to option B": how an option is taken. */
const TAKES =
  /(?:\b(?:that|this|it|which)(?:['’]s| is| would be| must be| gives| looks like| seems to be| (?:would )?corresponds? to)|\b(?:choose|select|pick|choosing)|\bclosest(?: (?:option|answer|choice|match))?(?: is| to)?:?) (?:the )?(?:correct |best |right )?(?:answer |option |choice )?[*({\s]*$/iu;
/** "So option C." takes it, "so option C says ..." does not; "Option C." alone does. */
const SO = /\b(?:so|thus|therefore|hence)[ ,]+(?:the )?(?:answer |option |choice )?[*({\s]*$/iu;
const ALONE = /^\W*(?:option|answer|choice) \(?[A-J][)*}]*[.!]?$/iu;
const ENDS = /^[)*}\s]*(?:[.;!]|$|[,:(](?! ?(?:[a-z]+ing|which|it)\b))/iu;
/** "Option C is the correct one". */
const CALLED =
  /^[)*}]* (?:(?:best |also |clearly )?(?:matches|fits)\b|(?:is|are|would be|seems?|appears?|must be|looks?)(?: to be)?(?: (?:the|indeed|most|likely|our|clearly|only|also))*(?: (?:correct|right|best|answer|incorrect|wrong|false)\b| \w+ (?:statement|one|option|choice|answer)\b)|(?:is|seems|appears)(?: to be)? the (?:most|best) \w+\b|is (?:the (?:reason|cause|key|culprit)|exactly)\b)/iu;
/** "Option C: 3, 1, 2 exactly!" */
const EXACTLY = /^[)*}]*:[^?]*\bexactly[.!]*$/iu;
/** "Option C has ..." says what stands there. */
const CONTENT =
  /^[)*}]* (?:is|are|says?|has|have|had|suggests?|involves?|mentions?|states?|talks?|gives?|shows?|includes?|excludes?|would|could|might)\b/iu;
const AGREES = /\bwhich (?:matches|fits|agrees)\b/iu;
/** "options B": one of several. */
const PLURAL = /\b(?:options|choices|answers) [*({]*$/iu;
const LIST_GOES_ON = /^[^.;]{0,40}(?:,|\band|\bor) [*(]*[A-J]\b/u;
/** How far before an option its words are looked for. */
const BEFORE = 160;

/** Stretches of a span in which the answer counts as asserted: from `from` on, or from `derived` on near the end. */
export interface Assertion {
  readonly from: number;
  readonly derived: number;
  /** Where the first hedge stands: nothing behind it, or just before it, is asserted. */
  readonly hedged: number;
  readonly start: number;
  /** The span, white space at its end aside. */
  readonly sentence: string;
}

export const NEVER: Assertion = {
  from: Infinity,
  derived: Infinity,
  hedged: 0,
  start: 0,
  sentence: '',
};

function words(patterns: readonly string[]): RegExp {
  const latin = patterns.filter((p) => /^[\p{Script=Latin} (]/u.test(p));
  const wide = patterns.filter((p) => !latin.includes(p));
  return new RegExp(
    [`(?<![\\p{L}])(?:${latin.join('|')})(?![\\p{Script=Latin}])`, ...wide].join('|'),
    'iu',
  );
}

/** Where a span may assert something: nowhere in a plan, a question or under a condition. */
export function assertion(text: string, span: Span, before?: Span): Assertion {
  const { end, kind } = span;
  if (kind === 'plan') return NEVER;
  const start = before !== undefined && announces(text, before) ? before.start : span.start;
  const sentence = text.slice(start, end).trimEnd();
  const lower = sentence.toLowerCase();
  if (lower.endsWith('?') || CONDITIONAL.test(lower)) return NEVER;
  return {
    from: kind === 'answer' ? start : start + placeOf(CONCLUDES, sentence),
    derived: kind === 'result' ? start : start + placeOf(DERIVES, sentence),
    hedged: start + placeOf(HEDGES, sentence),
    start,
    sentence,
  };
}

/** "The correct option is:", "So we get": what the next line completes. */
const ANNOUNCES =
  /\b(?:is|are|be|gives?|get|obtain|have|find|yields?|thus|so|therefore|hence|answer|conclusion|clearly)[\s*_]*:[\s*_]*$/iu;

export function announces(text: string, { start, end }: Span): boolean {
  return ANNOUNCES.test(text.slice(Math.max(start, end - BEFORE), end));
}

function placeOf(words: RegExp, sentence: string): number {
  const at = words.exec(sentence)?.index;
  return at ?? Infinity;
}

/** Whether the mention stands where its span asserts it. */
export function asserts(assertion: Assertion, mention: Mention, shape: AnswerShape): boolean {
  const { from, derived, hedged, start, sentence } = assertion;
  if (mention.end + NEAR_END >= hedged) return false;
  const after = sentence.slice(mention.end - start);
  if (shape.option && EXACTLY.test(after)) return true;
  if (shape.option && CALLED.test(after))
    return SO.test(leadTo(mention, start, sentence)) || from < Infinity;
  if (shape.option && SETTLES.test(leadTo(mention, start, sentence)))
    return !LIST_GOES_ON.test(after);
  if (shape.option && CONTENT.test(after)) return AGREES.test(after);
  if (shape.number && (isInFormula(mention) || isLimit(mention))) return false;
  if (mention.start >= from) return true;
  if (shape.yesNo) return false;
  if (shape.option) {
    const before = leadTo(mention, start, sentence);
    if (TAKES.test(before) || (SO.test(before) && ENDS.test(after))) return true;
    if (ALONE.test(sentence)) return true;
  } else if (
    shape.specific &&
    /[=≈:]\(?$/u.test(mention.before) &&
    !OF_AN_OPTION.test(mention.before) &&
    /^[\s.,;$\\)\]}*]*$/u.test(after)
  ) {
    return true;
  }
  const isTitle = !shape.number && mention.after.startsWith(':');
  if (mention.start < derived || isTitle || (shape.number && PROPERTY.test(mention.after)))
    return false;
  const lead = sentence.slice(derived - start, mention.start - start);
  const behind = /^\p{L}+[, ]*$/u.test(lead) && mention.end - mention.start >= 2;
  return after.length <= NEAR_END || (behind && lead.length <= RIGHT_BEHIND + 9);
}

/** What stands before a mention in its sentence. */
function leadTo({ start }: Mention, from: number, sentence: string): string {
  return sentence.slice(Math.max(0, start - from - BEFORE), Math.max(0, start - from));
}

/** "approaches 80", "at least 80": the number bounds something else. */
export function isLimit({ before }: Mention): boolean {
  return LIMIT.test(before);
}

/** A number inside a formula is not its value: "so y = 25/x" does not derive 25. */
export function isInFormula({ before, after }: Mention): boolean {
  return PART_BEFORE.test(before) || PART_AFTER.test(after);
}

/** One of several options, or a number in a row of others. */
export function isShared(mention: Mention, { number, option }: AnswerShape, text: string): boolean {
  const { before, after, start } = mention;
  if (SHARED.test(after)) return true;
  if (option && PLURAL.test(text.slice(Math.max(0, start - BEFORE), start))) return true;
  return number && (ROW_BEFORE.test(before) || ROW_AFTER.test(after));
}
