import type { TextRange } from '../model';
import { DocumentEnds } from './documentEnds';

/** A string or a comment of a document. */
export interface Stretch extends TextRange {
  readonly string: boolean;
  /** Where the text of a here document stands, whose word this is: behind the line, up to the word that ends it. */
  readonly body?: TextRange;
}

/** Longest expression in a string that is looked through for its end, and how deep strings stand in it. */
const MAX_HOLE = 400;
const MAX_DEPTH = 3;

/** Reads a language that has no grammar here by its quotes; `hash` says that comments begin with `#`. */
class Scanner {
  /** Characters looked at in expressions: hostile text cannot have each of them read again and again. */
  private looked = 0;
  /** Up to where no block of Julia's comments is closed. */
  private unblocked = 0;
  /** Here documents whose text begins with the next line, and where the text of the last one ends. */
  private opened = 0;
  private documented = 0;
  /** The end of the line of the word that was read last. */
  private lineEnd = -1;

  private readonly ends: DocumentEnds;

  constructor(
    private readonly text: string,
    private readonly hash: boolean,
  ) {
    this.ends = new DocumentEnds(text);
  }

  all(): readonly Stretch[] {
    const { text } = this;
    const found: Stretch[] = [];
    for (let i = 0; i < text.length; i++) {
      if (this.opened > 0 && text[i] === '\n') {
        // The texts of here documents are read with their words.
        const end = Math.max(i, this.documented);
        found.push({ start: i, end, string: false });
        i = end;
        this.opened = 0;
      }
      const stretch = this.at(i);
      if (stretch === null) continue;
      found.push(stretch);
      i = Math.max(i, stretch.end - 1);
    }
    return found;
  }

  private at(i: number): Stretch | null {
    const { text, hash } = this;
    const c = text[i]!;
    // Elixir's and Ruby's `?"` is a character.
    const isCharacter = hash && text[i - 1] === '?' && CHARACTER.test(text.slice(i - 2, i + 2));
    if ((c === '"' || c === "'" || c === '`') && !isCharacter)
      return { start: i, end: this.literalEnd(i), string: true };
    const comment = this.commentEnd(i);
    if (comment !== null) return { start: i, end: comment, string: false };
    if (hash && c === '<' && text[i + 1] === '<') return this.heredoc(i);
    const sigil = hash && (c === '~' || c === '%') ? this.sigilEnd(i) : null;
    if (sigil !== null) return { start: i, end: sigil, string: true };
    // A quote in a pattern begins no string.
    const pattern = hash && c === '/' ? patternEnd(text, i) : null;
    return pattern === null ? null : { start: i, end: pattern, string: false };
  }

  /** `//` and C's comments, or `#` with Ruby's blocks and Julia's. */
  private commentEnd(i: number): number | null {
    const { text } = this;
    const upTo = (sign: string, from: number): number => {
      const end = text.indexOf(sign, from);
      return end < 0 ? text.length : end;
    };
    const after = (sign: string): number => Math.min(text.length, upTo(sign, i + 2) + sign.length);
    if (!this.hash) {
      if (text.startsWith('//', i)) return upTo('\n', i);
      return text.startsWith('/*', i) ? after('*/') : null;
    }
    // Elixir's `?#` is a character.
    if (text[i] === '#' && text[i - 1] !== '?') {
      if (!text.startsWith('#=', i) || i < this.unblocked) return upTo('\n', i);
      const end = after('=#');
      if (end < text.length || text.endsWith('=#')) return end;
      this.unblocked = text.length;
      return upTo('\n', i);
    }
    const begins = text[i] === '=' && (i === 0 || text[i - 1] === '\n');
    return begins && text.startsWith('=begin', i) ? after('\n=end') : null;
  }

  /** Where a literal ends. */
  private literalEnd(at: number, depth = 0): number {
    const { text } = this;
    const quote = text[at]!;
    const triple = quote.repeat(3);
    if (text.startsWith(triple, at) && quote !== '`') {
      const end = text.indexOf(triple, at + 3);
      if (end < 0) return text.length;
      // The last three of a run close: `"""He said "hi""""`.
      let close = end + 3;
      while (!this.hash && text[close] === quote && close < end + 5) close++;
      return close;
    }
    const marks = /[@$]{0,2}$/.exec(text.slice(Math.max(0, at - 2), at))![0];
    const verbatim = marks.includes('@') && !this.hash;
    for (let i = at + 1; i < text.length; i++) {
      const c = text[i];
      const hole = depth < MAX_DEPTH ? this.holeEnd(i, quote, marks, depth) : null;
      if (hole !== null) i = hole - 1;
      else if (c === '\\' && !verbatim) i++;
      else if (c === quote) {
        if (verbatim && text[i + 1] === quote) i++;
        else return i + 1;
      } else if (c === '\n' && quote === "'") return i;
    }
    return text.length;
  }

  /** Behind an expression in a string, which has strings of its own: `"${names.joinToString(", ")}"`; null where none begins. */
  private holeEnd(i: number, quote: string, marks: string, depth: number): number | null {
    const { text } = this;
    const opens = this.hash
      ? quote !== "'" && text.startsWith('#{', i)
      : text.startsWith('${', i) || text.startsWith('\\(', i);
    const braces = !opens && marks.includes('$') && text[i] === '{' && text[i + 1] !== '{';
    // C# writes a brace that is text twice.
    if (braces && text[i - 1] === '{') return null;
    if ((!opens && !braces) || this.looked > text.length * 4) return null;
    let open = 0;
    for (let at = opens ? i + 1 : i; at < Math.min(text.length, i + MAX_HOLE); at++) {
      this.looked++;
      const c = text[at]!;
      if (/[({[]/.test(c)) open++;
      else if (/[)}\]]/.test(c) && --open === 0) return at + 1;
      else if (c === '"' || c === "'") {
        const end = this.literalEnd(at, depth + 1);
        this.looked += end - at;
        if (end > i + MAX_HOLE) return null;
        at = end - 1;
      } else if (c === '\n') return null;
    }
    return null;
  }

  /** Where a string between brackets ends (`~s(...)` of Elixir, `%Q{...}` of Ruby); null where none begins. */
  private sigilEnd(at: number): number | null {
    const { text } = this;
    SIGIL.lastIndex = at;
    const head = SIGIL.exec(text)?.[0];
    if (head === undefined) return null;
    const open = head.at(-1)!;
    const close = CLOSES[open] ?? open;
    // Elixir's end at the first one, Ruby's count.
    const nests = head.startsWith('%') && close !== open;
    let depth = 0;
    for (let i = at + head.length; i < Math.min(text.length, at + MAX_SIGIL); i++) {
      if (this.looked++ > text.length * 4) return null;
      if (text[i] === '\\') i++;
      else if (text[i] === close && --depth < 0) return i + 1;
      else if (nests && text[i] === open) depth++;
      else if (!nests) depth = 0;
    }
    return null;
  }

  /** The word of a here document, whose text stands behind the line and behind those of words before it; null for what only looks like one. */
  private heredoc(i: number): Stretch | null {
    HEREDOC.lastIndex = i;
    const { text } = this;
    const found = HEREDOC.exec(text);
    if (found === null) return null;
    if (this.lineEnd < i) this.lineEnd = (text.indexOf('\n', i) + 1 || Infinity) - 1;
    const line = this.opened > 0 ? this.documented : this.lineEnd;
    const close = this.ends.after(found[1]!, line);
    if (close === null) return null;
    this.opened++;
    this.documented = close.end;
    const body = { start: line + 1, end: close.start };
    return { start: i, end: i + found[0].length, string: true, body };
  }
}

const HEREDOC = /<<[~-]?['"]?([A-Z_][A-Z_\d]{0,39})['"]?/y;
/** A quote behind a question mark that begins no string: nothing that could be asked stands before the mark, and no text behind. */
const CHARACTER = /^[^\w)\]"']?\?["'](?:[\s,)\]}|;]|$)/;
const SIGIL = /~[sS](?:\(|\[|\{|\||<)|%[qQ](?:\(|\[|\{|\|)|%\((?<=[=,(] {0,2}%\()/y;
const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
const MAX_SIGIL = 100_000;

const MAX_PATTERN = 200;
/** What stands before a pattern rather than before a sign that divides. */
const BEFORE_PATTERN =
  /(?:[(,=~|&!{[]\s{0,3}|~r|\b(?:when|if|elsif|unless|while|until|and|or|not|in|return|split)\s{1,3})$/;

/** Where a pattern of Ruby or Elixir ends on its line (`gsub(/"/, ...)`); null for what divides. */
function patternEnd(text: string, at: number): number | null {
  const before = text.slice(Math.max(0, at - 20), at);
  const next = text[at + 1] ?? '';
  if (!BEFORE_PATTERN.test(before) || /[\s=]/.test(next)) return null;
  for (let i = at + 1; i < Math.min(text.length, at + MAX_PATTERN); i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '\n') return null;
    else if (text[i] === '/') return i + 1;
  }
  return null;
}

/** Strings and comments of a document by its quotes, in order. */
export const stretchesOf = (text: string, hash: boolean): readonly Stretch[] =>
  new Scanner(text, hash).all();
