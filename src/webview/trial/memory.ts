import * as v from 'valibot';

/** What one looks at. */
const lookingSchema = v.object({
  candidate: v.nullable(v.string()),
  case: v.nullable(v.string()),
  valueOfRightUsd: v.nullable(v.number()),
});
export type Looking = Readonly<v.InferOutput<typeof lookingSchema>>;

const memorySchema = v.object({
  ...lookingSchema.entries,
  /** The face that was asked for; null: as the run stands. */
  face: v.nullable(v.picklist(['plan', 'result'])),
});
/** What is kept over a reload of the page. */
export type TrialMemory = Readonly<v.InferOutput<typeof memorySchema>>;

const NO_MEMORY: TrialMemory = { face: null, candidate: null, case: null, valueOfRightUsd: null };

/** What the page kept; nothing where it is of another version. */
export const restoreMemory = (kept: unknown): TrialMemory => {
  const { success, output } = v.safeParse(memorySchema, kept);
  return success ? output : NO_MEMORY;
};
