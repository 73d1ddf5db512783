import * as v from 'valibot';
import { verdictSchema } from '../../protocol/concepts';

const keptSchema = v.object({
  /** The vendor whose code was chosen last, on any page. */
  vendor: v.nullable(v.string()),
  /** The ledger's filter. */
  ledger: v.object({ verdicts: v.array(verdictSchema), query: v.string() }),
});
export type Kept = v.InferOutput<typeof keptSchema>;

const NOTHING: Kept = { vendor: null, ledger: { verdicts: [], query: '' } };

/** What the reader's page kept over a reload; nothing where it is of another version. */
export const restoreKept = (kept: unknown): Kept => {
  const read = v.safeParse(keptSchema, kept);
  return read.success ? read.output : NOTHING;
};
