/** A figure of a sentence: worded where it is shown, in the reader's way to write numbers. Waits in seconds. */
export interface Figure {
  readonly as: 'usd' | 'count' | 'percent' | 'wait' | 'times';
  readonly value: number;
}

/** What fills a hole of a sentence: a name as it is, a figure, or a phrase that is translated itself. */
export type SentenceArg = string | Figure | Sentence;

/** A sentence as data: an English template, which is its own key in translations, and what fills {0}, {1}. May hold `**bold**`. */
export interface Sentence {
  readonly message: string;
  readonly args: readonly SentenceArg[];
}

/** One sentence, or several that are read in a row. */
export type Words = Sentence | readonly Sentence[];

/** The collector of strings finds the message here. */
export function say(message: string, ...args: readonly SentenceArg[]): Sentence {
  return { message, args };
}

export const usdFigure = (value: number): Figure => ({ as: 'usd', value });
export const countFigure = (value: number): Figure => ({ as: 'count', value });
export const percentFigure = (share: number): Figure => ({ as: 'percent', value: share });
export const waitFigure = (seconds: number): Figure => ({ as: 'wait', value: seconds });
export const timesFigure = (value: number): Figure => ({ as: 'times', value });

/** How one place words sentences: its translations and its numbers. */
export interface Speaker {
  readonly translate: (message: string, ...args: readonly string[]) => string;
  readonly figure: (figure: Figure) => string;
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

/** Money: two significant digits, at most four decimals. */
export function usd(x: number): string {
  const size = Math.abs(x);
  if (size > 0 && size < 0.00005) return '<$0.0001';
  if (size >= 1000) return `$${Math.round(x).toLocaleString('en')}`;
  if (size >= 10) return `$${x.toFixed(0)}`;
  if (size >= 0.1) return `$${x.toFixed(2)}`;
  return `$${x.toFixed(size >= 0.01 ? 3 : 4)}`;
}

const wait = (s: number): string =>
  s < 1.5
    ? '1 second'
    : s < 10
      ? `${Math.round(s)} seconds`
      : s < 90
        ? `${Math.round(s / 5) * 5} seconds`
        : `${Math.round(s / 60)} minutes`;

/** How many times as much: two digits below ten, one significant digit below one. */
export const times = (x: number): string =>
  x >= 10 ? x.toFixed(0) : x >= 0.95 ? x.toFixed(1) : x.toPrecision(1);

/** Fills the holes of a template. */
export const filled = (message: string, args: readonly string[]): string =>
  message.replace(/\{(\d+)\}/g, (hole, n: string) => args[Number(n)] ?? hole);

const english: Speaker = {
  translate: (message, ...args) => filled(message, args),
  figure: ({ as, value }) => {
    switch (as) {
      case 'usd':
        return usd(value);
      case 'count':
        return Math.round(value).toLocaleString('en');
      case 'percent':
        return `${Math.round(value * 100)} %`;
      case 'wait':
        return wait(value);
      case 'times':
        return times(value);
    }
  },
};

/** Without the marks of emphasis. */
export const plain = (text: string): string => text.replace(/\*\*/g, '');

/** The sentences in English without emphasis: for terminals, agents and JSON. */
export const inEnglish = (words: Words): string => plain(worded(words, english));
