// Cross-validation of the shipped reasoning-length code, beside a shrunk baseline on the same folds.
import { groupBy, quantile } from './lengthFit.mjs';

const loss = (p, y, v) => Math.max(p * (y - v), (p - 1) * (y - v));

/** Median error factor, coverage of p10..p90, geometric width, mean pinball loss at .1, .5, .9. */
export function score(rows) {
  let pinball = 0;
  let inside = 0;
  let width = 0;
  for (const { y, low, middle, high } of rows) {
    pinball += (loss(0.1, y, low) + loss(0.5, y, middle) + loss(0.9, y, high)) / 3;
    if (y >= low - 1e-9 && y <= high + 1e-9) inside++;
    width += high - low;
  }
  const n = rows.length;
  return {
    n,
    medianError:
      10 **
      quantile(
        rows.map((r) => Math.abs(r.y - r.middle)),
        0.5,
      ),
    coverage: inside / n,
    width: 10 ** (width / n),
    pinball: pinball / n,
  };
}

function print(label, rows) {
  const s = score(rows);
  console.log(
    `${label.padEnd(44)} ${s.medianError.toFixed(2)}x  ${s.coverage.toFixed(3)}  ${s.width.toFixed(1).padStart(5)}x  ${s.pinball.toFixed(4)}  n=${s.n}`,
  );
}

/**
 * The bar: shrunk means of lab, model, type and model x type, one after the other (a mean of n cells counts n / (n + 5)),
 * with the quantiles of residuals of prompt families left out. (f2 of the estimate notes.)
 */
function baseline(cells) {
  const steps = [
    ['lab', (c) => c.levels.lab],
    ['model', (c) => c.levels.model],
    ['type', (c) => c.levels.type],
    ['mt', (c) => c.levels.mt],
  ];
  const means = (some) => {
    const mu = some.reduce((s, c) => s + c.y, 0) / some.length;
    const fitted = new Map(some.map((c) => [c, mu]));
    const tables = steps.map(([, key]) => {
      const t = new Map();
      for (const [k, group] of groupBy(some, key)) {
        const m = group.reduce((s, c) => s + c.y - fitted.get(c), 0) / (group.length + 5);
        t.set(k, m);
        for (const c of group) fitted.set(c, fitted.get(c) + m);
      }
      return t;
    });
    return (c) => steps.reduce((s, [, key], i) => s + (tables[i].get(key(c)) ?? 0), mu);
  };
  const residuals = [];
  for (const group of new Set(cells.map((c) => c.rows[0].group))) {
    const at = means(cells.filter((c) => c.rows[0].group !== group));
    for (const c of cells) {
      if (c.rows[0].group === group) for (const r of c.rows) residuals.push(r.y - at(c));
    }
  }
  const q = [0.1, 0.5, 0.9].map((p) => quantile(residuals, p));
  const at = means(cells);
  return (c) => q.map((x) => at(c) + x);
}

/** Ranges of the shipped code: recognised type (a mixture) or the table's type. */
function ranges(core, c, coefficients, belief, shift) {
  const { facts, effort, text } = c.rows[0];
  const effect = core.modelEffect(facts, effort, coefficients);
  const parts = Object.entries(belief)
    .filter(([, weight]) => weight > 0.02)
    .map(([type, weight]) => ({
      weight,
      range: core.lengthOnPrompt(effect, effort, type, text.length, shift, coefficients),
    }));
  const { p10, p50, p90 } = core.toRange(core.mixture(parts, 10));
  return [p10, p50, p90].map(Math.log10);
}
const unseen = { used: 0, belief: {}, by: {}, rho: 0, own: {} };
const rowsOf = (c, [low, middle, high]) =>
  c.rows.map((r) => ({ y: r.y, low, middle, high, type: r.type, model: r.raw }));

const PROBES = ['qwen3-30b-a3b', 'grok-3-mini', 'gpt-oss-20b'];

/** What one run of a probe model on the same prompt teaches about a cell, or `null` without one. */
function probeOf(core, c, others, probe, coefficients) {
  const seen = others.find(
    (x) => x.levels.prompt === c.levels.prompt && x.levels.model === core.modelKey(probe),
  );
  if (seen === undefined || seen === c) return null;
  const { facts, effort, tokens } = seen.rows[0];
  const { text } = c.rows[0];
  const belief = core.believeTaskType(text);
  return core.learnFromPrompt(belief, [{ facts, effort, tokens }], text.length, coefficients);
}

/**
 * Prompt families left out, one run of each probe model seen. `fitWithout(cells)` gives coefficients. Returns the
 * quantiles of standardised residuals and, for each probe, what was learnt about each cell.
 */
export function observe(core, cells, fitWithout) {
  const residuals = [];
  const probed = new Map(PROBES.map((p) => [p, []]));
  for (const [group, out] of groupBy(cells, (c) => c.rows[0].group)) {
    const coefficients = fitWithout(cells.filter((c) => c.rows[0].group !== group));
    for (const c of out) {
      const { facts, effort, type, text } = c.rows[0];
      const effect = core.modelEffect(facts, effort, coefficients);
      const mean = core.meanOf(effect, type, text.length, coefficients) + effect.shift.median;
      for (const probe of PROBES) {
        const shift = probeOf(core, c, out, probe, coefficients);
        if (shift === null) continue;
        probed.get(probe).push({ c, shift, coefficients });
        if (shift.used === 0) continue;
        const left = core.promptVariance(coefficients) - coefficients.variances.prompt * shift.rho;
        const sd = Math.sqrt(left + effect.variance);
        for (const r of c.rows) residuals.push((r.y - mean - shift.by[type]) / sd);
      }
    }
  }
  return { quantiles: [0.1, 0.5, 0.9].map((p) => quantile(residuals, p)), probed };
}

function printObserved(core, { quantiles, probed }) {
  for (const [probe, list] of probed) {
    const rows = list.flatMap(({ c, shift, coefficients }) => {
      const belief = shift.used > 0 ? shift.belief : core.believeTaskType(c.rows[0].text);
      const fitted = { ...coefficients, observedQuantiles: quantiles };
      return rowsOf(c, ranges(core, c, fitted, belief, shift));
    });
    print(`families out, one run of ${probe}`, rows);
  }
}

function printFamiliesOut(core, cells, complete) {
  const known = [];
  const recognised = [];
  const bar = [];
  for (const [group, out] of groupBy(cells, (c) => c.rows[0].group)) {
    const rest = cells.filter((c) => c.rows[0].group !== group);
    const coefficients = complete(rest);
    const f2 = baseline(rest);
    for (const c of out) {
      const { type, text } = c.rows[0];
      const belief = core.believeTaskType(text);
      known.push(...rowsOf(c, ranges(core, c, coefficients, { [type]: 1 }, unseen)));
      recognised.push(...rowsOf(c, ranges(core, c, coefficients, belief, unseen)));
      bar.push(...rowsOf(c, f2(c)));
    }
  }
  print('families out: shrunk baseline', bar);
  print('families out: shipped, type known', known);
  print('families out: shipped, type recognised', recognised);
  for (const [type, rows] of groupBy(recognised, (r) => r.type)) print(`  ${type}`, rows);
}

const TRACES = 10;

/** Whole models left out, then given back ten runs of it on other prompt families as "the user's own traces". */
function printModelsOut(core, cells, complete) {
  const catalogue = core.makeCatalogue();
  const bar = [];
  const models = [];
  const learnt = [];
  for (const [model, out] of groupBy(cells, (c) => c.levels.model)) {
    const rest = cells.filter((c) => c.levels.model !== model);
    const coefficients = complete(rest);
    const f2 = baseline(rest);
    for (const [group, some] of groupBy(out, (c) => c.rows[0].group)) {
      const others = out.filter((c) => c.rows[0].group !== group);
      const step = Math.max(1, Math.floor(others.length / TRACES));
      const traces = others
        .filter((_, i) => i % step === 0)
        .slice(0, TRACES)
        .map(({ rows: [r] }) => ({
          model: r.facts.id,
          effort: r.effort,
          prompt: r.text,
          reasoningTokens: r.tokens,
        }));
      const own = core.withCalibration(
        core.calibrate(traces, catalogue, coefficients),
        catalogue,
        coefficients,
      );
      for (const c of some) {
        const belief = core.believeTaskType(c.rows[0].text);
        bar.push(...rowsOf(c, f2(c)));
        models.push(...rowsOf(c, ranges(core, c, coefficients, belief, unseen)));
        learnt.push(...rowsOf(c, ranges(core, c, own, belief, unseen)));
      }
    }
  }
  print('models out: shrunk baseline', bar);
  print('models out: shipped, type recognised', models);
  print(`models out, ${TRACES} traces of other prompts`, learnt);
}

/** Prints every table: median error, coverage of p10..p90 (goal .80), geometric width, pinball. */
export function printScores(core, cells, complete) {
  console.log('median error, coverage, width, pinball');
  printFamiliesOut(core, cells, complete);
  printObserved(core, observe(core, cells, complete));
  printModelsOut(core, cells, complete);
}
