import { isSpace } from '../segment/characters';
import { SeenSet } from './seenSet';
import { CUE_GROUPS, cueMask, ENGLISH, FOREIGN } from './cueTable';
import { TokenBuffer } from './tokens';

/** Number of feature buckets before pruning: 2^18. */
export const BUCKETS = 1 << 18;
const BUCKET_SHIFT = 14;
const HEAD = 5;
const MOST_WORDS = 60;
const MOST_PAIRS = 40;
/** With fewer content words and numbers than this a prompt ("Go on.") says nothing about what is taken from it. */
const FEWEST_OF_PROBLEM = 4;
/** How far from the end a span knows its distance to it. */
export const END_REACH = 4;

/** The first tokens of a neighbour. */
export interface SpanHead {
  count: number;
  readonly tokens: Int32Array;
}

/** What is kept of a span until its successors are known; made once and filled anew, to spare the collector. */
export interface KeptSpan {
  readonly head: SpanHead;
  breaksBefore: number;
  breaksAfter: number;
}

export function emptyFacts(): KeptSpan {
  return { head: emptyHead(), breaksBefore: 0, breaksAfter: 0 };
}

function emptyHead(): SpanHead {
  return { count: 0, tokens: new Int32Array(HEAD) };
}

function bucketOf(value: number, seed: number): number {
  let h = value ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> BUCKET_SHIFT;
}

/** floor(log2(x + 1)) */
function lg(x: number): number {
  return 31 - Math.clz32(x + 1);
}

/**
 * Turns spans, in order, into hashed features. `own` are those of the span and what came before it; `late` those that
 * need its successors. One extractor serves one trace; text may keep coming.
 */
export class FeatureExtractor {
  readonly tokens = new TokenBuffer();
  /** Buckets of the last call; only the first `count` count. */
  readonly buckets = new Int32Array(512);
  count = 0;
  private readonly problem = new SeenSet();
  private readonly hasProblem: boolean;
  private readonly seenWords = new SeenSet();
  private readonly seenTriples = new SeenSet();
  private previous = emptyHead();
  private previousLast = 0;
  private breaks = 3;
  private index = 0;
  private inParagraph = 0;
  private section = 0;
  /** Function words of English and of some other languages in the last span. */
  english = 0;
  foreign = 0;

  constructor(problem: string) {
    let words = 0;
    for (let at = 0; at < problem.length; at += 1_000) {
      this.tokens.read(problem, at, Math.min(problem.length, at + 1_000));
      words += this.tokens.contentCount;
      for (let i = 0; i < this.tokens.contentCount; i++) this.problem.add(this.tokens.content[i]!);
    }
    this.hasProblem = words >= FEWEST_OF_PROBLEM;
  }

  private emit(value: number, seed: number): void {
    this.buckets[this.count++] = bucketOf(value, seed);
  }

  private scalar(id: number, value: number): void {
    this.buckets[this.count++] = bucketOf((id << 16) ^ (value & 0xffff), 99);
  }

  /**
   * Features of the span at [start, end) that need nothing after it. Advances the state of the trace and fills `facts`,
   * which must stay as they are until the next span was read.
   */
  own(text: string, start: number, end: number, facts: KeptSpan): void {
    const { tokens } = this;
    tokens.read(text, start, end);
    this.count = 0;
    const first = tokens.count > 0 ? tokens.folded[0]! : 1;
    this.cues();
    this.words();
    this.starts(20, tokens.folded, tokens.count);
    this.before(first);
    let last = end;
    while (last > start && isSpace(text.charCodeAt(last - 1))) last--;
    this.shape(text, start, last);
    this.position();
    this.overlap();
    facts.breaksBefore = this.breaks;
    const breaks = breaksIn(text, last, end);
    facts.breaksAfter = Math.min(2, breaks);
    copyHead(tokens, facts.head);
    this.advance(facts, last > start ? text.charCodeAt(last - 1) : 0, breaks);
  }

  /** Features that need the next span (`null` at the end) and the number of spans after this one. */
  late(facts: KeptSpan, next: KeptSpan | null, after: number): void {
    this.count = 0;
    const own = facts.head.count > 0 ? facts.head.tokens[0]! : 1;
    const head = next?.head;
    const first = head !== undefined && head.count > 0 ? head.tokens[0]! : 1;
    const second = head !== undefined && head.count > 1 ? head.tokens[1]! : first;
    this.emit(first, 25);
    this.emit(Math.imul(first, 31) + second, 26);
    this.emit(Math.imul(own, 31) + first, 32);
    if (head !== undefined) for (let i = 0; i < head.count; i++) this.emit(head.tokens[i]!, 17);
    const breaksAfter = next === null ? 3 : facts.breaksAfter;
    this.scalar(63, breaksAfter);
    this.scalar(64, facts.breaksBefore * 4 + breaksAfter);
    this.scalar(52, Math.min(after, END_REACH));
  }

  private words(): void {
    const { folded, count } = this.tokens;
    for (let i = 0; i < count && i < MOST_WORDS; i++) this.emit(folded[i]!, 1);
    for (let i = 0; i + 1 < count && i < MOST_PAIRS; i++) {
      this.emit((Math.imul(folded[i]!, 31) + folded[i + 1]!) | 0, 2);
    }
    for (let i = 0; i < count && i < 6; i++) this.emit(folded[i]! + 7 * (i >> 1), 12);
  }

  private cues(): void {
    const { exact, count } = this.tokens;
    this.english = this.foreign = 0;
    let all = 0;
    for (let i = 0; i < count; i++) {
      const mask = cueMask(exact[i]!, i + 1 < count ? exact[i + 1]! : 0);
      if ((mask & ENGLISH) !== 0) this.english++;
      if ((mask & FOREIGN) !== 0) this.foreign++;
      all |= mask;
    }
    for (let group = 0; group < CUE_GROUPS.length; group++) {
      if (((all >> group) & 1) !== 0) this.scalar(70, group);
    }
    this.scalar(72, all & 63);
  }

  private starts(seed: number, t: Int32Array, count: number): void {
    const a = count > 0 ? t[0]! : 1;
    const b = count > 1 ? t[1]! : a;
    const c = count > 2 ? t[2]! : 2;
    const pair = (Math.imul(a, 31) + b) | 0;
    this.emit(a, seed);
    this.emit(pair, seed + 1);
    this.emit((Math.imul(pair, 31) + c) | 0, seed + 2);
  }

  private before(first: number): void {
    const { tokens, count } = this.previous;
    const a = count > 0 ? tokens[0]! : 1;
    const b = count > 1 ? tokens[1]! : a;
    this.emit(a, 23);
    this.emit((Math.imul(a, 31) + b) | 0, 24);
    this.emit((Math.imul(first, 31) + a) | 0, 31);
    for (let i = 0; i < count; i++) this.emit(tokens[i]!, 16);
    this.scalar(57, this.previousLast);
  }

  private shape(text: string, start: number, last: number): void {
    const { tokens } = this;
    this.scalar(40, Math.min(5, Math.floor((10 * tokens.numbers) / Math.max(1, tokens.count))));
    this.scalar(41, Math.min(3, tokens.equals));
    this.scalar(42, Math.min(6, lg(tokens.count)));
    this.scalar(43, last > start ? text.charCodeAt(last - 1) : 0);
    this.scalar(44, tokens.questions > 0 ? 1 : 0);
    this.scalar(45, marker(text, start, last));
  }

  private position(): void {
    this.scalar(50, Math.min(12, lg(this.index)));
    this.scalar(51, Math.min(this.index, 4));
    this.scalar(61, this.breaks);
    this.scalar(62, Math.min(4, this.inParagraph));
    this.scalar(60, Math.min(2, this.section));
  }

  private overlap(): void {
    const { content, contentCount, folded, count } = this.tokens;
    let inProblem = 0;
    let fresh = 0;
    for (let i = 0; i < contentCount; i++) {
      if (this.problem.has(content[i]!)) inProblem++;
      if (!this.seenWords.has(content[i]!)) fresh++;
    }
    for (let i = 0; i < contentCount; i++) this.seenWords.add(content[i]!);
    if (contentCount > 0) {
      if (this.hasProblem) this.scalar(58, Math.floor((4 * inProblem) / contentCount));
      this.scalar(59, Math.floor((4 * fresh) / contentCount));
    }
    let known = 0;
    for (let i = 0; i + 2 < count; i++) {
      const folded3 =
        (Math.imul(Math.imul(folded[i]!, 31) + folded[i + 1]!, 31) + folded[i + 2]!) | 0;
      const triple = Math.imul(folded3 ^ (folded3 >>> 15), 0x85ebca6b);
      if (this.seenTriples.has(triple)) known++;
      this.seenTriples.add(triple);
    }
    this.scalar(67, count > 2 ? Math.floor((4 * known) / (count - 2)) : 9);
  }

  private advance(facts: KeptSpan, last: number, breaksSeen: number): void {
    this.previous = facts.head;
    this.previousLast = last;
    this.breaks = facts.breaksAfter;
    this.index++;
    this.inParagraph = facts.breaksAfter >= 2 ? 0 : this.inParagraph + 1;
    if (breaksSeen > 4) this.section++;
  }
}

function copyHead(tokens: TokenBuffer, head: SpanHead): void {
  head.count = Math.min(HEAD, tokens.count);
  for (let i = 0; i < head.count; i++) head.tokens[i] = tokens.folded[i]!;
}

function breaksIn(text: string, from: number, to: number): number {
  let n = 0;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 0x0a) n++;
  return n;
}

/** 0 none, 1 list item, heading or bold start. */
function marker(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && isSpace(text.charCodeAt(i))) i++;
  const c = text.charCodeAt(i);
  if (c === 0x2a && text.charCodeAt(i + 1) === 0x2a) return 1;
  if ((c === 0x2d || c === 0x2a) && text.charCodeAt(i + 1) === 0x20) return 1;
  if (c === 0x23) return 1;
  const digits = i;
  while (i < end && text.charCodeAt(i) >= 0x30 && text.charCodeAt(i) <= 0x39) i++;
  return i > digits && text.charCodeAt(i) === 0x2e && text.charCodeAt(i + 1) === 0x20 ? 1 : 0;
}
