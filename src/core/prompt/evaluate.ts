import type { TextRange } from './model';
import { calledName, pathOf, type Reading } from './resolve';
import { BRACES, namedHoles } from './templates';
import { calledWith, helperOf } from './helpers';
import type { CallValue, Entry, StringPart, Value } from './syntax/value';

/** The text of an expression. */
export interface Text {
  readonly text: string;
  /** Expressions in it that only the running program knows, as written; they stand in it as `{expression}`. */
  readonly placeholders: readonly string[];
  /** Null where the text stands in another document. */
  readonly range: TextRange | null;
  /** Whether any of it is known. */
  readonly known: boolean;
  /** Branches of which the longer was taken. */
  readonly choices: number;
  /** Whether it is what is said where something unknown is not there: `name || 'nobody'`. */
  readonly standsIn?: boolean;
}

const MAX_STEPS = 12;
const MAX_SOURCE = 80;

export function hole(source: string, range: TextRange | null): Text {
  const short = source.replace(/\s+/g, ' ').trim().slice(0, MAX_SOURCE);
  return { text: `{${short}}`, placeholders: [short], range, known: false, choices: 0 };
}

/** Several texts as one. */
export function joined(texts: readonly Text[], separator: string, range: TextRange | null): Text {
  return {
    text: texts.map((t) => t.text).join(separator),
    placeholders: [...new Set(texts.flatMap((t) => t.placeholders))],
    range,
    known: texts.some((t) => t.known),
    choices: texts.reduce((sum, t) => sum + t.choices, 0),
    standsIn: texts.length === 1 && texts[0]!.standsIn === true,
  };
}

const literal = (text: string, range: TextRange): Text => ({
  text,
  placeholders: [],
  range,
  known: true,
  choices: 0,
});

/** A string constant, null for everything else. */
export function plainString(value: Value | null | undefined): string | null {
  if (value?.kind !== 'string' || value.parts.some((p) => p.kind === 'hole')) return null;
  return value.parts.map((p) => (p.kind === 'text' ? p.text : '')).join('');
}

/** Methods that leave a text as it is, near enough. */
const KEEPS =
  /^(?:trim(?:Start|End)?|l?strip|rstrip|dedent|outdent|format|replace(?:All)?|stripIndent|trimIndent|trimMargin|formatted|to_string|to_owned|into|as_str|toString|ToString|String|clone|encode|lower|upper|render|partial|invoke|format_prompt|substitute|safe_substitute|param|params)$/;
const READS =
  /^(?:open|read\w*|load\w*|get\w*|fetch\w*|join|require|resolve|print|log|error|Path|len|range|isinstance|localeCompare|t|getenv|input|raw_input|question|prompt|confirm|text_?(?:input|area)|chat_?input|select_?box|radio|ask|a_?input|get_?pass|strf_?time|strp_?time|isoformat|to_?(?:iso|locale)\w*)$/i;
/** Functions that find or make another text with the one they are given. */
export const LOOKS_UP =
  /^_?(?:retrieve|search|query|find|lookup|generate|call|ask|answer|embed|complete|count|summari[sz]e|translate|classify)/i;
const CLASSES =
  /(?:Message|PromptTemplate|Template|Part|TextBlock|from_text|^text|from_template|fromTemplate|TextContent|InputText|^Prompt)$/;
/** `fmt.Sprintf`, `String.format`, `sprintf` of PHP and `format!` of Rust. */
const FORMATS = /^(?:fmt\.Sprintf|String\.format|sprintf|format)$/;
/** Functions that give back their text with other white space. */
const DEDENTS =
  /^(?:dedent|cleandoc|outdent|indent|trim|strip\w*|oneLine\w*|normali[sz]e\w*|heredoc|inspect\.cleandoc)$/;
/** Signs in a text that a value is put for, and the sign that is text itself. */
const DOUBLED: ReadonlySet<string> = new Set(['%%', '{{', '}}']);
const PERCENTS = /%%|%(?:\((\w{1,60})\))?[-+#0 ]?\d{0,4}(?:\.\d{1,4})?[sdrifxvq]/g;
/** What makes an empty text to be built. */
const BEGINS_EMPTY = /^(?:(?:\w+\.)?(?:StringBuilder|StringBuffer|ArrayList)|String\.new)$/;
/** From here on what stands in for an unknown value is an instruction of its own rather than a word for "nothing". */
const LEAST_INSTRUCTION = 80;
/** What a function gives back where it fails, beside what nobody knows: no text to send. */
const TELLS_FAILURE =
  /^\W{0,4}(?:[A-Z]\w{1,20} )?(?:fail(?:ed|ure)?|error|exception|unable|cannot|can't|could not|couldn't|sorry|unknown|invalid|missing|no \w{1,20} (?:found|available|provided))\b/i;
/** Shortest text that is taken out of a wrapper nobody knows: a sentence rather than a key. */
const LEAST_WRAPPED = 12;

const entry = (entries: readonly Entry[], ...names: readonly string[]): Value | null =>
  entries.find((e) => e.name !== null && names.includes(e.name))?.value ?? null;

/** Reads the texts of values in one document. */
export class Evaluator {
  constructor(readonly reading: Reading) {}

  private source(value: TextRange): string {
    return this.reading.program.text.slice(value.start, Math.min(value.end, value.start + 400));
  }

  private asHole(value: Value): Text {
    return hole(value.start === value.end ? '…' : this.source(value), rangeOf(value));
  }

  /** The text of an expression; what is not known stands as `{expression}`. */
  text(value: Value, steps = 0): Text {
    const range = rangeOf(value);
    if (steps > MAX_STEPS || !this.reading.spend()) return this.asHole(value);
    switch (value.kind) {
      case 'string':
        return joined(
          value.parts.map((part) => this.part(part, range, steps)),
          '',
          range,
        );
      case 'name':
      case 'member':
        return this.named(value, steps) ?? this.asHole(value);
      case 'literal':
        return { ...literal(String(value.value), range), known: false };
      case 'sum':
        return joined(
          value.terms.map((v) => this.within(v, steps + 1)),
          '',
          range,
        );
      case 'list':
        return joined(
          value.items.map((v) => this.text(v, steps + 1)),
          '\n',
          range,
        );
      case 'spread':
        return this.text(value.value, steps + 1);
      case 'choice':
        return this.longer(value.options, value.falls, steps) ?? this.asHole(value);
      case 'format': {
        const { template, filling } = value;
        const values = filling.kind === 'list' ? filling.items : [filling];
        return this.formatted(this.text(template, steps + 1), values, range);
      }
      case 'record': {
        const text = entry(value.entries, 'text', 'content', 'parts', 'OfString');
        if (text !== null) return { ...this.text(text, steps + 1), range };
        return hole(plainString(entry(value.entries, 'type')) ?? '…', range);
      }
      case 'call':
        return this.called(value, steps) ?? this.asHole(value);
      case 'foreign':
        return this.abroad(value, steps);
      case 'pipe':
      case 'function':
      case 'class':
      case 'other':
        return this.asHole(value);
    }
  }

  /** The text of an expression within a text: a short word for what is not there is not what will be sent. */
  private within(value: Value, steps: number): Text {
    const text = this.text(value, steps);
    const isWord = text.standsIn === true && text.text.length < LEAST_INSTRUCTION;
    return isWord ? this.asHole(value) : text;
  }

  private abroad(value: Value & { kind: 'foreign' }, steps: number): Text {
    const there = new Evaluator(this.reading.abroad(value.program));
    return { ...there.text(value.value, steps + 1), range: null };
  }

  private part(part: StringPart, range: TextRange, steps: number): Text {
    if (part.kind === 'text') return literal(part.text, range);
    const asWritten = { ...hole('', range), text: `{${part.source}}`, placeholders: [part.source] };
    if (part.value === null || this.source(part.value).trim() !== part.source) return asWritten;
    const known = this.within(part.value, steps + 1);
    return known.known ? known : asWritten;
  }

  private named(value: Value & { kind: 'name' | 'member' }, steps: number): Text | null {
    const known = this.reading.follow(value);
    if (known === null || known.kind === 'function' || known.kind === 'class') return null;
    if (known.kind === 'record' || known.kind === 'literal') return null;
    const text = this.text(known, steps + 1);
    if (!this.reading.spend(text.text.length)) return null;
    // A call that only fills in (`build(x)`) says no more than the name itself.
    const standsIn = text.standsIn === true || this.reading.mayBeOther(value);
    return text.known
      ? { ...text, standsIn }
      : known.kind === 'call' || known.kind === 'other' || known.kind === 'choice'
        ? null
        : text;
  }

  /** The branch with the longest text. */
  private longer(options: readonly Value[], falls: boolean, steps: number): Text | null {
    const all = options.map((o) => this.text(o, steps + 1));
    const texts = all.filter((t) => t.known);
    const [first, ...rest] = texts;
    if (first === undefined) return null;
    const longest = rest.reduce((a, b) => (b.text.length > a.text.length ? b : a), first);
    const standsIn = all.length > texts.length || longest.standsIn === true;
    return falls ? { ...longest, standsIn } : { ...longest, choices: longest.choices + 1 };
  }

  /** `"%s of %s" % (a, b)`, `format!("{} of {}", a, b)`: the expressions stand where the signs stood. */
  private formatted(
    base: Text,
    values: readonly Value[],
    range: TextRange,
    signs = PERCENTS,
  ): Text {
    const names: string[] = [];
    let next = 0;
    const text = base.text.replace(signs, (sign, given?: string) => {
      const key = given ?? '';
      if (DOUBLED.has(sign)) return sign[0]!;
      const isNamed = !/^\d*$/.test(key);
      const value = isNamed ? undefined : values[key === '' ? next++ : Number(key)];
      if (!isNamed && value === undefined) return sign;
      const name = value === undefined ? key : this.source(value);
      names.push(name);
      return `{${name}}`;
    });
    return { ...base, text, placeholders: [...base.placeholders, ...names], range };
  }

  private called(call: CallValue, steps: number): Text | null {
    const { callee, args } = call;
    const range = rangeOf(call);
    const name = calledName(call);
    const first = args[0]?.value ?? null;
    if (callee.kind === 'member') {
      const { object } = callee;
      if (name === 'join' || name === 'Join') return this.join(object, args, range, steps);
      if (
        name === 'concat' ||
        name === 'replace' ||
        name === 'replaceAll' ||
        KEEPS.test(name) ||
        object.kind === 'string' ||
        object.kind === 'sum'
      ) {
        if (name === 'split') return null;
        const known = this.text(object, steps + 1);
        if (known.known) {
          // Python's; Kotlin's and Scala's fill in signs.
          if (name === 'format' && known.text.search(/%[sd\d]/) < 0) {
            const given = args.flatMap((a) => (a.name === null ? [a.value] : []));
            return this.formatted(known, given, range, BRACES);
          }
          const holes = name.startsWith('format') ? namedHoles(known.text) : [];
          const more = name === 'concat' ? args.map((a) => this.text(a.value, steps + 1)) : [];
          const all = joined([known, ...more], '', range);
          return { ...all, placeholders: [...new Set([...all.placeholders, ...holes])] };
        }
      }
    }
    if (first !== null && FORMATS.test(pathOf(callee).slice(-2).join('.'))) {
      const items = args.slice(1).map((a) => a.value);
      const isMacro = this.reading.program.text[callee.end] === '!';
      const base = this.text(first, steps + 1);
      const text = this.formatted(base, items, range, isMacro ? BRACES : PERCENTS);
      if (text.known) return text;
    }
    const saysNothing = args.every((a) => a.value.kind === 'literal');
    if (saysNothing && BEGINS_EMPTY.test(pathOf(callee).slice(-2).join('.')))
      return { ...literal('', range), known: false };
    const fallback = environmentDefault(call);
    if (fallback !== null) return this.text(fallback, steps + 1);
    const content =
      entry(this.reading.entries(args), 'text', 'content', 'template', 'input') ??
      (first?.kind === 'record' ? entry(first.entries, 'text', 'content', 'template') : null);
    // `message.get("content")` makes none.
    const isMade = CLASSES.test(pathOf(callee).at(-2) ?? '') && !READS.test(name);
    if (CLASSES.test(name) || isMade) {
      const inner = content ?? first;
      if (inner !== null) return { ...this.text(inner, steps + 1), range };
    }
    return this.helper(call, steps);
  }

  /** A function of the document that gives back a text, or a wrapper around one (`trimPrompt("...")`). */
  private helper(call: CallValue, steps: number): Text | null {
    const name = calledName(call);
    const target = this.reading.follow(call.callee);
    const own = target?.kind === 'foreign' ? target.value : target;
    const program = target?.kind === 'foreign' ? target.program : this.reading.program;
    const known = own?.kind === 'function' ? { fn: own, program } : helperOf(call, this.reading);
    if (known !== null) {
      const isHere = known.program === this.reading.program;
      const inside = new Evaluator(calledWith(known, call, this.reading));
      const all = known.fn.returns.map((v) => inside.text(v, steps + 1));
      const standsIn = all.some((t) => !t.known);
      const texts = all
        .map((t) => (isHere ? t : { ...t, range: null }))
        .filter((t) => t.known && t.text.trim().length >= LEAST_WRAPPED)
        .filter((t) => !standsIn || !TELLS_FAILURE.test(t.text));
      const [first, ...rest] = texts;
      if (first !== undefined) {
        const longest = rest.reduce((a, b) => (b.text.length > a.text.length ? b : a), first);
        const chosen = rest.some((t) => t.text !== first.text) ? 1 : 0;
        return { ...longest, choices: longest.choices + chosen, standsIn };
      }
    }
    if (DEDENTS.test(name) && call.args[0] !== undefined) {
      const text = this.text(call.args[0].value, steps + 1);
      return text.known ? text : null;
    }
    if (READS.test(name) || LOOKS_UP.test(name)) return null;
    for (const { value } of call.args.slice(0, 2)) {
      if (value.kind === 'literal' || value.kind === 'record') continue;
      const text = this.text(value, steps + 1);
      const words = text.text.replace(/\{[^{}]{0,80}\}/g, '').trim();
      if (text.known && words.length >= LEAST_WRAPPED && words.includes(' ')) return text;
    }
    return null;
  }

  /** `"\n".join(list)` of Python, `list.join("\n")` of JavaScript, `strings.Join(list, "\n")` of Go, `string.Join("\n", list)` of C#. */
  private join(
    object: Value,
    args: readonly Entry[],
    range: TextRange,
    steps: number,
  ): Text | null {
    const [first = null, second = null] = args.map((a) => a.value);
    const owner = object.kind === 'name' ? object.name : '';
    const [separator, from] =
      object.kind === 'string'
        ? [object, first]
        : owner === 'strings'
          ? [second, first]
          : /^[Ss]tring$/.test(owner)
            ? [first, args.length > 2 ? listOf(args.slice(1)) : second]
            : [first, object];
    const list = from === null ? null : this.reading.follow(from);
    const items = list === null ? [] : list.kind === 'sum' ? list.terms : [list];
    const all = items.flatMap((v) => (v.kind === 'list' ? v.items : [v]));
    if (all.length === 0 || items.every((v) => v.kind !== 'list')) return null;
    return joined(
      all.map((v) => this.text(v, steps + 1)),
      plainString(separator) ?? ',',
      range,
    );
  }
}

/** Arguments as the items of a list. */
function listOf(args: readonly Entry[]): Value {
  const items = args.map((a) => a.value);
  return { kind: 'list', items, tuple: false, start: args[0]!.start, end: args.at(-1)!.end };
}

/** What stands for a variable of the environment that is not set (`os.getenv("M", "gpt-4o")`), or for a field; null for other calls. */
export function environmentDefault(call: CallValue): Value | null {
  const path = pathOf(call.callee).join('.');
  const reads =
    /(?:^|\.)(?:environ\.get|env\.get|config\.get|settings\.get|getOrDefault|(?:get|read|lookup)?_?env(?:ironment)?(?:_?(?:var(?:iable)?|or|str(?:ing)?|with_?default|or_?default|default)){0,2})$/i.test(
      path,
    );
  if (reads) return call.args[1]?.value ?? null;
  // A field of a class of settings: `model: str = Field(default="gpt-5")`.
  if (!/(?:^|\.)[fF]ield$/.test(path)) return null;
  const [first] = call.args;
  const named = call.args.find((a) => a.name === 'default');
  return named?.value ?? (first?.name === null ? first.value : null);
}

const rangeOf = ({ start, end }: TextRange): TextRange => ({ start, end });
