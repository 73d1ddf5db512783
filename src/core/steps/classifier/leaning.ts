import { isCjk, isSpace } from '../segment/characters';
import { STEP_KINDS } from '../kinds';
import type { StepKind } from '../model';
import data from './leaning.data.json';

/** Longest opening that is looked at, in UTF-16 units. */
const LONGEST = 64;
/** What a leaning adds to the score of a kind or takes from it: the odds are twenty times those of the network. */
const WEIGHT = 3;
const ANSWER = STEP_KINDS.indexOf('answer');
const RETHINK = STEP_KINDS.indexOf('rethink');

const OPENINGS = data.openings.map(([kind, pattern]) => ({
  kind: STEP_KINDS.indexOf(kind as StepKind),
  pattern: new RegExp(`^(?:${pattern})`, 'u'),
}));
const LEAD = new RegExp(`^${data.lead}`, 'u');

/** Japanese is written with these. */
const KANA = /[\u3040-\u30ff]/u;
const ANSWERS = new RegExp(data.answers, 'u');
const DOUBTS = new RegExp(data.doubts, 'u');

/** What the words of a Chinese sentence say beside the network. */
export interface Leaning {
  /** Number of the kind that its opening speaks for; -1 for none. */
  kind: number;
  /** It has no word that an answer is told with. */
  answerless: boolean;
  /** It has no word that a doubt is told with. */
  doubtless: boolean;
}

export const noLeaning = (): Leaning => ({ kind: -1, answerless: false, doubtless: false });

/** Reads the leaning of the sentence at [start, end); none in other languages. */
export function readLeaning(text: string, start: number, end: number, into: Leaning): void {
  let first = start;
  while (first < end && isSpace(text.charCodeAt(first))) first++;
  into.kind = -1;
  into.answerless = false;
  into.doubtless = false;
  if (!isCjk(text.charCodeAt(first))) return;
  const opening = text.slice(first, Math.min(end, first + LONGEST));
  if (KANA.test(opening)) return;
  const rest = opening.replace(LEAD, '');
  into.kind = OPENINGS.find(({ pattern }) => pattern.test(rest))?.kind ?? -1;
  const sentence = text.slice(first, end);
  into.answerless = !ANSWERS.test(sentence);
  into.doubtless = !DOUBTS.test(sentence);
}

/** Adds the leaning to the scores of the kinds that start at `first`. */
export function addLeaning(scores: Float32Array, first: number, leaning: Leaning): void {
  if (leaning.kind >= 0) scores[first + leaning.kind]! += WEIGHT;
  if (leaning.answerless) scores[first + ANSWER]! -= WEIGHT;
  if (leaning.doubtless) scores[first + RETHINK]! -= WEIGHT;
}
