import weightData from './data/taskWeights.data.json';
import { int8Of } from '../text/int8Text';
import { byType } from './model';
import type { TypeBelief } from './model';
import { promptFeatures } from './promptFeatures';
import { cueTypes } from './taskCues';

const { types, bias, temperature, scale } = weightData;

/** Place of a kept bucket's weights, and the weights: one a type. Decoded when first asked. */
let decoded: { readonly rows: ReadonlyMap<number, number>; readonly weights: Int8Array } | null =
  null;

function shippedWeights() {
  if (decoded !== null) return decoded;
  const rows = new Map<number, number>();
  let bucket = -1;
  let gap = 0;
  let shift = 0;
  for (const byte of Uint8Array.from(atob(weightData.buckets), (c) => c.charCodeAt(0))) {
    gap += (byte & 127) << shift;
    shift += 7;
    if (byte >= 128) continue;
    bucket += gap;
    rows.set(bucket, rows.size * types.length);
    gap = 0;
    shift = 0;
  }
  decoded = { rows, weights: int8Of(weightData.weights) };
  return decoded;
}

/** What a prompt is, by the learned recogniser alone: logistic regression over hashed features, softmax over types. */
export function learnedBelief(prompt: string): TypeBelief {
  const { rows, weights } = shippedWeights();
  const { buckets, values } = promptFeatures(prompt, cueTypes(prompt));
  const sums = [...bias];
  for (const [i, bucket] of buckets.entries()) {
    const row = rows.get(bucket);
    if (row === undefined) continue;
    for (let t = 0; t < types.length; t++)
      sums[t] = (sums[t] ?? 0) + scale * (values[i] ?? 0) * (weights[row + t] ?? 0);
  }
  const top = Math.max(...sums);
  const shares = sums.map((s) => Math.exp(temperature * (s - top)));
  const total = shares.reduce((a, b) => a + b, 0);
  return byType((type) => (shares[types.indexOf(type)] ?? 0) / total);
}
