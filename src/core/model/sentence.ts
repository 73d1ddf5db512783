import { msg, type Message, type Written } from './message';

/** A figure of a sentence: worded where it is shown, in the reader's way to write numbers. Waits in seconds. */
export interface SentenceFigure {
  readonly as: 'usd' | 'count' | 'percent' | 'wait' | 'times';
  readonly value: number;
}

/** What fills a hole of a sentence: a name as it is, a figure, or a phrase that is translated itself. */
export type SentenceArg = string | SentenceFigure | Sentence;

/** A sentence as data: an English template, which is its own key in translations, and what fills {0}, {1}. May hold `**bold**`. */
export interface Sentence {
  readonly message: Message;
  readonly args: readonly SentenceArg[];
}

/** One sentence, or several that are read in a row. */
export type Words = Sentence | readonly Sentence[];

/** The collector of strings finds the message here. */
export function say<const M extends string>(
  message: Written<M>,
  ...args: readonly SentenceArg[]
): Sentence {
  return { message: msg<M>(message), args };
}

/** A text as it is: what the system or a library said, which has no translation. */
export const verbatim = (text: string): Sentence => say('{0}', text);

export const usdFigure = (value: number): SentenceFigure => ({ as: 'usd', value });
export const countFigure = (value: number): SentenceFigure => ({ as: 'count', value });
export const percentFigure = (share: number): SentenceFigure => ({ as: 'percent', value: share });
export const waitFigure = (seconds: number): SentenceFigure => ({ as: 'wait', value: seconds });
export const timesFigure = (value: number): SentenceFigure => ({ as: 'times', value });

/** How one place words sentences: its translations and its numbers. */
export interface Speaker {
  readonly translate: (message: Message, ...args: readonly string[]) => string;
  readonly figure: (figure: SentenceFigure) => string;
}

/** The text of sentences in a speaker's language. */
export function worded(words: Words, speaker: Speaker): string {
  if (!('message' in words)) return words.map((s) => worded(s, speaker)).join(' ');
  const args = words.args.map((arg) => {
    if (typeof arg === 'string') return arg;
    return 'as' in arg ? speaker.figure(arg) : worded(arg, speaker);
  });
  return speaker.translate(words.message, ...args);
}

/** Fills the holes of a template. */
export const filled = (message: string, args: readonly string[]): string =>
  message.replace(/\{(\d+)\}/g, (hole, n: string) => args[Number(n)] ?? hole);

/** Without the marks of emphasis. */
export const plain = (text: string): string => text.replace(/\*\*/g, '');
