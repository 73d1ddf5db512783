import { DEFAULT_CONTROLS, type Controls } from '../../core/estimate/report';
import type { ReportKey, ReportState } from '../../protocol/estimateData';
import type { EffortView } from './rows';

/** What the reader has set in a report, and of which prompt: what the page keeps. */
export interface Asked {
  readonly key: ReportKey;
  /** The output cap that the call itself sets, which the control begins with. */
  readonly capTokens: number | null;
  readonly controls: Controls;
  readonly efforts: EffortView | null;
}

/** What a page begins with: what was kept, as far as it is of the prompt that is shown now. */
export function firstAsked(
  kept: Partial<Asked> | undefined,
  first: { readonly report: ReportState; readonly controls: Controls },
): Asked {
  const { key, capTokens } = first.report;
  const asked: Asked = { key, capTokens, controls: first.controls, efforts: null };
  if (kept?.key?.prompt !== key.prompt) return asked;
  const controls = { ...DEFAULT_CONTROLS, ...first.controls, ...kept.controls };
  return follow({ ...asked, ...kept, controls }, first.report);
}

/** What stays set when the host shows something new: what was said of another prompt goes, and an edited cap counts. */
export function follow(asked: Asked, { key, capTokens }: ReportState): Asked {
  const { controls, efforts } = asked;
  if (key.prompt !== asked.key.prompt) {
    const ofPrompt = { efforts: {}, taskType: null, visibleTokens: null, capTokens };
    return { key, capTokens, controls: { ...controls, ...ofPrompt }, efforts: null };
  }
  return capTokens === asked.capTokens
    ? { ...asked, key }
    : { key, capTokens, controls: { ...controls, capTokens }, efforts };
}
