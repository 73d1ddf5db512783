import * as v from 'valibot';
import { STEP_KINDS } from '../steps/kinds';
import type { StepKind } from '../steps/model';
import type { StepId } from '../steps/corrections/stepId';
import type { LabelBatch } from './batches';

/** What an answer gives for a batch. */
export interface LabelReply {
  readonly kinds: readonly (readonly [StepId, StepKind])[];
  /** Steps of the batch without a label: not named, of no known kind, or named twice with two kinds. */
  readonly missing: number;
}

/** An answer of so many steps is no longer; what is longer is not read. UTF-16 units. */
const MOST_CHARS = 60_000;

const replySchema = v.object({
  labels: v.pipe(
    v.array(v.object({ step: v.pipe(v.number(), v.integer()), kind: v.string() })),
    v.maxLength(1_000),
  ),
});

const kindNamed = (name: string): StepKind | undefined => {
  const plain = name.trim().toLowerCase();
  return STEP_KINDS.find((kind) => kind === plain);
};

/**
 * Reads an answer: a JSON object, alone, in a code fence or between words. Nothing of it counts but a known kind for a step
 * that was asked about.
 */
export function readReply(answer: string, { steps }: Pick<LabelBatch, 'steps'>): LabelReply {
  const asked = new Map(steps.map(({ number, id }) => [number, id]));
  const said = new Map<number, StepKind | null>();
  for (const { step, kind } of entriesIn(answer)) {
    const named = kindNamed(kind);
    if (!asked.has(step) || named === undefined) continue;
    const before = said.get(step);
    // Two kinds for one step are none.
    said.set(step, before === undefined || before === named ? named : null);
  }
  const kinds = steps.flatMap(({ number, id }) => {
    const kind = said.get(number) ?? null;
    return kind === null ? [] : [[id, kind] as const];
  });
  return { kinds, missing: steps.length - kinds.length };
}

function entriesIn(answer: string): v.InferOutput<typeof replySchema>['labels'] {
  const [from, to] = [answer.indexOf('{'), answer.lastIndexOf('}')];
  if (from < 0 || to < from || answer.length > MOST_CHARS) return [];
  let data: unknown;
  try {
    data = JSON.parse(answer.slice(from, to + 1));
  } catch {
    // No JSON: the batch stays without labels, which is counted and told.
    return [];
  }
  const read = v.safeParse(replySchema, data);
  return read.success ? read.output.labels : [];
}
