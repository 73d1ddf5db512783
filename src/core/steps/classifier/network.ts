import type { Matrix, SequenceModel } from './model';

/** What a network remembers of the text before a window: the forward memory of every layer. */
export type NetworkMemory = readonly Float64Array[];

/** An empty memory, for the start of a text. */
export function emptyMemory({ layers }: SequenceModel): NetworkMemory {
  return layers.map(({ hidden }) => new Float64Array(hidden));
}

/** x / sqrt(1 + x²): basic operations alone, which every engine rounds alike. */
export function squash(x: number): number {
  return x / Math.sqrt(1 + x * x);
}

/** Sentences read at once by a `WindowReader`. */
interface Scratch {
  readonly gates: Float32Array;
  readonly candidates: Float32Array;
}

/**
 * Runs the memories of a model over the vectors of a window of sentences. Vector t stands at t * outputs in `x`; behind
 * it each layer writes its two memories: h = h + z (c - h), gate z and candidate c computed from all that stands before
 * them (a minimal gated unit whose gates do not look at the memory; Feng et al. 2024).
 */
export class WindowReader {
  readonly x: Float32Array;
  private readonly scratch: Scratch;

  constructor(
    private readonly model: SequenceModel,
    most: number,
  ) {
    const widest = Math.max(...model.layers.map(({ hidden }) => hidden));
    this.x = new Float32Array(most * model.outputs);
    this.scratch = {
      gates: new Float32Array(most * widest),
      candidates: new Float32Array(most * widest),
    };
  }

  /**
   * Fills in the memories of `count` sentences. The text before is in `memory`; where `final` of them need no later text,
   * `memory` is moved on past those. `final` 0 leaves it as it is.
   */
  run(count: number, memory: NetworkMemory, final: number): void {
    let to = this.model.width;
    for (const [l, { hidden, forth, back }] of this.model.layers.entries()) {
      this.project(forth, count);
      this.forth(hidden, count, to, memory[l]!, final);
      this.project(back, count);
      this.back(hidden, count, to + hidden);
      to += 2 * hidden;
    }
  }

  private project(matrix: Matrix, count: number): void {
    const { x, scratch, model } = this;
    const { outputs } = model;
    const { gates, candidates } = scratch;
    const hidden = matrix.out / 2;
    for (let k = 0; k < matrix.out; k += 4) {
      const gate = k < hidden;
      const into = gate ? gates : candidates;
      const column = gate ? k : k - hidden;
      multiply(matrix, k, x, outputs, count, into, column, hidden);
      for (let t = 0, at = column; t < count; t++, at += hidden) {
        for (let i = at; i < at + 4; i++) {
          const s = squash(into[i]!);
          into[i] = gate ? 0.5 + 0.5 * s : s;
        }
      }
    }
  }

  private forth(
    hidden: number,
    count: number,
    to: number,
    memory: Float64Array,
    final: number,
  ): void {
    const { gates, candidates } = this.scratch;
    const { outputs } = this.model;
    const h = memory.slice();
    for (let t = 0; t < count; t++) {
      for (let k = 0, at = t * hidden; k < hidden; k++, at++) {
        h[k]! += gates[at]! * (candidates[at]! - h[k]!);
        this.x[t * outputs + to + k] = h[k]!;
      }
      if (t === final - 1) memory.set(h);
    }
  }

  private back(hidden: number, count: number, to: number): void {
    const { gates, candidates } = this.scratch;
    const { outputs } = this.model;
    const h = new Float64Array(hidden);
    for (let t = count - 1; t >= 0; t--) {
      for (let k = 0, at = t * hidden; k < hidden; k++, at++) {
        h[k]! += gates[at]! * (candidates[at]! - h[k]!);
        this.x[t * outputs + to + k] = h[k]!;
      }
    }
  }
}

/**
 * Rows `k` to `k + 3` of a matrix times the first part of `count` vectors (vector t at t * stride in `x`), to four columns
 * of `into`. Two vectors and four rows at a time: this is the innermost loop of the whole analysis.
 */
function multiply(
  { input, weights, bias }: Matrix,
  k: number,
  x: Float32Array,
  stride: number,
  count: number,
  into: Float32Array,
  column: number,
  width: number,
): void {
  const first = k * input;
  for (let t = 0; t < count; t += 2) {
    let a0 = bias[k]!;
    let a1 = bias[k + 1]!;
    let a2 = bias[k + 2]!;
    let a3 = bias[k + 3]!;
    let b0 = a0;
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    const i = t * stride;
    const j = t + 1 < count ? i + stride : i;
    for (let d = 0, at = first; d < input; d++, at += 4) {
      const u = x[i + d]!;
      const v = x[j + d]!;
      const w0 = weights[at]!;
      const w1 = weights[at + 1]!;
      const w2 = weights[at + 2]!;
      const w3 = weights[at + 3]!;
      a0 += w0 * u;
      a1 += w1 * u;
      a2 += w2 * u;
      a3 += w3 * u;
      b0 += w0 * v;
      b1 += w1 * v;
      b2 += w2 * v;
      b3 += w3 * v;
    }
    const at = t * width + column;
    into[at] = a0;
    into[at + 1] = a1;
    into[at + 2] = a2;
    into[at + 3] = a3;
    if (t + 1 === count) return;
    into[at + width] = b0;
    into[at + width + 1] = b1;
    into[at + width + 2] = b2;
    into[at + width + 3] = b3;
  }
}

/** The sums of a head for the first `count` vectors of a reader, `out` a sentence. */
export function readHead(head: Matrix, { x }: WindowReader, count: number): Float32Array {
  const sums = new Float32Array(count * head.out);
  for (let k = 0; k < head.out; k += 4) {
    multiply(head, k, x, head.input, count, sums, k, head.out);
  }
  return sums;
}
