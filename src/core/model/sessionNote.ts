import type { RunTotals, SessionEventKind } from './session';

/** Where in the log something is said: the record's number, its time in epoch milliseconds, and whose record it is. */
export interface NotePlace {
  readonly record: number;
  readonly at: number | null;
  /** Thread of a sub-agent; `null` is the main conversation. */
  readonly agent: string | null;
}

/** What a log tells of a session beside its generations. */
export type NoteBody =
  /** A message in the user's name, as recorded; `injected` names the rule when all of it is the client's. */
  | { readonly kind: 'user'; readonly text: string; readonly injected: string | null }
  /** The record is a generation's, of this thread; `synthetic` when the client made it up, so that it is no call. */
  | { readonly kind: 'generation'; readonly synthetic: boolean }
  /**
   * A sub-agent and what started it: the id of the tool call, or the task that it was given. `id` is `null` where it is
   * only being started.
   */
  | {
      readonly kind: 'agent';
      readonly id: string | null;
      readonly name: string | null;
      readonly callId: string | null;
      readonly task: string | null;
    }
  /** How long a tool took or whether it failed, told apart from its result, and whether the user took back what it did. */
  | {
      readonly kind: 'tool';
      readonly callId: string;
      readonly durationMs: number | null;
      readonly failed: boolean | null;
      readonly undone?: true;
    }
  | { readonly kind: 'event'; readonly event: SessionEventKind; readonly text: string }
  /** Nobody speaks after the task: what stands in the user's name from the first answer on is what commands printed. */
  | { readonly kind: 'observed' }
  /** The last one counts: some logs tell them again and again. */
  | { readonly kind: 'totals'; readonly totals: RunTotals }
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'folder'; readonly text: string };

export type SessionNote = NotePlace & NoteBody;
