import type { Span } from '../model';
import { assertion, NEVER } from './assertion';
import { canonical } from './canonical';
import { isNumber } from './final';

/** How much of a sentence's end is looked at. UTF-16 units. */
const END = 160;

/** "So the answer is B.", "Thus option D.", "That would be option A (...)": an option that is taken outright. */
const LETTER =
  /\b(?:so|thus|therefore|hence|then|that is|that['’]s|that would be|choose|the)[ ,]+(?:the )?(?:final |correct |best )?(?:answer|option|choice)(?:,? (?:is|should be|must be|would be))*[ :*({]*([A-J])\b[)*}]*(?: \([^)]*\))?[\s.!*]*$/iu;
const VALUE =
  /\b(?:the|our|final) answer (?:is|should be|must be|would be|=|:)[\s$*\\({[]*(?:boxed\{)?(-?\d[\d,]*(?:\.\d+)?)[\s$*\\)}\].]*$/iu;

/** What a sentence calls the answer outright, an option's letter or a number; `null` where it calls nothing so. */
function called(text: string, { start, end }: Span): string | null {
  const sentence = text.slice(Math.max(start, end - END), end).trimEnd();
  if (!/answer|option|choice/iu.test(sentence)) return null;
  return LETTER.exec(sentence)?.[1] ?? VALUE.exec(sentence)?.[1] ?? null;
}

/**
 * Whether a sentence calls something else the answer than what is answered in the end, so that a conclusion before it was
 * given up. A question, a condition and "maybe" call nothing the answer.
 */
export function isRival(text: string, span: Span, answer: string): boolean {
  const other = called(text, span);
  if (other === null) return false;
  const sameKind = /^[A-J]$/iu.test(answer)
    ? /^[A-J]$/u.test(other)
    : isNumber(answer) && isNumber(other);
  if (!sameKind || canonical(other).text === canonical(answer).text) return false;
  const said = assertion(text, span);
  return said !== NEVER && said.hedged === Infinity;
}
