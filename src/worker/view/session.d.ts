import type { Session } from '../../core/model/session';
import type { PriceOf } from '../../core/session/money';
import type { ReadStep, StepTaker } from '../../core/trace/traceFile';
import type { SessionHead, SessionPart } from '../../protocol/sessionData';
import type { PartOfSession } from '../../protocol/viewCalls';
/** The session of an open file: grows with what is read of it, and is made when it is asked for. */
export declare class FileSession implements StepTaker {
  #private;
  private readonly name;
  private readonly priceOf;
  constructor(name: string, priceOf: PriceOf);
  /** Adds the logs of sub-agents, which stay when the file grows. */
  join(
    logs: readonly {
      readonly id: string;
      readonly name: string;
      readonly session: Session;
    }[],
  ): void;
  begin(format: { readonly id: string; readonly title: string }): void;
  take({ records, traces, open }: ReadStep): void;
  /** Whether the file is the log of an agent. */
  get exists(): boolean;
  /** As it is now; `null` for a file that is no log of an agent. */
  get session(): Session | null;
  /** `null` for a file that is no log of an agent. */
  head(known: number | null): SessionHead | null;
  part({ version: asked, list, from, to }: PartOfSession): SessionPart;
}
