import type { CorrectionByNumber } from '../../core/steps/corrections/corrections';
import { renumbered } from './renumber';
import type { TraceSession } from './session';
import type { TraceModel } from './traceModel';

/**
 * Corrections of the trace that is shown, one after the other: each waits until what was corrected before is part of the
 * trace, because the steps may have other numbers then.
 */
export class CorrectionQueue {
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly session: TraceSession) {}

  /** Makes a correction whose step is numbered as in `made`; `said` when it is kept. */
  make(correction: CorrectionByNumber, said: string, made: TraceModel | null): Promise<void> {
    this.#last = this.#last.then(() => this.#send(correction, said, made));
    return this.#last;
  }

  async #send(
    correction: CorrectionByNumber,
    said: string,
    made: TraceModel | null,
  ): Promise<void> {
    const { session } = this;
    const { model } = session.state;
    if (made === null) return;
    const { index } = made.outline;
    // Of a trace that was left meanwhile nothing newer is known.
    const isShown = model?.outline.index === index;
    const now = isShown ? renumbered(made, model, correction) : correction;
    if (now === null) return;
    const done = await session.attempt(async () => {
      await session.host.request('correct', { index, correction: now });
      return true;
    });
    // The host tells that the trace has changed before it answers.
    await session.reloaded;
    if (done !== null) session.say(said);
  }
}
