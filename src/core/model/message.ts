/** The mark, which exists in types only. */
export interface Translatable {
  readonly translatable: true;
}

/**
 * A text of the interface in English, which is its own key in the translations. Only what the collector of strings finds
 * (`npm run l10n`) has this type, so that no other English can reach a translated page.
 */
export type Message = string & Translatable;

/** A message where it is written out: any literal, which the collector finds there, but no computed string. */
export type Written<M extends string> = M extends Message ? M : string extends M ? never : M;

/** Marks a message that is translated where it is shown. */
export function msg<const M extends string>(message: Written<M>): Message {
  return message as string as Message;
}
