import {
  DEFAULT_CONTROLS,
  forOtherPrompt,
  withKept,
  type Controls,
} from '../../core/estimate/controls';
import type { Services } from '../shared/services';

const CONTROLS = 'lrmLens.estimate.controls';

/** Calls a month to begin with: a round number that the reader replaces. */
const CALLS = 10_000;

/** The controls as last seen in this workspace; the output cap as the call itself sets it. */
export function firstControls({ context }: Services, capTokens: number | null): Controls {
  const remembered = context.workspaceState.get<unknown>(CONTROLS, { callsPerMonth: CALLS });
  return { ...forOtherPrompt(withKept(DEFAULT_CONTROLS, remembered)), capTokens };
}

/** For the next report of this workspace. */
export async function rememberControls({ context }: Services, controls: Controls): Promise<void> {
  await context.workspaceState.update(CONTROLS, controls);
}
