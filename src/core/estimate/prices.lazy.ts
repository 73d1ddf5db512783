import { calcPrice, updatePrices, type Provider } from '@pydantic/genai-prices';
import { hostNamed } from './hosts';
import type { ModelFacts } from './modelFacts';
import { looseKeys, modelKey } from './modelKey';
import type { PriceSource } from './prices';
import type { Rates } from '../model/rates';

/** Release of the bundled price data (@pydantic/genai-prices 0.1.8), ISO. */
const BUNDLED = '2026-09-23';

type Found = ReturnType<PriceSource['find']>;

/** Date of the data in use. */
let current = BUNDLED;

/** Prices of one minute: the library matches every id against hundreds of patterns, and its rules go by the minute. */
let minute = NaN;
const known = new Map<string, Found>();

/** Whether a value has the outline of the library's data: providers with models with prices. */
function isProviderData(data: unknown): data is Provider[] {
  const has = (value: unknown, key: string): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return (
    Array.isArray(data) &&
    data.length > 0 &&
    data.every((p: unknown) => {
      const models: unknown = has(p, 'models') ? p['models'] : null;
      return has(p, 'id') && Array.isArray(models) && models.every((m) => has(m, 'prices'));
    })
  );
}

/** Throws where a value is no data of the library's project. */
export function checkProviderData(data: unknown): asserts data is Provider[] {
  if (!isProviderData(data)) throw new TypeError('these are not provider prices of genai-prices');
}

/**
 * Uses newer data of the library's project from now on, as it publishes them (`REMOTE_DATA_JSON_URL`). Throws where they are not
 * such data; the data in use then stay.
 */
export function useProviderData(data: unknown, date: string): void {
  checkProviderData(data);
  updatePrices(({ setProviderData }) => setProviderData(data));
  current = date;
  known.clear();
}

/** Words that make another model of a name: a price found for a name without them is not this model's price. */
const VARIANT =
  /(?:^|-)(distill|mini|nano|lite|flash|air|pro|codex|coder|turbo|fast|image|audio|highspeed|flashx|instruct|thinking|haiku|sonnet|opus|fable|small|medium|large|[0-9]+b)(?=-|$)/g;
const variants = (key: string) => new Set([...key.matchAll(VARIANT)].map((m) => m[1]));

type LibraryPrice = NonNullable<ReturnType<typeof calcPrice>>['model_price'][string];

/** Whether a price found for one id is that of the other: the same name, dates and channels aside. */
function sameModel(asked: string, found: string): boolean {
  const [a, b] = [modelKey(asked), modelKey(found)];
  const named = variants(b);
  const extra = [...variants(a)].filter((v) => !named.has(v));
  if (extra.some((v) => v !== 'thinking' && v !== 'instruct')) return false;
  return a === b || looseKeys(asked).includes(b) || looseKeys(found).includes(a);
}

const base = (p: LibraryPrice): number | null =>
  p === undefined ? null : typeof p === 'number' ? p : p.base;
const tierOf = (p: LibraryPrice, start: number): number | null =>
  p === undefined || typeof p === 'number'
    ? base(p)
    : (p.tiers.findLast((t) => t.start <= start)?.price ?? p.base);
const starts = (p: LibraryPrice): readonly number[] =>
  p === undefined || typeof p === 'number' ? [] : p.tiers.map((t) => t.start);

function toRates(price: Readonly<Record<string, LibraryPrice>>): Rates | null {
  const { input_mtok: input, cache_read_mtok: cached, output_mtok: output } = price;
  const { cache_write_mtok: write, cache_write_1h_mtok: write1h } = price;
  const [pi, po] = [base(input), base(output)];
  if (pi === null || po === null) return null;
  const over = [...new Set([...starts(input), ...starts(cached), ...starts(output)])].sort(
    (a, b) => a - b,
  );
  return {
    input: pi,
    cachedInput: base(cached) ?? pi,
    cacheWrite: base(write) ?? pi,
    cacheWrite1h: base(write1h) ?? base(write) ?? pi,
    output: po,
    tiers: over.map((start) => {
      const i = tierOf(input, start) ?? pi;
      return {
        over: start,
        input: i,
        cachedInput: tierOf(cached, start) ?? i,
        cacheWrite: tierOf(write, start) ?? i,
        cacheWrite1h: tierOf(write1h, start) ?? tierOf(write, start) ?? i,
        output: tierOf(output, start) ?? po,
      };
    }),
  };
}

/** The library's name for a provider of the catalogue. */
const PROVIDERS: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  google: 'google',
  xai: 'x-ai',
  'x-ai': 'x-ai',
  deepseek: 'deepseek',
  mistral: 'mistral',
  zai: 'zai',
  moonshotai: 'moonshotai',
  minimax: 'minimax',
  cohere: 'cohere',
  perplexity: 'perplexity',
  azure: 'azure',
};

/** The library's name for who serves the model as asked: the host its id names, else the lab. */
function libraryProvider(facts: ModelFacts): string | undefined {
  if (facts.host !== null) return hostNamed(facts.host)?.library ?? undefined;
  return PROVIDERS[facts.provider ?? ''] ?? PROVIDERS[facts.lab];
}

function look(facts: ModelFacts, at: Date) {
  const search = (id: string, providerId: string) => {
    const found = calcPrice({ input_tokens: 0 }, id, { providerId, timestamp: at });
    return found !== null &&
      sameModel(facts.host === null ? facts.id : facts.listed, found.model.id)
      ? found
      : null;
  };
  const provider = libraryProvider(facts);
  if (provider !== undefined) {
    const ids = facts.host === null ? [facts.id] : [facts.listed];
    for (const id of ids.flatMap((i) => [i, ...looseKeys(i)])) {
      const found = search(id, provider);
      if (found !== null) return found;
    }
  }
  if (facts.host !== null || facts.provider?.startsWith('openrouter/') !== true) return null;
  return search(`${facts.provider.slice(11)}/${facts.id}`, 'openrouter');
}

function findPrice(facts: ModelFacts, at: Date): Found {
  const found = look(facts, at);
  const rates = found === null ? null : toRates(found.model_price);
  return found === null || rates === null ? null : { rates, provider: found.provider.id };
}

/**
 * Prices of @pydantic/genai-prices as plain rates at a moment (time-of-day and start dates applied), or `null` where the
 * library knows none for exactly this model. Never prints, never goes online.
 */
export const libraryPrices: PriceSource = {
  get asOf() {
    return current;
  },
  find(facts, at) {
    const now = Math.floor(at.getTime() / 60_000);
    if (now !== minute) known.clear();
    minute = now;
    const key = `${facts.provider ?? ''} ${facts.host ?? ''} ${facts.host === null ? facts.id : facts.listed}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const price = findPrice(facts, at);
    known.set(key, price);
    return price;
  },
};
