import { msg, type Message } from '../model/message';
import { reasonOf, sentenceOf } from './errors';
import { filled, plain, worded, type SentenceFigure, type Words } from '../model/sentence';

type Translate = (message: Message, ...args: readonly string[]) => string;

/**
 * The one writer of numbers and sentences, in one language: pages, host, terminal and exports each make one. The names
 * without `about` are for what was counted; `about` rounds what was estimated to what can be known of it.
 */
export interface Voice {
  /** USD with the digits that tell small amounts apart: "$0.0053", "$1.31", "$1,240". */
  readonly usd: (usd: number) => string;
  /** USD to two significant digits, four decimals at most: "$0.0038", "$0.024", "$78". `bare` leaves out the sign. */
  readonly aboutUsd: (usd: number, bare?: boolean) => string;
  /** USD with a fixed number of decimals: a tick of an axis. */
  readonly usdTick: (usd: number, digits: number) => string;
  /** A whole number, thousands separated: "2,307". */
  readonly count: (n: number) => string;
  /** A count in little room: "940", "2.5K". */
  readonly shortCount: (n: number) => string;
  /** To two significant digits: "1,200". */
  readonly aboutCount: (n: number) => string;
  /** Exactly so many decimals, or at most so many. */
  readonly decimal: (n: number, digits: number, atMost?: boolean) => string;
  /** A share 0..1: "12 %", "under 1 %". */
  readonly share: (share: number, digits?: number) => string;
  /** A time that was measured: "3.2 s", "1 min 18 s", "2 h 5 min". */
  readonly time: (seconds: number) => string;
  /** A time that was estimated: value and unit apart, so that a range names its unit once. */
  readonly aboutTime: (seconds: number) => { readonly value: string; readonly unit: string };
  /** A wait in words: "20 seconds", "2 minutes". */
  readonly wait: (seconds: number) => string;
  /** Epoch milliseconds as a day: "7 Nov 2026". */
  readonly day: (at: number) => string;
  /** Epoch milliseconds as a day with its time: "Nov 7, 2026, 14:32:08"; to the minute where `short` is enough. */
  readonly moment: (at: number, timeStyle?: 'short' | 'medium') => string;
  /** Epoch milliseconds as a time of day: "14:32:08". */
  readonly clock: (at: number) => string;
  /** How many times as much: two digits below ten, one significant digit below one. */
  readonly times: (factor: number) => string;
  /** Sentences of the core; emphasis stays as `**bold**`. */
  readonly rich: (words: Words) => string;
  /** The same without emphasis. */
  readonly words: (words: Words) => string;
  /** Why something failed: the sentence that the error carries, or what the system says. */
  readonly reason: (error: unknown) => string;
}

/** The least amounts of money that are written out: of an estimate, and of what was counted. */
const LEAST_ABOUT_USD = 0.0001;
const LEAST_USD = 0.000001;

/** Cents from a dime on; below, two digits that count, four decimals at least. */
function usdDigits(usd: number): number {
  const size = Math.abs(usd);
  if (size >= 100) return 0;
  return size >= 0.1 || size === 0 ? 2 : Math.max(4, Math.min(6, 1 - Math.floor(Math.log10(size))));
}

/** Decimals that leave two significant digits, four at most. */
function aboutDigits(usd: number): number {
  const size = Math.abs(usd);
  if (size === 0 || size >= 9.995) return 0;
  if (size >= 0.0995) return 2;
  return size >= 0.00995 ? 3 : 4;
}

/** Makes the voice of a language: `locale` is a BCP 47 tag, `translate` gives a message in it with {0}, {1} filled in. */
export function voice(locale: string, translate: Translate): Voice {
  const write = numberWriter(locale);
  const currency = (usd: number, digits: number): string =>
    write(usd, {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const decimal: Voice['decimal'] = (n, digits, atMost = false) =>
    write(n, {
      maximumFractionDigits: digits,
      ...(atMost ? {} : { minimumFractionDigits: digits }),
    });
  const count = (n: number): string => write(n, { maximumFractionDigits: 0 });
  const tiny = (usd: number, least: number): boolean => usd !== 0 && Math.abs(usd) < least / 2;
  const aboutUsd: Voice['aboutUsd'] = (usd, bare = false) => {
    const one = (x: number, digits: number) => (bare ? decimal(x, digits) : currency(x, digits));
    return tiny(usd, LEAST_ABOUT_USD) ? `<${one(LEAST_ABOUT_USD, 4)}` : one(usd, aboutDigits(usd));
  };
  const share: Voice['share'] = (part, digits = 0) =>
    digits === 0 && part > 0 && part < 0.005
      ? translate(msg('under {0} %'), '1')
      : translate(msg('{0} %'), decimal(part * 100, digits));
  const wait = (seconds: number): string => {
    if (seconds < 1.5) return translate(msg('1 second'));
    if (seconds >= 90) return translate(msg('{0} minutes'), count(seconds / 60));
    const near = seconds < 10 ? seconds : Math.round(seconds / 5) * 5;
    return translate(msg('{0} seconds'), count(near));
  };
  const times = (x: number): string => {
    if (x >= 9.95) return count(x);
    return x >= 0.95 ? decimal(x, 1) : write(x, { maximumSignificantDigits: 1 });
  };
  const figure = ({ as, value }: SentenceFigure): string =>
    ({ usd: aboutUsd, count, percent: share, wait, times })[as](value);
  const rich = (words: Words): string => worded(words, { translate, figure });
  const words = (told: Words): string => plain(rich(told));
  return {
    usd: (usd) =>
      tiny(usd, LEAST_USD) ? `<${currency(LEAST_USD, 6)}` : currency(usd, usdDigits(usd)),
    aboutUsd,
    usdTick: currency,
    count,
    shortCount: (n) => write(n, { notation: 'compact', maximumFractionDigits: 1 }),
    aboutCount: (n) => write(n, { maximumSignificantDigits: 2 }),
    decimal,
    share,
    time: (seconds) => measuredTime(seconds, decimal, translate),
    aboutTime: (seconds) => estimatedTime(seconds, decimal, translate),
    wait,
    ...datesOf(locale),
    times,
    rich,
    words,
    reason: (error) => {
      const sentence = sentenceOf(error);
      return sentence === null ? reasonOf(error) : words(sentence);
    },
  };
}

/** Writes numbers of a language; formats are made once, which costs a thousand times a use. */
function numberWriter(locale: string): (n: number, options: Intl.NumberFormatOptions) => string {
  const formats = new Map<string, Intl.NumberFormat>();
  return (n, options) => {
    const key = JSON.stringify(options);
    let format = formats.get(key);
    if (format === undefined) formats.set(key, (format = new Intl.NumberFormat(locale, options)));
    return format.format(n);
  };
}

/** Days and times of day, in the reader's own time zone. */
function datesOf(locale: string): Pick<Voice, 'day' | 'moment' | 'clock'> {
  const write = (at: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, options).format(at);
  return {
    day: (at) => write(at, { day: 'numeric', month: 'short', year: 'numeric' }),
    moment: (at, timeStyle = 'medium') => write(at, { dateStyle: 'medium', timeStyle }),
    clock: (at) => write(at, { timeStyle: 'medium' }),
  };
}

function measuredTime(seconds: number, decimal: Voice['decimal'], translate: Translate): string {
  if (seconds < 60) return translate(msg('{0} s'), decimal(seconds, 1));
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? translate(msg('{0} min {1} s'), String(minutes), String(whole % 60))
    : translate(msg('{0} h {1} min'), String(Math.floor(minutes / 60)), String(minutes % 60));
}

function estimatedTime(seconds: number, decimal: Voice['decimal'], translate: Translate) {
  const of = (value: number, digits: number, unit: Message) => ({
    value: decimal(value, digits),
    unit: translate(unit),
  });
  if (seconds < 9.95) return of(seconds, 1, msg('s'));
  if (seconds < 89.5) return of(seconds, 0, msg('s'));
  if (seconds < 570) return of(seconds / 60, 1, msg('min'));
  if (seconds < 5_400) return of(seconds / 60, 0, msg('min'));
  return of(seconds / 3_600, 1, msg('h'));
}

/** For terminals, agents and JSON. */
export const english = voice('en', (message, ...args) => filled(message, args));

/** `1 call`, `2,400 calls`: a number with the English word for what it counts. */
export function counted(n: number, one: string): string {
  return `${english.count(n)} ${one}${n === 1 ? '' : 's'}`;
}

/** Sentences in English without emphasis. */
export const inEnglish = english.words;
