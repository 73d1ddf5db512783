import type { MissingAgent } from '../core/session/join';
import type { Call, Finding, Session, ToolCall, Turn } from '../core/model/session';

// The data of a session's page. The lists that grow with the file cross in parts, so that no message is long.

/** The lists that cross in parts. */
export interface SessionLists {
  readonly turns: readonly Turn[];
  readonly calls: readonly Call[];
  readonly tools: readonly ToolCall[];
}
export type SessionList = keyof SessionLists;
export const sessionLists = ['turns', 'calls', 'tools'] as const satisfies readonly SessionList[];

/** So many items of a list cross at once: some hundred kilobytes at most. */
export const partSizes: Readonly<Record<SessionList, number>> = {
  turns: 100,
  calls: 400,
  tools: 400,
};

/** A session without its long lists. */
export interface SessionHead {
  /** Of the session as it is now: parts are asked for by it. */
  readonly version: number;
  readonly rest: Omit<Session, SessionList>;
  readonly findings: readonly Finding[];
  /** Sub-agents whose calls may be in files beside this one, by their ids. */
  readonly missing: readonly (MissingAgent & { readonly id: string })[];
  readonly counts: Readonly<Record<SessionList, number>>;
  /** Items before these are as they were in the version that the page knows. */
  readonly same: Readonly<Record<SessionList, number>>;
}

/** Numbers of the traces of a session's own file, or of a sub-agent's by its name, that hold some words. */
export interface TracesFound {
  readonly agent: string | null;
  readonly traces: readonly number[];
}

/** A part of one list. `version` is another than the one asked for when the file changed meanwhile. */
export interface SessionPart extends Partial<SessionLists> {
  readonly version: number;
}
