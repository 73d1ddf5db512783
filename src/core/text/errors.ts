import type { Sentence, SentenceArg } from '../model/sentence';

/** What a thrown value says: its message, or itself as text. For logs; people are told by `Voice.reason`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The sentence that an error carries for people; `null` where it has none, as those of the system. */
export function sentenceOf(error: unknown): Sentence | null {
  return error instanceof Error && 'sentence' in error ? (error.sentence as Sentence | null) : null;
}

/** Why something failed, to fill a hole of a sentence. */
export const toldOf = (error: unknown): SentenceArg => sentenceOf(error) ?? reasonOf(error);
