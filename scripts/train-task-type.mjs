// Trains the recogniser of task types (src/core/estimate/data/taskWeights.data.json): multinomial logistic regression over hashed
// features of a prompt (promptFeatures.ts), judged by leaving whole sources out. Deterministic.
//   node scripts/train-task-type.mjs PROMPTS.jsonl [--beliefs OUT.json] [--no-cv] [--dry]
// A line is { text, label, group, lang, source }: the prompt, its type by scripts/taskCodebook.md, the source it is left out with.
// --no-cv trains only, with the temperature and accuracy of the last judgement. --beliefs writes what each prompt was believed to be by the recogniser that had not seen its source.
import { readFileSync, writeFileSync } from 'node:fs';
import { bundleModule } from './lib/bundleModule.mjs';

const [file, ...flags] = process.argv.slice(2);
if (file === undefined) {
  console.error(
    'usage: node scripts/train-task-type.mjs PROMPTS.jsonl [--beliefs OUT.json] [--dry]',
  );
  process.exit(2);
}
const core = {
  ...(await bundleModule('src/core/estimate/promptFeatures.ts')),
  ...(await bundleModule('src/core/estimate/taskCues.ts')),
  ...(await bundleModule('src/core/estimate/taskClass.ts')),
};
const { int8Text } = await bundleModule('src/core/text/int8Text.ts');
const ROUNDS = 7;
const RIDGE = 0.01;
/** Only features of so many sources and prompts count: what one source alone says does not carry over. */
const LEAST_SOURCES = 4;
const LEAST_PROMPTS = 8;
const RATE = 0.5;
/** A source of n prompts weighs as n to this power: many translations of the same questions are not so many prompts. */
const SOURCE_POWER = 0.6;

const prompts = readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((l) => JSON.parse(l));
const types = [...new Set(prompts.map((p) => p.label))].sort();
const workOf = (type) => core.TYPE_FACTS[type].work;
const rows = prompts.map((p) => {
  const { buckets, values } = core.promptFeatures(p.text, core.cueTypes(p.text));
  return { ...p, x: buckets.map((f, i) => [f, values[i]]), y: types.indexOf(p.label) };
});

/** Scores of a row. */
function scores(weights, bias, x) {
  const k = types.length;
  const sums = [...bias];
  for (const [f, v] of x) for (let t = 0, at = f * k; t < k; t++, at++) sums[t] += v * weights[at];
  return sums;
}
function softmax(s) {
  const top = Math.max(...s);
  const e = s.map((v) => Math.exp(v - top));
  const total = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / total);
}

/** A fixed shuffle. */
function shuffled(list) {
  let seed = 12345;
  const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

/** Features that enough sources share. */
function shared(some) {
  const seen = new Map();
  for (const r of some)
    for (const [f] of r.x) {
      const at = seen.get(f) ?? { n: 0, groups: new Set() };
      at.n++;
      at.groups.add(r.group);
      seen.set(f, at);
    }
  return new Set(
    [...seen]
      .filter(([, a]) => a.n >= LEAST_PROMPTS && a.groups.size >= LEAST_SOURCES)
      .map(([f]) => f),
  );
}

/** AdaGrad on the log loss. */
function train(all) {
  const keep = shared(all);
  const some = all.map((r) => ({ ...r, x: r.x.filter(([f]) => keep.has(f)) }));
  const k = types.length;
  const weights = new Float64Array(core.FEATURE_BUCKETS * k);
  const squares = new Float64Array(core.FEATURE_BUCKETS * k).fill(1e-2);
  const bias = new Float64Array(k);
  const biasSquares = new Float64Array(k).fill(1e-2);
  const sizes = new Map();
  for (const r of some) sizes.set(r.group, (sizes.get(r.group) ?? 0) + 1);
  const mean = some.reduce((s, r) => s + sizes.get(r.group) ** (SOURCE_POWER - 1), 0) / some.length;
  const order = shuffled(some);
  for (let round = 0; round < ROUNDS; round++) {
    for (const r of order) {
      const weight = sizes.get(r.group) ** (SOURCE_POWER - 1) / mean;
      const p = softmax(scores(weights, bias, r.x));
      for (let t = 0; t < k; t++) {
        const g = weight * (p[t] - (t === r.y ? 1 : 0));
        biasSquares[t] += g * g;
        bias[t] -= (RATE * 0.2 * g) / Math.sqrt(biasSquares[t]);
        for (const [f, v] of r.x) {
          const at = f * k + t;
          const gw = v * (g + RIDGE * weights[at]);
          squares[at] += gw * gw;
          weights[at] -= (RATE * gw) / Math.sqrt(squares[at]);
        }
      }
    }
  }
  return { weights, bias, keep };
}

const varint = (g) => (g < 128 ? [g] : [(g & 127) | 128, ...varint(g >> 7)]);
const classes = ['solve', 'prose', 'short'];
const byClass = (p) =>
  classes.map((c) => p.reduce((s, v, t) => s + (workOf(types[t]) === c ? v : 0), 0));
const best = (list) => list.indexOf(Math.max(...list));

/** Every source left out in turn: prints what was right; gives the temperature, the share of classes right, and the beliefs. */
function crossValidate() {
  const groups = [...new Set(rows.map((r) => r.group))];
  const out = [];
  for (const group of groups) {
    const model = train(rows.filter((r) => r.group !== group));
    for (const r of rows.filter((x) => x.group === group))
      out.push({
        r,
        s: scores(
          model.weights,
          model.bias,
          r.x.filter(([f]) => model.keep.has(f)),
        ),
      });
  }
  /** Temperature that makes the left-out beliefs honest. */
  const nll = (temperature) =>
    out.reduce((s, { r, s: v }) => {
      const p = byClass(softmax(v.map((x) => x * temperature)));
      return (
        s -
        Math.log(Math.max(1e-9, p[classes.indexOf(workOf(types[r.y]))])) /
          groups.length /
          out.filter((o) => o.r.group === r.group).length
      );
    }, 0);
  let temperature = 1;
  for (const t of [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2])
    if (nll(t) < nll(temperature)) temperature = t;

  const right = (list) => ({
    n: list.length,
    work:
      list.filter(
        ({ r, s }) =>
          classes[best(byClass(softmax(s.map((x) => x * temperature))))] === workOf(types[r.y]),
      ).length / list.length,
    type: list.filter(({ r, s }) => best(s) === r.y).length / list.length,
  });
  console.log(`temperature ${temperature}; source left out: n, class right, type right`);
  const per = groups.map((g) => ({ g, ...right(out.filter((o) => o.r.group === g)) }));
  for (const p of per)
    console.log(
      `${p.g.padEnd(18)} ${String(p.n).padStart(4)}  ${p.work.toFixed(3)}  ${p.type.toFixed(3)}`,
    );
  const all = right(out);
  console.log(
    `all prompts ${all.n}  ${all.work.toFixed(3)}  ${all.type.toFixed(3)}; sources alike ${(per.reduce((s, p) => s + p.work, 0) / per.length).toFixed(3)}`,
  );
  for (const lang of [...new Set(rows.map((r) => r.lang))]) {
    const p = right(out.filter((o) => o.r.lang === lang));
    console.log(`  ${lang} ${p.n} ${p.work.toFixed(3)}`);
  }
  const sure = out.map((o) => ({ ...o, p: byClass(softmax(o.s.map((x) => x * temperature))) }));
  for (const [lo, hi] of [
    [0, 0.5],
    [0.5, 0.65],
    [0.65, 0.8],
    [0.8, 0.9],
    [0.9, 1.01],
  ]) {
    const part = sure.filter((o) => Math.max(...o.p) >= lo && Math.max(...o.p) < hi);
    if (part.length)
      console.log(
        `  believed ${lo}-${hi}: ${part.length}, right ${(part.filter((o) => classes[best(o.p)] === workOf(types[o.r.y])).length / part.length).toFixed(3)}`,
      );
  }
  return { temperature, classRight: per.reduce((s, p) => s + p.work, 0) / per.length, out };
}

const SHIPPED = 'src/core/estimate/data/taskWeights.data.json';
const judged = flags.includes('--no-cv')
  ? JSON.parse(readFileSync(SHIPPED, 'utf8'))
  : crossValidate();
const { temperature, classRight, out = [] } = judged;
const at = flags.indexOf('--beliefs');
if (at >= 0)
  writeFileSync(
    flags[at + 1],
    JSON.stringify(
      Object.fromEntries(
        out.map(({ r, s }) => [
          r.text,
          Object.fromEntries(softmax(s.map((x) => x * temperature)).map((p, t) => [types[t], p])),
        ]),
      ),
    ),
  );
if (!flags.includes('--dry')) {
  const { weights, bias } = train(rows);
  const k = types.length;
  const scale = weights.reduce((top, w) => Math.max(top, Math.abs(w)), 0) / 127;
  const kept = [];
  const bytes = [];
  for (let f = 0; f < core.FEATURE_BUCKETS; f++) {
    const row = types.map((_, t) => Math.round(weights[f * k + t] / scale));
    if (row.some((v) => v !== 0)) {
      kept.push(f);
      bytes.push(...row);
    }
  }
  const gaps = kept.flatMap((f, i) => {
    const g = f - (kept[i - 1] ?? -1);
    return varint(g);
  });
  const data = {
    source: `${rows.length} prompts of ${new Set(rows.map((r) => r.source)).size} public sources, labelled by a language model after scripts/taskCodebook.md`,
    licence: 'weights derived',
    date: '2026-11-29',
    types,
    temperature,
    classRight: Number(classRight.toFixed(3)),
    bias: [...bias].map((b) => Number(b.toFixed(4))),
    scale: Number(scale.toPrecision(6)),
    buckets: Buffer.from(gaps).toString('base64'),
    weights: int8Text(Int8Array.from(bytes)),
  };
  const text = JSON.stringify(data, null, 1) + '\n';
  writeFileSync(SHIPPED, text);
  console.log(`${kept.length} buckets, ${text.length} bytes`);
}
