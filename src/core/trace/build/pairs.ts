import { isObject, list, str } from '../../text/json';
import type { JsonObject } from '../../text/json';
import { hasTag } from './columns';
import { roundsOf } from './rounds';

/**
 * Such pairs as messages; none where nobody reasons in them (pairs of texts are many things). Pairs of messages are those
 * messages.
 */
export function pairMessages(value: unknown): readonly JsonObject[] {
  const told = list(value).map((pair) => list(pair));
  if (told.length > 0 && told.every((pair) => pair.length === 2 && pair.every(isMessage)))
    return told.flat().filter(isObject);
  const rounds = roundsOf(value);
  if (!rounds.some(({ answered }) => hasTag(answered))) return [];
  return rounds.flatMap(({ asked, answered }) => [
    ...(asked === '' ? [] : [{ role: 'user', content: asked }]),
    ...(answered === '' ? [] : [{ role: 'assistant', content: answered }]),
  ]);
}

function isMessage(value: unknown): boolean {
  return str(value, 'role') !== null;
}
