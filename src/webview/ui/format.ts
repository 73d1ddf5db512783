import { voice, type Voice } from '../../core/text/voice';
import { displayLocale, t } from './l10n';

let made: { readonly locale: string; readonly voice: Voice } | null = null;

/** The voice of this page, in the display language. */
export function pageVoice(): Voice {
  const locale = displayLocale();
  if (made?.locale !== locale) made = { locale, voice: voice(locale, t) };
  return made.voice;
}

/** A whole number with thousands separated: "2,307". */
export const formatCount = (value: number): string => pageVoice().count(value);

/** A count in little room: "940", "2.5K". */
export const formatShort = (value: number): string => pageVoice().shortCount(value);

/** A number with a fixed number of decimals. */
export const formatDecimal = (value: number, digits: number): string =>
  pageVoice().decimal(value, digits);

/** USD with enough digits to tell small amounts apart: "$0.0053", "$1.31", "$1,240". */
export const formatUsd = (usd: number): string => pageVoice().usd(usd);

/** US cents without the unit, for columns headed "¢": "0.024". */
export function formatCents(usd: number): string {
  return formatDecimal(usd * 100, Math.abs(usd) >= 0.1 ? 1 : 3);
}

/** Cost of a row, in cents without the unit; a dash when it is not known. */
export function formatRowCost(usd: number | null): string {
  if (usd === null) return '–';
  return usd >= 100 ? formatUsd(usd) : formatCents(usd);
}

/** Cents with their unit below a dime, dollars above: "0.208 ¢", "$1.31". */
export function formatSmallUsd(usd: number): string {
  return usd < 0.1 ? `${formatCents(usd)} ¢` : formatUsd(usd);
}

/** A share 0..1 in per cent, whole unless told: "12 %". */
export const formatShare = (share: number, digits = 0): string => pageVoice().share(share, digits);

/** Seconds for people: "3.2 s", "1 min 18 s", "2 h 5 min". */
export const formatSeconds = (seconds: number): string => pageVoice().time(seconds);

/** Epoch milliseconds as a day: "7 Nov 2026" in the display language. */
export const formatDay = (at: number): string => pageVoice().day(at);

/** YYYY-MM-DD as a day, whatever the time zone. */
export function formatIsoDay(day: string): string {
  const time = Date.parse(`${day.slice(0, 10)}T12:00:00`);
  return Number.isNaN(time) ? day : formatDay(time);
}

/** Step numbers on screen start at 1. */
export function stepNumber(step: number): string {
  return formatCount(step + 1);
}

/** A range of steps: "9–13", or "9" for one. */
export function stepRange(first: number, last: number): string {
  return first === last ? stepNumber(first) : `${stepNumber(first)}–${stepNumber(last)}`;
}

/** Bytes for people: "12.9 kB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return t('{0} bytes', formatCount(bytes));
  if (bytes < 1e6) return t('{0} kB', formatDecimal(bytes / 1000, 1));
  return t('{0} MB', formatDecimal(bytes / 1e6, 1));
}
