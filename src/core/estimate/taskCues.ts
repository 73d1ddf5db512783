import cueData from './data/taskType.data.json';
import { partsOf } from './promptParts';
import type { PromptParts } from './promptParts';
import { excerpt } from './promptFeatures';

export interface Cue {
  readonly type: string;
  readonly pattern: string;
  readonly weight: number;
  /** `code`: looked for in everything that can be program text; else in the instruction. */
  readonly where?: string;
  /** Upper and lower case differ. */
  readonly exact?: boolean;
}

/** Patterns are alternations with bounded repetition, so matching is linear. */
const cues = cueData.cues.map((c: Cue) => ({
  ...c,
  test: new RegExp(c.pattern, c.exact === true ? 'mu' : 'iu'),
}));

/** The cues that a prompt holds. */
export function cuesIn(parts: PromptParts): readonly Cue[] {
  return cues.filter((cue) => cue.test.test(cue.where === 'code' ? parts.code : parts.instruction));
}

/** Words of other languages and of templates that only hint; they count in the learned recogniser alone. */
const hints = cueData.hints.map((h) => ({ ...h, test: new RegExp(h.pattern, 'iu') }));

/** Names of everything that speaks for a type: each cue and hint by its number, and its type. */
export function cueTypes(prompt: string): readonly string[] {
  const parts = partsOf(excerpt(prompt));
  const found = [
    ...cues.map((c) => c.test.test(c.where === 'code' ? parts.code : parts.instruction)),
    ...hints.map((h) => h.test.test(parts.instruction)),
  ];
  const types = [...cues, ...hints].map((c) => c.type);
  return found.flatMap((yes, i) => (yes ? [`${types[i] ?? ''} ${i}`, types[i] ?? ''] : []));
}
