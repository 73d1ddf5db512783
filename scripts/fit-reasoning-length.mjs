// Fits src/core/estimate/data/reasoningLength.data.json: log10 reasoning tokens = mean + lab + family + model + type
// + model x type + prompt + cell + noise, random effects by REML, quantiles from leave-family-out residuals.
//   node scripts/fit-reasoning-length.mjs RUNS.csv
import { readFileSync, writeFileSync } from 'node:fs';
import { parseCsv } from './lib/csv.mjs';
import { fitMixed } from './lib/mixedModel.mjs';
import { bundleModule } from './lib/bundleModule.mjs';

const [table] = process.argv.slice(2);
if (!table) {
  console.error('usage: node scripts/fit-reasoning-length.mjs RUNS.csv');
  process.exit(2);
}
const { factsByName } = await bundleModule('src/core/estimate/catalogue.ts');
const { modelKey } = await bundleModule('src/core/estimate/modelKey.ts');
const names = JSON.parse(readFileSync('scripts/run-models.json', 'utf8')).reasoningRuns;
const typeNames = { math: 'math', 'logic puzzle': 'logic', knowledge: 'knowledge' };
const TERMS = ['lab', 'family', 'model', 'type', 'mt', 'prompt'];
const START = {
  lab: 0.06,
  family: 0.01,
  model: 0.015,
  type: 0.4,
  mt: 0.02,
  prompt: 0.12,
  cell: 0.04,
};

const runs = parseCsv(readFileSync(table, 'utf8')).flatMap((r) => {
  const known = names[r.model];
  if (!known || r.reasoning_tokens === '') return [];
  const facts = factsByName(known[0]);
  const model = modelKey(known[0]) + (known[1] === null ? '' : `:${known[1]}`);
  const type = typeNames[r.prompt_type];
  return [
    {
      y: Math.log10(Math.max(10, Number(r.reasoning_tokens))),
      lab: facts.lab,
      family: facts.family,
      model,
      type,
      prompt: r.prompt_id,
      group: r.family,
    },
  ];
});

function cellsOf(rows) {
  const groups = Map.groupBy ? Map.groupBy(rows, (r) => `${r.model}|${r.prompt}`) : groupBy(rows);
  return [...groups.values()].map((g) => ({
    y: g.reduce((s, r) => s + r.y, 0) / g.length,
    n: g.length,
    levels: {
      lab: g[0].lab,
      family: g[0].family,
      model: g[0].model,
      type: g[0].type,
      mt: `${g[0].model}|${g[0].type}`,
      prompt: g[0].prompt,
    },
    rows: g,
  }));
}
function groupBy(rows) {
  const m = new Map();
  for (const r of rows) {
    const k = `${r.model}|${r.prompt}`;
    m.set(k, [...(m.get(k) ?? []), r]);
  }
  return m;
}
const cells = cellsOf(runs);
let ss = 0;
let df = 0;
for (const c of cells) {
  for (const r of c.rows) ss += (r.y - c.y) ** 2;
  df += c.n - 1;
}
const noise = ss / df;
const full = fitMixed(cells, TERMS, START, noise, 80);

const SEEN = TERMS.filter((t) => t !== 'prompt');
function predict(fit, r) {
  const levels = {
    lab: r.lab,
    family: r.family,
    model: r.model,
    type: r.type,
    mt: `${r.model}|${r.type}`,
  };
  const mean = SEEN.reduce((s, t) => s + (fit.effects[t].get(levels[t]) ?? 0), fit.mu);
  const v = fit.variances;
  return { mean, sd: Math.sqrt(v.prompt + v.cell + noise + fit.pev(levels, SEEN)) };
}
const groups = [...new Set(runs.map((r) => r.group))];
const residuals = groups.flatMap((g) => {
  const fit = fitMixed(
    cells.filter((c) => c.rows[0].group !== g),
    TERMS,
    full.variances,
    noise,
    0,
  );
  return runs
    .filter((r) => r.group === g)
    .map((r) => {
      const p = predict(fit, r);
      return { type: r.type, group: g, z: (r.y - p.mean) / p.sd };
    });
});
const quantile = (xs, p) => {
  const s = [...xs].sort((a, b) => a - b);
  const at = p * (s.length - 1);
  const lo = Math.floor(at);
  return s[lo] + (at - lo) * ((s[lo + 1] ?? s[lo]) - s[lo]);
};
const all = [0.1, 0.5, 0.9].map((p) =>
  quantile(
    residuals.map((r) => r.z),
    p,
  ),
);
const byType = Object.fromEntries(
  ['math', 'logic', 'knowledge'].map((t) => {
    const own = residuals.filter((r) => r.type === t);
    const f = new Set(own.map((r) => r.group)).size;
    const w = f / (f + 6);
    return [
      t,
      [0.1, 0.5, 0.9].map(
        (p, i) =>
          w *
            quantile(
              own.map((r) => r.z),
              p,
            ) +
          (1 - w) * all[i],
      ),
    ];
  }),
);
const round = (x) => Math.round(x * 1e4) / 1e4;
const rounded = (map) => Object.fromEntries([...map].map(([k, x]) => [k, round(x)]));
const labs = [...new Set(runs.map((r) => r.lab))];
const models = [...new Map(runs.map((r) => [r.model, r])).values()];
const data = {
  source: 'LRMTokenEconomy (Apache-2.0) and MisguidedAttention (CC0): recorded runs',
  licence: 'Apache-2.0, CC0-1.0; coefficients derived',
  date: '2025-08',
  runs: runs.length,
  models: models.length,
  prompts: new Set(runs.map((r) => r.prompt)).size,
  mu: round(full.mu),
  variances: {
    ...Object.fromEntries(Object.entries(full.variances).map(([k, x]) => [k, round(x)])),
    noise: round(noise),
    unseen: 0.02,
  },
  effects: Object.fromEntries(
    ['lab', 'family', 'model', 'type', 'mt'].map((t) => [t, rounded(full.effects[t])]),
  ),
  modelVariance: {
    ...Object.fromEntries(labs.map((l) => [`lab:${l}`, round(full.pev({ lab: l }, ['lab']))])),
    ...Object.fromEntries(
      models.map((r) => [
        r.model,
        round(
          full.pev({ lab: r.lab, family: r.family, model: r.model }, ['lab', 'family', 'model']),
        ),
      ]),
    ),
  },
  types: {
    ...Object.fromEntries(
      ['math', 'logic', 'knowledge'].map((t) => [
        t,
        { effect: round(full.effects.type.get(t)), quantiles: t, scale: 1, kind: 'measured' },
      ]),
    ),
    code: { effect: 0.55, quantiles: 'code', scale: 1, kind: 'extrapolated' },
    document: { effect: -0.15, quantiles: 'document', scale: 1, kind: 'extrapolated' },
    chat: { effect: 0.28, quantiles: 'chat', scale: 1, kind: 'measured' },
    unknown: { effect: 0.28, quantiles: 'chat', scale: 1, kind: 'measured' },
  },
  observed: { widen: 1 },
  quantiles: Object.fromEntries(
    [
      ['all', all],
      ['chat', [-1.22, 0, 1.51]],
      ['code', [-1.6, 0, 1.5]],
      ['document', [-2, 0, 1.7]],
      ...Object.entries(byType),
    ].map(([k, q]) => [k, q.map(round)]),
  ),
};
writeFileSync(
  'src/core/estimate/data/reasoningLength.data.json',
  JSON.stringify(data, null, 1) + '\n',
);
console.log(`${data.runs} runs, mean ${data.mu}, quantiles ${JSON.stringify(data.quantiles)}`);
