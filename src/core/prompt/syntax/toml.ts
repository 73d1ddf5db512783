import type { TextRange } from '../model';
import { Builder } from './builder';
import { cooked, textPart } from './literals';
import type { Entry, Program, RecordValue, Value } from './value';

const BLANK = /[ \t]{0,400}(?:#[^\n]*)?/y;
const HEADER = /\[{1,2}[^\]\n]{1,200}\]{1,2}/y;
/** A key, of which the last part counts (`agent.model = ...`), and the sign behind it. */
const KEY =
  /((?:[\w-]{1,100}|"[^"\n]{1,100}"|'[^'\n]{1,100}')(?:[ \t]{0,9}\.[ \t]{0,9}(?:[\w-]{1,100}|"[^"\n]{1,100}"|'[^'\n]{1,100}')){0,9})[ \t]{0,40}=[ \t]{0,40}/y;
const NUMBER = /^[+-]?\d[\d_]{0,15}(?:\.\d{1,15})?$/;
/** A line that ends with a backslash goes on with the next word. */
const GOES_ON = /\\[ \t]{0,80}\r?\n[ \t\r\n]{0,1000}/g;

/** Reads TOML: each table is a record of its keys. Lists, tables in braces and dates are passed over. */
export function readToml(text: string): Program {
  const build = new Builder(text, {});
  const roots = new Tables(build).read();
  return { ...build.program(), roots };
}

/** A document while it is read: where the next value stands, and the table that it belongs to. */
class Tables {
  private at = 0;
  private entries: Entry[] = [];
  private start = 0;

  constructor(private readonly build: Builder) {}

  read(): readonly RecordValue[] {
    const { text } = this.build;
    const tables: RecordValue[] = [];
    while (this.at < text.length) {
      this.take(BLANK);
      const line = this.at;
      if (this.take(HEADER) !== null) {
        tables.push(...this.table(line));
        this.start = line;
      } else {
        const key = this.take(KEY);
        if (key !== null) this.entries.push(this.entry(key[1]!, line));
      }
      const next = text.indexOf('\n', this.at);
      this.at = next < 0 ? text.length : next + 1;
    }
    return [...tables, ...this.table(text.length)];
  }

  private table(end: number): readonly RecordValue[] {
    const { entries, start } = this;
    this.entries = [];
    return entries.length === 0 ? [] : [this.build.record(entries, { start, end })];
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.build.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }

  private entry(key: string, start: number): Entry {
    const name = key.slice(key.lastIndexOf('.') + 1).replace(/["'\s]/g, '');
    const nameRange = { start, end: start + key.length };
    const value = this.value();
    return { name, nameRange, spread: false, value, start, end: value.end };
  }

  private value(): Value {
    const { text } = this.build;
    const from = this.at;
    const quote = /^(?:"""|'''|["'])/.exec(text.slice(from, from + 3))?.[0];
    if (quote !== undefined) return this.string(quote, from);
    if (text[from] === '[' || text[from] === '{') return this.passedOver(from);
    const line = text.indexOf('\n', from);
    const rest = text.slice(from, line < 0 ? undefined : line);
    const word = rest.split('#', 1)[0]!.trim();
    this.at = from + word.length;
    const range = { start: from, end: this.at };
    if (NUMBER.test(word))
      return { kind: 'literal', value: Number(word.replace(/_/g, '')), ...range };
    if (word === 'true' || word === 'false')
      return { kind: 'literal', value: word === 'true', ...range };
    return { kind: 'other', ...range };
  }

  private string(quote: string, from: number): Value {
    const { text } = this.build;
    const isLong = quote.length === 3;
    const limit = isLong ? text.length : this.lineEnd(from);
    let close = from + quote.length;
    while (close < limit && !text.startsWith(quote, close))
      close += quote.startsWith('"') && text[close] === '\\' ? 2 : 1;
    close = Math.min(close, limit);
    this.at = Math.min(close + quote.length, text.length);
    const raw = text.slice(from + quote.length, close).replace(isLong ? /^\r?\n/ : /^(?!)/, '');
    const plain = isLong && quote.startsWith('"') ? raw.replace(GOES_ON, '') : raw;
    const said = quote.startsWith('"') ? cooked(plain, 0, plain.length, 'javascript') : plain;
    const range: TextRange = { start: from, end: this.at };
    return this.build.string({ kind: 'string', parts: textPart(said), ...range });
  }

  private lineEnd(from: number): number {
    const line = this.build.text.indexOf('\n', from);
    return line < 0 ? this.build.text.length : line;
  }

  /** A list or a table in braces, to the bracket that closes it. */
  private passedOver(from: number): Value {
    const { text } = this.build;
    let open = 0;
    for (this.at = from; this.at < text.length;) {
      const c = text[this.at]!;
      if (c === '"' || c === "'") this.value();
      else {
        this.at++;
        if (c === '[' || c === '{') open++;
        else if (c === '#') this.at = this.lineEnd(this.at);
        else if ((c === ']' || c === '}') && --open === 0) break;
      }
    }
    return { kind: 'other', start: from, end: this.at };
  }
}
