// Accuracy, macro-F1 and calibration, with bootstrap intervals over problems.
import { groupBy } from './groups.mjs';
import { COARSE, KINDS, SCORED } from './labels.mjs';
import { random } from './random.mjs';

const K = KINDS.length;

/** Scores of predictions { gold, kind, confidence, group }; sentences whose gold kind is `other` are left out. */
export function score(predictions) {
  return fromMatrix(matrixOf(predictions));
}

function matrixOf(predictions) {
  const matrix = new Float64Array(K * K);
  for (const { gold, kind } of predictions) if (gold < SCORED) matrix[gold * K + kind]++;
  return matrix;
}

function fromMatrix(matrix) {
  let total = 0;
  let right = 0;
  let rightCoarse = 0;
  let chance = 0;
  const golds = new Float64Array(K);
  const calls = new Float64Array(K);
  for (let g = 0; g < K; g++) {
    for (let p = 0; p < K; p++) {
      const n = matrix[g * K + p];
      total += n;
      golds[g] += n;
      calls[p] += n;
      if (g === p) right += n;
      if (COARSE[g] === COARSE[p]) rightCoarse += n;
    }
  }
  for (let k = 0; k < K; k++) chance += (golds[k] * calls[k]) / total ** 2;
  const kinds = KINDS.slice(0, SCORED);
  const f1 = kinds.map((_, k) => (2 * matrix[k * K + k]) / Math.max(1, golds[k] + calls[k]));
  const present = f1.filter((_, k) => golds[k] > 0);
  const macro = present.reduce((a, b) => a + b, 0) / present.length;
  const accuracy = right / total;
  const kappa = (accuracy - chance) / (1 - chance);
  return { n: total, accuracy, macro, six: rightCoarse / total, kappa, f1 };
}

/** 90 % interval of each score when problems are drawn again, `rounds` times. */
export function intervals(predictions, rounds = 400, seed = 1) {
  const matrices = grouped(predictions).map(matrixOf);
  const found = drawn(matrices.length, rounds, seed).map((draw) => {
    const matrix = new Float64Array(K * K);
    for (const i of draw) for (let j = 0; j < matrix.length; j++) matrix[j] += matrices[i][j];
    return fromMatrix(matrix);
  });
  return Object.fromEntries(
    ['accuracy', 'macro', 'six'].map((key) => [key, range(found.map((f) => f[key]))]),
  );
}

function grouped(items) {
  return [...groupBy(items, ({ group }) => group).values()];
}

function drawn(count, rounds, seed) {
  const next = random(seed);
  const draw = () => Array.from({ length: count }, () => Math.floor(next() * count));
  return Array.from({ length: rounds }, draw);
}

function range(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.05, 0.95].map((q) => sorted[Math.floor(sorted.length * q)]);
}

/** Expected calibration error over ten equal bins of confidence. */
export function calibrationError(predictions) {
  const bins = Array.from({ length: 10 }, () => ({ sum: 0, right: 0 }));
  const scored = predictions.filter(({ gold }) => gold < SCORED);
  for (const { gold, kind, confidence } of scored) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))];
    bin.sum += confidence;
    if (gold === kind) bin.right++;
  }
  return bins.reduce((e, { sum, right }) => e + Math.abs(sum - right), 0) / scored.length;
}

/**
 * How well the steps of texts fit the labelled step starts: precision, recall and F1 of the borders, with a 90 % interval
 * of F1. `texts` are { group, steps, sentences }; the first labelled sentence of a text does not count.
 */
export function startScores(texts, rounds = 400, seed = 1) {
  const counts = grouped(texts).map((same) => sum(same.map(startCounts)));
  const f1 = ({ both, found, wanted }) => (2 * both) / Math.max(1, found + wanted);
  const all = sum(counts);
  const again = drawn(counts.length, rounds, seed).map((d) => f1(sum(d.map((i) => counts[i]))));
  return {
    precision: all.both / Math.max(1, all.found),
    recall: all.both / Math.max(1, all.wanted),
    f1: f1(all),
    interval: range(again),
  };
}

function sum(counts) {
  const add = (key) => counts.reduce((total, c) => total + c[key], 0);
  return { both: add('both'), found: add('found'), wanted: add('wanted') };
}

function startCounts({ steps, sentences }) {
  const starts = steps.map((s) => s.start);
  let at = 0;
  const count = { both: 0, found: 0, wanted: 0 };
  for (const [i, { start, end, starts: gold }] of sentences.entries()) {
    while (at < starts.length && starts[at] + 1 < start) at++;
    const found = at < starts.length && starts[at] + 1 < end;
    if (i === 0 || gold < 0) continue;
    if (found) count.found++;
    if (gold === 1) count.wanted++;
    if (found && gold === 1) count.both++;
  }
  return count;
}

/** Agreement of two labellers on the same sentences: kinds and step starts. */
export function agreement(docs) {
  const kinds = [];
  const starts = { both: 0, first: 0, second: 0 };
  for (const { sentences, group } of docs) {
    for (const [i, s] of sentences.entries()) {
      if (s.kind >= 0 && s.second >= 0) kinds.push({ gold: s.kind, kind: s.second, group });
      if (i === 0 || s.starts < 0 || s.secondStarts < 0) continue;
      if (s.starts === 1) starts.first++;
      if (s.secondStarts === 1) starts.second++;
      if (s.starts === 1 && s.secondStarts === 1) starts.both++;
    }
  }
  return { ...score(kinds), starts: (2 * starts.both) / Math.max(1, starts.first + starts.second) };
}
