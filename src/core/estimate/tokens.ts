import familyData from './data/families.data.json';
import factorData from './data/tokenFactors.data.json';
import type { Range } from './model';

/** How a prompt was counted. `exact` is false where a part was extrapolated. */
export interface TokenCount {
  readonly tokens: number;
  readonly exact: boolean;
}

/** The encoding that texts are counted in; other families are told from it. */
export const ENCODING = 'o200k';

/** Counts a text in `ENCODING`. Hosts inject a worker's answer or the shipped tokenizer. */
export type TokenCounter = (text: string) => TokenCount;

/** The encoding's own, assumed factors, then those measured on recorded usage. */
const factors: Readonly<Record<string, Range>> = {
  ...familyData.tokenizers,
  ...factorData.families,
};

/** Tokens of another family from a count, by factors measured on recorded API usage. The encoding's own family gives one number. */
export function tokensFor(tokenizer: string, count: TokenCount): Range {
  const f = factors[tokenizer] ?? factors['unknown'] ?? { p10: 1, p50: 1, p90: 1 };
  const doubt = count.exact ? 1 : 1.15;
  return {
    p10: Math.round((count.tokens * f.p10) / doubt),
    p50: Math.round(count.tokens * f.p50),
    p90: Math.round(count.tokens * f.p90 * doubt),
  };
}
