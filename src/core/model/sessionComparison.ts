import type { Message } from './message';
import type { Figures, Money, ToolFamily } from './session';

/** Two sessions side by side, in bounded previews. */
export interface SessionComparison {
  readonly a: ComparedSession;
  readonly b: ComparedSession;
  /** Indexes into the lines of each side, -1 for a line without a partner. */
  readonly pairs: { readonly a: readonly number[]; readonly b: readonly number[] };
  /** Row of `pairs` from which the two go different ways for a while; `null` when they never do. */
  readonly partsAt: number | null;
  /** Whether both begin with the same words of the user; `null` where one has none. */
  readonly sameTask: boolean | null;
  /** Files that were edited, relative to each session's folder, in name order. */
  readonly files: {
    readonly both: readonly string[];
    readonly onlyA: readonly string[];
    readonly onlyB: readonly string[];
  };
}

/** One side of a comparison. */
export interface ComparedSession {
  /** The log's title, else the first own words of the user; `null` without either. */
  readonly title: string | null;
  readonly formatTitle: Message;
  readonly models: readonly string[];
  readonly startedAt: number | null;
  readonly turns: number;
  readonly agents: number;
  readonly figures: Figures;
  /** What the main agent was told, did and said, in order. */
  readonly lines: readonly ComparedLine[];
  /** Lines beyond those that are compared. */
  readonly left: number;
  /** The last words of the main agent; `null` when it said nothing. */
  readonly answer: string | null;
}

/** A message of the user, a tool call, or an answer without tools. */
export interface ComparedLine {
  readonly kind: 'turn' | 'tool' | 'said';
  readonly turn: number;
  /** Index of the call; `null` for a turn. */
  readonly call: number | null;
  /** The call's trace in the session's file; `null` for a turn. */
  readonly trace: number | null;
  /** Index of the tool call, `null` for other lines. */
  readonly tool: number | null;
  /** Number of the turn or of the call, as people know it. */
  readonly label: string;
  readonly family: ToolFamily | null;
  readonly text: string;
  readonly failed: boolean;
  /** Two lines with one hash are the same word by word. */
  readonly hash: string;
  /** Of a turn, or of a call on its first line; `null` on other lines. */
  readonly money: Pick<Money, 'usd' | 'bound'> | null;
}
