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
  const parts = Object.entries(belief)
    .filter(([, weight]) => weight > 0.02)
    .map(([type, weight]) => ({
      weight,
      range: core.lengthOnPrompt(facts, effort, type, text.length, shift, coefficients),
    }));
  const { p10, p50, p90 } = core.toRange(core.mixture(parts, 10));
  return [p10, p50, p90].map(Math.log10);
}
const unseen = { used: 0, belief: {}, by: {}, rho: 0 };
const rowsOf = (c, [low, middle, high]) =>
  c.rows.map((r) => ({ y: r.y, low, middle, high, type: r.type, model: r.raw }));

/**
 * Returns the quantiles of standardised residuals after one observed run (three cheap models as probes). With `report`,
 * prints: prompt families out, models out, and families out with one probe.
 */
export function crossValidate({ core, cells, complete, full, report }) {
  const groups = [...new Set(cells.map((c) => c.rows[0].group))];
  const known = [];
  const recognised = [];
  const bar = [];
  const probes = ['qwen3-30b-a3b', 'grok-3-mini', 'gpt-oss-20b'];
  const residuals = [];
  const probed = new Map(probes.map((p) => [p, []]));
  for (const group of groups) {
    const out = cells.filter((c) => c.rows[0].group === group);
    const rest = cells.filter((c) => c.rows[0].group !== group);
    const coefficients = report ? complete(rest) : full;
    const f2 = report ? baseline(rest) : null;
    for (const c of out) {
      const { type, text } = c.rows[0];
      if (report) {
        known.push(...rowsOf(c, ranges(core, c, coefficients, { [type]: 1 }, unseen)));
        recognised.push(
          ...rowsOf(c, ranges(core, c, coefficients, core.believeTaskType(text), unseen)),
        );
        bar.push(...rowsOf(c, f2(c)));
      }
      for (const probe of probes) {
        const seen = out.find(
          (x) => x.levels.prompt === c.levels.prompt && x.levels.model === core.modelKey(probe),
        );
        if (seen === undefined || seen === c) continue;
        const { facts, effort, tokens } = seen.rows[0];
        const observed = [{ facts, effort, tokens }];
        const shift = core.learnFromPrompt(
          core.believeTaskType(text),
          observed,
          text.length,
          coefficients,
        );
        const place = core.placeOf(
          c.rows[0].facts,
          c.rows[0].effort,
          type,
          text.length,
          coefficients,
        );
        const left = core.promptVariance(coefficients) - coefficients.variances.prompt * shift.rho;
        const sd = Math.sqrt(left + place.meanVariance);
        if (shift.used > 0) {
          for (const r of c.rows)
            residuals.push((r.y - place.mean - place.shift.median - shift.by[type]) / sd);
        }
        probed.get(probe).push({ c, shift, coefficients });
      }
    }
  }
  const observedQuantiles = [0.1, 0.5, 0.9].map((p) => quantile(residuals, p));
  if (!report) return { observedQuantiles };
  console.log('median error, coverage, width, pinball');
  print('families out: shrunk baseline', bar);
  print('families out: shipped, type known', known);
  print('families out: shipped, type recognised', recognised);
  for (const [type, rows] of groupBy(recognised, (r) => r.type)) print(`  ${type}`, rows);
  for (const [probe, list] of probed) {
    const rows = list.flatMap(({ c, shift, coefficients }) =>
      rowsOf(
        c,
        ranges(
          core,
          c,
          { ...coefficients, observedQuantiles },
          shift.used > 0 ? shift.belief : core.believeTaskType(c.rows[0].text),
          shift,
        ),
      ),
    );
    print(`families out, one run of ${probe}`, rows);
  }
  const models = [];
  const modelsBar = [];
  for (const model of new Set(cells.map((c) => c.levels.model))) {
    const rest = cells.filter((c) => c.levels.model !== model);
    const coefficients = { ...complete(rest) };
    const f2 = baseline(rest);
    for (const c of cells.filter((x) => x.levels.model === model)) {
      models.push(
        ...rowsOf(c, ranges(core, c, coefficients, core.believeTaskType(c.rows[0].text), unseen)),
      );
      modelsBar.push(...rowsOf(c, f2(c)));
    }
  }
  print('models out: shrunk baseline', modelsBar);
  print('models out: shipped, type recognised', models);
  return { observedQuantiles };
}
