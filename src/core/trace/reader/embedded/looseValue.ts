import { MAX_DEPTH } from '../bounds';
import { escapeAt } from './looseEscape';
import { timeOf, withClass } from './printedObject';

/** A value read from text that is written like JSON; `cut` says that the text ended inside it. */
export interface LooseValue {
  readonly value: unknown;
  readonly cut: boolean;
}

/**
 * Parses one value as people and programs write it: JSON with comments and trailing commas, JSON5, and Python literals
 * with what `print(response)` shows of objects (`Name(key=value)`, or the fields alone), hashes and objects of Ruby, maps of Elixir, what Rust shows
 * of structs (`{:?}`) and Node of deep objects. Linear in time; `null` when it is none of them.
 * With `allowCut`, open strings, lists and objects end where the text ends.
 */
export function parseLoose(text: string, allowCut = false): LooseValue | null {
  const parser = new LooseParser(text, allowCut);
  try {
    const value = parser.whole();
    return { value, cut: parser.cut };
  } catch (error) {
    if (error instanceof NotAValue) return null;
    throw error;
  }
}

class NotAValue extends Error {}

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['None', null],
  ['null', null],
  ['nil', null],
  ['undefined', null],
  ['nan', null],
  ['NaN', null],
  ['inf', null],
  ['Infinity', null],
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
]);

const NUMBER = /[+-]?(?:0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y;
const WORD = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/y;
const BARE = /\w[\w$.:-]*/y;
/** Of a symbol of Ruby or Elixir. */
const SYMBOL = /:(?=[A-Za-z_])/y;
/** What opens a map of Elixir, or one of its structs. */
const MAP = /%(?:[A-Z][\w.]*)?(?=\{)/y;
/** A name of a struct of Rust: its braces follow. */
const STRUCT = / ?(?=\{)/y;
/** What stands for what is not shown: Node's `[Object]`, the rest of a list or a text in Elixir. */
const LEFT_OUT =
  /\[(?:Object|Array|Getter|Circular \*\d{1,4}|(?:Async)?Function(?:: [^\]\n]{0,80}| \(anonymous\)))\]|\.\.\./y;
/** Node joins the lines of a text so. */
const PLUS = /\s*\+(?=\s*["'])/y;
const TEXT_GOES_ON = /\s*<>\s*\.\.\./y;
/** What opens an object as Ruby shows it: its class and where it lies. */
const INSPECTED = /#<[A-Z][\w:]{0,200}(?::0x[0-9a-f]{1,20})?(?=[\s>])/y;
/** A field of one, with the mark of its variable (`@text=`) or as a pair (`text: `). */
const VARIABLE = /@?(?=[A-Za-z_]\w{0,100}(?:=|: ))/y;
const STRING = /(?:[bBuUrRfF]{1,2})?(?=["'])/y;
const FIELD = /^\s*[A-Za-z_]\w{0,60}=/;
const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

class LooseParser {
  cut = false;
  readonly #text: string;
  readonly #allowCut: boolean;
  #at = 0;
  #depth = 0;
  /** How many structs are open, in which words without quotes are values. */
  #structs = 0;

  constructor(text: string, allowCut: boolean) {
    this.#text = text;
    this.#allowCut = allowCut;
  }

  whole(): unknown {
    const value = FIELD.test(this.#text) ? this.#fields() : this.#value();
    this.#blanks();
    if (this.#at < this.#text.length) throw new NotAValue();
    return value;
  }

  #value(): unknown {
    this.#blanks();
    const c = this.#text[this.#at];
    if (c === undefined) return this.#end(null);
    if (this.#match(LEFT_OUT) !== null) return null;
    this.#match(MAP);
    if (this.#text[this.#at] === '{') return this.#nested(() => this.#object());
    if (c === '[' || c === '(') return this.#nested(() => this.#list(c));
    if (c === '<') return this.#angled();
    if (this.#match(INSPECTED) !== null) return this.#nested(() => this.#inspected());
    const prefix = this.#match(STRING);
    if (prefix !== null) return this.#strings(prefix);
    if (this.#match(SYMBOL) !== null) return this.#match(WORD);
    const number = this.#match(NUMBER);
    if (number !== null) return Number(number.replaceAll('_', ''));
    const word = this.#match(WORD);
    if (word === null) throw new NotAValue();
    if (this.#text[this.#at] === '(') return this.#nested(() => this.#call(word));
    if (WORDS.has(word)) return WORDS.get(word);
    if (/^[A-Z]/.test(word) && this.#match(STRUCT) !== null)
      return this.#nested(() => this.#struct());
    if (this.#structs > 0) return word;
    // A word that the end of the text cut off.
    if (this.#at >= this.#text.length) return this.#end(null);
    throw new NotAValue();
  }

  #nested(read: () => unknown): unknown {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new NotAValue();
    const value = read();
    this.#depth -= 1;
    return value;
  }

  /** `name=value name=value`, as `str()` of Pydantic shows an object. */
  #fields(): unknown {
    const found: [string, unknown][] = [];
    this.#blanks();
    while (this.#at < this.#text.length) {
      const word = this.#match(WORD);
      if (word === null || this.#text[this.#at] !== '=') throw new NotAValue();
      this.#at += 1;
      found.push([word, this.#value()]);
      this.#blanks();
    }
    return fromEntries(found);
  }

  /** `#<Name:0x1 @key=value, @other=value>`. */
  #inspected(): unknown {
    const found: [string, unknown][] = [];
    while (!this.#closes('>')) {
      if (this.#match(VARIABLE) === null) throw new NotAValue();
      const name = this.#match(WORD) ?? '';
      this.#at += 1;
      found.push([name, this.#value()]);
      this.#separator('>');
    }
    return fromEntries(found);
  }

  #struct(): unknown {
    this.#structs += 1;
    const value = this.#object();
    this.#structs -= 1;
    return value;
  }

  /** `{key: value}`, `{key => value}`, or a set, which becomes a list. */
  #object(): unknown {
    this.#at += 1;
    const found: [string, unknown][] = [];
    const set: unknown[] = [];
    while (!this.#closes('}')) {
      const key = this.#key();
      this.#blanks();
      const isPair = this.#text[this.#at] === ':' || this.#text.startsWith('=>', this.#at);
      if (isPair) {
        this.#at += this.#text[this.#at] === ':' ? 1 : 2;
        found.push([String(key), this.#value()]);
      } else if (this.#at < this.#text.length) set.push(key);
      this.#separator('}');
    }
    return set.length > 0 && found.length === 0 ? set : fromEntries(found);
  }

  #key(): unknown {
    const word = this.#match(WORD);
    if (word === null) return this.#value();
    const next = this.#text[this.#at];
    // A string with a prefix (`b'key'`) or a call is a value that begins like a word.
    if (next === '"' || next === "'" || next === '(') {
      this.#at -= word.length;
      return this.#value();
    }
    return word;
  }

  #list(open: string): unknown {
    const close = CLOSERS[open] ?? ']';
    this.#at += 1;
    const items: unknown[] = [];
    while (!this.#closes(close)) {
      items.push(this.#value());
      this.#separator(close);
    }
    return items;
  }

  /** `Name(key=value)` becomes an object; a call with one plain argument is that argument (`OrderedDict({...})`). */
  #call(name: string): unknown {
    this.#at += 1;
    const named: [string, unknown][] = [];
    const plain: unknown[] = [];
    while (!this.#closes(')')) {
      const start = this.#at;
      const word = this.#match(WORD);
      if (word !== null && this.#text[this.#at] === '=') {
        this.#at += 1;
        named.push([word, this.#bareWord() ?? this.#value()]);
      } else {
        this.#at = start;
        plain.push(this.#bareWord() ?? this.#value());
      }
      this.#separator(')');
    }
    const time = timeOf(name, plain, named);
    if (time !== null) return time;
    if (named.length > 0) return fromEntries(withClass(name, named));
    return plain.length === 1 ? plain[0] : plain.length === 0 ? {} : `${name}(${plain.join(', ')})`;
  }

  /** An argument without quotes (vLLM prints `finish_reason=stop, request_id=9dbe24-0`); null when it is a value. */
  #bareWord(): string | null {
    const start = this.#at;
    const word = this.#match(BARE);
    const isWord = word !== null && /[,)]/.test(this.#text[this.#at] ?? '');
    if (isWord && !WORDS.has(word) && !isNumber(word)) return word;
    this.#at = start;
    return null;
  }

  /** `<Role.ASSISTANT: 'assistant'>` is its value; other things in angles their words. */
  #angled(): unknown {
    const close = angleEnd(this.#text, this.#at);
    if (close < 0) {
      if (this.#text.length - this.#at > MAX_ANGLED) throw new NotAValue();
      this.#at = this.#text.length;
      return this.#end(null);
    }
    const inside = this.#text.slice(this.#at + 1, close);
    this.#at = close + 1;
    return /^[\w.]+: ['"]?([^'"]*)['"]?$/.exec(inside)?.[1] ?? inside;
  }

  /** One string, or several in a row, which Python joins, and Node behind a plus. */
  #strings(prefix: string): string {
    let text = this.#string(prefix);
    for (;;) {
      const before = this.#at;
      this.#match(PLUS);
      this.#blanks();
      const next = this.#match(STRING);
      if (next === null) {
        this.#at = before;
        return this.#match(TEXT_GOES_ON) === null ? text : `${text} …`;
      }
      text += this.#string(next);
    }
  }

  #string(prefix: string): string {
    const quote = this.#text[this.#at]!;
    const triple = this.#text.startsWith(quote.repeat(3), this.#at);
    const close = triple ? quote.repeat(3) : quote;
    this.#at += close.length;
    const raw = /r/i.test(prefix);
    const pieces: string[] = [];
    let from = this.#at;
    for (let i = from; i < this.#text.length; i++) {
      const c = this.#text[i];
      if (c === '\\') {
        if (raw) {
          i += 1;
          continue;
        }
        const escape = escapeAt(this.#text, i);
        pieces.push(this.#text.slice(from, i), escape.text);
        from = i + escape.length;
        i = from - 1;
      } else if (c === quote && (!triple || this.#text.startsWith(close, i))) {
        pieces.push(this.#text.slice(from, i));
        this.#at = i + close.length;
        return pieces.join('');
      }
    }
    pieces.push(this.#text.slice(from));
    this.#at = this.#text.length;
    return this.#end(pieces.join('')) as string;
  }

  /** Whether the list or object ends here; the closing bracket is taken. */
  #closes(close: string): boolean {
    this.#blanks();
    if (this.#at >= this.#text.length) {
      this.#end(null);
      return true;
    }
    if (this.#text[this.#at] !== close) return false;
    this.#at += 1;
    return true;
  }

  #separator(close: string): void {
    this.#blanks();
    const c = this.#text[this.#at];
    if (c === ',') this.#at += 1;
    else if (c !== undefined && c !== close) throw new NotAValue();
  }

  #end(value: unknown): unknown {
    if (!this.#allowCut) throw new NotAValue();
    this.cut = true;
    return value;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  /** White space and comments. */
  #blanks(): void {
    for (;;) {
      const c = this.#text[this.#at];
      if (c === undefined) return;
      if (c <= ' ' || c === '\ufeff') this.#at += 1;
      else if (
        (c === '#' && this.#text[this.#at + 1] !== '<') ||
        this.#text.startsWith('//', this.#at)
      )
        this.#skipTo('\n');
      else if (this.#text.startsWith('/*', this.#at)) this.#skipTo('*/');
      else return;
    }
  }

  #skipTo(mark: string): void {
    const found = this.#text.indexOf(mark, this.#at + 2);
    this.#at = found < 0 ? this.#text.length : found + mark.length;
  }
}

function isNumber(word: string): boolean {
  NUMBER.lastIndex = 0;
  return NUMBER.exec(word)?.[0] === word;
}

const MAX_ANGLED = 1_000;

/** The angle that closes the one at a position (`<function f.<locals>.g at 0x10f>` has others inside); -1 where none does soon. */
function angleEnd(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < Math.min(text.length, from + MAX_ANGLED); i++) {
    if (text[i] === '<') depth += 1;
    else if (text[i] === '>') depth -= 1;
    if (depth === 0) return i;
  }
  return -1;
}

/** As `Object.fromEntries`, so that a key `__proto__` is plain data. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): unknown {
  return Object.fromEntries(entries);
}
