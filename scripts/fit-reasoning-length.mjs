// Fits src/core/estimate/data/reasoningLength.data.json from a folder of public tables: `puzzles` (random effects of lab,
// family, model, type and prompt by REML, with a length slope and residual quantiles of prompt families left out) and `work`
// (levels of all kinds of work, effects of labs and models shared by them). Deterministic.
//   node scripts/fit-reasoning-length.mjs DATA [--score] [--dry]
// DATA holds runs/*.csv and steps/*.jsonl.gz. --score also scores the shipped code on every data set left out whole, with the
// kind of work told and recognised (minutes); --dry writes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { bundleModule } from './lib/bundleModule.mjs';
import {
  cellsOf,
  coefficientsOf,
  groupBy,
  noiseOf,
  quantilesOf,
  variancesOf,
} from './lib/lengthFit.mjs';
import { scoreSets } from './lib/lengthScore.mjs';
import { EFFORT, fitWork, SPREAD } from './lib/workFit.mjs';
import { workRows } from './lib/workRows.mjs';

const folder = process.argv[2];
if (folder === undefined || folder.startsWith('--')) {
  console.error('usage: node scripts/fit-reasoning-length.mjs DATA [--score] [--dry]');
  process.exit(2);
}
const core = {
  ...(await bundleModule('src/core/estimate/byName.ts')),
  ...(await bundleModule('src/core/estimate/modelKey.ts')),
};
const rows = workRows(folder, core, JSON.parse(readFileSync('scripts/run-models.json', 'utf8')));

const PUZZLE_SET = /^(?:lrmte-|misguided$)/;
/** Prompt families that share a story are left out together. */
const families = new Map(
  (await import('./lib/csv.mjs'))
    .parseCsv(readFileSync(`${folder}/runs/reasoning_runs.csv`, 'utf8'))
    .map((r) => [r.prompt_id, r.family]),
);

/** The puzzle fit of some rows; `variances` and `noise` are those of the whole table. */
function puzzleFit(some, whole) {
  const cells = puzzleCells(some);
  const noise = whole?.noise ?? noiseOf(cells);
  const variances = whole?.variances ?? variancesOf(cells, noise);
  const fit = (part) => coefficientsOf(part, variances, noise);
  const groups = [...new Set(cells.map((c) => c.rows[0].group))];
  const residuals = groups.flatMap((group) => {
    const puzzles = fit(cells.filter((c) => c.rows[0].group !== group));
    const own = cells.filter((c) => c.rows[0].group === group);
    return own.flatMap((cell) => standardised(cell, puzzles));
  });
  return { puzzles: { ...fit(cells), quantiles: quantilesOf(residuals) }, variances, noise };
}

function puzzleCells(some) {
  return cellsOf(
    some
      .filter((r) => PUZZLE_SET.test(r.set))
      .map((r) => ({
        ...r,
        model: r.model + (r.effort === null ? '' : `:${r.effort}`),
        key: r.model,
        facts: core.factsByName(r.id),
        family: core.factsByName(r.id).family,
        group: families.get(r.prompt),
      })),
  );
}

/** Residuals of a cell's runs in standard deviations, under a fit that has not seen its prompt family. */
function standardised(cell, puzzles) {
  const { lab, family, model, type, text, group } = cell.rows[0];
  const { mu, effects: e, types, slope, meanVariance, variances: v } = puzzles;
  const chars = Math.min(1, Math.max(-1, Math.log2(text.length / 160) / 0.5));
  const mean =
    mu +
    types[type] +
    (slope[type] ?? 0) * chars +
    (e.lab[lab] ?? 0) +
    (e.family[family] ?? 0) +
    (e.model[model] ?? 0) +
    (e.mt[`${model}|${type}`] ?? 0);
  const sd = Math.sqrt(v.prompt + v.cell + v.noise + (meanVariance[model] ?? v.model));
  return cell.rows.map((r) => ({ z: (r.y - mean) / sd, type, group }));
}

const whole = puzzleFit(rows);
const puzzleFits = new Map();
/** Coefficients of the shipped code from some rows. */
const coefficients = (some) => {
  const names = [...new Set(some.map((r) => r.set))].filter((s) => PUZZLE_SET.test(s)).join();
  if (!puzzleFits.has(names)) puzzleFits.set(names, puzzleFit(some, whole).puzzles);
  return { puzzles: puzzleFits.get(names), work: fitWork(some) };
};

const round = (value) =>
  typeof value === 'number'
    ? Math.round(value * 1e4) / 1e4
    : Array.isArray(value)
      ? value.map(round)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, round(v)]))
        : value;

const runs = rows.filter((r) => r.mean !== true);
const data = {
  source:
    'LRMTokenEconomy, SpeechMap, aider polyglot, ReasoningFlow (Apache-2.0), MisguidedAttention (CC0), BullshitBench, zoonk, ai-benchmarks-alternativos, Thought Anchors, ThinkARM (MIT): recorded reasoning lengths',
  licence: 'Apache-2.0, CC0-1.0, MIT; coefficients derived',
  date: '2026-08',
  runs: runs.length,
  means: rows.length - runs.length,
  models: groupBy(rows, (r) => r.model).size,
  prompts: groupBy(runs, (r) => `${r.set}|${r.prompt}`).size,
  ...round({
    puzzles: whole.puzzles,
    work: {
      ...fitWork(rows),
      rank: EFFORT.rank,
      defaultRank: EFFORT.defaultRank,
      slopeDoubt: EFFORT.slopeDoubt,
      doubt: SPREAD.doubt,
      classPrior: SPREAD.classPrior,
    },
  }),
};
const text = JSON.stringify(data, null, 1) + '\n';
if (!process.argv.includes('--dry'))
  writeFileSync('src/core/estimate/data/reasoningLength.data.json', text);
console.log(
  `${data.runs} runs, ${data.means} means, ${data.models} models, ${data.prompts} prompts; ${text.length} bytes`,
);
if (process.argv.includes('--score')) {
  // After the data: the code reads it.
  const scored = {
    ...core,
    ...(await bundleModule('src/core/estimate/modelEffect.ts')),
    ...(await bundleModule('src/core/estimate/reasoningLength.ts')),
    ...(await bundleModule('src/core/estimate/taskType.ts')),
    ...(await bundleModule('src/core/estimate/distribution.ts')),
    doubtOfSet: SPREAD.doubt.set,
  };
  scoreSets(scored, rows, coefficients);
}
