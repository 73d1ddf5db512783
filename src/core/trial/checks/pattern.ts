import { say, type Sentence } from '../../model/sentence';

/** Whether a pattern is found in a text. */
export type Pattern = (text: string) => boolean;

/** What is not a pattern that can be run within a bound. */
export interface PatternProblem {
  readonly problem: Sentence;
}

/**
 * Steps of a program and characters of a text: their product bounds the time of a search, whatever the pattern. The
 * editor's own engine tries again from every place, so that `(a+)+$` takes longer than anybody lives.
 */
const MAX_STEPS = 2_000;
const MAX_TEXT = 100_000;
const MAX_PATTERN = 5_000;
const MAX_GROUPS = 200;

type Step =
  | { readonly op: 'char'; readonly test: (char: string) => boolean }
  | { readonly op: 'at'; readonly test: (before: string, after: string) => boolean }
  | { readonly op: 'split'; a: number; b: number }
  | { readonly op: 'match' };

interface Part {
  /** Adds the steps of this part; what follows is added right behind. */
  readonly write: (program: Step[]) => void;
}

class PatternError extends Error {
  constructor(readonly sentence: Sentence) {
    super(sentence.message);
  }
}

/**
 * Compiles a regular expression as JavaScript writes it (`a+b`, or `/a+b/i`) to a machine that reads a text once, so that
 * time grows with its length only (Thompson 1968). Look-around and back references need more than that: they are refused.
 */
export function compilePattern(source: string): Pattern | PatternProblem {
  const [, inner = source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(source) ?? [];
  try {
    const program: Step[] = [];
    new Parser(inner, flags).all().write(program);
    add(program, { op: 'match' });
    return (text) => search(program, text.slice(0, MAX_TEXT));
  } catch (error) {
    if (error instanceof PatternError) return { problem: error.sentence };
    throw error;
  }
}

export const isPattern = (found: Pattern | PatternProblem): found is Pattern =>
  typeof found === 'function';

function add(program: Step[], step: Step): number {
  if (program.length >= MAX_STEPS)
    throw new PatternError(say('The pattern is too large: a repeat of a repeat counts as both.'));
  return program.push(step) - 1;
}

const isWord = (char: string): boolean => /^\w$/.test(char);

/** Reads a pattern from left to right. One character or class is tested by the editor's own engine, one at a time. */
class Parser {
  #at = 0;
  #depth = 0;
  readonly #lines: boolean;
  readonly #flags: string;

  constructor(
    readonly source: string,
    flags: string,
  ) {
    if (source.length > MAX_PATTERN) throw new PatternError(say('The pattern is too long.'));
    if (/[^gimsu]/.test(flags))
      throw new PatternError(say('The pattern has a flag that is not known: {0}', flags));
    this.#lines = flags.includes('m');
    this.#flags = `u${flags.includes('i') ? 'i' : ''}${flags.includes('s') ? 's' : ''}`;
  }

  all(): Part {
    const part = this.#choice();
    if (this.#at < this.source.length) throw this.#wrong();
    return part;
  }

  #wrong(): PatternError {
    return new PatternError(
      say(
        'The pattern cannot be read at character {0}: {1}',
        String(this.#at + 1),
        this.source.slice(this.#at, this.#at + 12),
      ),
    );
  }

  #choice(): Part {
    const options = [this.#sequence()];
    while (this.source[this.#at] === '|') {
      this.#at += 1;
      options.push(this.#sequence());
    }
    return options.reduceRight((rest, first) => either(first, rest));
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.source.length && !'|)'.includes(this.source[this.#at]!))
      parts.push(this.#repeated(this.#atom()));
    return {
      write: (program) => {
        for (const part of parts) part.write(program);
      },
    };
  }

  #repeated(part: Part): Part {
    const rest = this.source.slice(this.#at, this.#at + 24);
    const [written, sign, least, most] =
      /^(?:([*+?])|\{(\d{1,4})(,\d{0,4})?\})\??/.exec(rest) ?? [];
    if (written === undefined) return part;
    this.#at += written.length;
    if (
      /^[*+?{]/.test(this.source.slice(this.#at)) &&
      !/^\{(?!\d)/.test(this.source.slice(this.#at))
    )
      throw this.#wrong();
    if (sign === '*') return repeat(part, 0, Infinity);
    if (sign === '+') return repeat(part, 1, Infinity);
    if (sign === '?') return repeat(part, 0, 1);
    const from = Number(least);
    const to = most === undefined ? from : most === ',' ? Infinity : Number(most.slice(1));
    if (to < from) throw this.#wrong();
    return repeat(part, from, to);
  }

  #atom(): Part {
    const char = this.source[this.#at]!;
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return this.#single(this.#classEnd());
      case '\\':
        return this.#escape();
      case '^':
        this.#at += 1;
        return place(
          (before) => before === '' || (this.#lines && /[\n\r\u2028\u2029]/.test(before)),
        );
      case '$':
        this.#at += 1;
        return place(
          (_, after) => after === '' || (this.#lines && /[\n\r\u2028\u2029]/.test(after)),
        );
      case '*':
      case '+':
      case '?':
        throw this.#wrong();
      default:
        return this.#single(
          this.#at + String.fromCodePoint(this.source.codePointAt(this.#at)!).length,
        );
    }
  }

  #group(): Part {
    const kind = /^\((?:\?(?::|<[A-Za-z_$][\w$]{0,60}>|<?[=!]|))?/.exec(
      this.source.slice(this.#at),
    );
    const opening = kind?.[0] ?? '(';
    if (/[=!]$/.test(opening))
      throw new PatternError(say('The pattern looks ahead or behind, which is not supported.'));
    if (opening === '(?') throw this.#wrong();
    if (++this.#depth > MAX_GROUPS) throw new PatternError(say('The pattern is too deep.'));
    this.#at += opening.length;
    const inner = this.#choice();
    if (this.source[this.#at] !== ')') throw this.#wrong();
    this.#at += 1;
    this.#depth -= 1;
    return inner;
  }

  /** End of the class that starts here, behind its bracket. */
  #classEnd(): number {
    for (let i = this.#at + 1; i < this.source.length; i++) {
      if (this.source[i] === '\\') i += 1;
      else if (this.source[i] === ']') return i + 1;
    }
    throw this.#wrong();
  }

  #escape(): Part {
    const rest = this.source.slice(this.#at, this.#at + 40);
    if (/^\\(?:[1-9]|k<)/.test(rest))
      throw new PatternError(say('The pattern refers back to a group, which is not supported.'));
    if (rest.startsWith('\\b') || rest.startsWith('\\B')) {
      this.#at += 2;
      const wanted = rest[1] === 'b';
      return place((before, after) => (isWord(before) !== isWord(after)) === wanted);
    }
    const written =
      /^\\(?:[pP]\{[\w=]{1,30}\}|u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|.)/su.exec(
        rest,
      )?.[0];
    if (written === undefined) throw this.#wrong();
    return this.#single(this.#at + written.length);
  }

  /** One character, class or escape up to a place, tested character by character. */
  #single(end: number): Part {
    const source = this.source.slice(this.#at, end);
    const literal = source.length === 1 && '/]}{'.includes(source) ? `\\${source}` : source;
    // With the flag for Unicode only signs of syntax may be escaped; people escape others too.
    const known = /^\\[^\w^$\\.*+?()[\]{}|/]$/.test(literal) ? literal.slice(1) : literal;
    let one: RegExp;
    try {
      one = new RegExp(`^(?:${known})$`, this.#flags);
    } catch {
      // Tried in the engine's own words before: what is wrong stands in the source.
      throw this.#wrong();
    }
    this.#at = end;
    return { write: (program) => void add(program, { op: 'char', test: remembered(one) }) };
  }
}

/** A test of one character that remembers its answers: texts repeat their characters. */
function remembered(pattern: RegExp): (char: string) => boolean {
  const known = new Map<string, boolean>();
  return (char) => {
    let found = known.get(char);
    if (found === undefined) known.set(char, (found = pattern.test(char)));
    return found;
  };
}

const place = (test: (before: string, after: string) => boolean): Part => ({
  write: (program) => void add(program, { op: 'at', test }),
});

/** A branch whose two ways are set once they are known. */
function branch(program: Step[]): { a: number; b: number } {
  const step = { op: 'split' as const, a: program.length + 1, b: program.length + 1 };
  add(program, step);
  return step;
}

function either(first: Part, second: Part): Part {
  return {
    write: (program) => {
      const ways = branch(program);
      first.write(program);
      const over = branch(program);
      ways.b = program.length;
      second.write(program);
      over.a = program.length;
      over.b = program.length;
    },
  };
}

function repeat(part: Part, from: number, to: number): Part {
  return {
    write: (program) => {
      for (let i = 0; i < from; i++) part.write(program);
      if (to === Infinity) {
        const again = program.length;
        const ways = branch(program);
        part.write(program);
        const back = branch(program);
        back.a = again;
        back.b = again;
        ways.b = program.length;
        return;
      }
      const skips: { b: number }[] = [];
      for (let i = from; i < to; i++) {
        skips.push(branch(program));
        part.write(program);
      }
      for (const skip of skips) skip.b = program.length;
    },
  };
}

/** Follows all ways through the program side by side, a character at a time; a new way starts at every place. */
function search(program: readonly Step[], text: string): boolean {
  const chars = Array.from(text);
  let ways: number[] = [];
  const seen = new Int32Array(program.length).fill(-1);
  for (let at = 0; at <= chars.length; at++) {
    const [before, after] = [chars[at - 1] ?? '', chars[at] ?? ''];
    const open = [...ways, 0];
    const reading: number[] = [];
    // Ways that read a character wait; the others are followed until they do.
    while (open.length > 0) {
      const index = open.pop()!;
      if (seen[index] === at) continue;
      seen[index] = at;
      const step = program[index]!;
      if (step.op === 'match') return true;
      if (step.op === 'char') reading.push(index);
      else if (step.op === 'split') open.push(step.b, step.a);
      else if (step.test(before, after)) open.push(index + 1);
    }
    ways = [];
    for (const index of reading) {
      const step = program[index]!;
      if (after !== '' && step.op === 'char' && step.test(after)) ways.push(index + 1);
    }
  }
  return false;
}
