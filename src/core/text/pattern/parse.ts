import { say, type Sentence } from '../../model/sentence';
import { reasonOf } from '../errors';

/** One character of a pattern: whether it takes a code point. */
export type CharTest = (codePoint: number) => boolean;

/** A position between characters that a pattern asks for. */
export type PatternPlace =
  'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-border' | 'no-word-border';

/** How a pattern is read: JavaScript's flags `i`, `m` and `s`. */
export interface PatternFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/** A regular expression as a tree. `exact` is the character that a test stands for, where it is a single one. */
export type Node =
  | { readonly kind: 'char'; readonly test: CharTest; readonly exact: string | null }
  | { readonly kind: 'place'; readonly place: PatternPlace }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'any'; readonly parts: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly of: Node;
      readonly least: number;
      /** `null` without a bound. */
      readonly most: number | null;
      readonly lazy: boolean;
    };

/** Why a pattern is none that can be searched in linear time. */
export interface PatternProblem {
  readonly problem: Sentence;
}

const MAX_LENGTH = 5_000;
const MAX_DEPTH = 200;
/** A repeat counts no further: it is written out, and the bound of the automaton would be met. */
const MAX_REPEAT = 2_000;

class Refused extends Error {
  constructor(readonly problem: Sentence) {
    super(problem.message);
  }
}

/**
 * Reads the part of JavaScript's regular expressions that an automaton can follow: no look-around and no back references,
 * as in RE2. Gives back why where it is another.
 */
export function parsePattern(source: string, flags: PatternFlags): Node | PatternProblem {
  if (source.length > MAX_LENGTH) return { problem: say('The pattern is too long.') };
  const ill = illFormed(source);
  if (ill !== null) return { problem: say('The pattern cannot be read: {0}', ill) };
  try {
    return new Parser(source, flags).whole();
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem };
    throw error;
  }
}

/**
 * What the platform says against a pattern; it knows best what is well formed, and is asked nothing else about the whole.
 * Without the flag for Unicode people may escape what needs no escape.
 */
function illFormed(source: string): string | null {
  let why = '';
  for (const flags of ['u', '']) {
    try {
      void new RegExp(source, flags);
      return null;
    } catch (error) {
      why = reasonOf(error);
    }
  }
  return why;
}

const CLASS_ESCAPE = /^\\(?:[dDwWsS]|[pP]\{[^}]*\})/;
const CHAR_ESCAPE =
  /^\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[0nr]|[ftv]|\W)/u;

class Parser {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(
    source: string,
    private readonly flags: PatternFlags,
  ) {
    this.#source = source;
  }

  /** Not reached where the platform found the pattern well formed. */
  #unread(): Refused {
    return new Refused(say('The pattern cannot be read: {0}', this.#source.slice(this.#at)));
  }

  whole(): Node {
    const node = this.#alternatives();
    if (this.#at < this.#source.length) throw this.#unread();
    return node;
  }

  #alternatives(): Node {
    if (++this.#depth > MAX_DEPTH) throw new Refused(say('The pattern is too deep.'));
    const parts = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at += 1;
      parts.push(this.#sequence());
    }
    this.#depth -= 1;
    return parts.length === 1 ? parts[0]! : { kind: 'any', parts };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at]!)) {
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: 'all', parts };
  }

  #repeated(of: Node): Node {
    const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})(\??)/.exec(
      this.#source.slice(this.#at, this.#at + 24),
    );
    if (found === null) return of;
    const [all, sign, from, comma, to, lazy] = found;
    const least = sign === undefined ? Number(from) : sign === '+' ? 1 : 0;
    const most =
      sign !== undefined
        ? sign === '?'
          ? 1
          : null
        : comma === ''
          ? least
          : to === ''
            ? null
            : Number(to);
    if (Math.max(least, most ?? 0) > MAX_REPEAT) {
      throw new Refused(say('The pattern is too large: a repeat of a repeat counts as both.'));
    }
    this.#at += all.length;
    return { kind: 'repeat', of, least, most, lazy: lazy === '?' };
  }

  #atom(): Node {
    const char = this.#source[this.#at]!;
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return this.#class(this.#takeClass());
      case '\\':
        return this.#escape();
      case '^':
      case '$':
        this.#at += 1;
        return { kind: 'place', place: this.#border(char) };
      case '.':
        this.#at += 1;
        return this.#class(this.flags.dotAll ? '[^]' : '[^\\n\\r\\u2028\\u2029]');
      default: {
        const exact = String.fromCodePoint(this.#source.codePointAt(this.#at)!);
        this.#at += exact.length;
        return this.#char(exact);
      }
    }
  }

  #border(sign: '^' | '$'): PatternPlace {
    if (this.flags.multiline) return sign === '^' ? 'line-start' : 'line-end';
    return sign === '^' ? 'text-start' : 'text-end';
  }

  #char(exact: string): Node {
    const wanted = exact.codePointAt(0)!;
    if (!this.flags.ignoreCase)
      return { kind: 'char', exact, test: (codePoint) => codePoint === wanted };
    const folded = foldOf(wanted);
    return { kind: 'char', exact, test: (codePoint) => foldOf(codePoint) === folded };
  }

  #class(source: string): Node {
    return classNode(source, this.flags.ignoreCase ? 'iu' : 'u');
  }

  #group(): Node {
    const start = this.#at;
    const head = /^\((?:\?(?::|<[A-Za-z_$][\w$]*>))?/.exec(this.#source.slice(start))![0];
    if (head === '(' && this.#source[start + 1] === '?') {
      throw new Refused(say('The pattern looks ahead or behind, which is not supported.'));
    }
    this.#at += head.length;
    const node = this.#alternatives();
    if (this.#source[this.#at] !== ')') throw this.#unread();
    this.#at += 1;
    return node;
  }

  /** The text of a character class, from its bracket to its bracket. */
  #takeClass(): string {
    const start = this.#at;
    for (this.#at += 1; this.#source[this.#at] !== ']'; this.#at += 1) {
      if (this.#source[this.#at] === '\\') this.#at += 1;
    }
    this.#at += 1;
    return this.#source.slice(start, this.#at);
  }

  #escape(): Node {
    const rest = this.#source.slice(this.#at, this.#at + 80);
    if (/^\\[bB]/.test(rest)) {
      this.#at += 2;
      return { kind: 'place', place: rest[1] === 'b' ? 'word-border' : 'no-word-border' };
    }
    const set = CLASS_ESCAPE.exec(rest)?.[0];
    if (set !== undefined) {
      this.#at += set.length;
      return this.#class(set);
    }
    const char = CHAR_ESCAPE.exec(rest)?.[0];
    if (char === undefined)
      throw new Refused(say('The pattern refers back to a group, which is not supported.'));
    this.#at += char.length;
    return this.#char(charOf(char));
  }
}

const CONTROLS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
  '0': '\0',
};

function charOf(escape: string): string {
  const hex = /^\\[ux]\{?([0-9a-fA-F]+)\}?$/.exec(escape)?.[1];
  if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
  if (escape.length === 3) return String.fromCharCode(escape.charCodeAt(2) % 32);
  return CONTROLS[escape[1]!] ?? escape.slice(1);
}

/** The platform tells which single characters belong to a class; its answers for ASCII are kept. */
function classNode(source: string, flags: string): Node {
  const one = characterTest(source, flags);
  const ascii = Uint8Array.from({ length: 128 }, (_, c) =>
    one.test(String.fromCharCode(c)) ? 1 : 0,
  );
  const test: CharTest = (codePoint) =>
    codePoint < 128 ? ascii[codePoint] === 1 : one.test(String.fromCodePoint(codePoint));
  return { kind: 'char', exact: null, test };
}

function characterTest(source: string, flags: string): RegExp {
  try {
    return new RegExp(`^${source}$`, flags);
  } catch {
    // Well formed, as the whole was: then something is escaped that needs no escape.
    return new RegExp(`^${source}$`, flags.replace('u', ''));
  }
}

/** By what two characters are the same but for their case: a letter of ASCII is only ever one of ASCII. */
export function foldOf(codePoint: number): number {
  if (codePoint < 128) return codePoint >= 0x41 && codePoint <= 0x5a ? codePoint + 32 : codePoint;
  const upper = String.fromCodePoint(codePoint).toUpperCase();
  const folded = upper.codePointAt(0)!;
  return folded < 128 || upper.length > (folded > 0xffff ? 2 : 1) ? codePoint : folded;
}
