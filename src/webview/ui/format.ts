import { displayLocale, t } from './l10n';

const formats = new Map<string, Intl.NumberFormat>();

function number(value: number, options: Intl.NumberFormatOptions): string {
  const key = `${displayLocale()} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(displayLocale(), options);
    formats.set(key, format);
  }
  return format.format(value);
}

/** A whole number with thousands separated: "2,307". */
export function formatCount(value: number): string {
  return number(Math.round(value), { maximumFractionDigits: 0 });
}

/** A count in little room: "940", "2.5K". */
export function formatShort(value: number): string {
  return number(value, { notation: 'compact', maximumFractionDigits: 1 });
}

/** A number with a fixed number of decimals. */
export function formatDecimal(value: number, digits: number): string {
  return number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** USD with enough digits to tell small amounts apart: "$0.0053", "$1.31", "$1,240". */
export function formatUsd(usd: number): string {
  const size = Math.abs(usd);
  if (size !== 0 && size < 0.00005) return `<${symbol(0.0001, 4)}`;
  const digits = size >= 100 ? 0 : size >= 0.1 || size === 0 ? 2 : 4;
  return symbol(usd, digits);
}

function symbol(usd: number, digits: number): string {
  return number(usd, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

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

/** A share 0..1 in per cent, whole unless told; what would round to none is "<1%". */
export function formatShare(share: number, digits = 0): string {
  if (digits === 0 && share > 0 && share < 0.005) return `<${formatShare(0.01)}`;
  return number(share, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Seconds for people: "3.2 s", "1 min 18 s", "2 h 5 min". */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return t('{0} s', formatDecimal(seconds, 1));
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return t('{0} min {1} s', minutes, whole % 60);
  return t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}

/** Epoch milliseconds as a day: "7 Nov 2026" in the display language. */
export function formatDay(milliseconds: number): string {
  return new Intl.DateTimeFormat(displayLocale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(milliseconds);
}

/** YYYY-MM-DD as a day, whatever the time zone. */
export function formatIsoDay(day: string): string {
  const time = Date.parse(`${day.slice(0, 10)}T12:00:00`);
  return Number.isNaN(time) ? day : formatDay(time);
}

/** A probability without the leading zero: ".81"; "1" when certain. */
export function formatConfidence(confidence: number): string {
  if (confidence >= 0.995) return '1';
  return formatDecimal(confidence, 2).replace(/^0/, '');
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
