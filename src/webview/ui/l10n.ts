import type { Written } from '../../core/model/message';

let strings: Readonly<Record<string, string>> = {};
let locale = 'en';

/** Sets the display language and the translations, by English message. */
export function setLanguage(tag: string, translations: Readonly<Record<string, string>>): void {
  locale = tag;
  strings = translations;
  document.documentElement.lang = tag;
}

/** BCP 47 tag for numbers, money and dates. */
export function displayLocale(): string {
  return locale;
}

/** The message in the display language with {0}, {1} ... filled in; the same messages as `vscode.l10n.t`. */
export function t<const M extends string>(
  message: Written<M>,
  ...args: readonly (string | number)[]
): string {
  const text = Object.hasOwn(strings, message) ? strings[message]! : message;
  return text.replace(/\{(\d+)\}/g, (hole, n: string) => String(args[Number(n)] ?? hole));
}
