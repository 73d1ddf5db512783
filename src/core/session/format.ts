import type { Message } from '../model/message';
import type { SessionReader } from './reader';

/** How a format's logs become a session. */
export interface SessionFormat {
  /** Ids of trace formats. */
  readonly ids: readonly string[];
  /** Notes what the log tells beside its generations; without one the prompts of the traces tell the turns. */
  readonly reader?: () => SessionReader;
  /**
   * The prompts of the traces tell the turns: two calls answer one message when their prompts hold the very same messages (traces of one
   * conversation share them). Without this and without a reader, when their last words of the user are equal.
   */
  readonly sharesMessages?: true;
  /** As `sharesMessages`, with the last words of the user, beside a reader that tells other things. */
  readonly tellsPrompts?: true;
  /** Nobody sits before the agent: the messages of the user are tasks, and no time is spent waiting for them. */
  readonly unattended?: true;
  /** Such a file may also be rows that have nothing to do with each other: it keeps its list. */
  readonly mayBeRows?: true;
  /** What such a log cannot tell, for whoever sees an unknown. */
  readonly lacks: Message | null;
}
