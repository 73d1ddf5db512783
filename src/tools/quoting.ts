import { createRedactor } from '../core/export/redact';
import { quotedBlock, quotedLine, quotingNote } from '../core/text/quotedData';

/** Of one text, in UTF-16 units: more is cut. */
export const MAX_TEXT = 6_000;

/** What a tool answers a language model: words, and the same as data. */
export interface Reply<Data extends object> {
  readonly text: string;
  readonly data: Data;
}

/** How recorded text goes to a language model: as data between borders, credentials blacked out, cut. One for each reply. */
export interface Quoting {
  /** What is said before the first quoted text. */
  readonly note: string;
  /** On one line in double quotes; `null` is "unknown". */
  line(text: string | null): string;
  /** Between two borders, at most `most` UTF-16 units. Give the whole text: a credential that was cut is not known. */
  block(title: string, text: string, most?: number): string;
  /** As a value of the data. */
  value(text: string, most?: number): string;
}

/** `mark` is in the borders: it must be random, so that no text can hold it. */
export function createQuoting(mark: string): Quoting {
  const redact = createRedactor();
  return {
    note: quotingNote(mark),
    line: (text) => (text === null ? 'unknown' : quotedLine(redact(text.slice(0, MAX_TEXT)))),
    // A credential that the cut would divide is still known in what is looked at.
    block: (title, text, most = MAX_TEXT) =>
      quotedBlock(title, redact(text.slice(0, 2 * MAX_TEXT)), mark, most),
    value: (text, most = MAX_TEXT) => redact(text.slice(0, 2 * most)).slice(0, most),
  };
}
