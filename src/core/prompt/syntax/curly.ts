import { Builder } from './builder';
import { Chains } from './curlyChains';
import { PREFIXES, declaresMethod, lastName, plain } from './curlyWords';
import { askedAt, beginsStatement, behindAngles, behindGroup, behindTypes } from './declarations';
import { quotedString } from './quoted';
import { tokensOf, type CurlyGrammar, type Token } from './tokens';
import { unnamed, type Entry, type Program, type Value } from './value';

export type { CurlyGrammar } from './tokens';

/**
 * Reads a language with braces (Java, Go, Rust, C++, PHP, C#, Kotlin, Ruby ...) by its tokens: strings, names, calls, records,
 * lists, builder chains and what names are given. Statements and arguments are read alike; types and operators are skipped.
 */
export function readCurly(text: string, grammar: CurlyGrammar): Program {
  const { tokens, steps } = tokensOf(text, grammar);
  const build = new Builder(text, {});
  build.steps = steps;
  new Curly(tokens, build, grammar).all();
  return build.program();
}

const MAX_DEPTH = 150;
const MAX_PIPES = 200;
const PHP_TYPES = /^(?:string|int|float|bool|array|object)$/;

class Curly extends Chains {
  private depth = 0;
  /** Whether the entry that was read last is a declaration (`x := ...`). */
  private declares = false;
  /** Fields that are declared without a value. */
  private readonly fields = new Set<string>();

  all(): void {
    while (this.at < this.tokens.length) {
      this.items();
      // A closing bracket without an opening one.
      this.at++;
    }
  }

  /** The entries up to the closing bracket of the group, or the end. */
  protected items(): readonly Entry[] {
    const entries: Entry[] = [];
    let statements = false;
    while (this.at < this.tokens.length && this.tokens[this.at]!.kind !== 'close') {
      const before = this.at;
      statements ||= this.text() === ';';
      this.declares = false;
      const entry = this.entry();
      statements ||= this.declares;
      if (entry !== null) entries.push(entry);
      if (this.at === before) this.at++;
    }
    this.declares = false;
    this.statements = statements;
    return entries;
  }

  /** `name: value`, `name = value`, `"name" => value`, or a value alone. */
  protected entry(): Entry | null {
    this.build.steps++;
    const token = this.tokens[this.at]!;
    if (token.kind === 'sign') {
      const spread = token.text === '...' || token.text === '**';
      this.at++;
      if (!spread) return null;
    }
    const start = this.at;
    const value = this.value();
    if (value === null) return null;
    if (token.text === 'return') this.returns.push(value);
    if (this.isAttribute(value)) return this.attribute(value);
    if (this.grammar === 'php' && this.putsBehind(value)) return null;
    // `body["tools"] = ...` is no new value of all of it.
    const isWhole = this.end() === value.end;
    if (value.kind === 'name') this.skipOtherNames();
    const sign = this.text();
    const named =
      /^(?::|=|=>|:=|->)$/.test(sign) && (value.kind === 'name' || value.kind === 'string');
    if (sign === '+=' && value.kind === 'name') {
      this.at++;
      const added = this.value();
      if (added !== null) this.build.add(value.name, 'add', this.end(), added);
      return null;
    }
    const isDeclared =
      sign === ';' && value.kind === 'name' && this.tokens[this.at - 2]?.kind === 'name';
    if (isDeclared && !PREFIXES.has(this.tokens[this.at - 2]!.text)) {
      if (this.isWithin) this.build.bind(value.name, 'unknown', this.end());
      else this.fields.add(value.name);
    }
    if (!named) {
      const isField =
        sign === '=' && value.kind === 'member' && /^(?:this|self)$/.test(lastName(value.object));
      return isField ? this.ownField(value.name) : unnamed(value);
    }
    this.at++;
    let given = this.value();
    // `val messages: List<ChatMessage> = ...`
    const declared = sign === ':' && this.text() === '<' ? behindAngles(this.tokens, this.at) : -1;
    if (this.tokens[declared]?.text === '=') this.at = declared;
    if (sign === ':' && this.text() === '=') {
      this.at++;
      given = this.value();
    }
    // Ruby's `chat(model:)` is given what has that name.
    if (given === null && sign === ':' && this.grammar === 'hash' && /^[,)}]$/.test(this.text()))
      return { ...unnamed(value), name: lastName(value) || null };
    this.declares = sign === ':=';
    if (given === null) return null;
    const name = value.kind === 'name' ? value.name : plain(value);
    if (value.kind === 'name' && isWhole && sign !== '=>' && sign !== '->') {
      const isAssigned = sign === '=' && beginsStatement(this.tokens, start, this.build.text);
      // Ruby's `@client` is known in all of the class.
      if (name.startsWith('@')) this.build.shared(name, this.end(), given);
      // `client = ...` of a field that is declared without a value.
      else if (isAssigned && this.fields.has(name) && !this.build.knows(name))
        this.givesField(name, given);
      else if (isAssigned) this.build.add(name, 'set', this.end(), given);
      else this.build.bind(name, 'set', this.end(), given);
    }
    const first = this.tokens[start]!;
    return {
      name,
      nameRange: { start: value.start, end: value.end },
      spread: false,
      value: given,
      start: first.start,
      end: this.end(),
    };
  }

  /** PHP's `$messages[] = $message`: puts an item behind the others; false for other values. */
  private putsBehind(value: Value): boolean {
    const isSelfs = value.kind === 'member' && lastName(value.object) === 'this';
    const name = isSelfs ? `this.${value.name}` : value.kind === 'name' ? value.name : null;
    const open = this.tokens[this.at - 2];
    const isEmpty = this.text(-1) === ']' && open?.text === '[' && open.start === value.end;
    if (name === null || !isEmpty || this.text() !== '=') return false;
    this.at++;
    const item = this.value();
    if (item === null) return true;
    const { start, end } = item;
    this.build.add(name, 'add', this.end(), {
      kind: 'list',
      items: [item],
      tuple: false,
      start,
      end,
    });
    return true;
  }

  /** Whether a name is Elixir's attribute with its value behind it: `@model "gpt-4o"`. */
  private isAttribute(value: Value): value is Value & { kind: 'name' } {
    const next = this.tokens[this.at];
    if (this.grammar !== 'hash' || value.kind !== 'name' || next === undefined) return false;
    if (!value.name.startsWith('@') || this.end() !== value.end) return false;
    const between = this.build.text.slice(value.end, next.start);
    if (!/^[ \t]{1,20}$/.test(between)) return false;
    return next.kind === 'string' || /^(?:[[{%]|[A-Z]\w*)$/.test(next.text);
  }

  private attribute({ name }: Value & { kind: 'name' }): null {
    if (this.text() === '%') this.at++;
    const given = this.value();
    if (given !== null) this.build.shared(name, this.end(), given);
    return null;
  }

  /** Go's `answer, err := call()`: the first name stands for what the call gives. */
  private skipOtherNames(): void {
    if (this.grammar !== 'go') return;
    const isOne = this.text() === ',' && this.tokens[this.at + 1]?.kind === 'name';
    if (isOne && /^:?=$/.test(this.text(2))) this.at += 2;
  }

  /** `this.client = ...`: the field is known in all of the class, also without `this`. */
  private ownField(name: string): null {
    this.at++;
    const given = this.value();
    if (given !== null) this.givesField(name, given);
    return null;
  }

  private givesField(name: string, given: Value): void {
    this.build.field(name, this.end(), given);
    this.build.shared(name, this.end(), given);
  }

  /** Terms put together with `+` (`.` of PHP, `<>` of Elixir) or side by side. */
  protected value(): Value | null {
    if (this.depth >= MAX_DEPTH) {
      this.at = behindGroup(this.tokens, this.at);
      return null;
    }
    this.depth++;
    const terms: Value[] = [];
    for (;;) {
      const term = this.term();
      if (term === null) break;
      terms.push(term);
      const sign = this.text();
      const adds =
        sign === '+' ||
        (sign === '<>' && this.grammar === 'hash') ||
        (sign === '.' && this.grammar === 'php');
      const beside = this.tokens[this.at]?.kind === 'string' && term.kind === 'string';
      if (adds) this.at++;
      else if (!beside) break;
    }
    const [first] = terms;
    const isPiped = first !== undefined && this.text() === '|>' && this.grammar === 'hash';
    const piped = isPiped ? this.through(first) : null;
    this.depth--;
    if (first === undefined) return null;
    if (piped !== null) return piped;
    if (terms.length === 1) return this.orElse(first);
    return this.build.sum(terms, { start: first.start, end: terms.at(-1)!.end });
  }

  /** `a |> f(b) |> g()`: each call is given what stands before it. */
  private through(first: Value): Value {
    let value = first;
    for (let links = 0; links < MAX_PIPES && this.text() === '|>'; links++) {
      this.at++;
      this.piped = value;
      value = this.term() ?? value;
      this.piped = null;
    }
    return value;
  }

  /** `a ? b : c`, `a ?? b`, `a ?: b`, `a || b`. */
  private orElse(first: Value): Value {
    const asked = askedAt(this.tokens, this.at, this.build.text);
    if (asked !== null) {
      this.at = asked + 1;
      const yes = this.value();
      if (this.text() === ':') this.at++;
      const no = this.value();
      const options = [yes, no].filter((v) => v !== null);
      return { kind: 'choice', options, falls: false, start: first.start, end: this.end() };
    }
    const falls =
      ['??', '||'].includes(this.text()) || (this.text() === '?' && this.text(1) === ':');
    if (!falls) return first;
    this.at += this.text() === '?' ? 2 : 1;
    const other = this.term();
    return other === null
      ? first
      : {
          kind: 'choice',
          options: [first, other],
          falls: true,
          start: first.start,
          end: other.end,
        };
  }

  /** The type parameters of a function that is declared: `fn ask<F>(`. */
  private skipTypeParameters(before: Token | undefined): void {
    if (this.text() !== '<' || before?.kind !== 'name' || !declaresMethod(before, '')) return;
    const behind = behindTypes(this.tokens, this.at);
    if (behind !== null && this.tokens[behind]?.text === '(') this.at = behind;
  }

  private term(): Value | null {
    while (this.tokens[this.at]?.kind === 'name' && PREFIXES.has(this.text())) {
      // C#'s `new(...)` and `new[] {...}` have no name of their own.
      if (this.text() === 'new' && /^[([]$/.test(this.text(1))) break;
      this.at++;
    }
    // PHP's `(string) $text`: what is cast is read.
    const isCast = this.text() === '(' && this.text(2) === ')' && PHP_TYPES.test(this.text(1));
    if (isCast && this.grammar === 'php') this.at += 3;
    // Go's `[]Message{...}`: the brackets are a type.
    if (this.text() === '[' && this.text(1) === ']' && this.tokens[this.at + 2]?.kind === 'name')
      this.at += 2;
    // `::RubyLLM` and PHP's `\OpenAI` are names of the outermost space.
    while (/^(?:[&*\\-]|::)$/.test(this.text()) && this.tokens[this.at]?.kind === 'sign') this.at++;
    const token = this.tokens[this.at];
    if (token === undefined) return null;
    const { start } = token;
    switch (token.kind) {
      case 'string': {
        this.at++;
        const value = this.build.string(
          quotedString(this.build.text, { ...token, start }, this.grammar),
        );
        return this.chain(value);
      }
      case 'number': {
        this.at++;
        const number = parseFloat(token.text.replace(/_/g, ''));
        return { kind: 'literal', value: number, start, end: token.end };
      }
      case 'open':
        return this.chain(this.group());
      case 'name': {
        this.at++;
        if (token.text === 'true' || token.text === 'false')
          return { kind: 'literal', value: token.text === 'true', start, end: token.end };
        if (/^(?:null|nil|None)$/.test(token.text))
          return { kind: 'literal', value: null, start, end: token.end };
        if (/^defp?$/.test(token.text) && this.grammar === 'hash') return this.methodOfRuby(token);
        // Go's group of imports declares no function: what follows it is no body of one.
        if (token.text === 'import' && this.grammar === 'go' && this.text() === '(') {
          this.args();
          return { kind: 'other', start, end: this.end() };
        }
        const before = this.tokens[this.at - 2];
        const own = token.text === this.receiver ? 'this' : token.text;
        const name = own.replace(/^\$(?=\w)/, '');
        const value: Value = {
          kind: 'name',
          name,
          scope: this.build.scope,
          start,
          end: token.end,
        };
        this.skipTypeParameters(before);
        return this.text() === '(' && this.grammar !== 'hash'
          ? this.calledOrDeclared(value, before)
          : this.chain(value);
      }
      case 'sign':
        return this.symbol(token);
      case 'close':
        return null;
    }
  }

  /** Ruby's symbol and Elixir's atom (`role: :user`, `model: :"gpt-5"`), as the text that it is; null for other signs. */
  private symbol({ text, end, start }: Token): Value | null {
    const word = this.tokens[this.at + 1];
    if (text !== ':' || this.grammar !== 'hash' || word?.start !== end) return null;
    if (word.kind === 'string') {
      this.at++;
      return this.term();
    }
    if (word.kind !== 'name') return null;
    this.at += 2;
    return { kind: 'string', parts: [{ kind: 'text', text: word.text }], start, end: word.end };
  }
}
