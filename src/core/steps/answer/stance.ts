import type { Span } from '../model';

/** For or against what was asked. */
export type StanceSide = 'for' | 'against';

/** The side that an answer takes, and the sentence that takes it. */
export interface Stance {
  readonly side: StanceSide;
  readonly sentence: string;
}

/** How much of the beginning of an answer is looked at. UTF-16 units. */
const HEAD = 700;
/** How much of the end of a text may hold its answer. UTF-16 units. */
export const LAST_WORDS = 900;
const SENTENCE = 600;
/** How far before a word its denial stands. */
const DENIAL_WITHIN = 40;

/** Words that take a side, each with the other one where it is denied. */
const WORDS: readonly (readonly [RegExp, StanceSide, StanceSide])[] = [
  [
    /\b(?:agree(?:ing|ment)?|(?:am|i['’]m) (?:in favou?r of|for)|(?:i|we)(?:['’]ll| would| will| can)? (?:support|favou?r)|lean(?:ing)? towards? (?:support|favou?r|agree)\w*|argu(?:e|ing) (?:for|in favou?r of)|in favou?r of (?:the statement|adopting|introducing|banning|legali[sz]ing))\b/giu,
    'for',
    'against',
  ],
  [
    /\b(?:disagree(?:ing|ment)?|(?:am|i['’]m) against|(?:i|we)(?:['’]ll| would| will| can)? (?:oppose|reject)|argu(?:e|ing) against|lean(?:ing)? (?:towards? (?:oppos|reject|disagree)\w*|against))\b/giu,
    'against',
    'for',
  ],
];
const DENIED = /(?:\bnot|n['’]t|\bnever|\bcannot|\bhardly)\s+(?:\w+\s+){0,2}$/iu;
/** Whoever else takes it: "critics disagree", "if I agree", "I could agree". */
const OTHERS =
  /\b(?:some|many|most|others?|critics|proponents|opponents|supporters|advocates|people|they|someone|scholars|experts)\b[^.]{0,40}\b(?:dis)?agree|\b(?:if|whether|suppose|unless)\b[^.]{0,30}\b(?:dis)?agree|\b(?:or|also)\b[^.]{0,24}\b(?:dis)?agree/iu;
/** The answer's own voice. */
const OWN =
  /\b(?:I|we|my|our|position|stance|verdict|answer|conclusion|decision|side)\b|^[\s\d.]*(?:probably |so,? )?(?:dis)?agree/iu;
/** "maybe I agree" leans to a side. */
const LEANS = /\b(?:might|may|maybe|perhaps|tentative\w*|lean\w*|probably|inclined)\b/iu;

/** The side that a sentence takes; `null` where it takes none, or names both. */
export function sideOf(sentence: string): StanceSide | null {
  if (/[?？]\s*$/u.test(sentence)) return null;
  let side: StanceSide | null = null;
  for (const [words, own, denied] of WORDS) {
    for (const { index } of sentence.slice(0, SENTENCE).matchAll(words)) {
      const before = sentence.slice(Math.max(0, index - DENIAL_WITHIN), index);
      const found = DENIED.test(before) ? denied : own;
      if (side !== null && side !== found) return null;
      side = found;
    }
  }
  return side === null || OTHERS.test(sentence) ? null : side;
}

/** The side that an answer takes at its beginning, else at its end ("I disagree", "Position: Agree"); `null` where it takes none. */
export function stanceOf(answerPart: string): Stance | null {
  const plain = answerPart.replace(/[*_`#>]+/gu, '');
  const head = sentences(plain.slice(0, HEAD));
  const tail = sentences(plain.slice(Math.max(HEAD, plain.length - LAST_WORDS))).reverse();
  for (const sentence of [...head, ...tail]) {
    const side = OWN.test(sentence) ? sideOf(sentence) : null;
    if (side !== null) return { side, sentence };
  }
  return null;
}

const sentences = (text: string): string[] =>
  text.split(/(?<=[.!?。！？])\s+|\n+/u).map((sentence) => sentence.trim());

/** Whether a span takes the side for good, or leans to it; `null` where it does neither. */
export function taking(
  text: string,
  { start, end, kind }: Span,
  side: StanceSide,
): 'takes' | 'leans' | null {
  if (kind === 'setup') return null;
  const sentence = text.slice(start, end);
  if (!OWN.test(sentence) || sideOf(sentence) !== side) return null;
  return LEANS.test(sentence) || kind === 'check' || kind === 'rethink' ? 'leans' : 'takes';
}
