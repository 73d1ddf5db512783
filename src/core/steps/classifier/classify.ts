import { coarseKind, coarseKinds, STEP_KINDS } from '../kinds';
import type { StepKind } from '../model';
import { emptyFacts, END_REACH, FeatureExtractor, type KeptSpan } from './features';
import { Language } from './language';
import {
  type ConfidenceCalibration,
  decodeModel,
  type OutputHead,
  type SequenceModel,
} from './model';
import { emptyMemory, type NetworkMemory, readHead, squash, WindowReader } from './network';
import { addLeaning, type Leaning, noLeaning, readLeaning } from './leaning';
import { OWN_SCHEME, type SchemeId } from './schemes';
import weights from './weights.data.json';

/** What the model says about one span. */
export interface SpanPrediction {
  readonly kind: StepKind;
  /** The kind before any bias: borders go by it, so that what corrections teach moves none. */
  readonly unbiased: StepKind;
  /** Calibrated probability of `kind`, 0..1. */
  readonly confidence: number;
  /** Log-odds that a reader would start a step here, less the threshold: above 0 one starts. */
  readonly starts: number;
  /** Scores of the shown kinds, in the order of `coarseKinds`, where they are asked for: before any bias. */
  readonly scores?: readonly number[];
}

/** How labels are to be decided, where that is not the model's affair alone. */
export interface Deciding {
  /** Added to the scores of the shown kinds, in the order of `coarseKinds`. */
  readonly bias?: readonly number[];
  /** Tell the scores too. */
  readonly scores?: boolean;
}

/** For each kind of the model the number of its shown kind. */
const SHOWN_OF = STEP_KINDS.map((kind) => coarseKinds.indexOf(coarseKind(kind)));

const NONE: readonly SpanPrediction[] = [];

let shipped: SequenceModel | null = null;

function shippedModel(): SequenceModel {
  return (shipped ??= decodeModel(weights));
}

/** A span whose prediction waits for its successors; made once and filled anew. */
interface Waiting {
  readonly facts: KeptSpan;
  /** Pairs of sums of weights, as `rows` of the model. */
  readonly sums: Int32Array;
  readonly leaning: Leaning;
}

/** Spans that become final together, and how many spans after them the backward memories look at. */
const BLOCK = 64;
const AHEAD = 8;
/** Predictions wait for at most so many spans. */
const MOST_WAITING = BLOCK + AHEAD + END_REACH;

/**
 * Classifies the spans of one trace in order, by a small recurrent network over hashed features. Spans become final in
 * blocks, once a short look-ahead is known; the blocks are cut by number, so that a text gets the same labels however it
 * arrives.
 */
export class SpanClassifier {
  readonly extractor: FeatureExtractor;
  readonly language = new Language();
  private readonly head: OutputHead;
  private readonly reader: WindowReader;
  private readonly memory: NetworkMemory;
  private readonly stamp: Uint32Array;
  private turn = 0;
  private readonly total: Int32Array;
  /** Words lean to kinds of our own scheme. */
  private readonly leans: boolean;
  /** A ring; `first` is the oldest of the `count` spans that wait. */
  private readonly ring: readonly Waiting[];
  private first = 0;
  private count = 0;

  /** `model`: another one than the shipped, for measuring one that was trained on less. */
  constructor(
    problem: string,
    scheme: SchemeId = OWN_SCHEME,
    private readonly model: SequenceModel = shippedModel(),
    private readonly deciding: Deciding = {},
  ) {
    this.extractor = new FeatureExtractor(problem);
    this.head = model.heads[scheme];
    this.reader = new WindowReader(model, MOST_WAITING);
    this.memory = emptyMemory(model);
    const pairs = model.width / 2;
    this.stamp = new Uint32Array(model.rows.length / pairs + 1);
    this.total = new Int32Array(pairs);
    // One more than wait: the extractor still reads the facts of the span before.
    this.ring = Array.from({ length: MOST_WAITING + 1 }, () => ({
      facts: emptyFacts(),
      sums: new Int32Array(pairs),
      leaning: noLeaning(),
    }));
    this.leans = scheme === OWN_SCHEME;
  }

  /** Adds the next span; returns the predictions that became final, for the oldest spans that wait. */
  add(text: string, start: number, end: number): readonly SpanPrediction[] {
    const span = this.waiting(this.count++);
    this.extractor.own(text, start, end, span.facts);
    this.language.add(this.extractor);
    if (this.leans) readLeaning(text, start, end, span.leaning);
    span.sums.fill(0);
    this.addRows(span.sums);
    if (this.count < MOST_WAITING) return NONE;
    const found = this.predict(BLOCK + AHEAD, BLOCK, BLOCK);
    this.first = (this.first + BLOCK) % this.ring.length;
    this.count -= BLOCK;
    return found;
  }

  /** Predictions for the spans that wait, as if the trace ended here. */
  rest(): readonly SpanPrediction[] {
    return this.predict(this.count, this.count, 0);
  }

  private waiting(n: number): Waiting {
    return this.ring[(this.first + n) % this.ring.length]!;
  }

  /** Reads `count` waiting spans and gives the predictions of the first `wanted`; the memory moves on past `final`. */
  private predict(count: number, wanted: number, final: number): SpanPrediction[] {
    const { reader, model, total } = this;
    for (let n = 0; n < count; n++) {
      const { facts, sums } = this.waiting(n);
      const next = n + 1 < this.count ? this.waiting(n + 1).facts : null;
      this.extractor.late(facts, next, this.count - 1 - n);
      total.set(sums);
      this.addRows(total);
      this.vector(n * model.outputs);
    }
    reader.run(count, this.memory, final);
    const kinds = readHead(this.head, reader, wanted);
    const starts = readHead(model.starts, reader, wanted);
    const found: SpanPrediction[] = [];
    for (let n = 0; n < wanted; n++) {
      const start = starts[n * model.starts.out]! - model.starts.threshold;
      const first = n * this.head.out;
      addLeaning(kinds, first, this.waiting(n).leaning);
      const scores = this.deciding.scores ? { scores: shownScores(kinds, first) } : {};
      const unbiased = STEP_KINDS[largest(kinds, first)]!;
      if (this.deciding.bias) addBias(kinds, first, this.deciding.bias);
      const decided = decide(kinds, first, this.head.calibration);
      found.push({ ...decided, unbiased, starts: start, ...scores });
    }
    return found;
  }

  /** The vector of the span whose sums are in `total`. A sum of at most 256 weights fits 16 bits. */
  private vector(at: number): void {
    const { total, reader } = this;
    const { scales, bias } = this.model;
    for (let p = 0; p < total.length; p++) {
      const first = (total[p]! << 16) >> 16;
      const second = (total[p]! - first) >> 16;
      const d = 2 * p;
      reader.x[at + d] = squash(first * scales[d]! + bias[d]!);
      reader.x[at + d + 1] = squash(second * scales[d + 1]! + bias[d + 1]!);
    }
  }

  private addRows(sums: Int32Array): void {
    this.turn = (this.turn + 1) >>> 0;
    const { buckets, count } = this.extractor;
    const { turn, stamp } = this;
    const { row, rows } = this.model;
    const pairs = sums.length;
    for (let i = 0; i < count; i++) {
      const r = row[buckets[i]!]!;
      // Each bucket counts once a span.
      if (r === 0 || stamp[r] === turn) continue;
      stamp[r] = turn;
      for (let p = 0, at = (r - 1) * pairs; p < pairs; p++, at++) sums[p]! += rows[at]!;
    }
  }
}

/** Scores of the shown kinds: of each the logarithm of the summed exponentials of the model's kinds it stands for. */
function shownScores(sums: Float32Array, first: number): readonly number[] {
  const shown = coarseKinds.map(() => -Infinity);
  for (const [k, at] of SHOWN_OF.entries()) {
    const [a, b] = [shown[at]!, sums[first + k]!];
    shown[at] = Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }
  return shown;
}

function addBias(sums: Float32Array, first: number, bias: readonly number[]): void {
  for (const [k, at] of SHOWN_OF.entries()) sums[first + k]! += bias[at] ?? 0;
}

function largest(sums: Float32Array, first: number): number {
  let best = 0;
  for (let k = 1; k < STEP_KINDS.length; k++) {
    if (sums[first + k]! > sums[first + best]!) best = k;
  }
  return best;
}

/** The kind with the largest sum; its confidence calibrated on cross-validated predictions (Platt 1999). */
function decide(
  sums: Float32Array,
  first: number,
  { slope, offsets }: ConfidenceCalibration,
): Pick<SpanPrediction, 'kind' | 'confidence'> {
  const best = largest(sums, first);
  let others = 0;
  for (let k = 0; k < STEP_KINDS.length; k++) {
    if (k !== best) others += Math.exp(sums[first + k]! - sums[first + best]!);
  }
  const odds = -Math.log(Math.max(others, 1e-9));
  const confidence = 1 / (1 + Math.exp(-slope * odds - offsets[best]!));
  return { kind: STEP_KINDS[best]!, confidence };
}
