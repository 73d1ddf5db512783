// Makes confidences of cross-validated predictions honest.
import { KINDS } from './labels.mjs';

/**
 * Platt scaling with an offset a kind (Platt 1999), by gradient descent on { gold, kind, odds, domain }. A domain with few
 * sentences counts for more than its share, so that the confidences of small domains hold too.
 */
export function calibrate(predictions) {
  const sizes = new Map();
  for (const { domain } of predictions) sizes.set(domain, (sizes.get(domain) ?? 0) + 1);
  const weights = predictions.map(({ domain }) => sizes.get(domain) ** -0.5);
  const total = weights.reduce((a, b) => a + b, 0);
  const slope = KINDS.length;
  const parameters = new Float64Array(slope + 1);
  const squares = new Float64Array(slope + 1).fill(1e-6);
  parameters[slope] = 1;
  for (let round = 0; round < 300; round++) {
    const gradient = new Float64Array(slope + 1);
    predictions.forEach(({ gold, kind, odds }, i) => {
      const confidence = 1 / (1 + Math.exp(-parameters[slope] * odds - parameters[kind]));
      const error = (weights[i] * (confidence - (gold === kind ? 1 : 0))) / total;
      gradient[kind] += error;
      gradient[slope] += error * odds;
    });
    for (let k = 0; k < gradient.length; k++) {
      squares[k] += gradient[k] ** 2;
      parameters[k] -= (0.1 * gradient[k]) / Math.sqrt(squares[k]);
    }
  }
  const rounded = Array.from(parameters, (p) => Math.round(p * 1e4) / 1e4);
  return { slope: rounded[slope], offsets: rounded.slice(0, slope) };
}

/** The calibrated confidence of a prediction. */
export function confidenceOf({ odds, kind }, { slope, offsets }) {
  return 1 / (1 + Math.exp(-slope * odds - offsets[kind]));
}

/** The threshold on the log-odds of a step start with the best F1 over { gold, odds }. */
export function startThreshold(predictions) {
  const sorted = predictions.toSorted((a, b) => b.odds - a.odds);
  const wanted = predictions.filter(({ gold }) => gold === 1).length;
  let both = 0;
  let best = { f1: 0, threshold: 0 };
  sorted.forEach(({ gold, odds }, i) => {
    both += gold;
    const f1 = (2 * both) / (i + 1 + wanted);
    if (f1 > best.f1) best = { f1, threshold: odds };
  });
  return Math.round(best.threshold * 100) / 100;
}
