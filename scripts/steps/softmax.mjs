// Multinomial logistic regression over hashed features, in plain typed arrays.
const SHRINK_EVERY = 4000;

/** A small seeded generator (mulberry32), so that training gives the same weights every time. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Trains on samples { features: Int32Array, label, weight }. Adagrad with averaging over the second half, L2 as a
 * proximal shrink, feature dropout. Gives one Float32 row of `classes` weights a feature, and the bias row.
 */
export function train(samples, buckets, classes, options) {
  const { passes, step, l2, dropout, seed } = options;
  const next = random(seed);
  const { dense, original, rows } = compact(samples, buckets);
  const size = (rows + 1) * classes;
  const weights = new Float32Array(size);
  const squares = new Float32Array(size).fill(1);
  const sum = new Float64Array(size);
  let averaged = 0;
  const order = Uint32Array.from(samples.keys());
  const gradient = new Float64Array(classes);
  const active = new Int32Array(2048);
  const scale = 1 / (1 - dropout);
  const total = passes * samples.length;
  let done = 0;
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, next);
    for (const index of order) {
      const { label, weight } = samples[index];
      let count = 0;
      for (const feature of dense[index]) if (next() >= dropout) active[count++] = feature;
      active[count++] = rows;
      gradient.fill(0);
      for (let i = 0; i < count; i++) {
        const at = active[i] * classes;
        for (let k = 0; k < classes; k++) gradient[k] += weights[at + k];
      }
      softmax(gradient, scale);
      gradient[label] -= 1;
      for (let k = 0; k < classes; k++) gradient[k] *= weight * scale;
      for (let i = 0; i < count; i++) {
        const at = active[i] * classes;
        for (let k = 0; k < classes; k++) {
          const g = gradient[k];
          const squared = (squares[at + k] += g * g);
          weights[at + k] -= (step * g) / Math.sqrt(squared);
        }
      }
      if (++done % SHRINK_EVERY !== 0) continue;
      for (let i = 0; i < rows * classes; i++) {
        if (weights[i] !== 0) weights[i] /= 1 + (step * l2 * SHRINK_EVERY) / Math.sqrt(squares[i]);
      }
      if (done <= total / 2) continue;
      for (let i = 0; i < size; i++) sum[i] += weights[i];
      averaged++;
    }
  }
  const mean = averaged === 0 ? weights : sum.map((w) => w / averaged);
  return { original, rows, mean, counts: countsOf(dense, rows) };
}

/** Keeps the `keep` features that say most, centred and rounded to int8 with one scale. */
export function prune({ original, rows, mean, counts }, classes, keep) {
  const scores = new Float64Array(rows);
  for (let f = 0; f < rows; f++) {
    const at = f * classes;
    let centre = 0;
    for (let k = 0; k < classes; k++) centre += mean[at + k] / classes;
    let variance = 0;
    for (let k = 0; k < classes; k++) {
      mean[at + k] -= centre;
      variance += mean[at + k] ** 2;
    }
    scores[f] = variance * Math.sqrt(counts[f]);
  }
  const kept = [...scores.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, keep);
  kept.sort((a, b) => original[a] - original[b]);
  let largest = 0;
  for (const f of kept) {
    for (let k = 0; k < classes; k++) largest = Math.max(largest, Math.abs(mean[f * classes + k]));
  }
  const scale = largest / 127;
  const weights = new Int8Array(kept.length * classes);
  kept.forEach((f, row) => {
    for (let k = 0; k < classes; k++)
      weights[row * classes + k] = Math.round(mean[f * classes + k] / scale);
  });
  const bias = Array.from(mean.slice(rows * classes, (rows + 1) * classes));
  return { buckets: kept.map((f) => original[f]), weights, scale, bias };
}

/** Class sums of one sample under a pruned model. */
export function logits({ row, weights, scale, bias }, features) {
  const sums = new Float64Array(bias.length);
  for (const feature of features) {
    const r = row[feature];
    if (r < 0) continue;
    for (let k = 0; k < sums.length; k++) sums[k] += weights[r * sums.length + k];
  }
  return sums.map((sum, k) => sum * scale + bias[k]);
}

function softmax(values, scale) {
  let most = -Infinity;
  for (let k = 0; k < values.length; k++) {
    values[k] *= scale;
    if (values[k] > most) most = values[k];
  }
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k] = Math.exp(values[k] - most);
  for (let k = 0; k < values.length; k++) values[k] /= total;
}

function compact(samples, buckets) {
  const number = new Int32Array(buckets).fill(-1);
  const original = [];
  const dense = samples.map(({ features }) =>
    features.map((bucket) => {
      if (number[bucket] < 0) number[bucket] = original.push(bucket) - 1;
      return number[bucket];
    }),
  );
  return { dense, original, rows: original.length };
}

function countsOf(dense, rows) {
  const counts = new Float64Array(rows);
  for (const features of dense) for (const f of features) counts[f]++;
  return counts;
}

function shuffle(order, next) {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
}
