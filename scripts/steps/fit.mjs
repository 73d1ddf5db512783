// Trains the network on labelled documents and packs it as the product reads it.
import { bundleModule } from '../lib/bundleModule.mjs';
import { KINDS } from './labels.mjs';
import { Network } from './network.mjs';
import { random } from './random.mjs';

const { int8Text } = await bundleModule('src/core/text/int8Text.ts');

export const settings = {
  width: 24,
  layers: [24, 16],
  passes: 9,
  /** Rows of the embedding that ship; the others are dropped after `pruneAfter` of the passes. */
  rows: 15_000,
  pruneAfter: 0.5,
  /** A feature must occur so often in labelled sentences. */
  fewest: 6,
  step: 0.003,
  rowStep: 0.05,
  decay: 1e-4,
  dropFeatures: 0.5,
  dropUnits: 0.3,
  smoothing: 0.05,
  /** Weight of a kind: (its share in the source) ^ -balance. */
  balance: 0.25,
  /** What a sentence of a source weighs, and the share of its texts that is read in a pass. */
  weights: { own: 1, 'ta-math': 1.2, 'rf-llm': 0.45, thinkarm: 0.8 },
  shares: { 'rf-llm': 0.25, thinkarm: 0.7 },
  starts: 0.8,
  window: 160,
  /** Unlabelled sentences read on both sides of a labelled passage. */
  around: 24,
  seed: 1,
};

/** Trains on `docs` (with `features` a span) and gives the weights file, without calibration. */
export function fit(docs, buckets, set = settings) {
  const next = random(set.seed);
  let table = rowsOf(docs, buckets, set.fewest);
  const heads = { start: 1 };
  for (const { head } of docs) heads[head] = KINDS.length;
  const { width, layers, seed } = set;
  const network = new Network({ rows: table.kept.length, width, layers, heads, seed });
  const windows = windowsOf(docs, set);
  const kindWeights = kindWeightsOf(docs, set.balance);
  let indexed = index(windows, table.row);
  const mean = new Mean();
  for (let pass = 0; pass < set.passes; pass++) {
    const order = windows.filter(({ doc }) => next() < (set.shares[doc.source] ?? 1));
    shuffle(order, next);
    const ease = Math.min(1, 2 * (1 - pass / set.passes) + 0.05);
    for (const window of order) {
      network.learn(indexed.get(window), targetsOf(window, kindWeights, set), {
        drop: set.dropFeatures,
        dropUnits: set.dropUnits,
        step: set.step * ease,
        stepRows: set.rowStep * ease,
        decay: set.decay,
      });
    }
    if (pass + 1 === Math.ceil(set.passes * set.pruneAfter)) {
      table = prune(network, table, indexed, set.rows);
      indexed = index(windows, table.row);
    }
    if (pass + 1 > set.passes * 0.7) mean.add(network);
  }
  mean.into(network);
  return pack(network, table.kept);
}

/** The mean of the weights after each of the last passes: steadier than the last alone. */
class Mean {
  count = 0;
  sums = [];

  add(network) {
    const parts = this.parts(network);
    if (this.count++ === 0) this.sums = parts.map((part) => Float64Array.from(part));
    else parts.forEach((part, i) => part.forEach((w, j) => (this.sums[i][j] += w)));
  }

  into(network) {
    this.parts(network).forEach((part, i) => {
      for (let j = 0; j < part.length; j++) part[j] = this.sums[i][j] / this.count;
    });
  }

  parts(network) {
    return [network.embedding, ...network.matrices.map(({ w }) => w)];
  }
}

/** Numbers the buckets that occur often enough in labelled spans; those of our own scheme count double. */
function rowsOf(docs, buckets, fewest) {
  const counts = new Uint32Array(buckets);
  for (const { source, features, labels } of docs) {
    const weight = source === 'own' ? 2 : 1;
    features.forEach((list, t) => {
      if (labels[t] >= 0) for (const bucket of list) counts[bucket] += weight;
    });
  }
  const kept = [];
  for (let b = 0; b < buckets; b++) if (counts[b] >= fewest) kept.push(b);
  return numbered(kept, buckets, counts);
}

function numbered(kept, buckets, counts) {
  const row = new Int32Array(buckets).fill(-1);
  kept.forEach((bucket, r) => (row[bucket] = r));
  return { kept, row, counts };
}

/** Keeps the rows that say most. */
function prune(network, { kept, row, counts }, indexed, most) {
  const { embedding, squares, width } = network;
  const scores = kept.map((bucket, r) => {
    let square = 0;
    for (let d = 0; d < width; d++) square += embedding[r * width + d] ** 2;
    return square * Math.sqrt(counts[bucket]);
  });
  const best = [...kept.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, most);
  best.sort((a, b) => a - b);
  network.embedding = new Float32Array(best.length * width);
  network.squares = Float32Array.from(best, (r) => squares[r]);
  best.forEach((r, i) => {
    network.embedding.set(embedding.subarray(r * width, (r + 1) * width), i * width);
  });
  network.rows = best.length;
  return numbered(
    best.map((r) => kept[r]),
    row.length,
    counts,
  );
}

/** Stretches of text with labels, and some unlabelled sentences around them. */
function windowsOf(docs, { window, around }) {
  return docs.flatMap((doc) => {
    const first = doc.labels.findIndex((k) => k >= 0);
    if (first < 0) return [];
    const last = doc.labels.findLastIndex((k) => k >= 0) + 1;
    const parts = Math.max(1, Math.round((last - first) / window));
    return Array.from({ length: parts }, (_, i) => {
      const from = first + Math.floor(((last - first) * i) / parts);
      const to = first + Math.floor(((last - first) * (i + 1)) / parts);
      return {
        doc,
        from,
        to,
        read: Math.max(0, from - around),
        end: Math.min(doc.spans.length, to + around),
      };
    });
  });
}

function index(windows, row) {
  return new Map(
    windows.map((w) => [
      w,
      w.doc.features
        .slice(w.read, w.end)
        .map((list) => list.map((b) => row[b]).filter((r) => r >= 0)),
    ]),
  );
}

function kindWeightsOf(docs, balance) {
  const counts = {};
  for (const { source, labels } of docs) {
    const of = (counts[source] ??= new Float64Array(KINDS.length).fill(1));
    for (const kind of labels) if (kind >= 0) of[kind]++;
  }
  return Object.fromEntries(
    Object.entries(counts).map(([source, of]) => {
      const total = of.reduce((a, b) => a + b, 0);
      return [source, of.map((n) => (n / total) ** -balance)];
    }),
  );
}

/** Mean number of labelled sentences a window: keeps the gradients of one step near 1. */
const SENTENCES = 30;

function targetsOf({ doc, from, to, read }, kindWeights, { weights, starts, smoothing }) {
  const scale = (weights[doc.source] ?? 1) / SENTENCES;
  const targets = [];
  for (let t = from; t < to; t++) {
    const [kind, second] = [doc.labels[t], doc.seconds[t]];
    if (kind >= 0) {
      const weight = scale * kindWeights[doc.source][kind];
      targets.push({
        t: t - read,
        head: doc.head,
        gradient: towards(kind, second, weight, smoothing),
      });
    }
    // The first sentence of a text always starts a step: nothing to learn.
    if (doc.starts[t] >= 0 && t > 0) {
      const both = doc.secondStarts[t] >= 0 ? doc.secondStarts[t] : doc.starts[t];
      const share = (doc.starts[t] + both) / 2;
      const weight = scale * starts;
      targets.push({
        t: t - read,
        head: 'start',
        gradient: (z) => (z[0] = weight * (1 / (1 + Math.exp(-z[0])) - share)),
      });
    }
  }
  return targets;
}

/** Cross-entropy against a label, or the mean of two labellers', smoothed. */
function towards(kind, second, weight, smoothing) {
  return (z) => {
    const most = Math.max(...z);
    let total = 0;
    for (let k = 0; k < z.length; k++) total += z[k] = Math.exp(z[k] - most);
    for (let k = 0; k < z.length; k++) {
      let wanted = smoothing / z.length;
      if (k === kind) wanted += (1 - smoothing) * (second < 0 ? 1 : 0.5);
      if (k === second) wanted += (1 - smoothing) * 0.5;
      z[k] = weight * (z[k] / total - wanted);
    }
  };
}

function shuffle(order, next) {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
}

/** The weights as `src/core/steps/classifier/model.ts` reads them. */
function pack(network, kept) {
  const { width, embedding } = network;
  const scales = Array.from({ length: width }, (_, d) => {
    let most = 1e-9;
    for (let i = d; i < embedding.length; i += width) most = Math.max(most, Math.abs(embedding[i]));
    return round(most / 127);
  });
  const rows = Int8Array.from(embedding, (w, i) => Math.round(w / scales[i % width]));
  const { start, ...heads } = network.heads;
  return {
    buckets: gaps(kept),
    rows: {
      weights: int8Text(rows),
      scales,
      bias: Array.from({ length: width }, (_, d) => round(network.bias.w[d * 2 + 1])),
    },
    layers: network.layers.map(({ forth, back }) => ({
      forth: packMatrix(forth),
      back: packMatrix(back),
    })),
    heads: Object.fromEntries(Object.entries(heads).map(([name, m]) => [name, packMatrix(m)])),
    starts: packMatrix(start),
  };
}

function packMatrix({ out, input, w }) {
  const weights = new Int8Array(out * input);
  const scales = [];
  const bias = [];
  for (let k = 0; k < out; k++) {
    const row = w.subarray(k * (input + 1), k * (input + 1) + input);
    const scale = round(Math.max(1e-9, ...row.map(Math.abs)) / 127);
    for (let d = 0; d < input; d++) weights[k * input + d] = Math.round(row[d] / scale);
    scales.push(scale);
    bias.push(round(w[k * (input + 1) + input]));
  }
  return { weights: int8Text(weights), scales, bias };
}

/** To six digits, as they ship. */
function round(x) {
  return Number(x.toPrecision(6));
}

function gaps(kept) {
  const out = [];
  let last = 0;
  for (const bucket of kept) {
    let gap = bucket - last;
    last = bucket;
    for (; gap >= 128; gap = Math.floor(gap / 128)) out.push((gap % 128) + 128);
    out.push(gap);
  }
  return Buffer.from(out).toString('base64');
}
