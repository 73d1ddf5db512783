import type { Span } from '../model';
import type { Mention } from './match';

/** A sentence that answers, though it stands where the task is restated. */
const AT_ONCE =
  /^(?:(?:so|thus|therefore),? )?the (?:final |correct |right |best )?(?:answer|option|choice)(?: here)? is\b[^?]*$/iu;

export function answersAtOnce(text: string, { start, end }: Span): boolean {
  return AT_ONCE.test(text.slice(start, end).trim());
}

/** "B. The spin is conserved." and then: "This is correct." */
const RIGHT =
  /^[-*•\s]*(?:this|that|it)(?: option| statement| one| answer)? is (?:indeed |therefore |clearly )?(?:the )?(?:correct|true|right)\b(?! (?:that|for|if|only|but))/iu;

/** Whether the sentence behind that of an option calls it right. */
export function isCalledRight(
  text: string,
  span: Span,
  { start }: Mention,
  next: Span | undefined,
): boolean {
  if (
    next === undefined ||
    /[\p{L}\p{N}]/u.test(text.slice(span.start, start).replace(/\boption\b/iu, ''))
  )
    return false;
  return RIGHT.test(text.slice(next.start, next.end));
}
