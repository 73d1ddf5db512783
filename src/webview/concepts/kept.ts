import { createContext } from 'preact';
import * as v from 'valibot';
import { verdictSchema } from '../../protocol/concepts';

const keptSchema = v.object({
  /** The vendor whose code was chosen last, on any page. */
  vendor: v.nullable(v.string()),
  /** The ledger's filter. */
  ledger: v.object({ verdicts: v.array(verdictSchema), query: v.string() }),
});
export type Kept = v.InferOutput<typeof keptSchema>;

export const NOTHING_KEPT: Kept = { vendor: null, ledger: { verdicts: [], query: '' } };

/** What the reader's page kept over a reload; nothing where it is of another version. */
export const restoreKept = (kept: unknown): Kept => {
  const read = v.safeParse(keptSchema, kept);
  return read.success ? read.output : NOTHING_KEPT;
};

/** What is kept, and how a part of it is changed. */
export const KeptContext = createContext<{
  readonly kept: Kept;
  readonly keep: (change: Partial<Kept>) => void;
}>({ kept: NOTHING_KEPT, keep: () => undefined });
