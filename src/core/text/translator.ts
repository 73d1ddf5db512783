import { filled } from '../model/sentence';

/** Messages of the display language by their English. */
export type Translations = Readonly<Record<string, string>>;

/** Says messages in the language of translations; in English what they lack. */
export const translator =
  (translations: Translations) =>
  (message: string, ...args: readonly string[]): string =>
    filled(Object.hasOwn(translations, message) ? translations[message]! : message, args);
