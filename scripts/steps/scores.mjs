// Accuracy, macro-F1 and calibration, with bootstrap intervals over problems.
import { COARSE, KINDS } from './labels.mjs';
import { random } from './softmax.mjs';

const K = KINDS.length;

/** Scores of predictions { gold, kind, confidence, group }. */
export function score(predictions) {
  return fromMatrix(matrixOf(predictions));
}

function matrixOf(predictions) {
  const matrix = new Float64Array(K * K);
  for (const { gold, kind } of predictions) matrix[gold * K + kind]++;
  return matrix;
}

function fromMatrix(matrix) {
  let total = 0;
  let right = 0;
  let rightCoarse = 0;
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
  const f1 = KINDS.map((_, k) => (2 * matrix[k * K + k]) / Math.max(1, golds[k] + calls[k]));
  const present = f1.filter((_, k) => golds[k] > 0);
  const macro = present.reduce((a, b) => a + b, 0) / present.length;
  return { n: total, accuracy: right / total, macro, six: rightCoarse / total, f1 };
}

/** 90 % interval of accuracy and macro-F1 when problems are drawn again, `rounds` times. */
export function intervals(predictions, rounds = 400, seed = 1) {
  const byGroup = new Map();
  for (const p of predictions) {
    if (!byGroup.has(p.group)) byGroup.set(p.group, []);
    byGroup.get(p.group).push(p);
  }
  const groups = [...byGroup.values()].map(matrixOf);
  const next = random(seed);
  const found = Array.from({ length: rounds }, () => {
    const matrix = new Float64Array(K * K);
    for (let i = 0; i < groups.length; i++) {
      const drawn = groups[Math.floor(next() * groups.length)];
      for (let j = 0; j < matrix.length; j++) matrix[j] += drawn[j];
    }
    return fromMatrix(matrix);
  });
  const range = (key) => {
    const sorted = found.map((f) => f[key]).sort((a, b) => a - b);
    return [sorted[Math.floor(rounds * 0.05)], sorted[Math.floor(rounds * 0.95)]];
  };
  return { accuracy: range('accuracy'), macro: range('macro'), six: range('six') };
}

/** Expected calibration error over ten equal bins of confidence. */
export function calibrationError(predictions) {
  const bins = Array.from({ length: 10 }, () => ({ sum: 0, right: 0 }));
  for (const { gold, kind, confidence } of predictions) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))];
    bin.sum += confidence;
    if (gold === kind) bin.right++;
  }
  return bins.reduce((e, { sum, right }) => e + Math.abs(sum - right), 0) / predictions.length;
}
