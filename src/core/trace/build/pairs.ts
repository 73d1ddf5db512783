import type { JsonObject } from '../../text/json';
import { hasTag } from './columns';
import { roundsOf } from './rounds';

/** Such pairs as messages; none where nobody reasons in them (pairs of texts are many things). */
export function pairMessages(value: unknown): readonly JsonObject[] {
  const rounds = roundsOf(value);
  if (!rounds.some(({ answered }) => hasTag(answered))) return [];
  return rounds.flatMap(({ asked, answered }) => [
    ...(asked === '' ? [] : [{ role: 'user', content: asked }]),
    ...(answered === '' ? [] : [{ role: 'assistant', content: answered }]),
  ]);
}
