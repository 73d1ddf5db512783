import type { Message } from '../model/message';
import type { Injected, RunTotals, SessionEventKind } from '../model/session';
import type { CallFacts } from './callFacts';

/** A place in the log: its record, and among those of one record the order in which they were found. */
export interface LogPlace {
  readonly record: number;
  readonly nth: number;
}

/** A message of the user, taken apart. */
export interface MessageFacts {
  readonly kind: 'message';
  readonly place: LogPlace;
  readonly at: number | null;
  readonly agent: string | null;
  readonly own: string;
  readonly injected: readonly Injected[];
  readonly command: string | null;
}

export interface EventFacts {
  readonly kind: 'event';
  readonly place: LogPlace;
  readonly at: number | null;
  readonly agent: string | null;
  readonly event: SessionEventKind;
  readonly text: string;
}

export interface PlacedCall {
  readonly kind: 'call';
  readonly place: LogPlace;
  readonly agent: string | null;
  readonly facts: CallFacts;
}

export interface AgentFacts {
  /** Thread; `null` where it was only started. */
  readonly id: string | null;
  readonly name: string | null;
  readonly callId: string | null;
  /** What it was told, its beginning. */
  readonly task: string | null;
}

/** What was told of a tool apart from its result. */
export interface ToolNote {
  readonly durationMs: number | null;
  readonly failed: boolean | null;
  /** The user took back what it did. */
  readonly undone?: true;
}

/** All that a file told of its session, in bounded previews. */
export interface FoundSession {
  readonly format: string;
  readonly formatTitle: Message;
  readonly lacks: Message | null;
  readonly isAgentLog: boolean;
  readonly unattended: boolean;
  readonly title: string | null;
  readonly folder: string | null;
  readonly totals: RunTotals | null;
  readonly items: readonly (MessageFacts | EventFacts | PlacedCall)[];
  readonly agents: readonly AgentFacts[];
  /** What was told of tools apart from their results, by call id. */
  readonly tools: ReadonlyMap<string, ToolNote>;
}
