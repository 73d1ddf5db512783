// Fits src/core/estimate/data/reasoningLength.data.json: log10 reasoning tokens = mean + lab + family + model + type
// + model x type + length slope + prompt + cell + noise; random effects by REML (EM), quantiles from the residuals of
// whole prompt families left out. Deterministic.
//   node scripts/fit-reasoning-length.mjs RUNS.csv [--cv]
// Beside RUNS.csv stand aider_leaderboards.csv, swebench_bashonly_per_instance.csv and zoonk_eval_runs.csv, for the task
// types that it lacks.
// --cv also scores the shipped code by cross-validation beside the shrunk baseline and prints the tables (minutes).
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleModule } from './lib/bundleModule.mjs';
import { parseCsv } from './lib/csv.mjs';
import {
  cellsOf,
  coefficientsOf,
  groupBy,
  noiseOf,
  quantilesOf,
  variancesOf,
} from './lib/lengthFit.mjs';
import { observe, printScores } from './lib/lengthScore.mjs';
import { typePriors } from './lib/typePriors.mjs';

const table = process.argv[2];
if (table === undefined || table.startsWith('--')) {
  console.error('usage: node scripts/fit-reasoning-length.mjs RUNS.csv [--cv]');
  process.exit(2);
}
const core = {
  ...(await bundleModule('src/core/estimate/catalogue.ts')),
  ...(await bundleModule('src/core/estimate/modelKey.ts')),
  ...(await bundleModule('src/core/estimate/reasoningLength.ts')),
  ...(await bundleModule('src/core/estimate/observe.ts')),
  ...(await bundleModule('src/core/estimate/calibration.ts')),
  ...(await bundleModule('src/core/estimate/taskType.ts')),
  ...(await bundleModule('src/core/estimate/distribution.ts')),
};
const names = JSON.parse(readFileSync('scripts/run-models.json', 'utf8')).reasoningRuns;
const typeNames = { math: 'math', 'logic puzzle': 'logic', knowledge: 'knowledge' };

const runs = parseCsv(readFileSync(table, 'utf8')).flatMap((r) => {
  const known = names[r.model];
  if (known === undefined || r.reasoning_tokens === '') return [];
  const [id, effort] = known;
  const facts = core.factsByName(id);
  return [
    {
      y: Math.log10(Math.max(10, Number(r.reasoning_tokens))),
      tokens: Number(r.reasoning_tokens),
      facts,
      effort,
      lab: facts.lab,
      family: facts.family,
      model: core.modelKey(id) + (effort === null ? '' : `:${effort}`),
      raw: r.model,
      type: typeNames[r.prompt_type],
      prompt: r.prompt_id,
      group: r.family,
      text: r.prompt_text,
      source: r.source.split('/')[0],
    },
  ];
});
const cells = cellsOf(runs);
const noise = noiseOf(cells);
const variances = variancesOf(cells, noise);

const beside = (name) => parseCsv(readFileSync(join(dirname(table), `${name}.csv`), 'utf8'));
const { types: priors, quantiles: priorQuantiles } = typePriors({
  core,
  fit: coefficientsOf(cells, variances, noise, {}),
  spread: Math.sqrt(variances.prompt + variances.cell + noise),
  aider: beside('aider_leaderboards'),
  swebench: beside('swebench_bashonly_per_instance'),
  zoonk: beside('zoonk_eval_runs'),
  names: JSON.parse(readFileSync('scripts/run-models.json', 'utf8')).aiderPolyglot,
});

const fit = (some) => ({
  ...coefficientsOf(some, variances, noise, priors),
  quantiles: priorQuantiles,
});
/** Standardised residuals of every run under a fit that has not seen its prompt family. */
function residuals(some) {
  const list = [];
  for (const group of new Set(some.map((c) => c.rows[0].group))) {
    const c = fit(some.filter((x) => x.rows[0].group !== group));
    for (const cell of some.filter((x) => x.rows[0].group === group)) {
      const { facts, effort, type, text } = cell.rows[0];
      const effect = core.modelEffect(facts, effort, c);
      const sd = Math.sqrt(core.promptVariance(c) + effect.variance);
      const mean = core.meanOf(effect, type, text.length, c) + effect.shift.median;
      for (const r of cell.rows) list.push({ z: (r.y - mean) / sd, type, group });
    }
  }
  return list;
}
const complete = (some) => {
  const c = fit(some);
  return { ...c, quantiles: { ...quantilesOf(residuals(some)), ...priorQuantiles } };
};

const full = complete(cells);
const { quantiles: observedQuantiles } = observe(core, cells, (rest) => ({
  ...fit(rest),
  quantiles: full.quantiles,
}));
if (process.argv.includes('--cv')) printScores(core, cells, complete);

const round = (value) =>
  typeof value === 'number'
    ? Math.round(value * 1e4) / 1e4
    : Array.isArray(value)
      ? value.map(round)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, round(v)]))
        : value;
const data = {
  source:
    'LRMTokenEconomy (Apache-2.0) and MisguidedAttention (CC0): recorded runs; chat from WildChat (ODC-BY), code and documents from aider polyglot, SWE-bench (Apache-2.0) and zoonk (MIT)',
  licence: 'Apache-2.0, CC0-1.0; coefficients derived',
  date: '2025-08',
  runs: runs.length,
  models: groupBy(runs, (r) => r.model).size,
  prompts: groupBy(runs, (r) => r.prompt).size,
  ...round({ ...full, observedQuantiles }),
};
const text = JSON.stringify(data, null, 1) + '\n';
writeFileSync('src/core/estimate/data/reasoningLength.data.json', text);
console.log(
  `${data.runs} runs, ${data.models} models, ${data.prompts} prompts; ${text.length} bytes`,
);
