import data from './secretRules.data.json';

/** A stretch of a text that looks like a credential. Offsets are UTF-16 units, end exclusive. */
export interface Secret {
  readonly start: number;
  readonly end: number;
  /** Rule of `secretRules.data.json` that matched. */
  readonly rule: string;
}

/** One distinct credential in a review list: it may occur many times, and can be kept or blacked out as a whole. */
export interface Redaction {
  /** Stable within one list. */
  readonly id: number;
  readonly title: string;
  /** The first and last characters only, so that a review list is no leak itself. */
  readonly preview: string;
  readonly occurrences: number;
}

/** Blacks out credentials in one text after another and remembers what it found, for the review list. */
export interface Redactor {
  (text: string): string;
  /** The pieces [start, end) of `text`, each blacked out; a credential that crosses a border is gone from both sides. */
  pieces(text: string, ranges: readonly { start: number; end: number }[]): readonly string[];
  /** Everything found up to now, kept ones included, in order of first sight. */
  found(): readonly Redaction[];
}

interface Rule {
  readonly id: string;
  readonly title: string;
  readonly pattern: RegExp;
}

// A credential starts where a word starts, or after the escape of a line break or tab in recorded JSON text.
const START = String.raw`(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt]))`;

const rules: readonly Rule[] = data.rules.map((rule) => ({
  id: rule.id,
  title: rule.title,
  pattern: new RegExp(
    rule.pattern.startsWith('(?<=') ? rule.pattern : START + rule.pattern,
    `g${rule.flags ?? ''}`,
  ),
}));

/** Credentials in `text`, in order, without overlap: where two rules match, the earlier start and then the earlier rule wins. */
export function findSecrets(text: string): readonly Secret[] {
  const all: Secret[] = [];
  for (const { id, pattern } of rules) {
    for (const match of text.matchAll(pattern)) {
      all.push({ start: match.index, end: match.index + match[0].length, rule: id });
    }
  }
  // Sorting is stable, so equal starts keep the order of the rules.
  all.sort((a, b) => a.start - b.start);
  const kept: Secret[] = [];
  for (const secret of all) {
    if (secret.start >= (kept.at(-1)?.end ?? 0)) kept.push(secret);
  }
  return kept;
}

/** A redactor that blacks out every credential but those of `keep` (ids of an earlier run over the same texts). */
export function createRedactor(keep: ReadonlySet<number> = new Set()): Redactor {
  const seen = new Map<string, { id: number; title: string; count: number }>();

  const marks = (text: string): readonly Mark[] =>
    findSecrets(text).flatMap(({ start, end, rule }) => {
      const value = text.slice(start, end);
      const title = rules.find((r) => r.id === rule)!.title;
      const entry = seen.get(value) ?? { id: seen.size + 1, title, count: 0 };
      entry.count++;
      seen.set(value, entry);
      return keep.has(entry.id) ? [] : [{ start, end, mark: `[${title} #${entry.id}]` }];
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
    found: () =>
      [...seen].map(([value, { id, title, count }]) => ({
        id,
        title,
        preview: preview(value),
        occurrences: count,
      })),
  });
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly mark: string;
}

function preview(value: string): string {
  return value.length < 16 ? '…' : `${value.slice(0, 4)}…${value.slice(-2)}`;
}
