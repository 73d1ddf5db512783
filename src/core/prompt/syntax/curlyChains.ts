import { noteAdded, writtenIn } from './additions';
import { Scopes } from './curlyScopes';
import {
  BUILDS,
  JOINS,
  LISTS,
  appended,
  asArgument,
  asField,
  beginsToSay,
  chained,
  hasArguments,
  holdsAgent,
  isNewBuilder,
  lastName,
  makesList,
  mapped,
  saidIn,
} from './curlyWords';
import { askedAt, behindTypes } from './declarations';
import { FilledMaps } from './filledMaps';
import { unnamed, type CallValue, type Entry, type Value } from './value';

/** A chain of methods that builds a record: what it begins with, and what its methods were given. */
interface BuilderChain {
  readonly callee: Value;
  readonly args: Entry[];
  end: number;
}

/** Reads what stands behind a value of a language with braces: members, calls, subscripts, literals of its type. */
export abstract class Chains extends Scopes {
  /** Whether the group that was read last holds statements. */
  protected statements = false;
  private readonly maps = new FilledMaps(this.build);
  /** What is piped into the call that is read next: `chain |> run(opts)` is `run(chain, opts)`. */
  protected piped: Value | null = null;

  /** A bracket with what is in it: a record where its entries have names, else a list; a single value in round ones. */
  protected group(isFields = false): Value {
    const { start, text } = this.tokens[this.at]!;
    this.at++;
    const read = text === '{' ? this.block() : this.items();
    const entries = isFields && !this.statements ? read.map(asField) : read;
    this.at++;
    const range = { start, end: this.end() };
    const [only] = entries;
    if (text === '(' && entries.length === 1 && only!.name === null)
      return { ...only!.value, ...range };
    // What holds statements is no record.
    if (!(text === '{' && this.statements) && entries.some((e) => e.name !== null))
      return this.build.record(entries, range);
    return { kind: 'list', items: entries.map((e) => e.value), tuple: text === '(', ...range };
  }

  /** Members, calls, subscripts and literals of a type behind a value. */
  protected chain(first: Value): Value {
    let value = first;
    let builder: BuilderChain | null = null;
    for (let links = 0; links < 400; links++) {
      const sign = this.text();
      const next = this.tokens[this.at + 1];
      const joins = JOINS.has(sign) && !(sign === '.' && this.grammar === 'php');
      // Rust's `ask::<Answer>(...)`.
      const types = sign === '<' ? this.at : sign === '::' && next?.text === '<' ? this.at + 1 : -1;
      const behind = types < 0 ? null : behindTypes(this.tokens, types);
      if (joins && next?.kind === 'name') {
        this.at += 2;
        const name = next.text;
        value = { kind: 'member', object: value, name, start: first.start, end: next.end };
        // Ruby's `RubyLLM.chat` is a call without brackets.
        if (this.isCommand(next.end)) value = this.command(value, first.start);
        else if (this.isBareCall(value))
          value = { kind: 'call', callee: value, args: [], start: first.start, end: next.end };
      } else if (sign === '<>' && next?.text === '(' && this.grammar !== 'hash') this.at++;
      else if (sign === '?' && askedAt(this.tokens, this.at, this.build.text) !== null) break;
      else if (sign === '?' && next?.text === ':') break;
      else if (sign === '?' || (sign === '!' && next?.kind === 'open')) this.at++;
      else if (sign === '(' && value.kind !== 'string' && value.kind !== 'literal') {
        const args = this.given();
        const range = { start: first.start, end: this.end() };
        const entries = mapped(value, args);
        if (entries !== null) value = this.build.record(entries, range);
        else if (builder === null && value.kind === 'member' && beginsToSay(value)) {
          builder = { ...chained(value.object as CallValue), end: range.end };
          builder.args.push(...asArgument(value, args, range));
          value = { kind: 'call', callee: builder.callee, args: builder.args, ...range };
        } else if (builder !== null && value.kind === 'member') {
          builder.args.push(...asArgument(value, args, range));
          builder.end = range.end;
          value = { kind: 'call', callee: builder.callee, args: builder.args, ...range };
        } else if (value.kind === 'name' && value.name === 'append' && args.length > 1)
          value = appended(args, range);
        else if (this.grammar === 'php' && lastName(value) === 'array_merge' && args.length > 0)
          value = { kind: 'sum', terms: args.map((a) => a.value), ...range };
        else if (makesList(value))
          value = { kind: 'list', items: args.map((a) => a.value), tuple: false, ...range };
        else {
          if (BUILDS.test(lastName(value)) || isNewBuilder(value))
            builder = { callee: value, args: [...args], end: range.end };
          const call: CallValue = { kind: 'call', callee: value, args, ...range };
          value = call;
          if (builder === null) value = this.maps.made(call) ?? this.noted(call);
        }
      } else if (sign === '{' && value.kind === 'name' && value.name === 'buildString')
        value = this.builtText(value);
      else if (behind !== null) this.at = behind;
      else if ((sign === '{' || sign === '[') && this.opensLiteral(value, sign)) {
        const isFields = sign === '{' && this.grammar === 'rust' && /^[A-Z]/.test(lastName(value));
        const group = this.group(isFields);
        const said = saidIn(value, group);
        if (said !== null) builder = null;
        value = said ?? this.withLiteral(value, group, sign);
      } else break;
    }
    // What follows the last method (`.await?`) is no part of the call.
    if (builder !== null)
      this.build.call(builder.callee, builder.args, { start: first.start, end: builder.end });
    return value;
  }

  /** A value with the literal behind it: what is built of its type, or the value itself where that is a function it is given. */
  private withLiteral(value: Value, group: Value, sign: string): Value {
    if (sign === '{' && holdsAgent(value, group))
      return this.build.call(value, group.entries, { start: value.start, end: this.end() });
    if (lastName(value) === 'map' && this.tokens[this.at]?.kind === 'name') this.at++;
    if (sign === '{') return hasArguments(value, group) ? value : group;
    return LISTS.test(lastName(value)) || group.kind === 'record' ? group : value;
  }

  /** Kotlin's `buildString { append("..."); appendLine("...") }`. */
  private builtText({ start }: Value): Value {
    this.at++;
    const terms = this.block().flatMap(({ value }) => writtenIn(value));
    this.at++;
    return this.build.sum(terms, { start, end: this.end() });
  }

  /** A call, with what it adds to its list. */
  private noted(call: CallValue): CallValue {
    noteAdded(this.build, this.called(call));
    return call;
  }

  /** Whether a text stands behind a method of Ruby on its line, which is given that without brackets: `chat.ask "..."`. */
  private isCommand(end: number): boolean {
    const token = this.tokens[this.at];
    return (
      this.grammar === 'hash' &&
      token?.kind === 'string' &&
      /^[ \t]{1,20}$/.test(this.build.text.slice(end, token.start))
    );
  }

  private command(callee: Value, start: number): Value {
    const given = this.value();
    const args = given === null ? [] : [unnamed(given)];
    return this.noted({ kind: 'call', callee, args, start, end: this.end() });
  }

  /** Whether a member is a method of a constant of Ruby that is called without brackets. */
  private isBareCall({ object, name }: Value & { kind: 'member' }): boolean {
    const isConstant = object.kind === 'name' && /^[A-Z]/.test(object.name);
    return this.grammar === 'hash' && isConstant && /^[a-z]/.test(name) && this.text() !== '(';
  }

  private called(call: CallValue): CallValue {
    return this.build.call(call.callee, call.args, { start: call.start, end: call.end });
  }

  /** The arguments of a call, with what is piped into it before them. */
  private given(): readonly Entry[] {
    const { piped } = this;
    this.piped = null;
    const args = this.args();
    return piped === null ? args : [unnamed(piped), ...args];
  }

  protected args(): readonly Entry[] {
    this.at++;
    const entries = this.items();
    this.at++;
    return entries;
  }

  /** Whether a brace behind a name of Go is the literal of a type (`message{...}`): before a block stands a space. */
  private opensStruct(value: Value): boolean {
    return (
      this.grammar === 'go' &&
      value.kind === 'name' &&
      !/^(?:struct|func|else|select|switch|for|do)$/.test(value.name) &&
      this.tokens[this.at]!.start === value.end
    );
  }

  /** Whether a bracket behind a name or an empty list belongs to it: `Params{...}`, `[]Message{...}`, `vec![...]`, `x[0]`. */
  private opensLiteral(value: Value, sign: string): boolean {
    if (value.kind === 'string' || value.kind === 'literal') return false;
    if (sign === '[') return value.kind !== 'list' && this.tokens[this.at]!.start === this.end();
    const name = lastName(value);
    return (
      value.kind === 'call' ||
      /^\p{Lu}/u.test(name) ||
      this.opensStruct(value) ||
      name === 'new' ||
      /^(?:map|string|any|interface)$/.test(name)
    );
  }
}
