import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A language of the pages: English, an invented one that is 40 % longer, Simplified Chinese. */
export type Language = 'en' | 'longer' | 'zh-cn';

const accents: Readonly<Record<string, string>> = {
  ...{ a: 'áä', e: 'éë', i: 'íï', o: 'óö', u: 'úü', y: 'ýÿ' },
  ...{ A: 'ÁÄ', E: 'ÉË', I: 'ÍÏ', O: 'ÓÖ', U: 'ÚÜ', Y: 'ÝŸ' },
};

/** A message in a language that is about 40 % longer: vowels doubled, with accents, in brackets. Holes stay. */
export function longer(message: string): string {
  const text = message
    .split(/(\{\d+\})/)
    .map((part) => (part.startsWith('{') ? part : part.replace(/[aeiouy]/gi, (c) => accents[c]!)))
    .join('');
  return `«${text}»`;
}

/** What the host has of a language: its tag, and its messages by English message. */
export function languageOf(
  language: Language,
  root: string,
): { readonly language: string; readonly messages: Readonly<Record<string, string>> } {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(root, 'l10n', name), 'utf8')) as Record<string, string>;
  if (language === 'en') return { language: 'en', messages: {} };
  if (language === 'zh-cn') return { language, messages: read('bundle.l10n.zh-cn.json') };
  const messages = Object.keys(read('bundle.l10n.json'));
  return { language: 'en', messages: Object.fromEntries(messages.map((m) => [m, longer(m)])) };
}
