// Scores of the shipped reasoning-length code on data sets left out whole.
import { groupBy, quantile } from './lengthFit.mjs';
import { CLASS_OF } from './workRows.mjs';

const Z90 = 1.2815515655446004;
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
  const errors = rows.map((r) => Math.abs(r.y - r.middle));
  return {
    n,
    error: 10 ** quantile(errors, 0.5),
    bias:
      10 **
      quantile(
        rows.map((r) => r.y - r.middle),
        0.5,
      ),
    coverage: inside / n,
    width: 10 ** (width / n),
    pinball: pinball / n,
  };
}

const show = (s) =>
  `${s.error.toFixed(2)}x / ${s.coverage.toFixed(2)} / ${s.width.toFixed(1)}x / ${s.pinball.toFixed(3)} / bias ${s.bias.toFixed(2)}`;

/** Types of the tables that the product shows as another. */
const SHOWN = { argument: 'writing', lesson: 'writing', agentic: 'agent' };
const told = (type) => ({ [SHOWN[type] ?? type]: 1 });

/** Variance that is left of a mean over many questions around its level: what the fit takes it for. */
const MEAN_VARIANCE = 0.03;

/** p10, p50, p90 of the shipped code, log10; for a mean those of a mean: that calls differ averages out of it. */
function rangeOf(core, r, belief, coefficients) {
  const facts = { ...core.factsByName(r.id), lab: r.lab };
  const effect = core.modelEffect(facts, r.effort, coefficients);
  const averaged = (kind) =>
    r.mean === true
      ? { by: 0, known: core.callsOf(kind, coefficients).call - MEAN_VARIANCE }
      : null;
  const parts = Object.entries(belief)
    .filter(([, weight]) => weight > 0.02)
    .map(([type, weight]) => ({
      weight,
      range: core.lengthOf(effect, r.effort, type, r.chars ?? 160, coefficients, averaged),
    }));
  const { p10, p50, p90 } = core.toRange(core.mixture(parts, 10));
  return [p10, p50, p90].map(Math.log10);
}

/** A fixed stream of standard normal draws. */
function normals() {
  let seed = 20261130;
  const next = () => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) + 0.5) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

const TRIES = 400;

/**
 * Coverage that 9 of 10 sets of this shape would show if the ranges were exactly right: the level of a set, of each of its models
 * and each prompt is drawn once, so that few models or prompts make one set cover nearly all and the next far less.
 */
function expectedCoverage(core, rows, type, coefficients) {
  const kind = Object.keys(told(type))[0];
  const { call, prompt, cell } = core.callsOf(kind, coefficients);
  const shared = core.doubtOfSet + core.typeDoubt(kind, coefficients);
  const draw = normals();
  const shares = Array.from({ length: TRIES }, () => {
    const drawn = new Map();
    const once = (key, variance) => {
      if (!drawn.has(key)) drawn.set(key, Math.sqrt(Math.max(0, variance)) * draw());
      return drawn.get(key);
    };
    const inside = rows.filter(({ r, low, middle, high }) => {
      const calls = r.mean === true ? MEAN_VARIANCE : call;
      const level = ((high - low) / 2 / Z90) ** 2 - calls;
      const set = Math.min(shared, Math.max(0, level));
      const off =
        once('set', set) +
        once(`model ${r.model}`, level - set) +
        (r.mean === true
          ? Math.sqrt(calls) * draw()
          : once(`prompt ${r.prompt}`, prompt) +
            once(`cell ${r.model} ${r.effort} ${r.prompt}`, cell) +
            Math.sqrt(call - prompt - cell) * draw());
      return middle + off >= low && middle + off <= high;
    });
    return inside.length / rows.length;
  });
  return [quantile(shares, 0.05), quantile(shares, 0.95)];
}

function scored(core, rows, beliefOf, coefficients) {
  const cells = groupBy(rows, (r) => [r.model, r.effort, r.prompt].join('|'));
  return [...cells.values()].flatMap((cell) => {
    const belief = beliefOf(cell[0]);
    if (belief === null) return [];
    const [low, middle, high] = rangeOf(core, cell[0], belief, coefficients);
    return cell.map((r) => ({ r, y: r.y, low, middle, high }));
  });
}

/** The shipped coefficients as if the type had never been seen: its class stands for it. */
function withoutType(coefficients, type) {
  const level = { ...coefficients.work.level };
  const types = { ...coefficients.puzzles.types };
  const calls = { ...coefficients.work.calls };
  for (const table of [level, types, calls]) delete table[type];
  return {
    puzzles: { ...coefficients.puzzles, types },
    work: { ...coefficients.work, level, calls },
  };
}

/**
 * Prints, for each data set left out whole: type told; class told, the type never seen; class recognised by the product from
 * the prompt (where its text is known), the type never seen; the class unknown.
 */
export function scoreSets(core, rows, coefficientsOf) {
  const all = { class: [], recognised: [], unknown: [] };
  const recognised = new Map();
  const recognise = (text) => {
    if (!recognised.has(text)) recognised.set(text, core.believeTaskType(text));
    return recognised.get(text);
  };
  /** The belief in a set's mean: that of its questions together. */
  const together = (texts) => {
    const beliefs = texts.map(recognise);
    return Object.fromEntries(
      Object.keys(beliefs[0]).map((t) => [t, beliefs.reduce((s, b) => s + b[t], 0) / texts.length]),
    );
  };
  console.log(
    'set | n | type told | class told, type never seen | coverage of 9 in 10 such sets (recognised, else told) | recognised | unknown',
  );
  for (const [set, own] of groupBy(rows, (r) => r.set)) {
    const { type } = own[0];
    const c = coefficientsOf(rows.filter((r) => r.set !== set));
    const never = withoutType(
      coefficientsOf(rows.filter((r) => r.set !== set && r.type !== type)),
      type,
    );
    const text = (r) => (r.texts ? together(r.texts) : r.text === null ? null : recognise(r.text));
    const typed = scored(core, own, () => told(type), c);
    const parts = {
      class: scored(core, own, () => told(type), never),
      recognised: scored(core, own, text, never),
      unknown: scored(core, own, () => ({ unknown: 1 }), never),
    };
    const [byClass, ...cells] = Object.values(parts).map((p) =>
      p.length === 0 ? '-' : show(score(p)),
    );
    const judged = parts.recognised.length === 0 ? parts.class : parts.recognised;
    const expected = expectedCoverage(core, judged, type, never);
    const band = expected.map((x) => x.toFixed(2)).join(' to ');
    console.log(
      `${set} (${CLASS_OF[type]}) | ${own.length} | ${show(score(typed))} | ${byClass} | ${band} | ${cells.join(' | ')}`,
    );
    if (own.length > 20 && own[0].mean !== true)
      for (const k of Object.keys(all)) if (parts[k].length > 0) all[k].push(score(parts[k]));
  }
  const mean = (list, f) => list.reduce((s, x) => s + f(x), 0) / list.length;
  for (const [k, list] of Object.entries(all))
    console.log(
      `MEAN ${k}, ${list.length} sets alike: ${(10 ** mean(list, (s) => Math.log10(s.error))).toFixed(2)}x / ${mean(list, (s) => s.coverage).toFixed(2)} / ${mean(list, (s) => s.pinball).toFixed(3)}`,
    );
}
