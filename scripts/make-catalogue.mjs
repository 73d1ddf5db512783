// cspell:disable -- names of models, labs and hosts
// `npm run catalogue`: writes src/core/estimate/data/catalogue.data.json: which models exist, how they reason, their
// limits, what they cost and where, when they go. Sources, newest first:
//   @earendil-works/pi-ai (MIT)       models, levels, limits and prices by host
//   scripts/catalogue/*.data.json     vendors' own pages: retirements, release dates, prices that change on a day;
//                                     models.dev (MIT), a snapshot: release dates, budgets, models that have left pi-ai
//   @pydantic/genai-prices (MIT)      models that only it knows, and coming prices
// Where sources disagree the newer one counts, and scripts/catalogue/disagreements.data.json names the other.
import { readFileSync, writeFileSync } from 'node:fs';
import { findProvider } from '@pydantic/genai-prices';
import { levelsOf, piModels, piSource, ratesOf, shortened } from './catalogue/piModels.mjs';

const read = (name) =>
  JSON.parse(readFileSync(new URL(`catalogue/${name}.data.json`, import.meta.url), 'utf8'));
const dev = read('modelsDev');
const retirements = read('retirements');
const vendors = read('vendorFacts');
const pricesVersion = JSON.parse(
  readFileSync(new URL('../node_modules/@pydantic/genai-prices/package.json', import.meta.url)),
).version;

/** Labs that sell their own models: pi-ai's name of them, ours. */
const labs = {
  openai: 'openai',
  anthropic: 'anthropic',
  google: 'google',
  xai: 'xai',
  deepseek: 'deepseek',
  mistral: 'mistral',
  zai: 'zai',
  moonshotai: 'moonshotai',
  minimax: 'minimax',
  meta: 'meta',
  xiaomi: 'xiaomi',
  'ant-ling': 'ant-ling',
};
/** Hosts of others' models: pi-ai's name of them. */
const hosts = [
  'amazon-bedrock',
  'azure',
  'google-vertex',
  'groq',
  'cerebras',
  'together',
  'fireworks',
  'baseten',
  'huggingface',
  'cloudflare-workers-ai',
  'openrouter',
  'vercel-ai-gateway',
];
/** Not text generators that a prompt is written for. */
const notText =
  /image|audio|tts|embed|whisper|realtime|live|transcribe|moderation|guard|safety|ocr|lyria|-mt-|asr|omni|voxtral|voice|vision|translate|rerank|parse|deep-research|computer-use|^ft:|imagine|video|instruct-0|davinci|babbage|^ada$|curie|claude-2|claude-v1|search|livetranslate|character|customtools|wizardlm|command-light|^command$|gpt-3\.5-0301|extended|\.ft|-$|robotics|cosmos|:batch$|^leanstral|^labs-/;
/** Text models that an older list leaves out. */
const notListed = /-vl|gpt-chat|aya|free$/;

const key = (id) => id.toLowerCase().replace(/[._:]/g, '-');
const bare = (id) => id.replace(/^.*\//, '').replace(/^~/, '');
const models = new Map();
const disagreements = [];

/** A row of the snapshot; `sources` has a letter each for reasoning, limits, price, release: p pi-ai, d models.dev, g genai-prices, v vendor. */
function add(row) {
  // A name that its vendor answers with another model is no model of its own.
  if (Object.hasOwn(vendors.served.models, row.id.toLowerCase())) return;
  models.set(key(row.id), {
    reasons: null,
    off: null,
    levels: null,
    budget: null,
    open: null,
    released: null,
    context: null,
    maxOutput: null,
    rates: null,
    ...row,
  });
}

function fromPi(m, provider) {
  const off = m.thinkingLevelMap?.off;
  add({
    id: bare(m.id),
    provider,
    reasons: m.reasoning,
    off: m.reasoning && m.thinkingLevelMap !== undefined ? off !== null : null,
    levels: m.reasoning ? levelsOf(m) : null,
    context: m.contextWindow || null,
    maxOutput: m.maxTokens || null,
    rates: ratesOf(m.cost),
    sources: 'ppp-',
  });
}

/** The older snapshot fills what pi-ai does not tell, and adds the models that have left it. */
function joinDev() {
  const column = (row, name) => row[dev.columns.indexOf(name)];
  for (const row of dev.models) {
    const get = (name) => column(row, name);
    const [input, cached, output, over, input2, cached2, output2] = get('rates') ?? [];
    const rates =
      input === undefined
        ? null
        : shortened([
            input,
            output,
            cached,
            null,
            over === undefined ? null : [[over, input2, output2, cached2 ?? null, null]],
          ]);
    const known = models.get(key(get('id')));
    if (known === undefined) {
      const flag = get('reasons');
      add({
        id: get('id'),
        provider: get('provider'),
        reasons: flag === null ? null : flag === 1,
        off:
          flag === 1 ? (get('toggle') === 1 || get('levels')?.[0] === 'none' ? true : null) : null,
        levels: get('levels'),
        budget: get('budget'),
        open: get('open') === null ? null : get('open') === 1,
        released: get('released'),
        context: get('context'),
        maxOutput: get('maxOutput'),
        rates,
        sources: flag === null ? '-d--' : `dd${rates === null ? '-' : 'd'}d`,
      });
      continue;
    }
    compare(known, 'levels', known.levels, get('levels'));
    compare(known, 'rates', known.rates?.slice(0, 2) ?? null, rates?.slice(0, 2) ?? null);
    compare(known, 'context', known.context, get('context'));
    compare(known, 'reasons', Number(known.reasons), get('reasons'));
    known.released = get('released');
    known.open = get('open') === null ? null : get('open') === 1;
    known.budget = get('budget');
    known.levels ??= known.reasons ? get('levels') : null;
    // An editor's list states the window it wants to use, the vendor the one there is.
    known.context = Math.max(known.context ?? 0, get('context') ?? 0) || null;
    known.maxOutput = Math.max(known.maxOutput ?? 0, get('maxOutput') ?? 0) || null;
    known.sources = known.sources.slice(0, 3) + (known.released === null ? '-' : 'd');
  }
}

function compare({ id, provider }, field, newer, older) {
  if (newer === null || older === null || older === undefined) return;
  if (JSON.stringify(newer) === JSON.stringify(older)) return;
  disagreements.push({
    id,
    provider,
    field,
    used: newer,
    other: older,
    from: `models.dev ${dev.date}`,
  });
}

function prices(provider, id) {
  const found = findProvider({ providerId: provider })?.models.find((m) => key(m.id) === key(id));
  return found === undefined ? [] : [found.prices].flat();
}

/** Prices that the library dates later than the snapshot. */
function comingPrices() {
  const coming = vendors.changes.map(({ provider, model, from, rates, source }) => ({
    provider,
    model,
    from,
    rates,
    source,
  }));
  const library = { xai: 'x-ai' };
  for (const m of models.values()) {
    for (const p of prices(library[m.provider] ?? m.provider, m.id)) {
      const from = p.constraint?.start_date;
      const { input_mtok: input, output_mtok: output, cache_read_mtok: cached } = p.prices ?? {};
      if (from === undefined || from <= piSource.date || typeof input !== 'number') continue;
      coming.push({
        provider: m.provider,
        model: m.id,
        from,
        rates: shortened([input, output, cached ?? null]),
        source: `@pydantic/genai-prices ${pricesVersion}`,
      });
    }
  }
  return coming;
}

/** Models that only the price library knows: their name, window and nothing else. */
function joinLibrary() {
  const providers = { 'x-ai': 'xai' };
  const resold = { google: /^gem/, azure: /^(phi|mai)/ };
  for (const name of 'openai anthropic google x-ai deepseek mistral minimax moonshotai zai perplexity cohere azure'.split(
    ' ',
  )) {
    for (const m of findProvider({ providerId: name })?.models ?? []) {
      if (
        notText.test(m.id.toLowerCase()) ||
        notListed.test(m.id) ||
        models.has(key(m.id)) ||
        m.id.includes(':')
      )
        continue;
      if (resold[name]?.test(m.id) === false) continue;
      add({
        id: m.id,
        provider: providers[name] ?? name,
        context: m.context_window ?? null,
        sources: '-g--',
      });
    }
  }
}

for (const [name, provider] of Object.entries(labs)) {
  for (const m of piModels(name)) if (!notText.test(bare(m.id).toLowerCase())) fromPi(m, provider);
}
joinDev();
for (const m of piModels('openrouter')) {
  const id = bare(m.id);
  const org = m.id.replace(/^~/, '').split('/')[0];
  if (notText.test(id.toLowerCase()) || id.includes(':') || m.id.startsWith('~')) continue;
  const known = models.get(key(id));
  if (known === undefined) fromPi(m, `openrouter/${org}`);
  // An editor's list of a lab states the window it wants to use; a router's the one there is.
  else known.context = Math.max(known.context ?? 0, m.contextWindow ?? 0) || null;
}
for (const host of hosts.slice(3, 9)) {
  for (const m of piModels(host)) {
    const id = bare(m.id);
    if (
      !notText.test(id.toLowerCase()) &&
      !models.has(key(id)) &&
      !/-(?:latest|fast|spot|ultrafast)$/.test(id.toLowerCase())
    )
      fromPi(m, host);
  }
}
for (const m of piModels('amazon-bedrock')) {
  const [, id] = /^(?:us\.)?(?:amazon|writer)\.(.+?)(?:-v\d:\d)?$/.exec(m.id) ?? [];
  if (id !== undefined && !models.has(key(id))) fromPi({ ...m, id }, 'bedrock');
}
joinLibrary();
for (const id of vendors.plain.models) {
  const m = models.get(key(id));
  if (m !== undefined)
    Object.assign(m, {
      reasons: false,
      off: null,
      levels: null,
      sources: `v${m.sources.slice(1)}`,
    });
}
for (const [id, date] of Object.entries(vendors.released.models)) {
  const m = models.get(key(id));
  if (m === undefined) throw new Error(`released: no model ${id}`);
  if (m.released !== null) compare(m, 'released', date, m.released);
  m.released = date;
  m.sources = `${m.sources.slice(0, 3)}v`;
}

/** Prices of a host by id; 0 where it asks what the lab asks. */
function hostPrices(host) {
  const list = {};
  for (const m of piModels(host)) {
    const rates = ratesOf(m.cost);
    const free = m.id.endsWith(':free');
    if ((rates === null && !free) || /:batch$/.test(m.id) || notText.test(bare(m.id).toLowerCase()))
      continue;
    const lab = models.get(key(bare(m.id)));
    list[m.id] = JSON.stringify(lab?.rates) === JSON.stringify(rates) ? 0 : (rates ?? [0, 0]);
  }
  return list;
}

const columns = [
  'id',
  'provider',
  'reasons',
  'off',
  'levels',
  'budget',
  'open',
  'released',
  'context',
  'maxOutput',
  'rates',
  'sources',
];
const cell = (value) => (typeof value === 'boolean' ? Number(value) : value);
const line = (value) => `    ${JSON.stringify(value)}`;
const rows = [...models.values()]
  .sort((a, b) => (key(a.id) < key(b.id) ? -1 : 1))
  .map((m) => line(columns.map((c) => cell(m[c]))));
const section = (name, entries) =>
  `  ${JSON.stringify(name)}: {\n${entries.map(([k, v]) => `    ${JSON.stringify(k)}: ${JSON.stringify(v)}`).join(',\n')}\n  }`;
const parts = [
  `  "licence": "MIT"`,
  `  "made": ${JSON.stringify(new Date().toISOString().slice(0, 10))}`,
  section('sources', [
    ['p', piSource],
    ['d', { name: 'models.dev', version: null, date: dev.date }],
    ['g', { name: '@pydantic/genai-prices', version: pricesVersion, date: null }],
    ['v', { name: 'vendors’ pages', version: null, date: vendors.released.read }],
  ]),
  `  "columns": ${JSON.stringify(columns)}`,
  `  "models": [\n${rows.join(',\n')}\n  ]`,
  section(
    'hosts',
    hosts.map((h) => [h, hostPrices(h)]),
  ),
  section(
    'retirements',
    retirements.announcements.map(({ vendor, source, read, models: of }) => [
      vendor,
      { source, read, models: of },
    ]),
  ),
  `  "changes": ${JSON.stringify(comingPrices())}`,
  `  "offPeak": ${JSON.stringify(vendors.offPeak)}`,
  `  "served": ${JSON.stringify(vendors.served.models)}`,
];
const text = `{\n${parts.join(',\n')}\n}\n`;
writeFileSync(new URL('../src/core/estimate/data/catalogue.data.json', import.meta.url), text);
writeFileSync(
  new URL('catalogue/disagreements.data.json', import.meta.url),
  `[\n${disagreements.map((d) => `  ${JSON.stringify(d)}`).join(',\n')}\n]\n`,
);
console.log(`${models.size} models, ${disagreements.length} disagreements, ${text.length} bytes`);
