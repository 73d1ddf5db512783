import type { Message } from '../model/message';
import type { Session } from '../model/session';
import type { Trace } from '../model/trace';
import type { ReadStep, StepTaker } from '../trace/traceFile';
import { SessionBuilder } from './builder';
import { isAgentLog } from './formats';
import type { PriceOf } from './money';

/** Takes what is read of a file with its listing, and makes the session of it when it is asked for. */
export class SessionTaker implements StepTaker {
  #builder: SessionBuilder | null = null;
  #open: readonly Trace[] = [];

  constructor(private readonly priceOf: PriceOf) {}

  begin(format: { readonly id: string; readonly title: Message }): void {
    this.#builder = isAgentLog(format.id) ? new SessionBuilder(format, this.priceOf) : null;
    this.#open = [];
  }

  take({ records, traces, open }: ReadStep): void {
    if (this.#builder === null) return;
    this.#builder.listen(records);
    this.#builder.add(traces);
    this.#open = open;
  }

  /** Whether the file is the log of an agent. */
  get exists(): boolean {
    return this.#builder !== null;
  }

  /** As far as it is read; `null` for a file that is no log of an agent. */
  build(): Session | null {
    return this.#builder?.build(this.#open) ?? null;
  }
}
