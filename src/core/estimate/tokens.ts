import familyData from './data/families.data.json';
import factorData from './data/tokenFactors.data.json';
import type { Range } from './model';

export type Encoding = 'o200k' | 'cl100k';

/** How a prompt was counted. `exact` is false where a part was extrapolated. */
export interface TokenCount {
  readonly tokens: number;
  readonly encoding: Encoding;
  readonly exact: boolean;
}

/** Counts a text in a published encoding. Hosts inject a worker's answer or the shipped tokenizer. */
export type TokenCounter = (text: string, encoding: Encoding) => TokenCount;

interface Factor extends Range {
  readonly exact?: boolean;
}
/** Exact and assumed factors, then those measured on recorded usage. */
const factors: Readonly<Record<string, Factor>> = {
  ...familyData.tokenizers,
  ...factorData.families,
};

/** Encoding to count a tokenizer family with: its own where published, else o200k times the family's factor. */
export const encodingOf = (tokenizer: string): Encoding =>
  tokenizer === 'cl100k' ? 'cl100k' : 'o200k';

/** Tokens of another family from a count, by factors measured on recorded API usage. Exact families give one number. */
export function tokensFor(tokenizer: string, count: TokenCount): Range {
  const f = factors[tokenizer] ?? factors['unknown'] ?? { p10: 1, p50: 1, p90: 1 };
  const doubt = count.exact ? 1 : 1.15;
  return {
    p10: Math.round((count.tokens * f.p10) / doubt),
    p50: Math.round(count.tokens * f.p50),
    p90: Math.round(count.tokens * f.p90 * doubt),
  };
}
