import { STEP_KINDS } from '../model';
import { BUCKETS } from './features';

/** Order of the class columns in the weights. `other` is never predicted by the model. */
export const CLASSES = STEP_KINDS.filter((kind) => kind !== 'other');
export const CLASS_COUNT = CLASSES.length;

/** The weights as shipped (`weights.data.json`), written by `scripts/train-steps.mjs`. */
export interface WeightsFile {
  readonly source: string;
  readonly licence: string;
  readonly date: string;
  /** What one step of the int8 weights is worth. */
  readonly scale: number;
  /** One a class, added to the scaled sums. */
  readonly bias: readonly number[];
  readonly calibration: Calibration;
  /** Numbers of the kept buckets: base64 of varint gaps, ascending. */
  readonly buckets: string;
  /** Base64 of int8 weights, eight a kept bucket. */
  readonly weights: string;
}

/** Confidence = 1 / (1 + exp(-(slope * log-odds of the best class + its offset))). */
export interface Calibration {
  readonly slope: number;
  readonly offsets: readonly number[];
}

/** A linear model over hashed features: `row[bucket]` is 0 for a pruned bucket, else 1 + its row in `weights`. */
export interface LinearModel {
  readonly row: Uint16Array;
  readonly weights: Int8Array;
  readonly scale: number;
  readonly bias: readonly number[];
  readonly calibration: Calibration;
}

/** Unpacks the shipped weights (once a process: about 2 ms). Throws on a damaged file. */
export function decodeModel(file: WeightsFile): LinearModel {
  const gaps = bytes(file.buckets);
  const packed = bytes(file.weights);
  const row = new Uint16Array(BUCKETS);
  let bucket = 0;
  let rows = 0;
  for (let at = 0; at < gaps.length;) {
    let gap = 0;
    let shift = 0;
    for (; at < gaps.length; shift += 7) {
      const byte = gaps[at++]!;
      gap |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    bucket += gap;
    row[bucket] = ++rows;
  }
  if (packed.length !== rows * CLASS_COUNT || file.bias.length !== CLASS_COUNT) {
    throw new Error('step weights are damaged: counts do not match');
  }
  const { scale, bias, calibration } = file;
  return { row, weights: new Int8Array(packed.buffer), scale, bias, calibration };
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}

/**
 * Adds the weights of buckets to eight class sums, each bucket once: `stamp` holds for every row the last `turn` that
 * used it.
 */
export function addWeights(
  model: LinearModel,
  buckets: Int32Array,
  count: number,
  sums: Int32Array,
  stamp: Uint32Array,
  turn: number,
): void {
  const { row, weights } = model;
  for (let i = 0; i < count; i++) {
    const r = row[buckets[i]!]!;
    if (r === 0 || stamp[r] === turn) continue;
    stamp[r] = turn;
    const at = (r - 1) * CLASS_COUNT;
    // Eight columns, written out: this is the innermost loop of the whole analysis.
    sums[0]! += weights[at]!;
    sums[1]! += weights[at + 1]!;
    sums[2]! += weights[at + 2]!;
    sums[3]! += weights[at + 3]!;
    sums[4]! += weights[at + 4]!;
    sums[5]! += weights[at + 5]!;
    sums[6]! += weights[at + 6]!;
    sums[7]! += weights[at + 7]!;
  }
}
