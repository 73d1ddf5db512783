import type { Range } from '../../core/estimate/model';
import { displayLocale, t } from '../ui/l10n';

const formats = new Map<string, Intl.NumberFormat>();

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = displayLocale() + JSON.stringify(options);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(displayLocale(), options);
  formats.set(key, made);
  return made;
}

/** Decimals that leave two significant digits, four at most. */
function moneyDigits(usd: number): number {
  const x = Math.abs(usd);
  if (x >= 9.995) return 0;
  if (x >= 0.0995) return 2;
  return x >= 0.00995 ? 3 : 4;
}

/** USD with two significant digits and at most four decimals: `$0.0038`, `$0.024`, `$78`, `$1,234`. */
export function money(usd: number, style: 'currency' | 'decimal' = 'currency'): string {
  if (usd > 0 && usd < 0.00005) return `<${money(0.0001, style)}`;
  const digits = usd === 0 ? 0 : moneyDigits(usd);
  return format({
    style,
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(usd);
}

/** USD at a tick of an axis: `$0.001`, `$0.10`, `$1,000`. */
export function moneyTick(usd: number): string {
  const digits = usd >= 1 ? 0 : Math.max(2, Math.ceil(-Math.log10(usd) - 1e-9));
  return format({
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(usd);
}

/** A whole number with group separators. */
export function count(n: number): string {
  return format({ maximumFractionDigits: 0 }).format(n);
}

/** At most `digits` decimals, none where they are zero. */
export function decimal(n: number, digits: number): string {
  return format({ maximumFractionDigits: digits }).format(n);
}

/** A share as `12 %`. */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return t('under {0} %', 1);
  return t('{0} %', count(share * 100));
}

/** Tokens to two significant digits. */
export function tokens(n: number): string {
  return format({ maximumSignificantDigits: 2 }).format(n);
}

interface Duration {
  readonly value: string;
  readonly unit: string;
}

function duration(seconds: number): Duration {
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  if (seconds < 9.95) return { value: format(one).format(seconds), unit: t('s') };
  if (seconds < 89.5) return { value: count(seconds), unit: t('s') };
  if (seconds < 570) return { value: format(one).format(seconds / 60), unit: t('min') };
  if (seconds < 5_400) return { value: count(seconds / 60), unit: t('min') };
  return { value: format(one).format(seconds / 3_600), unit: t('h') };
}

/** Seconds as `4.3 s`, `23 s`, `2.1 min`. */
export function time(seconds: number): string {
  const { value, unit } = duration(seconds);
  return `${value} ${unit}`;
}

/** Seconds in words for a sentence: "20 seconds", "2 minutes". */
export function aboutTime(seconds: number): string {
  if (seconds < 1.5) return t('1 second');
  if (seconds < 10) return t('{0} seconds', count(seconds));
  if (seconds < 90) return t('{0} seconds', count(Math.round(seconds / 5) * 5));
  return t('{0} minutes', count(seconds / 60));
}

export const timeRange = (r: Range): string => {
  const [a, b] = [duration(r.p10), duration(r.p90)];
  if (a.unit !== b.unit) return `${a.value} ${a.unit} – ${b.value} ${b.unit}`;
  return `${between(a.value, b.value)} ${b.unit}`;
};
export const moneyRange = (r: Range): string =>
  between(money(r.p10, 'decimal'), money(r.p90, 'decimal'));
export const countRange = (r: Range): string => between(count(r.p10), count(r.p90));

/** Ends that read alike, as under a cap that every call reaches, are said once. */
const between = (low: string, high: string): string => (low === high ? low : `${low} – ${high}`);

/** `p10 / p50 / p90` for the twin tables. */
export function three(r: Range, one: (n: number) => string): string {
  return `${one(r.p10)} / ${one(r.p50)} / ${one(r.p90)}`;
}
