// Fit of the reasoning-length model on runs, as coefficients for src/core/estimate/reasoningLength.ts.
import { fitMixed } from './mixedModel.mjs';

const TERMS = ['lab', 'family', 'model', 'type', 'mt', 'prompt', 'slope'];
const SEEN = TERMS.filter((t) => t !== 'prompt');
const START = {
  lab: 0.06,
  family: 0.01,
  model: 0.01,
  type: 0.4,
  mt: 0.02,
  prompt: 0.1,
  slope: 0.05,
  cell: 0.04,
};

const FITTED_TYPES = ['math', 'logic', 'knowledge'];
export const PLAIN_QUANTILES = [-1.2816, 0, 1.2816];

/** Groups of `rows` by a key, in order of first sight. */
export function groupBy(rows, key) {
  const groups = new Map();
  for (const r of rows) {
    const k = key(r);
    const group = groups.get(k);
    if (group) group.push(r);
    else groups.set(k, [r]);
  }
  return groups;
}

export function quantile(xs, p) {
  const s = [...xs].sort((a, b) => a - b);
  const at = p * (s.length - 1);
  const lo = Math.floor(at);
  return s[lo] + (at - lo) * ((s[lo + 1] ?? s[lo]) - s[lo]);
}

/** Saturating score of a prompt's length; the same formula as in reasoningLength.ts. */
export const lengthScore = (chars) => Math.min(1, Math.max(-1, Math.log2(chars / 160) / 0.5));

/** Cell means (one model on one prompt) with their random-effect levels. */
export function cellsOf(runs) {
  return [...groupBy(runs, (r) => `${r.model}|${r.prompt}`).values()].map((rows) => {
    const { lab, family, model, type, prompt, text } = rows[0];
    return {
      y: rows.reduce((s, r) => s + r.y, 0) / rows.length,
      n: rows.length,
      // Only logic puzzles have enough prompts of different lengths to fit a slope.
      levels: {
        lab,
        family,
        model,
        type,
        prompt,
        mt: `${model}|${type}`,
        slope: type === 'logic' ? type : null,
      },
      slopes: { slope: lengthScore(text.length) },
      rows,
    };
  });
}

/** Pooled variance of runs within cells. */
export function noiseOf(cells) {
  let squares = 0;
  let freedom = 0;
  for (const c of cells) {
    for (const r of c.rows) squares += (r.y - c.y) ** 2;
    freedom += c.n - 1;
  }
  return squares / freedom;
}

/** REML variances of all cells. */
export const variancesOf = (cells, noise) => fitMixed(cells, TERMS, START, noise, 80).variances;

/** The puzzle fit without quantiles (those come from residuals of prompts left out). */
export function coefficientsOf(cells, variances, noise) {
  const fit = fitMixed(cells, TERMS, variances, noise, 0);
  const table = (t) => Object.fromEntries(fit.effects[t]);
  const types = [...fit.effects.type.keys()];
  const meanVariance = {};
  for (const c of cells) {
    const { lab, family, model } = c.levels;
    meanVariance[model] ??=
      types.reduce(
        (s, type) =>
          s + fit.pev({ lab, family, model, type, mt: `${model}|${type}`, slope: null }, SEEN),
        0,
      ) / types.length;
  }
  const { lab, family, model, prompt, cell } = variances;
  return {
    mu: fit.mu,
    variances: { lab, family, model, prompt, cell, noise },
    effects: { lab: table('lab'), family: table('family'), model: table('model'), mt: table('mt') },
    meanVariance,
    slope: table('slope'),
    // A fold can leave a type without runs.
    types: Object.fromEntries(FITTED_TYPES.map((t) => [t, fit.effects.type.get(t) ?? 0])),
    quantiles: { all: PLAIN_QUANTILES },
  };
}

/** Quantiles of standardised residuals `[{ z, type, group }]`, each type's own shrunk to all by its number of groups. */
export function quantilesOf(residuals) {
  const at = (rows) =>
    [0.1, 0.5, 0.9].map((p) =>
      quantile(
        rows.map((r) => r.z),
        p,
      ),
    );
  const all = at(residuals);
  const result = { all, math: all, logic: all, knowledge: all };
  for (const [type, rows] of groupBy(residuals, (r) => r.type)) {
    const groups = new Set(rows.map((r) => r.group)).size;
    const own = at(rows);
    const w = groups / (groups + 4);
    result[type] = own.map((q, i) => w * q + (1 - w) * all[i]);
  }
  return result;
}
