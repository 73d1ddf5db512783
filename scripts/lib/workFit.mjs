// Fit over all kinds of work: y = mean + class + type + set + lab + model + prompt, effects of labs and models shared by all
// types and shrunk (Henderson's equations with fixed variances). Coefficients for src/core/estimate/reasoningLength.ts.
import { groupBy } from './lengthFit.mjs';
import { fitMixed } from './mixedModel.mjs';
import { CLASS_OF } from './workRows.mjs';

const TERMS = ['work', 'type', 'set', 'lab', 'model', 'prompt'];
const VARIANCES = {
  work: 0.3,
  type: 0.03,
  set: 0.03,
  lab: 0.05,
  model: 0.029,
  prompt: 0.058,
  cell: 0.0136,
};
const NOISE = 0.04;
/** Weight of one mean over many questions among cells of runs, in a model's own part of a type. */
const MEAN_WEIGHT = 3;

/** Effort: rank of a level, the rank a lab's models run at unasked, and log10 tokens a rank. */
export const EFFORT = {
  rank: { minimal: -1.5, low: -1, medium: 0, high: 1, xhigh: 2, max: 2.5 },
  defaultRank: { openai: 0, 'x-ai': 0, other: 1 },
  slope: { openai: 0.45, google: 0.15, 'x-ai': 0.1, other: 0.05 },
  slopeDoubt: { openai: 0.17, other: 0.12 },
};
/** Variance parts, log10 squared: around a level (calls), and of the level itself (doubt). */
export const SPREAD = {
  calls: {
    logic: { call: 0.22, prompt: 0.137, cell: 0.036 },
    science: { call: 0.143, prompt: 0.082, cell: 0.03 },
    math: { call: 0.07, prompt: 0.03, cell: 0.01 },
    writing: { call: 0.053, prompt: 0.005, cell: 0 },
    document: { call: 0.125, prompt: 0.02, cell: 0.01 },
    agent: { call: 0.16, prompt: 0.1, cell: 0.01 },
    extract: { call: 0.24, prompt: 0.18, cell: 0.01 },
    knowledge: { call: 0.044, prompt: 0.004, cell: 0.01 },
    label: { call: 0.105, prompt: 0.03, cell: 0.01 },
    solve: { call: 0.14, prompt: 0.08, cell: 0.01 },
    prose: { call: 0.07, prompt: 0.01, cell: 0.01 },
    short: { call: 0.075, prompt: 0.02, cell: 0.01 },
  },
  doubt: {
    set: 0.03,
    // Trick puzzles and mathematics differ more than kinds of prose do.
    typeInClass: { solve: 0.05, prose: 0.005, short: 0.03 },
    newModel: 0.035,
    newLab: 0.079,
    modelInSet: 0.08,
    modelSpread: 0.03,
  },
  classPrior: { solve: 0.35, prose: 0.45, short: 0.2 },
};
/** Types that are shown as their class: too few runs, or none. */
const AS_CLASS = ['argument', 'lesson', 'agentic'];

const rankOf = (r) =>
  EFFORT.rank[r.effort] ?? EFFORT.defaultRank[r.lab] ?? EFFORT.defaultRank.other;
const slopeOf = (lab) => EFFORT.slope[lab] ?? EFFORT.slope.other;

/** Coefficients of all kinds of work from rows (see workRows). */
export function fitWork(rows) {
  const cells = [
    ...groupBy(rows, (r) => [r.set, r.type, r.model, r.effort, r.prompt].join('|')).values(),
  ].map((some) => {
    const [first] = some;
    const y = some.reduce((s, r) => s + r.y, 0) / some.length;
    return {
      first,
      y: y - slopeOf(first.lab) * rankOf(first),
      n: first.mean ? first.runs : some.length,
      levels: {
        work: CLASS_OF[first.type],
        type: first.type,
        set: first.set,
        lab: first.lab,
        model: first.model,
        prompt: first.prompt === null ? null : `${first.set}|${first.prompt}`,
      },
    };
  });
  const fit = fitMixed(cells, TERMS, VARIANCES, NOISE, 0);
  const e = fit.effects;
  const at = (term, level) => e[term].get(level) ?? 0;
  const classes = ['solve', 'prose', 'short'];
  const model = {};
  const modelVariance = {};
  for (const c of cells) {
    const { lab, model: key } = c.levels;
    model[key] ??= at('lab', lab) + at('model', key);
    modelVariance[key] ??= Math.max(0.004, fit.pev({ lab, model: key }, ['lab', 'model'], {}, 0));
  }
  const types = [...e.type.keys()].filter((t) => !AS_CLASS.includes(t));
  return {
    level: Object.fromEntries(
      types.map((t) => [t, fit.mu + at('work', CLASS_OF[t]) + at('type', t)]),
    ),
    classLevel: Object.fromEntries(classes.map((w) => [w, fit.mu + at('work', w)])),
    lab: Object.fromEntries(e.lab),
    model,
    modelVariance,
    modelInType: inType(cells, at, fit.mu),
    slope: EFFORT.slope,
    calls: SPREAD.calls,
  };
}

/** Half of what a model does on a type beyond its own effect, shrunk by its number of cells. */
function inType(cells, at, mu) {
  const result = {};
  const inTypes = cells.filter((c) => !AS_CLASS.includes(c.first.type));
  for (const [key, some] of groupBy(inTypes, (c) => `${c.levels.model}|${c.levels.type}`)) {
    const weight = (c) => (c.first.mean ? MEAN_WEIGHT : 1);
    const n = some.reduce((s, c) => s + weight(c), 0);
    const left = some.reduce(
      (s, c) =>
        s + weight(c) * (c.y - mu - TERMS.reduce((t, term) => t + at(term, c.levels[term]), 0)),
      0,
    );
    const value = (0.5 * left) / (n + 5);
    if (Math.abs(value) >= 0.02) result[key] = value;
  }
  return result;
}
