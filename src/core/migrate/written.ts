import type { DocumentLanguage, RequestArgument } from '../prompt/model';
import type { Template } from './rules/rule';

/** How a call writes its arguments: taken from one of them. */
export interface Style {
  readonly language: DocumentLanguage;
  /** Quote of strings. */
  readonly quote: string;
  /** Quote of names, empty where they are bare. */
  readonly nameQuote: string;
  /** Between name and value. */
  readonly between: string;
}

const CODE: ReadonlySet<DocumentLanguage> = new Set(['python', 'javascript', 'json']);

/** The style of the argument that a new one is put beside; null where calls of this language are not edited. */
export function styleOf(
  argument: RequestArgument,
  document: string,
  language: DocumentLanguage,
  quote: string,
): Style | null {
  const { nameRange, value } = argument;
  if (nameRange === null || !CODE.has(language)) return null;
  const first = document[nameRange.start] ?? '';
  const nameQuote = first === '"' || first === "'" ? first : '';
  // `{ model }`
  if (value.range.start === nameRange.start)
    return { language, quote, nameQuote: '', between: ': ' };
  const between = document.slice(nameRange.end, value.range.start);
  return /^\s{0,4}[:=]\s{0,4}$/.test(between) ? { language, quote, nameQuote, between } : null;
}

const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  python: ['True', 'False'],
};

/** A value in the words of the language. `name` spells the names in records. */
export function writtenValue(
  value: Template,
  style: Style,
  name: (own: string) => string = (own) => own,
): string {
  if (typeof value === 'string') return style.quote + value + style.quote;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') {
    const [yes, no] = WORDS[style.language] ?? ['true', 'false'];
    return value ? yes : no;
  }
  const inner = Object.entries(value).map(([key, v]) => {
    const word =
      style.language === 'javascript' ? name(key) : style.quote + name(key) + style.quote;
    return `${word}: ${writtenValue(v, style, name)}`;
  });
  return style.language === 'javascript' ? `{ ${inner.join(', ')} }` : `{${inner.join(', ')}}`;
}

/** `name=value` as the call writes it. */
export const writtenArgument = (name: string, value: string, style: Style): string =>
  style.nameQuote + name + style.nameQuote + style.between + value;
