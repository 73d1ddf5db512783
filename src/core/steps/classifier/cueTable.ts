import cues from './cues.data.json';
import { chain, hashText } from './tokens';

/** The cue groups, in the order of their bits. The first six together make one more feature. */
export const CUE_GROUPS = [
  'check',
  'rethink',
  'answer',
  'plan',
  'recall',
  'setup',
  'result',
  'derive',
  'affirm',
] as const satisfies readonly (keyof typeof cues.groups)[];
export const ENGLISH = 1 << CUE_GROUPS.length;
export const FOREIGN = ENGLISH << 1;
const STARTS_PAIR = FOREIGN << 1;

const SLOTS = 1 << 11;
const keys = new Int32Array(SLOTS);
const masks = new Uint16Array(SLOTS);

function slotOf(hash: number): number {
  let at = (hash >>> 11) & (SLOTS - 1);
  while (keys[at] !== 0 && keys[at] !== hash) at = (at + 1) & (SLOTS - 1);
  return at;
}

function put(hash: number, mask: number): void {
  const at = slotOf(hash);
  keys[at] = hash;
  masks[at] = masks[at]! | mask;
}

function add(cue: string, mask: number): void {
  const [first = 0, second] = hashText(cue);
  if (second === undefined) {
    put(first, mask);
    return;
  }
  put(first, STARTS_PAIR);
  put(chain(first, second), mask);
}

for (const [bit, group] of CUE_GROUPS.entries()) {
  for (const cue of cues.groups[group]) add(cue, 1 << bit);
}
for (const word of cues.english) add(word, ENGLISH);
for (const word of cues.foreign) add(word, FOREIGN);

/** Bits of the groups that a token belongs to, alone or with the token after it (0 for none). */
export function cueMask(token: number, next: number): number {
  const mask = masks[slotOf(token)]!;
  if ((mask & STARTS_PAIR) === 0) return mask;
  return (mask | masks[slotOf(chain(token, next))]!) & ~STARTS_PAIR;
}
