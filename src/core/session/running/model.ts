import type { Message } from '../../model/message';
import type { Money } from '../../model/session';
import type { Sentence } from '../../model/sentence';

/** What is always in sight of a session that goes on. `null` is unknown. */
export interface RunningSession {
  readonly title: string | null;
  readonly formatTitle: Message;
  readonly calls: number;
  /** Of the newest call of the main agent. */
  readonly model: string | null;
  readonly money: Pick<Money, 'usd' | 'bound'>;
  /** Tokens that the main agent's newest counted call read, and the most that its model can read. */
  readonly contextTokens: number | null;
  readonly contextWindow: number | null;
  /** Over the calls that count both, their tokens. */
  readonly reasoning: { readonly tokens: number; readonly output: number } | null;
  readonly turns: number;
  /** From the first words to the end of the last turn that has times; `null` where none are recorded. */
  readonly minutes: number | null;
  /** Epoch milliseconds of the end, where the agent has answered and nothing is asked since; `null` while it works. */
  readonly endedAt: number | null;
  /** Tokens of output of the last turns that count any, oldest first, at most `RECENT_TURNS`. */
  readonly recent: readonly number[];
}

/** So many turns are in sight at once. */
export const RECENT_TURNS = 12;

export const ALARM_IDS = ['loop', 'budget', 'answer', 'outputLimit'] as const;
export type AlarmId = (typeof ALARM_IDS)[number];

/** Something that a user who is away from the agent may want to stop. */
export interface Alarm {
  readonly id: AlarmId;
  readonly sentence: Sentence;
  /** The call that it is about, an index of the session's calls. */
  readonly call: number;
  /** Its trace in the session's file, where there is reasoning to look at. */
  readonly trace: number | null;
}
