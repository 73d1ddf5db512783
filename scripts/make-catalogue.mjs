// Writes src/core/estimate/data/catalogue.data.json: which models exist, how they reason, their limits and list prices.
//   node scripts/make-catalogue.mjs MODELS_DEV.csv SNAPSHOT_DATE
// The table is models.dev's data (MIT), one row a provider and model. Models that only @pydantic/genai-prices (MIT)
// knows are added with what it knows (id, context window), so that every priced model can be picked.
import { readFileSync, writeFileSync } from 'node:fs';
import { findProvider } from '@pydantic/genai-prices';
import { parseCsv } from './lib/csv.mjs';

const [table, date] = process.argv.slice(2);
if (!table || !/^\d{4}-\d\d-\d\d$/.test(date ?? '')) {
  console.error('usage: node scripts/make-catalogue.mjs MODELS_DEV.csv YYYY-MM-DD');
  process.exit(2);
}

/** First-party providers of the table, best source first; the value is the lab whose models they are. */
const firstParty = {
  openai: 'openai',
  anthropic: 'anthropic',
  google: 'google',
  xai: 'x-ai',
  deepseek: 'deepseek',
  alibaba: 'qwen',
  mistral: 'mistralai',
  zai: 'z-ai',
  moonshotai: 'moonshotai',
  minimax: 'minimax',
  cohere: 'cohere',
  perplexity: 'perplexity',
};
const priceProviders = [
  'openai',
  'anthropic',
  'google',
  'x-ai',
  'deepseek',
  'mistral',
  'minimax',
  'moonshotai',
  'zai',
  'perplexity',
  'cohere',
  'azure',
];
const openRouterLabs = new Set(
  'ai21 allenai amazon anthropic bytedance-seed cohere deepseek google meta-llama microsoft minimax mistralai moonshotai nousresearch nvidia openai perplexity qwen stepfun x-ai xiaomi z-ai tencent baidu'.split(
    ' ',
  ),
);
/** Providers that also resell other labs' models: what is their own there. */
const resold = { google: /^gem/, azure: /^(phi|mai)/ };
/** Not text generators that a prompt is written for. */
const notText =
  /image|audio|tts|embed|whisper|realtime|live|transcribe|moderation|guard|safety|ocr|lyria|-mt-|asr|omni|voxtral|voice|vision|-vl|translate|rerank|parse|deep-research|computer-use|^ft:|gpt-chat|aya|imagine|video|instruct-0|davinci|babbage|^ada$|curie|claude-2|claude-v1|search|livetranslate|character|customtools|wizardlm|command-light|^command$|gpt-3\.5-0301|extended|free$|\.ft|-$/;

const rows = parseCsv(readFileSync(table, 'utf8'));
const models = new Map();
const key = (id) => id.toLowerCase().replace(/[._]/g, '-');
const num = (text) => (text === '' || text === undefined ? null : Number(text));

function rates(r) {
  if (r.input === '' || r.output === '' || (Number(r.input) === 0 && Number(r.output) === 0))
    return null;
  const tier = r.tiers === '' ? null : JSON.parse(r.tiers)[0];
  const base = [num(r.input), num(r.cache_read), num(r.output)];
  return tier ? [...base, tier.tier.size, tier.input, tier.cache_read ?? null, tier.output] : base;
}

function entry(r, id, provider) {
  const options = r.reasoning_options === '' ? [] : JSON.parse(r.reasoning_options);
  const effort = options.find((o) => o.type === 'effort');
  const budget = options.find((o) => o.type === 'budget_tokens');
  return {
    id,
    provider,
    reasons: r.reasoning === 'True',
    toggle: options.some((o) => o.type === 'toggle'),
    levels: effort?.values ?? null,
    budget: budget ? [budget.min ?? null, budget.max ?? null] : null,
    open: r.open_weights === 'True',
    released: r.release_date || null,
    context: num(r.context) || null,
    maxOutput: num(r.max_output) || null,
    rates: rates(r),
    deprecated: r.status === 'deprecated',
  };
}

for (const provider of Object.keys(firstParty)) {
  for (const r of rows.filter((x) => x.provider === provider)) {
    const id = r.model.replace(/^.*\//, '');
    if (notText.test(id.toLowerCase()) || models.has(key(id))) continue;
    models.set(key(id), entry(r, id, provider));
  }
}
for (const r of rows.filter((x) => x.provider === 'openrouter')) {
  const [org, id] = r.model.split('/');
  if (!openRouterLabs.has(org) || id === undefined || notText.test(id) || id.includes(':'))
    continue;
  if (!models.has(key(id))) models.set(key(id), entry(r, id, 'openrouter/' + org));
}
for (const provider of priceProviders) {
  for (const m of findProvider({ providerId: provider })?.models ?? []) {
    const id = m.id;
    if (notText.test(id.toLowerCase()) || models.has(key(id)) || id.includes(':')) continue;
    if (resold[provider]?.test(id) === false) continue;
    models.set(key(id), {
      id,
      provider,
      reasons: null,
      toggle: false,
      levels: null,
      budget: null,
      open: null,
      released: null,
      context: m.context_window ?? null,
      maxOutput: null,
      rates: null,
      deprecated: m.deprecated ?? false,
    });
  }
}

const columns = [
  'id',
  'provider',
  'reasons',
  'toggle',
  'levels',
  'budget',
  'open',
  'released',
  'context',
  'maxOutput',
  'rates',
  'deprecated',
];
const body = [...models.values()]
  .sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1))
  .map(
    (m) =>
      '    ' +
      JSON.stringify(columns.map((c) => (typeof m[c] === 'boolean' ? Number(m[c]) : m[c]))),
  );
const head = {
  source: 'models.dev (facts and list prices); @pydantic/genai-prices (models that only it knows)',
  licence: 'MIT',
  date,
};
const text = `{\n${Object.entries(head)
  .map(([k, v]) => `  ${JSON.stringify(k)}: ${JSON.stringify(v)},\n`)
  .join('')}  "columns": ${JSON.stringify(columns)},\n  "models": [\n${body.join(',\n')}\n  ]\n}\n`;
writeFileSync('src/core/estimate/data/catalogue.data.json', text);
console.log(`${models.size} models, ${text.length} bytes`);
