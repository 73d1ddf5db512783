import { assignedSecrets, isPasswordValue, type AssignedSecret } from './assignedSecrets';
import { textHash } from '../text/hash';
import { SECRET_RULES } from './secretRules';

/** A stretch of a text that looks like a credential. Offsets are UTF-16 units, end exclusive. */
export interface Secret {
  readonly start: number;
  readonly end: number;
  /** Id of the rule that matched. */
  readonly rule: string;
}

/** One distinct credential as an export tells it: it may occur many times. */
export interface Redaction {
  /** The number that stands in the text, by first sight: another form, or a log that grew, counts anew. */
  readonly id: number;
  readonly title: string;
  /** The first and last characters only, so that a review list is no leak itself. */
  readonly preview: string;
  readonly occurrences: number;
  /** No credential: blacked out by choice only. */
  readonly optional: boolean;
}

/** One credential in a review list: it is kept or blacked out as a whole. */
export interface Reviewed extends Redaction {
  /** Tells the value from every other, wherever and in which order it is met. No part of an export: short values can be guessed from it. */
  readonly key: string;
}

/** Blacks out credentials in one text after another and remembers what it found, for the review list. */
export interface Redactor {
  (text: string): string;
  /** The pieces [start, end) of `text`, each blacked out; a credential that crosses a border is gone from both sides. */
  pieces(text: string, ranges: readonly { start: number; end: number }[]): readonly string[];
  /** Everything found up to now, kept ones included, in order of first sight. */
  found(): readonly Redaction[];
  /** The same, with what names each of them in `keep`. */
  toReview(): readonly Reviewed[];
}

/** Credentials only, or also what some would not show (e-mail addresses, names of home folders). */
export type RedactionScope = 'secrets' | 'all';

/** Credentials in `text`, in order, without overlap: where two rules match, the earlier start and then the earlier rule wins. */
export function findSecrets(text: string, scope: RedactionScope = 'secrets'): readonly Secret[] {
  const lower = text.toLowerCase();
  const all: Secret[] = [];
  let assigned: readonly AssignedSecret[] | null = null;
  for (const rule of SECRET_RULES) {
    if (rule.optional && scope === 'secrets') continue;
    if (!rule.words.some((word) => lower.includes(word))) continue;
    const { id, pattern } = rule;
    if (pattern === null) {
      assigned ??= assignedSecrets(text);
      all.push(...assigned.filter((s) => s.rule === id));
      continue;
    }
    for (const { index: start, 0: value } of text.matchAll(pattern)) {
      if (rule.isPassword && !isPasswordValue(value)) continue;
      all.push({ start, end: start + value.length, rule: id });
    }
  }
  // Sorting is stable, so equal starts keep the order of the rules.
  all.sort((a, b) => a.start - b.start);
  const kept: Secret[] = [];
  for (const secret of all) {
    const last = kept.at(-1);
    if (last === undefined || secret.start >= last.end) kept.push(secret);
    // A part of what another rule found is hidden with it; what reaches beyond is hidden, too.
    else if (secret.end > last.end) kept[kept.length - 1] = { ...last, end: secret.end };
  }
  return kept;
}

/**
 * A redactor that blacks out everything of its scope but what `keep` names (keys of an earlier review). A value is
 * kept, not a number: what another text or a later state of the log brings is blacked out.
 */
export function createRedactor(
  keep: ReadonlySet<string> = new Set(),
  scope: RedactionScope = 'secrets',
): Redactor {
  const seen = new Map<string, Seen>();

  const marks = (text: string): readonly Mark[] =>
    findSecrets(text, scope).flatMap(({ start, end, rule }) => {
      const value = text.slice(start, end);
      const entry = seen.get(value) ?? newlySeen(value, seen.size + 1, rule);
      entry.count++;
      seen.set(value, entry);
      return keep.has(entry.key) ? [] : [{ start, end, mark: `[${entry.title} #${entry.id}]` }];
    });
  const apply = (text: string, found: readonly Mark[], from: number, to: number): string => {
    let out = '';
    let at = from;
    for (const { start, end, mark } of found) {
      if (end <= from || start >= to) continue;
      out += text.slice(at, Math.max(at, start)) + mark;
      at = end;
    }
    return out + text.slice(at, Math.max(at, to));
  };

  return Object.assign((text: string) => apply(text, marks(text), 0, text.length), {
    pieces: (text: string, ranges: readonly { start: number; end: number }[]) => {
      const found = marks(text);
      return ranges.map(({ start, end }) => apply(text, found, start, end));
    },
    found: () => [...seen].map(told),
    toReview: () => [...seen].map((one) => ({ ...told(one), key: one[1].key })),
  });
}

/** Leaves every text as it is. */
export const KEEPS_ALL: Redactor = Object.assign((text: string) => text, {
  pieces: (text: string, ranges: readonly { start: number; end: number }[]) =>
    ranges.map(({ start, end }) => text.slice(start, end)),
  found: () => [],
  toReview: () => [],
});

function told([value, { id, title, optional, count }]: readonly [string, Seen]): Redaction {
  return { id, title, preview: preview(value), occurrences: count, optional };
}

interface Seen {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly optional: boolean;
  count: number;
}

const BY_ID = new Map(SECRET_RULES.map((rule) => [rule.id, rule]));

function newlySeen(value: string, id: number, rule: string): Seen {
  const { title, optional } = BY_ID.get(rule)!;
  return { id, key: textHash(value), title, optional, count: 0 };
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly mark: string;
}

function preview(value: string): string {
  return value.length < 16 ? '…' : `${value.slice(0, 4)}…${value.slice(-2)}`;
}
