import type { Range } from '../../core/estimate/model';
import { pageVoice } from './format';

/** USD with two significant digits and at most four decimals: `$0.0038`, `$0.024`, `$78`, `$1,234`. */
export const money = (usd: number): string => pageVoice().aboutUsd(usd);

/** USD at a tick of an axis: `$0.001`, `$0.10`, `$1,000`. */
export function moneyTick(usd: number): string {
  return pageVoice().usdTick(usd, usd >= 1 ? 0 : Math.max(2, Math.ceil(-Math.log10(usd) - 1e-9)));
}

/** A whole number with group separators. */
export const count = (n: number): string => pageVoice().count(n);

/** At most `digits` decimals, none where they are zero. */
export const decimal = (n: number, digits: number): string => pageVoice().decimal(n, digits, true);

/** A share as `12 %`. */
export const percent = (share: number): string => pageVoice().share(share);

/** Tokens to two significant digits. */
export const tokens = (n: number): string => pageVoice().aboutCount(n);

/** Seconds as `4.3 s`, `23 s`, `2.1 min`. */
export function time(seconds: number): string {
  const { value, unit } = pageVoice().aboutTime(seconds);
  return `${value} ${unit}`;
}

export const timeRange = (r: Range): string => {
  const [a, b] = [pageVoice().aboutTime(r.p10), pageVoice().aboutTime(r.p90)];
  if (a.unit !== b.unit) return `${a.value} ${a.unit} – ${b.value} ${b.unit}`;
  return `${between(a.value, b.value)} ${b.unit}`;
};
export const moneyRange = (r: Range): string =>
  between(pageVoice().aboutUsd(r.p10, true), pageVoice().aboutUsd(r.p90, true));
export const countRange = (r: Range): string => between(count(r.p10), count(r.p90));

/** Ends that read alike, as under a cap that every call reaches, are said once. */
const between = (low: string, high: string): string => (low === high ? low : `${low} – ${high}`);

/** `p10 / p50 / p90` for the twin tables. */
export function three(r: Range, one: (n: number) => string): string {
  return `${one(r.p10)} / ${one(r.p50)} / ${one(r.p90)}`;
}
