// Writes latency, quality and visible-length figures of src/core/estimate/data/ from public run tables.
//   node scripts/make-run-facts.mjs FOLDER
// FOLDER holds latency_fit_zoonk.csv (fits of recorded calls), llm_chess_effort.csv, bullshitbench_means.csv, plain_vs_thinking_runs.csv,
// reasoning_runs.csv, aider_leaderboards.csv and tokens_per_o200k.csv.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from './lib/csv.mjs';
import { bundleModule } from './lib/bundleModule.mjs';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node scripts/make-run-facts.mjs FOLDER');
  process.exit(2);
}
const table = (name) => parseCsv(readFileSync(join(folder, `${name}.csv`), 'utf8'));
const { modelKey } = await bundleModule('src/core/estimate/modelKey.ts');
const { makeCatalogue } = await bundleModule('src/core/estimate/catalogue.ts');
const catalogue = makeCatalogue();
const names = JSON.parse(readFileSync('scripts/run-models.json', 'utf8'));
const round = (x, digits = 3) => Number(x.toPrecision(digits));
const quantile = (xs, p) => {
  const s = [...xs].sort((a, b) => a - b);
  const at = p * (s.length - 1);
  const lo = Math.floor(at);
  return s[lo] + (at - lo) * ((s[lo + 1] ?? s[lo]) - s[lo]);
};
const groups = (rows, by) => {
  const m = new Map();
  for (const r of rows) m.set(by(r), [...(m.get(by(r)) ?? []), r]);
  return m;
};
const write = (name, data) =>
  writeFileSync(`src/core/estimate/data/${name}.data.json`, JSON.stringify(data, null, 1) + '\n');

// Latency: fits where answers are long enough to separate speed from the wait. Elsewhere tokens over seconds of whole games
// (chess) and of whole calls (bullshitbench, less a usual wait), each a source of its own: their middle, and a spread that holds both.
const CHESS = 'LLM Chess (Apache-2.0), tokens over seconds of whole games';
const BSB = 'bullshit-benchmark v1 and v2 (MIT), mean tokens over mean seconds of calls';
const BSB_DATE = '2026-05-02';
/** Seconds to the first token where nobody recorded it. */
const TTFT = { p10: 1.2, p50: 1.9, p90: 5 };
/** The least spread of a speed that was not fitted: hours and hosts. */
const LEAST_SPREAD = 1.6;
const speeds = {};
const heard = (model, speed) => (speeds[modelKey(model)] ??= []).push(speed);
for (const r of table('llm_chess_effort')) {
  const seconds = Number(r.seconds_per_game);
  const tokens = Number(r.completion_tokens_per_move) * Number(r.avg_moves_per_game);
  if (!(seconds > 0) || Number(r.completion_tokens_per_move) < 600) continue;
  heard(r.model_base, { tps: tokens / seconds, date: r.as_of, n: Number(r.games), source: CHESS });
}
for (const r of table('bullshitbench_means')) {
  const [seconds, tokens] = [Number(r.mean_seconds), Number(r.mean_completion_tokens)];
  // Several agents at once are no speed of a model; free hosts are slower than those one pays.
  if (!(seconds > 3 * TTFT.p50) || tokens < 300 || /multi-agent|:free/.test(r.model)) continue;
  heard(r.model, {
    tps: tokens / (seconds - TTFT.p50),
    date: BSB_DATE,
    n: Number(r.calls),
    source: BSB,
  });
}
const latency = {};
for (const [key, list] of Object.entries(speeds)) {
  const bySource = [...groups(list, (x) => x.source)];
  const middles = bySource.map(([, own]) =>
    quantile(
      own.map((x) => x.tps),
      0.5,
    ),
  );
  const middle = Math.exp(middles.reduce((s, x) => s + Math.log(x), 0) / middles.length);
  if (middle < 5) continue;
  const apart = Math.max(...middles.map((x) => Math.max(x / middle, middle / x)));
  latency[key] = {
    ttft: null,
    tps: round(middle),
    spread: round(Math.max(LEAST_SPREAD, LEAST_SPREAD ** 0.5 * apart)),
    n: list.reduce((s, x) => s + x.n, 0),
    date: list
      .map((x) => x.date)
      .sort()
      .at(-1),
    source: bySource.map(([source]) => source).join('; '),
  };
}
for (const r of table('latency_fit_zoonk')) {
  if (r.model.includes(':') || Number(r.out_p90) < 200) continue;
  latency[modelKey(r.model)] = {
    ttft: round(Number(r.ttft_fit_s)),
    tps: round(Number(r.decode_tps_fit)),
    spread: round(Number(r.resid_p90x)),
    n: Number(r.n),
    date: r.generated.slice(-10),
    source: 'zoonk evaluation calls (MIT), fitted duration = TTFT + tokens / speed',
  };
}
// What the measured models of one lab reach, for its models without calls of their own.
const labSpeeds = Object.fromEntries(
  [...groups(Object.entries(latency), ([key]) => catalogue.find(key).lab)]
    .filter(([, list]) => list.length >= 3)
    .map(([lab, list]) => {
      const tps = list.map(([, row]) => row.tps);
      return [
        lab,
        {
          p10: round(quantile(tps, 0.1)),
          p50: round(quantile(tps, 0.5)),
          p90: round(quantile(tps, 0.9)),
          n: list.length,
        },
      ];
    }),
);
write('latency', {
  source: 'zoonk evaluation calls (MIT); LLM Chess (Apache-2.0); bullshit-benchmark (MIT)',
  licence: 'MIT, Apache-2.0; fits derived',
  date: '2026-08-09',
  ttft: TTFT,
  labs: labSpeeds,
  models: latency,
});

// Quality: share of right answers by model and task type, 80 % interval over prompts.
const Z = 1.2816;
const quality = [];
const add = (id, effort, type, perPrompt, runs, date, source) => {
  const n = perPrompt.length;
  const p = perPrompt.reduce((a, b) => a + b, 0) / n;
  const variance = perPrompt.reduce((a, b) => a + (b - p) ** 2, 0) / Math.max(1, n - 1);
  const half = Z * Math.sqrt(Math.max(variance, 0.25 / n) / n);
  quality.push({
    model: modelKey(id),
    effort,
    type,
    p50: round(p),
    p10: round(Math.max(0, p - half)),
    p90: round(Math.min(1, p + half)),
    prompts: n,
    runs,
    date,
    source,
  });
};
const score = (rows) =>
  [...groups(rows, (r) => r.prompt_id).values()].map(
    (g) => g.reduce((s, r) => s + Number(r.success || 0), 0) / g.length,
  );
for (const [name, rows] of groups(table('plain_vs_thinking_runs'), (r) => r.model)) {
  const known = names.misguidedAttention[name];
  if (known) add(known[0], known[1], 'logic', score(rows), rows.length, '2025-08', 'misguided');
}
const lrmRuns = table('reasoning_runs').filter(
  (r) => r.source.startsWith('LRMTokenEconomy') && r.success !== '',
);
for (const [name, rows] of groups(lrmRuns, (r) => r.model)) {
  const known = names.reasoningRuns[name];
  if (!known) continue;
  for (const type of ['math', 'knowledge']) {
    const own = rows.filter((r) => r.prompt_type === type);
    if (own.length > 0)
      add(known[0], known[1], type, score(own), own.length, '2025-08', 'lrmTokenEconomy');
  }
}
for (const r of table('aider_leaderboards')) {
  const known = r.board.startsWith('polyglot') ? names.aiderPolyglot[r.model] : undefined;
  if (!known) continue;
  const n = Number(r.test_cases);
  const p = Number(r.pass_rate_2) / 100;
  add(
    known[0],
    known[1],
    'code',
    Array.from({ length: n }, (_, i) => (i < p * n ? 1 : 0)),
    n,
    r.date.slice(0, 7),
    'aider',
  );
}
// Advice: questions that rest on a false premise, seen through or not, of both versions together.
const seenThrough = new Map();
for (const r of table('bullshitbench_means')) {
  const model = modelKey(r.model.replace(/:free$/, ''));
  const thinks = Number(r.mean_reasoning_tokens) > 0;
  const plain = catalogue.find(r.model).reasons === 'never';
  const effort =
    r.effort === 'none' || (!thinks && !plain) ? 'off' : r.effort === 'default' ? null : r.effort;
  const key = `${model}|${effort}`;
  const sum = seenThrough.get(key) ?? { model, effort, right: 0, of: 0 };
  sum.right += Number(r.right);
  sum.of += Number(r.of);
  seenThrough.set(key, sum);
}
for (const { model, effort, right, of } of seenThrough.values()) {
  const p = right / of;
  const half = 1.2816 * Math.sqrt((p * (1 - p)) / of);
  quality.push({
    model,
    effort,
    type: 'advice',
    p50: round(p),
    p10: round(Math.max(0, p - half)),
    p90: round(Math.min(1, p + half)),
    prompts: of,
    runs: of,
    date: '2026-05',
    source: 'bullshitBench',
  });
}
const typical = (type, plain) => {
  const own = quality
    .filter((q) => q.type === type && (q.effort === 'off' || PLAIN.has(q.model)) === plain)
    .map((q) => q.p50);
  return own.length < 3
    ? null
    : {
        p10: round(quantile(own, 0.1)),
        p50: round(quantile(own, 0.5)),
        p90: round(quantile(own, 0.9)),
        n: own.length,
      };
};
const PLAIN = new Set(
  quality.map((q) => q.model).filter((m) => catalogue.find(m).reasons === 'never'),
);
write('quality', {
  sources: {
    misguided:
      'MisguidedAttention (CC0): trick logic puzzles, 3 runs each, judged by a model against criteria',
    lrmTokenEconomy: 'LRMTokenEconomy (Apache-2.0): recorded runs',
    aider: 'Aider polyglot benchmark (Apache-2.0): 225 hard coding exercises, two attempts',
    bullshitBench:
      'BullshitBench (MIT): professional questions that rest on a false premise, seen through or not',
  },
  licence: 'CC0-1.0, Apache-2.0, MIT; shares derived',
  date: '2026-05',
  typical: Object.fromEntries(
    ['logic', 'math', 'knowledge', 'code'].map((t) => [
      t,
      { plain: typical(t, true), reasoning: typical(t, false) },
    ]),
  ),
  rows: quality,
});

// Visible output: tokens of the answer without the reasoning.
const visible = (rows) => {
  const xs = rows.map((r) => Math.max(1, Number(r.output_tokens))).filter(Number.isFinite);
  return {
    p10: Math.round(quantile(xs, 0.1)),
    p50: Math.round(quantile(xs, 0.5)),
    p90: Math.round(quantile(xs, 0.9)),
    n: xs.length,
  };
};
const pairs = table('plain_vs_thinking_runs').filter((r) => r.output_tokens !== '');
const own = (type) => lrmRuns.filter((r) => r.prompt_type === type && r.output_tokens !== '');
/** Answers that nobody recorded by type: an assumption, the same for plain and reasoning models. */
const assumed = {
  science: { p10: 200, p50: 600, p90: 1500, n: 0, kind: 'extrapolated' },
  code: { p10: 300, p50: 1100, p90: 3000, n: 225, kind: 'extrapolated' },
  document: { p10: 60, p50: 350, p90: 1500, n: 0, kind: 'extrapolated' },
  agent: { p10: 40, p50: 250, p90: 1500, n: 0, kind: 'extrapolated' },
  extract: { p10: 20, p50: 120, p90: 600, n: 0, kind: 'extrapolated' },
  label: { p10: 3, p50: 12, p90: 60, n: 649, kind: 'measured' },
};
const essays = visible(table('speechmap_runs').filter((r) => r.output_tokens !== ''));
const advice = (thinking) =>
  visible(
    table('bullshitbench_means')
      .filter((r) => Number(r.mean_reasoning_tokens) > 20 === thinking)
      .map((r) => ({
        output_tokens: Number(r.mean_completion_tokens) - Number(r.mean_reasoning_tokens),
      })),
  );
write('visibleLength', {
  source:
    'MisguidedAttention (CC0), LRMTokenEconomy, SpeechMap, aider polyglot (Apache-2.0), BullshitBench, zoonk (MIT): recorded answers; science, document, agent and extraction assumed',
  licence: 'derived',
  date: '2026-05',
  plain: {
    ...assumed,
    logic: { ...visible(pairs.filter((r) => r.kind === 'llm')), kind: 'measured' },
    math: { p10: 300, p50: 800, p90: 2500, n: 0, kind: 'extrapolated' },
    knowledge: { ...visible(own('knowledge')), kind: 'measured' },
    writing: { ...essays, kind: 'extrapolated' },
    advice: { ...advice(false), kind: 'measured' },
    unknown: { p10: 20, p50: 300, p90: 1600, n: 0, kind: 'extrapolated' },
  },
  reasoning: {
    ...assumed,
    logic: { ...visible(pairs.filter((r) => r.kind === 'lrm')), kind: 'measured' },
    math: { ...visible(own('math')), kind: 'measured' },
    knowledge: { ...visible(own('knowledge')), kind: 'measured' },
    writing: { ...essays, kind: 'measured' },
    advice: { ...advice(true), kind: 'measured' },
    unknown: { p10: 12, p50: 297, p90: 1605, n: 3724, kind: 'extrapolated' },
  },
});
// Tokens of other families per o200k token, billed against full text; rows whose reasoning is hidden or summarised show
// billed against visible text instead (far above 1.2) and are left out.
const factors = {};
for (const r of table('tokens_per_o200k')) {
  if (Number(r.median_ratio) > 1.2 || Number(r.p90) > 1.4) continue;
  const { tokenizer } = catalogue.find((names.reasoningRuns[r.model] ?? [r.model])[0]);
  const n = Number(r.n);
  const sum = (factors[tokenizer] ??= { p10: 0, p50: 0, p90: 0, n: 0 });
  sum.p10 += n * Number(r.p10);
  sum.p50 += n * Number(r.median_ratio);
  sum.p90 += n * Number(r.p90);
  sum.n += n;
}
write('tokenFactors', {
  source:
    'LRMTokenEconomy (Apache-2.0) and MisguidedAttention (CC0): billed tokens per o200k token of the full text',
  licence: 'derived',
  date: '2025-08',
  families: Object.fromEntries(
    Object.entries(factors)
      .filter(([key]) => !['o200k', 'cl100k', 'unknown'].includes(key))
      .map(([key, f]) => [
        key,
        { p10: round(f.p10 / f.n), p50: round(f.p50 / f.n), p90: round(f.p90 / f.n), n: f.n },
      ]),
  ),
});
console.log(`${Object.keys(latency).length} speeds, ${quality.length} success shares`);
