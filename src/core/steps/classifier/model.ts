import { int8Of } from '../../text/int8Text';
import { BUCKETS } from './features';
import type { SchemeId } from './schemes';

/** A matrix as shipped: int8 weights by row, as `int8Text` writes them, what one step of each row is worth, and the bias of each row. */
export interface MatrixFile {
  readonly weights: string;
  readonly scales: readonly number[];
  readonly bias: readonly number[];
}

/** The weights as shipped (`weights.data.json`), written by `scripts/train-steps.mjs`. */
export interface WeightsFile {
  readonly source: string;
  readonly licence: string;
  readonly date: string;
  /** Version of the codebook (`scripts/steps/codebook.md`) whose labels trained the own scheme. */
  readonly codebook: number;
  /** Numbers of the kept feature buckets: base64 of varint gaps, ascending. */
  readonly buckets: string;
  /** One row a kept bucket, summed over the features of a sentence; a scale and a bias for each column. */
  readonly rows: MatrixFile;
  /** Of each layer the memory that runs forth and the one that runs back. */
  readonly layers: readonly { readonly forth: MatrixFile; readonly back: MatrixFile }[];
  readonly heads: Readonly<
    Record<SchemeId, MatrixFile & { readonly calibration: ConfidenceCalibration }>
  >;
  /** Says whether a reader would start a step at a sentence; `threshold` is the sum from which it does. */
  readonly starts: MatrixFile & { readonly threshold: number };
}

/** Confidence = 1 / (1 + exp(-(slope * log-odds of the best kind + its offset))). */
export interface ConfidenceCalibration {
  readonly slope: number;
  readonly offsets: readonly number[];
}

/**
 * `out` rows of `input` weights each, in groups of four rows: the weights of a group stand side by side, column after
 * column. `out` is a multiple of four, filled up with rows of zeros.
 */
export interface Matrix {
  readonly out: number;
  readonly input: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface OutputHead extends Matrix {
  readonly calibration: ConfidenceCalibration;
}

/** What `network.ts` runs. `row[bucket]` is 0 for a bucket that is not kept, else 1 + its row in `rows`. */
export interface SequenceModel {
  readonly row: Uint16Array;
  readonly width: number;
  /** Two weights a number, (second << 16) + first, so that one addition adds two: `width` / 2 numbers a row. */
  readonly rows: Int32Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
  readonly layers: readonly RecurrentLayer[];
  /** What the heads read of a sentence: its vector and the memories of every layer. */
  readonly outputs: number;
  readonly heads: Readonly<Record<SchemeId, OutputHead>>;
  readonly starts: Matrix & { readonly threshold: number };
}

/** A memory of `hidden` numbers in each direction; the first half of each matrix gives gates, the second candidates. */
export interface RecurrentLayer {
  readonly hidden: number;
  readonly forth: Matrix;
  readonly back: Matrix;
}

/** Unpacks the shipped weights (once a process: a few milliseconds). Throws on a damaged file. */
export function decodeModel(file: WeightsFile): SequenceModel {
  const row = new Uint16Array(BUCKETS);
  const kept = decodeBuckets(file.buckets, row);
  const rows = int8Of(file.rows.weights);
  const width = file.rows.scales.length;
  if (rows.length !== kept * width) throw new Error('step weights are damaged: rows');
  const layers: RecurrentLayer[] = [];
  let outputs = width;
  for (const { forth, back } of file.layers) {
    const layer = { forth: matrix(forth, outputs), back: matrix(back, outputs) };
    const hidden = layer.forth.out / 2;
    layers.push({ ...layer, hidden });
    outputs += 2 * hidden;
  }
  const head = (id: SchemeId): OutputHead => ({
    ...matrix(file.heads[id], outputs),
    calibration: file.heads[id].calibration,
  });
  return {
    row,
    width,
    rows: paired(rows),
    scales: Float32Array.from(file.rows.scales),
    bias: Float32Array.from(file.rows.bias),
    layers,
    outputs,
    heads: {
      own: head('own'),
      'thought-anchors': head('thought-anchors'),
      reasoningflow: head('reasoningflow'),
      schoenfeld: head('schoenfeld'),
    },
    starts: { ...matrix(file.starts, outputs), threshold: file.starts.threshold },
  };
}

/** Marks the kept buckets and returns how many there are. */
function decodeBuckets(base64: string, row: Uint16Array): number {
  const gaps = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
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
  return rows;
}

function paired(weights: Int8Array): Int32Array {
  return Int32Array.from({ length: weights.length / 2 }, (_, i) => {
    return (weights[2 * i + 1]! << 16) + weights[2 * i]!;
  });
}

function matrix({ weights, scales, bias }: MatrixFile, input: number): Matrix {
  const packed = int8Of(weights);
  const rows = scales.length;
  if (packed.length !== rows * input || bias.length !== rows) {
    throw new Error('step weights are damaged: a matrix');
  }
  const out = Math.ceil(rows / 4) * 4;
  const grouped = new Float32Array(out * input);
  for (let k = 0; k < rows; k++) {
    const first = (k & ~3) * input + (k & 3);
    for (let d = 0; d < input; d++) grouped[first + 4 * d] = packed[k * input + d]! * scales[k]!;
  }
  const padded = new Float32Array(out);
  padded.set(bias);
  return { out, input, weights: grouped, bias: padded };
}
