import cueData from './data/taskType.data.json';
import { partsOf } from './promptParts';
import type { PromptParts } from './promptParts';
import { excerpt } from './promptFeatures';

interface Cue {
  readonly type: string;
  readonly pattern: string;
  readonly weight: number;
  /** `code`: looked for in everything that can be program text; else in the instruction. */
  readonly where?: string;
  /** Upper and lower case differ. */
  readonly exact?: boolean;
  /** Types within it that some of its words speak for, instead of its own; the learned recogniser knows the cue as a whole. */
  readonly finer?: readonly { readonly type: string; readonly pattern: string }[];
}

/** Patterns are alternations with bounded repetition, so matching is linear. */
const ready = (c: Cue) => ({
  ...c,
  test: new RegExp(c.pattern, c.exact === true ? 'mu' : 'iu'),
  within: (c.finer ?? []).map((f) => ({ type: f.type, test: new RegExp(f.pattern, 'iu') })),
});
const cues = cueData.cues.map(ready);
/** Cues that the learned recogniser was not trained with: it must not see them. */
const later = cueData.later.map(ready);

/** What the cues that a prompt holds speak for, and how strongly. */
export function cuesIn(
  parts: PromptParts,
): readonly { readonly type: string; readonly weight: number }[] {
  return [...cues, ...later].flatMap(({ test, where, within, type, weight }) => {
    if (!test.test(where === 'code' ? parts.code : parts.instruction)) return [];
    const finer = within.filter((f) => f.test.test(parts.instruction));
    return (finer.length === 0 ? [{ type }] : finer).map((f) => ({ type: f.type, weight }));
  });
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
