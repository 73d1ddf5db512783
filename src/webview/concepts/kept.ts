import * as v from 'valibot';
import { verdictSchema } from '../../protocol/concepts';

const keptSchema = v.object({
  /** The vendor whose code was chosen last, on any page. */
  vendor: v.fallback(v.nullable(v.string()), null),
  /** The ledger's filter. */
  ledger: v.fallback(v.object({ verdicts: v.array(verdictSchema), query: v.string() }), {
    verdicts: [],
    query: '',
  }),
});
export type Kept = v.InferOutput<typeof keptSchema>;

/** What the reader's page kept over a reload; what this version does not know is as new. */
export const restoreKept = (kept: unknown): Kept =>
  v.parse(keptSchema, typeof kept === 'object' && kept !== null ? kept : {});
