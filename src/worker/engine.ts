import { pooled, type Calibration } from '../core/estimate/calibration';
import { fitLabels, type TaughtLabels } from '../core/steps/corrections/teach';
import { PriceBook } from '../core/estimate/priceBook';
import { engineContract, hostOfEngine } from '../protocol/engine';
import { connect, type Channel } from '../protocol/rpc';
import { corpusCalls } from './corpus/corpusCalls';
import { estimateCalls, estimateFacts } from './estimateCalls';
import { fileCalls } from './fileCalls';
import { promptCalls } from './promptCalls';
import { searchCalls } from './searchCalls';
import { trialCalls } from './trialCalls';
import type { OpenSource } from './source';
import { whyCalls } from './why/whyCalls';

/** What everything in the engine is made with: one set of prices, and what was learnt from the user's traces. */
export interface EngineState {
  readonly book: PriceBook;
  calibration: Calibration | null;
}

/**
 * Answers a host over a channel: the engine's whole life. A call that fails is answered with the reason; nothing that a
 * file holds ends the engine.
 */
export function serveEngine(channel: Channel, openSource: OpenSource): void {
  const state: EngineState = { book: new PriceBook(), calibration: null };
  let taught: TaughtLabels | null = null;
  const { repriced, ...files } = fileCalls(openSource, state.book, () => taught);
  connect(channel, engineContract, hostOfEngine, {
    requests: {
      configure: ({ models, prices, calibrations, labelLessons }) => {
        taught = fitLabels(labelLessons);
        state.calibration = pooled(calibrations);
        state.book.useOwn(models);
        // Also after lists that are none: the user's own prices have changed.
        try {
          if (prices !== null) state.book.useLists(prices.data, prices.date);
        } finally {
          repriced();
        }
        return null;
      },
      ...files,
      ...corpusCalls(openSource, state.book),
      ...whyCalls(openSource),
      ...searchCalls(openSource),
      ...estimateCalls(state),
      ...promptCalls,
      ...trialCalls(() => estimateFacts(state, []), openSource),
    },
    events: {},
  });
}
