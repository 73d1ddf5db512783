import cues from '../cues.data.json';
import { canonical } from './canonical';
import { wordsOf } from './claim';
import { asJson, namedField, tagged, valueOf } from './structured';
import type { AnswerTracking } from '../model';

export interface FinalAnswer {
  readonly answer: string;
  readonly source: Exclude<AnswerTracking['source'], null>;
  /** What the option says whose letter was answered, where that is known. */
  readonly content?: string;
}

/** A boxed answer longer than this is no answer; nor is a stated one. UTF-16 units. */
const LONGEST = 400;
/** How much of the end of a text is searched for a stated answer. */
const WINDOW = 4_000;
/** Boxes without a closing brace that are passed over. */
const MOST_BOXES = 20;
/** Items of a list that is one answer. */
const MOST_ITEMS = 8;
/** Places of one phrase that are looked at. */
const MOST_PHRASES = 8;
/** "An English answer is correct": said of an answer. */
const NO_ANSWER =
  /^(?:(?:also|indeed|probably|still|not) )?(?:correct|right|wrong|incorrect|clear|simple|straightforward|obvious|expected|needed|fine|good)\W*$/iu;
/** "The final answer is the content": said of the reply to write. */
const OF_A_REPLY =
  /^(?:(?:is |are )?(?:the|a|an|our|my|this) (?:\w+ )?(?:content|text|response|reply|message|output|format|draft|function call|tool call|json)|(?:should|must|can|could|will|needs? to|has to|based on|respond|reply|that (?:i|we)|to (?:use|call|ask|respond|explain|provide|give)|in (?:english|spanish|german|french|chinese|json|markdown)))\b/iu;
/** Japanese and Korean end with the verb: "42 です". */
const COPULA = /(?:\s*(?:です|でした|である|입니다|이다|이에요|예요))+[。.]*$/u;
const WHOLE_PART = 80;
const SHORT_LINE = 120;

/** The final answer of a trace, the first of `finalAnswers`; `null` when none is found. */
export function finalAnswer(reasoning: string, answerPart: string): FinalAnswer | null {
  return finalAnswers(reasoning, answerPart)[0] ?? null;
}

/**
 * What may be the final answer of a trace, best first, from its answer part or else from its reasoning: the last
 * `\boxed{}`, code block, stated answer ("the answer is"), option letter or number, or a short answer part as it stands.
 * Looks at the end of each text only, but for the last box and the last fence.
 */
export function finalAnswers(reasoning: string, answerPart: string): readonly FinalAnswer[] {
  const part = withoutCourtesy(answerPart.trim());
  const json = asJson(part);
  if (json !== null) return ofJson(part, json);
  const fenced = code(part);
  const own = [boxed(part), ofTag(part), inFence(fenced), fenced, stated(part)].filter(
    (a) => a !== null,
  );
  if (own.length > 0) {
    const ending = chosen(part.slice(-WINDOW).replaceAll('**', ''));
    return ending === null ? own : [...own, ending];
  }
  const other = yesNo(part) ?? ofField(part) ?? whole(part) ?? leading(part);
  if (other !== null) return [other];
  const inReasoning =
    boxed(reasoning) ?? ofTag(reasoning) ?? stated(reasoning) ?? ofField(reasoning);
  return inReasoning === null || !standsIn(part, inReasoning.answer) ? [] : [inReasoning];
}

/**
 * What the reasoning calls the answer counts where nothing was answered, where it is a number or an option, or where the
 * answer says it too: the whole, a number of it, or half of its words.
 */
function standsIn(part: string, answer: string): boolean {
  if (part === '' || canonical(part).text.includes(canonical(answer).text.trim())) return true;
  if (isNumber(answer) || optionLetter(answer) !== null) return true;
  if ((answer.match(/\d{2,}/gu) ?? []).some((number) => part.includes(number))) return true;
  const said = wordsOf(part);
  const own = [...wordsOf(answer)];
  return own.length > 0 && own.filter((word) => said.has(word)).length >= own.length / 2;
}

/** The answer part without the offers and wishes that it ends with. */
function withoutCourtesy(part: string): string {
  let end = part.length;
  for (;;) {
    const from = part.lastIndexOf('\n\n', end - 1);
    const last = from < 0 ? '' : part.slice(from, Math.min(end, from + SHORT_LINE)).trim();
    const lower = last.toLowerCase().replace(/^[^\p{L}¿]+/u, '');
    if (!cues.answer.courtesy.some((words) => lower.startsWith(words))) break;
    end = from;
  }
  return part.slice(0, end).trimEnd();
}

/** The value that a JSON answer is about; one of several values is looked for as it is written. */
function ofJson(part: string, json: object): readonly FinalAnswer[] {
  const value = valueOf(json);
  const single = value === null ? null : found(value, 'answer-part');
  return single === null ? [code(part) ?? { answer: part, source: 'code' }] : [single];
}

/** The value of JSON that stands in a fence beside words. */
function inFence(fenced: FinalAnswer | null): FinalAnswer | null {
  const json = fenced === null ? null : asJson(fenced.answer);
  const value = json === null ? null : valueOf(json);
  return value === null ? null : found(value, 'answer-part');
}

function ofTag(text: string): FinalAnswer | null {
  const value = tagged(text);
  return value === null ? null : found(value, 'answer-part');
}

function ofField(text: string): FinalAnswer | null {
  const value = namedField(text.slice(-WINDOW));
  return value === null ? null : found(value, 'phrase');
}

function boxed(text: string): FinalAnswer | null {
  let at = text.length;
  for (let tries = 0; tries < MOST_BOXES && at > 0; tries++) {
    at = text.lastIndexOf('\\boxed', at - 1);
    if (at < 0) return null;
    const open = text.indexOf('{', at);
    if (open < 0 || open > at + 8) return null;
    let depth = 0;
    for (let i = open; i < text.length && i < open + LONGEST; i++) {
      const c = text.charAt(i);
      if (c === '{') depth++;
      else if (c === '}' && --depth === 0) return found(text.slice(open + 1, i), 'boxed');
    }
  }
  return null;
}

/** The last fenced block of an answer part. */
function code(text: string): FinalAnswer | null {
  const close = text.lastIndexOf('\n```');
  if (close <= 0) return null;
  const open = text.lastIndexOf('```', close - 1);
  if (open < 0) return null;
  const body = text.slice(text.indexOf('\n', open) + 1, close).trim();
  return body === '' ? null : { answer: body, source: 'code' };
}

/** What is called the answer last; places where the words only announce one, or say something of it, are passed over. */
function stated(text: string): FinalAnswer | null {
  const end = text.slice(-WINDOW).replaceAll('**', '');
  const lower = end.toLowerCase();
  const places: number[] = [];
  for (const phrase of cues.answer.phrase) {
    let i = lower.lastIndexOf(phrase);
    for (let n = 0; i >= 0 && n < MOST_PHRASES; n++) {
      places.push(i + phrase.length);
      i = i === 0 ? -1 : lower.lastIndexOf(phrase, i - 1);
    }
  }
  const [last, ...earlier] = [...new Set(places)].toSorted((a, b) => b - a);
  if (last === undefined) return chosen(end);
  const called = calledAt(end, last);
  if (called === 'announced') return chosen(end);
  if (called !== null) return called;
  for (const at of earlier) {
    const before = calledAt(end, at);
    if (before !== null && before !== 'announced') return before;
  }
  return chosen(end);
}

function calledAt(end: string, at: number): FinalAnswer | 'announced' | null {
  const rest = end.slice(at, at + LONGEST).replace(/^[\s:*=]+/u, '');
  const items = listed(rest);
  if (items !== null) return found(items, 'phrase');
  const line = /^[^\n]*/u.exec(rest)?.[0] ?? '';
  const sentence = /^.*?(?=[.!?。](?:\s|\*|$)|$)/u.exec(line)?.[0] ?? line;
  // "Final answer: thus, the sum is" announces it only; "1300 kJ, but no option has it" goes on behind it.
  if (/\b(?:is|are):?\s*$/u.test(sentence)) return 'announced';
  const said = sentence
    .replace(/^(?:(?:most )?likely|probably) /u, '')
    .replace(/^(?:around|about|approximately|roughly) (?=[\d$])/u, '')
    .replace(/, (?:but|which|since|because|as) .*$/u, '')
    .replace(COPULA, '');
  // "####" marks the answer of a school problem, but also a heading.
  if (end.slice(0, at).endsWith('####') && !/^[-−$\d]/u.test(said)) return null;
  return NO_ANSWER.test(said) || OF_A_REPLY.test(said) ? null : found(said, 'phrase');
}

/** The items of a short list that a text goes on with: "the answer is:", "- A = 13", "- B = 10". */
function listed(rest: string): string | null {
  const items: string[] = [];
  for (const line of rest.split('\n')) {
    const item = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+(.{1,40}?)[\s.,;]*$/u.exec(line)?.[1];
    if (item === undefined) break;
    items.push(item);
  }
  return items.length === 0 || items.length > MOST_ITEMS ? null : items.join(', ');
}

/** "These correspond to option C", "The product is D. ...", "The sum is 5/2.": what the last line ends with. */
function chosen(text: string): FinalAnswer | null {
  const line = lastLine(text);
  const announced =
    /\b(?:is|are|be):\s*\n\s*(?:Option )?\(?([A-J])[.):] [^\n]+(?:\n+[^\n]+)?\s*$/u.exec(text)?.[1];
  if (announced !== undefined) return { answer: announced, source: 'option' };
  const letter =
    /\b(?:answer|option|choice)s?(?: is)?:? \(?([A-J])\)?(?=[.:,)]|$)(?!.*\b(?:answer|option|choice)s? \(?[A-J]\b)/u.exec(
      line,
    )?.[1] ?? /\b(?:is|are|be):? ([A-J])[.)] /u.exec(line)?.[1];
  if (letter !== undefined) return { answer: letter, source: 'option' };
  const praised = /\boption \(?([A-J])\)? is (?:the )?(?:most|best|correct|right)\b/iu.exec(
    line,
  )?.[1];
  if (praised !== undefined) return { answer: praised, source: 'option' };
  const drafted = /\b(?:response|reply|output)\W{0,4}[:=]\W{0,4}(-?\d[\d.,]{0,20})\W{0,4}$/iu.exec(
    line,
  )?.[1];
  if (drafted !== undefined) return found(drafted, 'number');
  const several =
    /(?:^|[\s:$])(\w{1,3} ?= ?[^\s,]{1,20}(?:,? (?:or|and|o|y|oder|und) \w{1,3} ?= ?[^\s,]{1,20})+?)\$?\.?$/u.exec(
      line,
    )?.[1];
  if (several !== undefined) return found(several, 'phrase');
  const value =
    /(?:\bis|\bequals|=)\s*(?:\$|\\\()?\s*((?:[-−]?\\[dt]?frac\{[^{}]{1,12}\}\{[^{}]{1,12}\})|[-−]?[\d√π][\w/^√π]{0,20})\s*(?:\$|\\\))?\.?$/u.exec(
      line,
    )?.[1];
  if (value !== undefined) return found(value, isNumber(value) ? 'number' : 'phrase');
  const counted =
    /\b(?:we (?:find|get|conclude|have)|so|thus|therefore,?)(?: that)? there (?:is|are) (?:exactly |only )?(\d[\d,]*)\b/iu.exec(
      line,
    )?.[1];
  return counted === undefined ? null : found(counted, 'number');
}

/** The last line; '' where it is a row of a table, or one of several items of a list that is no total. */
function lastLine(text: string): string {
  const lines = text.trimEnd().slice(-WINDOW).split('\n');
  const last = lines.at(-1) ?? '';
  if (/^\s*\|/u.test(last)) return '';
  const before = lines.slice(0, -1).findLast((line) => line.trim() !== '') ?? '';
  return ITEM.test(last) && ITEM.test(before) && !TOTAL.test(last) ? '' : last;
}

const ITEM = /^\s*(?:[-*+•]|\d{1,3}[.)])\s/u;
const TOTAL = /\b(?:total|sum|overall|answer|result|respuesta|antwort|ergebnis)\b|合计|总/iu;

/** "No, that is not possible because 7 is prime." */
function yesNo(part: string): FinalAnswer | null {
  const said = /^\**(yes|no)\**(?:[,.;:!—–]|$)/iu.exec(part)?.[1];
  return said === undefined ? null : found(said, 'answer-part');
}

/** What stands before bold words that tell an answer, if they are no number: nothing, or that it is something. "The bridge holds **four people**" tells none. */
const TELLS =
  /^$|(?:\b(?:is|are|was|were|be|equals?|takes?)|=|:)(?: (?:about|around|approximately|roughly|exactly|only|just|likely|probably|most likely|the|an?))*\s*$/iu;

/** "The capital is **Canberra**. It was built for that.": the only bold words of the first sentence; a bare no or yes. */
function leading(part: string): FinalAnswer | null {
  const first = /^[^\n]*?[.!?](?=\s|$)/u.exec(part)?.[0] ?? '';
  const said = /^\**(yes|no)\b/iu.exec(first)?.[1];
  if (said !== undefined) return found(said, 'answer-part');
  const [bold, ...more] = [...first.matchAll(/\*\*([^*]+)\*\*(?<!:\*\*)(?!:)/gu)];
  const words = bold?.[1];
  if (bold === undefined || words === undefined) return null;
  const tells = /^[-−]?\d/u.test(words) || TELLS.test(first.slice(0, bold.index).trim());
  return !tells || more.length > 0 || words.length > WHOLE_PART
    ? null
    : found(words, 'answer-part');
}

/**
 * A short answer part is the answer itself, or its only bold words or number; a longer one counts by the only number
 * of its last line.
 */
function whole(part: string): FinalAnswer | null {
  const short = part.length <= WHOLE_PART && !part.includes('\n');
  const [bold, ...moreBold] = short ? [...part.matchAll(/\*\*([^*]+)\*\*/gu)] : [];
  if (bold?.[1] !== undefined && moreBold.length === 0) return found(bold[1], 'answer-part');
  // `√2` and `5!` are no 2 and 5.
  if (/^\S*[√!^/*()|]\S*$/u.test(part) && short) return found(part, 'answer-part');
  const result = short ? /^[^=]*=\s*(-?[\d.,]+)\.?$/u.exec(part)?.[1] : undefined;
  if (result !== undefined) return found(result, 'number');
  // The number of a list item counts nothing.
  const last = lastLine(part).replace(/^\s*\d{1,3}[.)]\s/u, '');
  const [number, ...more] = [...last.slice(0, SHORT_LINE).matchAll(/-?\d[\d,]*(?:\.\d+)?/gu)];
  // In a longer line the number is one of the things that are said.
  if (number !== undefined && more.length === 0 && last.length <= SHORT_LINE) {
    return found(number[0], 'number');
  }
  return short ? found(part, 'answer-part') : null;
}

function found(raw: string, source: FinalAnswer['source']): FinalAnswer | null {
  const answer = plainAnswer(raw);
  if (answer === '') return null;
  const letter = optionLetter(answer.replace(/^(?:the|la|el|le|die) (?=\(?[A-J]\)?$)/iu, ''));
  const behind = /\((?:option|choice) ([A-J])\)$/u.exec(answer)?.[1];
  if (behind !== undefined) return { answer: behind, source: 'option' };
  if (letter !== null && source !== 'boxed') return { answer: letter, source: 'option' };
  if (source === 'answer-part' && isNumber(answer)) return { answer, source: 'number' };
  return { answer, source };
}

/** The answer without the marks around it: `\(\text{B. 8 Gpc}\)` -> `B. 8 Gpc`. */
export function plainAnswer(raw: string): string {
  return raw
    .slice(0, LONGEST)
    .replace(/\\(?:text|mathrm|mathbf|textbf|boxed)\s?\{([^{}]*)\}/gu, '$1')
    .replace(/\\(?:left|right)(?![a-z])|\\[()[\]]|\\[,;!]|\*\*|\$/gu, '')
    .replace(/^[\s:*"'“]+|[\s*"'”.,;:。]+$/gu, '')
    .replace(/\s+/gu, ' ');
}

/** The letter of an option (`B`, `(B)`, `option B`, `B. 8 Gpc`), or `null`; in `A: 13, B: 10` letters name values. */
export function optionLetter(answer: string): string | null {
  return (
    /^(?:[Oo]ption |[Cc]hoice )?\(?([A-J])(?:\)|[.:)] (?!.*, ?[A-J][:=]).*| ?[–-] .*)?$/u.exec(
      answer,
    )?.[1] ?? null
  );
}

export function isNumber(answer: string): boolean {
  return /^[-−]?[$€£]?\d[\d,]*(?:\.\d+)?\s?%?$/u.test(answer);
}
