import { COLUMN_ROLES, type ColumnMapping, type ColumnRole } from './columnMapping';
import type { Field } from './unrecognised';

/** Words that name what a field holds, as people name the columns of their own logs; the first that fits counts. */
const NAMES: Readonly<Record<ColumnRole, RegExp>> = {
  reasoning:
    /reason|think|thought|rationale|scratch|chain|muse|deliberat|(?:^|[^a-z])cot(?:[^a-z]|$)/,
  answer: /answer|response|output|completion|repl[yi]|result|final|generat/,
  prompt: /prompt|question|query|input|instruction|problem|request|task|ask|user/,
  model: /model|engine|llm/,
};

/** Names that say nothing by themselves: an answer where no other name does. */
const UNTOLD = /content|text|message|value/;

/** Longer than this is no name of a model. */
const MAX_MODEL = 120;

/**
 * A proposal for the columns of a home-made log, from the names of its fields: of those that fit a role the one with
 * the longest text, and no field twice. `null` where no name fits; nothing is chosen by length alone.
 */
export function guessColumns(fields: readonly Field[]): ColumnMapping {
  const taken = new Set<string>();
  const guess = (role: ColumnRole, names = NAMES[role]): string | null => {
    const fitting = fields.filter(
      (field) =>
        !taken.has(field.path) && hasText(role, field) && names.test(field.path.toLowerCase()),
    );
    const [best] = fitting.sort((a, b) => b.longest - a.longest);
    if (best !== undefined) taken.add(best.path);
    return best?.path ?? null;
  };
  // In this order: "reasoning_output" is reasoning, "model_answer" an answer.
  const [reasoning, answer, prompt, model] = COLUMN_ROLES.map((role) => guess(role));
  return {
    reasoning: reasoning ?? null,
    answer: answer ?? guess('answer', UNTOLD),
    prompt: prompt ?? null,
    model: model ?? null,
  };
}

/** Numbers and alike have no text: a count of reasoning tokens is no reasoning. */
function hasText(role: ColumnRole, { longest, filled }: Field): boolean {
  return filled > 0 && longest > 0 && (role !== 'model' || longest <= MAX_MODEL);
}
