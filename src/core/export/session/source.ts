import type { Session } from '../../model/session';
import type { Trace } from '../../model/trace';
import type { LabelsBeside } from '../../steps/corrections/beside';

/** What a session's export is made from. */
export interface SessionSource {
  readonly session: Session;
  /** A trace of the session's own file, or of a sub-agent's by its name; `null` where that is not at hand. */
  readonly read: (trace: number, file: string | null) => Promise<Trace | null>;
  /** The labels beside that file. */
  readonly labels: LabelsBeside;
}
