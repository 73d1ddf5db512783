import data from './secretRules.data.json';

/** A kind of credential: how it is recognised, and which rules of other sets it stands for. */
export interface SecretRule {
  readonly id: string;
  readonly title: string;
  /** Lower case; where none of them is in a text, the rule has nothing to look for. */
  readonly words: readonly string[];
  /** Null: found by the name it is given to (`assignedSecrets.ts`). */
  readonly pattern: RegExp | null;
  /** What it finds may be a placeholder, which is left. */
  readonly isPassword: boolean;
  /** No credential, but what some would not show: blacked out only when asked for. */
  readonly optional: boolean;
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly words: readonly string[];
  readonly pattern: string | null;
  readonly flags?: string;
  readonly bare?: boolean;
  readonly value?: string;
  readonly optional?: boolean;
}

// A credential starts where a word starts: also after an underscore, and after an escape of recorded JSON text or of an address.
const START = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))`;

/** In the order of precedence where two find a credential at the same place. */
export const SECRET_RULES: readonly SecretRule[] = (data.rules as readonly Row[]).map((row) => ({
  id: row.id,
  title: row.title,
  words: row.words,
  pattern:
    row.pattern === null
      ? null
      : new RegExp(row.bare === true ? row.pattern : START + row.pattern, `g${row.flags ?? ''}`),
  isPassword: row.value === 'password',
  optional: row.optional === true,
}));
