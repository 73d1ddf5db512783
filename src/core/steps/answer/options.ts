import { canonical } from './canonical';

/** Where options are looked for: the end of a prompt. UTF-16 units. */
const WINDOW = 8_000;
/** The mark of an option: `A.`, `(B)`, `C:`, `**D)**`, at the start of a line or behind white space. */
const MARK = /(?:^|\s)(?:[-*•]\s+)?\*{0,2}\(?([A-J])[).:]\*{0,2}\s+/gu;
const LEAST = 2;

/** What stands behind each option letter of a question, in order from A on; empty where it offers none. */
export function optionsOf(prompt: string): ReadonlyMap<string, string> {
  const text = prompt.slice(-WINDOW);
  const marks = [...text.matchAll(MARK)];
  const first = marks.findLastIndex(([, letter], i) => letter === 'A' && marks[i + 1]?.[1] === 'B');
  const found = new Map<string, string>();
  if (first < 0) return found;
  for (let i = first; i < marks.length; i++) {
    const [mark, letter] = marks[i]!;
    // "As in A. and B." behind the options names them again.
    if (letter === undefined || letter.charCodeAt(0) !== 0x41 + i - first) break;
    const start = marks[i]!.index + mark.length;
    const next = marks[i + 1];
    const follows = next?.[1]?.charCodeAt(0) === letter.charCodeAt(0) + 1;
    const rest = text.slice(start, follows ? next.index : undefined);
    found.set(letter, (follows ? rest : (rest.split('\n')[0] ?? '')).trim());
  }
  return found.size < LEAST ? new Map<string, string>() : found;
}

/**
 * What an option says, as long as no other option says it, too: "triplet" beside "triplet of triplets" tells nothing.
 */
export function ownContent(options: ReadonlyMap<string, string>, letter: string): string | null {
  const content = options.get(letter);
  if (content === undefined || content === '') return null;
  const written = canonical(content).text.trim();
  for (const [other, said] of options) {
    if (other !== letter && ` ${canonical(said).text} `.includes(written)) {
      return /^[-\d.]/u.test(written) ? content : null;
    }
  }
  return content;
}

/** The option that says what was answered in its words, not by its letter; `null` where none does. */
export function letterOf(options: ReadonlyMap<string, string>, answer: string): string | null {
  const written = canonical(answer).text.trim();
  for (const [letter, said] of options) if (canonical(said).text.trim() === written) return letter;
  return null;
}
