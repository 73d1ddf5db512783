import { say } from '../../model/sentence';
import { parsePattern } from './parse';
import type { CharTest, Node, PatternFlags, PatternProblem, PatternPlace } from './parse';

/** What an automaton does: take a character, go on where a place is right, go two ways, or be done. */
type Instruction =
  | { readonly do: 'char'; readonly test: CharTest }
  | { readonly do: 'place'; readonly place: PatternPlace }
  /** The first way is tried first. */
  | { readonly do: 'split'; first: number; second: number }
  | { readonly do: 'jump'; to: number }
  | { readonly do: 'done' };

/** A stretch of a text, UTF-16 offsets, end exclusive. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** A match grows no longer than this past where it could end: many long matches would take the square of the text. */
const MAX_LONGER = 500;

/** After so many characters it is asked whether the time is over. */
const ASKED_EVERY = 1_000;

/** So many instructions a pattern may need: time is the length of the text times this. */
const MAX_INSTRUCTIONS = 2_000;

/**
 * A pattern as a program for a machine that follows all ways at once (Thompson 1968, as in Pike's sam): time grows with
 * text times pattern, whatever the pattern. Finds what JavaScript finds: the leftmost, of those the one tried first.
 */
function compileNode(pattern: Node): Automaton | PatternProblem {
  const program: Instruction[] = [];
  if (!emit(pattern, program)) {
    return { problem: say('The pattern is too large: a repeat of a repeat counts as both.') };
  }
  program.push({ do: 'done' });
  return new Automaton(program);
}

/** A pattern that is searched in linear time: as a tree, and as a machine. */
export interface LinearPattern {
  readonly tree: Node;
  readonly automaton: Automaton;
}

/** Compiles the part of JavaScript's regular expressions that runs in linear time; gives back why where it is another. */
export function linearPattern(source: string, flags: PatternFlags): LinearPattern | PatternProblem {
  const tree = parsePattern(source, flags);
  if ('problem' in tree) return tree;
  const automaton = compileNode(tree);
  return 'problem' in automaton ? automaton : { tree, automaton };
}

/** Whether it fitted. */
function emit(node: Node, program: Instruction[]): boolean {
  if (program.length > MAX_INSTRUCTIONS) return false;
  switch (node.kind) {
    case 'char':
      program.push({ do: 'char', test: node.test });
      return true;
    case 'place':
      program.push({ do: 'place', place: node.place });
      return true;
    case 'all':
      return node.parts.every((part) => emit(part, program));
    case 'any':
      return emitAny(node.parts, program);
    case 'repeat':
      return emitRepeat(node, program);
  }
}

function emitAny(parts: readonly Node[], program: Instruction[]): boolean {
  const ends: { to: number }[] = [];
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    const split = { do: 'split' as const, first: program.length + 1, second: 0 };
    if (!isLast) program.push(split);
    if (!emit(part, program)) return false;
    if (isLast) break;
    const jump = { do: 'jump' as const, to: 0 };
    program.push(jump);
    ends.push(jump);
    split.second = program.length;
  }
  for (const end of ends) end.to = program.length;
  return true;
}

function emitRepeat(
  { of, least, most, lazy }: Extract<Node, { kind: 'repeat' }>,
  program: Instruction[],
): boolean {
  for (let i = 0; i < least; i++) {
    const before = program.length;
    if (!emit(of, program)) return false;
    // Nothing, however often, is nothing: without the bound on what is written it would be counted out for hours.
    if (program.length === before) return true;
  }
  const optional = most === null ? 1 : most - least;
  const splits: { first: number; second: number }[] = [];
  const start = program.length;
  for (let i = 0; i < optional; i++) {
    const split = { do: 'split' as const, first: program.length + 1, second: 0 };
    program.push(split);
    splits.push(split);
    if (!emit(of, program)) return false;
  }
  if (most === null) program.push({ do: 'jump', to: start });
  for (const split of splits) {
    split.second = program.length;
    if (lazy) [split.first, split.second] = [split.second, split.first];
  }
  return true;
}

/** Ways that are followed, in the order in which they are tried, each with where it began. */
class Ways {
  readonly at: Int32Array;
  readonly start: Int32Array;
  /** The step at which an instruction was last put in. */
  readonly #seen: Int32Array;
  length = 0;

  constructor(size: number) {
    this.at = new Int32Array(size);
    this.start = new Int32Array(size);
    this.#seen = new Int32Array(size).fill(-1);
  }

  /** Whether the instruction is new in this step. */
  isNew(instruction: number, step: number): boolean {
    if (this.#seen[instruction] === step) return false;
    this.#seen[instruction] = step;
    return true;
  }

  put(instruction: number, start: number): void {
    this.at[this.length] = instruction;
    this.start[this.length] = start;
    this.length += 1;
  }

  forget(): void {
    this.#seen.fill(-1);
    this.length = 0;
  }
}

export class Automaton {
  readonly #program: readonly Instruction[];
  #now: Ways;
  #next: Ways;
  readonly #stack: number[] = [];

  constructor(program: readonly Instruction[]) {
    this.#program = program;
    this.#now = new Ways(program.length);
    this.#next = new Ways(program.length);
  }

  /** Whether the pattern matches anywhere, be it nothing. */
  matches(text: string): boolean {
    this.#now.forget();
    this.#next.forget();
    for (let at = 0; at <= text.length;) {
      const codePoint = at < text.length ? text.codePointAt(at)! : -1;
      const width = codePoint > 0xffff ? 2 : 1;
      this.#follow(this.#now, 0, at, text, at);
      if (this.#isDone(this.#now)) return true;
      this.#step(codePoint, at, text, width);
      [this.#now, this.#next] = [this.#next, this.#now];
      this.#next.length = 0;
      at += width;
    }
    return false;
  }

  #isDone(ways: Ways): boolean {
    for (let i = 0; i < ways.length; i++) {
      if (this.#program[ways.at[i]!]!.do === 'done') return true;
    }
    return false;
  }

  /**
   * The first match from an offset on that takes at least one character; `null` without one, or when `isOver` says that
   * the time is: it is asked now and then.
   */
  find(text: string, from: number, isOver?: () => boolean): Match | null {
    this.#now.forget();
    this.#next.forget();
    let found: Match | null = null;
    let untilAsked = ASKED_EVERY;
    for (let at = from; at <= text.length;) {
      const codePoint = at < text.length ? text.codePointAt(at)! : -1;
      const width = codePoint > 0xffff ? 2 : 1;
      if (--untilAsked === 0) {
        if (isOver?.() === true) return null;
        untilAsked = ASKED_EVERY;
      }
      if (found === null) this.#follow(this.#now, 0, at, text, at);
      if (this.#now.length === 0 && found !== null) break;
      if (found !== null && at - found.end > MAX_LONGER) break;
      found = this.#step(codePoint, at, text, width) ?? found;
      [this.#now, this.#next] = [this.#next, this.#now];
      this.#next.length = 0;
      at += width;
    }
    return found;
  }

  /** Every way takes one character; the best match that ends here. */
  #step(codePoint: number, at: number, text: string, width: number): Match | null {
    const now = this.#now;
    for (let i = 0; i < now.length; i++) {
      const instruction = this.#program[now.at[i]!]!;
      const start = now.start[i]!;
      // What is tried after a match does not count any more.
      if (instruction.do === 'done') {
        if (start < at) return { start, end: at };
      } else if (instruction.do === 'char' && codePoint >= 0 && instruction.test(codePoint)) {
        this.#follow(this.#next, now.at[i]! + 1, start, text, at + width);
      }
    }
    return null;
  }

  /** Puts in where an instruction leads without taking a character. */
  #follow(ways: Ways, from: number, start: number, text: string, at: number): void {
    const stack = this.#stack;
    stack.push(from);
    while (stack.length > 0) {
      const number = stack.pop()!;
      if (!ways.isNew(number, at)) continue;
      const instruction = this.#program[number]!;
      switch (instruction.do) {
        case 'jump':
          stack.push(instruction.to);
          break;
        case 'split':
          stack.push(instruction.second, instruction.first);
          break;
        case 'place':
          if (isAt(instruction.place, text, at)) stack.push(number + 1);
          break;
        case 'char':
        case 'done':
          ways.put(number, start);
          break;
      }
    }
  }
}

const BREAK = /[\n\r\u2028\u2029]/;
const WORD = /\w/;

function isAt(place: PatternPlace, text: string, at: number): boolean {
  switch (place) {
    case 'text-start':
      return at === 0;
    case 'text-end':
      return at === text.length;
    case 'line-start':
      return at === 0 || BREAK.test(text[at - 1]!);
    case 'line-end':
      return at === text.length || BREAK.test(text[at]!);
    case 'word-border':
    case 'no-word-border': {
      const border = WORD.test(text[at - 1] ?? '') !== WORD.test(text[at] ?? '');
      return border === (place === 'word-border');
    }
  }
}
