import { calcPrice, updatePrices, type Provider } from '@pydantic/genai-prices';
import type { ModelFacts } from './catalogue';
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

/**
 * Uses newer data of the library's project from now on, as it publishes them (`REMOTE_DATA_JSON_URL`). Throws where they are not
 * such data; the data in use then stay.
 */
export function useProviderData(data: unknown, date: string): void {
  if (!isProviderData(data)) throw new TypeError('these are not provider prices of genai-prices');
  updatePrices(({ setProviderData }) => setProviderData(data));
  current = date;
  known.clear();
}

/** Words that make another model of a name: a price found for a name without them is not this model's price. */
const VARIANT =
  /(?:^|-)(distill|mini|nano|lite|flash|air|pro|codex|coder|turbo|fast|image|audio|highspeed|flashx|instruct|thinking|haiku|sonnet|opus|fable|small|medium|large|[0-9]+b)(?=-|$)/g;
const variants = (id: string) => new Set([...modelKey(id).matchAll(VARIANT)].map((m) => m[1]));

type LibraryPrice = NonNullable<ReturnType<typeof calcPrice>>['model_price'][string];

function sameModel(asked: string, found: string): boolean {
  const known = variants(found);
  const extra = [...variants(asked)].filter((v) => !known.has(v));
  return extra.every((v) => v === 'thinking' || v === 'instruct');
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

function look(facts: ModelFacts, at: Date) {
  const ids = [facts.id, ...looseKeys(facts.id)];
  const provider = PROVIDERS[facts.provider ?? ''] ?? PROVIDERS[facts.lab];
  for (const id of ids) {
    const found =
      (provider === undefined
        ? null
        : calcPrice({ input_tokens: 0 }, id, { providerId: provider, timestamp: at })) ?? null;
    if (found !== null && sameModel(facts.id, found.model.id)) return found;
  }
  const host = facts.provider?.startsWith('openrouter/') === true ? facts.provider.slice(11) : null;
  if (host === null) return null;
  const found = calcPrice({ input_tokens: 0 }, `${host}/${facts.id}`, {
    providerId: 'openrouter',
    timestamp: at,
  });
  return found !== null && sameModel(facts.id, found.model.id) ? found : null;
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
    const key = `${facts.provider ?? ''} ${facts.id}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const price = findPrice(facts, at);
    known.set(key, price);
    return price;
  },
};
