import * as v from 'valibot';
import { forOtherPrompt, withKept, type Controls } from '../../core/estimate/controls';
import { reportKeySchema, type ReportKey, type ReportState } from '../../protocol/estimateData';
import type { EffortView } from './rows';

/** What the reader has set in a report, and of which prompt: what the page keeps. */
export interface Asked {
  readonly key: ReportKey;
  /** The output cap that the call itself sets, which the control begins with. */
  readonly capTokens: number | null;
  readonly controls: Controls;
  readonly efforts: EffortView | null;
}

const keptSchema = v.object({
  key: reportKeySchema,
  capTokens: v.nullable(v.number()),
  controls: v.unknown(),
  efforts: v.nullable(
    v.object({
      model: v.string(),
      show: v.union([v.picklist(['picked', 'all']), v.object({ level: v.nullable(v.string()) })]),
    }),
  ),
});

/** What a page begins with: what was kept, as far as it can be read and is of the prompt that is shown now. */
export function firstAsked(
  state: unknown,
  first: { readonly report: ReportState; readonly controls: Controls },
): Asked {
  const { key, capTokens } = first.report;
  const asked: Asked = { key, capTokens, controls: first.controls, efforts: null };
  const kept = v.safeParse(keptSchema, state);
  if (!kept.success || kept.output.key.prompt !== key.prompt) return asked;
  const controls = withKept(first.controls, kept.output.controls);
  return follow({ ...kept.output, controls }, first.report);
}

/** What stays set when the host shows something new: what was said of another prompt goes, and an edited cap counts. */
export function follow(asked: Asked, { key, capTokens }: ReportState): Asked {
  const { controls, efforts } = asked;
  if (key.prompt !== asked.key.prompt) {
    return { key, capTokens, controls: { ...forOtherPrompt(controls), capTokens }, efforts: null };
  }
  return capTokens === asked.capTokens
    ? { ...asked, key }
    : { key, capTokens, controls: { ...controls, capTokens }, efforts };
}
