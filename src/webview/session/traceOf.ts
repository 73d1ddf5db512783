import type { Call, Session } from '../../core/model/session';

/** The trace of a call: its number in the session's own file (`null`) or in that of a sub-agent. */
export interface TraceOf {
  readonly file: string | null;
  readonly trace: number;
}

export function traceOf({ agents }: Session, { agent, trace }: Call): TraceOf {
  return { file: agents[agent]?.file ?? null, trace };
}

/** A trace by its file and number. */
export const traceKey = ({ file, trace }: TraceOf): string => `${trace} ${file ?? ''}`;
