import { hasHourPrice, hostList, readRates, snapshotDate } from './catalogueRows';
import type { ListPrice, ModelFacts } from './modelFacts';
import type { Host } from './hosts';
import type { Rates } from '../model/rates';
import { parseModelId } from './modelId';
import { isDated, modelKey } from './modelKey';

/** A host's list by region and key: regions of one model differ in price. */
const indexes = new Map<string, ReadonlyMap<string, unknown>>();

const entryKey = (region: string | null, id: string): string => `${region ?? ''} ${modelKey(id)}`;

function indexOf(name: string): ReadonlyMap<string, unknown> {
  const known = indexes.get(name);
  if (known !== undefined) return known;
  const index = new Map<string, unknown>();
  for (const [id, rates] of Object.entries(hostList(name))) {
    if (id.endsWith(':free')) continue;
    const { region } = parseModelId(id);
    const key = entryKey(region, id);
    if (!index.has(key)) index.set(key, rates);
  }
  indexes.set(name, index);
  return index;
}

const FREE: Rates = {
  input: 0,
  cachedInput: 0,
  cacheWrite: 0,
  cacheWrite1h: 0,
  output: 0,
  tiers: [],
};

interface Asked {
  readonly listed: string;
  readonly region: string | null;
  readonly free: boolean;
}

/** The list price of a model at a host, or `null` where his list does not name it: never another host's. */
export function hostPrice(host: Host, asked: Asked, facts: ModelFacts): ListPrice | null {
  const source = `${host.id} (@earendil-works/pi-ai)`;
  const priced = { asOf: snapshotDate, source, changes: [], offPeak: null };
  if (asked.free) {
    return { ...priced, rates: FREE };
  }
  if (host.list === null) return null;
  const index = indexOf(host.list);
  const key = entryKey(asked.region, asked.listed);
  const sameModel =
    facts.known === 'catalogue' && (facts.guess || isDated(asked.listed, modelKey(facts.id)));
  const row =
    index.get(key) ?? (sameModel ? index.get(entryKey(asked.region, facts.id)) : undefined);
  // 0: he asks what the lab asks, today's and announced prices alike.
  if (row === 0) return facts.list === null ? null : { ...facts.list, source };
  const rates = readRates(row, hasHourPrice(facts.lab));
  return rates === null ? null : { ...priced, rates };
}
