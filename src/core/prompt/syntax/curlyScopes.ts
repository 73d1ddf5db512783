import type { Builder } from './builder';
import { declaresMethod } from './curlyWords';
import {
  bodyAt,
  closedAt,
  methodEnds,
  parameterNames,
  receiverBefore,
  wayBefore,
} from './declarations';
import type { CurlyGrammar, Token } from './tokens';
import type { Entry, Value } from './value';

/** Reads functions and blocks of a language with braces: where names are known, and what is given back. */
export abstract class Scopes {
  protected at = 0;
  /** The ways through the condition that was read last. */
  private ways: { start: number; end: number; way: number; count: number; always: boolean }[] = [];
  /** What the function that is being read gives back. */
  protected returns: Value[] = [];
  /** The name that the object of a method has in Go. */
  protected receiver: string | null = null;
  /** Where methods of Ruby end, by the place of their `def`. */
  private ends: ReadonlyMap<number, number> | null = null;
  /** Whether a function is being read. */
  protected isWithin = false;

  constructor(
    protected readonly tokens: readonly Token[],
    protected readonly build: Builder,
    protected readonly grammar: CurlyGrammar,
  ) {}

  protected abstract items(): readonly Entry[];
  protected abstract entry(): Entry | null;
  protected abstract args(): readonly Entry[];
  protected abstract value(): Value | null;
  protected abstract chain(first: Value): Value;

  protected text(ahead = 0): string {
    return this.tokens[this.at + ahead]?.text ?? '';
  }

  protected end(): number {
    return this.tokens[this.at - 1]?.end ?? 0;
  }

  /** A name with brackets behind it: a call and what follows it, or the declaration of a function, which is none. */
  protected calledOrDeclared(value: Value & { kind: 'name' }, before: Token | undefined): Value {
    if (value.name === 'func') return this.unnamedFunction(value);
    const close = closedAt(this.tokens, this.at);
    const receiver = receiverBefore(this.tokens, this.at - 2, this.grammar);
    const after = close < 0 ? '' : (this.tokens[close + 1]?.text ?? '');
    if (receiver === null && !declaresMethod(before, after)) return this.chain(value);
    const names = close < 0 ? [] : parameterNames(this.tokens, [this.at, close], this.grammar);
    const body = close < 0 ? null : bodyAt(this.tokens, close + 1);
    const [returns, around, isWithin] = [this.returns, this.receiver, this.isWithin];
    this.isWithin = true;
    this.returns = [];
    this.receiver = receiver ?? around;
    const { scope } = this.build.within('function', () => {
      this.args();
      for (const name of names) this.build.bind(name, 'unknown', this.end());
      if (body !== null) this.body(body);
    });
    const { start } = value;
    const known: Value = {
      kind: 'function',
      returns: this.returns,
      parameters: names,
      scope,
      start,
      end: this.end(),
    };
    this.returns = returns;
    this.receiver = around;
    this.isWithin = isWithin;
    if (body !== null) {
      this.build.bind(value.name, 'set', start, known);
      this.build.field(value.name, start, known);
    }
    return { kind: 'other', start, end: this.end() };
  }

  /** A method of Ruby: up to the `end` that stands below its `def`. What has no parameters stands for what it gives back. */
  protected methodOfRuby(def: Token): Value {
    const { build, tokens } = this;
    this.ends ??= methodEnds(tokens, build.text);
    const end = this.ends.get(this.at - 1) ?? -1;
    const other: Value = { kind: 'other', start: def.start, end: def.end };
    if (this.text() === 'self') this.at += 2;
    const name = this.text();
    if (this.tokens[this.at]?.kind !== 'name') return other;
    const open = this.text(1) === '(' ? this.at + 1 : -1;
    const close = open < 0 ? -1 : closedAt(tokens, open);
    // Elixir's `defp model, do: value`
    const short = close < 0 ? this.at + 1 : close + 1;
    const isShort =
      tokens[short]?.text === ',' &&
      tokens[short + 1]?.text === 'do' &&
      tokens[short + 2]?.text === ':';
    if (end < 0 && !isShort) return other;
    this.at++;
    const names = close < 0 ? [] : parameterNames(tokens, [open, close], this.grammar);
    const { returns: around } = this;
    this.returns = [];
    const { scope } = build.within('function', () => {
      if (close >= 0) this.args();
      for (const parameter of names) build.bind(parameter, 'unknown', this.end());
      let last: Value | null = null;
      if (isShort) {
        this.at = short + 3;
        last = this.value();
      }
      while (!isShort && this.at < end) {
        const { at } = this;
        last = this.entry()?.value ?? last;
        if (this.at === at) this.at++;
      }
      if (last !== null) this.returns.push(last);
    });
    const whole = { start: def.start, end: isShort ? this.end() : tokens[end]!.end };
    const [only] = this.returns;
    const known: Value =
      names.length === 0 && only !== undefined && this.returns.length === 1
        ? only
        : { kind: 'function', returns: this.returns, parameters: names, scope, ...whole };
    this.returns = around;
    if (!isShort) this.at = end + 1;
    build.bind(name, 'set', def.start, known);
    build.shared(`this.${name}`, def.start, known);
    return { kind: 'other', ...whole };
  }

  /** Go's function without a name, or what stands before a method's name. */
  private unnamedFunction({ start }: Value): Value {
    this.args();
    return { kind: 'other', start, end: this.end() };
  }

  /** What a function does: statements between braces, or the one value it gives back. */
  private body(at: number): void {
    this.at = at + 1;
    if (this.tokens[at]!.text !== '{') {
      const value = this.value();
      if (value !== null) this.returns.push(value);
      return;
    }
    const last = this.items().at(-1);
    // Rust's last expression.
    const isTail = this.grammar === 'rust' && last?.name === null && last.end === this.end();
    if (isTail) this.returns.push(last.value);
    this.at++;
  }

  /** What stands between braces, on its way through a condition. */
  protected block(): readonly Entry[] {
    const { start } = this.tokens[this.at - 1]!;
    const kind = wayBefore(this.tokens, this.at - 1, this.grammar);
    const ways = kind === 'else' || kind === 'elseif' ? this.ways : [];
    let entries: readonly Entry[] = [];
    const from = ways[0]?.start ?? start;
    const way = { start: from, end: Infinity, way: ways.length, count: 0, always: false };
    if (kind !== null) ways.push(way);
    this.build.block(kind === null ? null : way, () => (entries = this.items()));
    // Where the condition ends, and whether one way is always taken, is known with its last block.
    for (const each of ways) {
      each.end = this.tokens[this.at]?.end ?? this.end();
      each.count = ways.length;
      each.always = kind === 'else';
    }
    this.ways = ways;
    return entries;
  }
}
