import { factsByName, labDefaults } from './byName';
import type { ListPrice, ModelFacts, PriceChange, Reasons, Retirement } from './modelFacts';
import catalogueData from './data/catalogue.data.json';
import { modelKey, undated } from './modelKey';
import type { Rates } from '../model/rates';

type Cells = readonly unknown[];

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const numbers = (value: unknown): readonly (number | null)[] | null =>
  Array.isArray(value) ? value.map(number) : null;

const place = new Map(catalogueData.columns.map((name, i) => [name, i]));
const column = (row: Cells, name: string): unknown => row[place.get(name) ?? -1] ?? null;

const sources: Readonly<Record<string, { readonly name: string; readonly date: string | null }>> =
  catalogueData.sources;

/** Day of the newest price lists of the snapshot, ISO. */
export const snapshotDate: string = catalogueData.sources.p.date;

/** An hour in Anthropic's cache costs twice the input; other vendors have one price (platform.claude.com, pricing). */
const HOUR = 2;

function onePrice(
  [input, output, cached, write]: readonly (number | null | undefined)[],
  hourApart: boolean,
): Omit<Rates, 'tiers'> | null {
  if (typeof input !== 'number' || typeof output !== 'number') return null;
  const cacheWrite = write ?? input;
  const apart = hourApart && cacheWrite > input;
  return {
    input,
    cachedInput: cached ?? input,
    cacheWrite,
    cacheWrite1h: apart ? input * HOUR : cacheWrite,
    output,
  };
}

/**
 * `[input, output, cachedInput, cacheWrite, [[over, input, output, cachedInput, cacheWrite]...]]`; USD per million tokens.
 * `hourApart`: the lab asks another price for an hour in its cache.
 */
export function readRates(row: unknown, hourApart: boolean): Rates | null {
  if (!Array.isArray(row)) return null;
  const cells: Cells = row;
  const base = onePrice(cells.slice(0, 4).map(number), hourApart);
  if (base === null) return null;
  const tiers: Cells = Array.isArray(cells[4]) ? cells[4] : [];
  return {
    ...base,
    tiers: tiers.flatMap((tier) => {
      const [over, ...prices] = numbers(tier) ?? [];
      const above = onePrice(prices, hourApart);
      return typeof over === 'number' && above !== null ? [{ over, ...above }] : [];
    }),
  };
}

/** Whether the lab of a model asks another price for an hour in its cache. */
export const hasHourPrice = (lab: string): boolean => lab === 'anthropic';

/** How a listed model reasons: what the lists say, and of what it does unasked what is known of its name. */
function reasonsIn(row: Cells, byName: Reasons): Reasons {
  const flag = column(row, 'reasons');
  if (flag === null) return byName;
  if (flag === 0) return 'never';
  if (column(row, 'off') === 0) return 'always';
  const levels = column(row, 'levels');
  if (Array.isArray(levels) && levels[0] === 'none') {
    return byName === 'never' || byName === 'off' ? 'off' : 'on';
  }
  if (column(row, 'off') === 1) return byName === 'off' ? 'off' : 'on';
  return byName === 'never' || byName === 'unknown' ? 'always' : byName;
}

const retirements = new Map<string, Retirement>(
  Object.entries(catalogueData.retirements).flatMap(([vendor, { source, read, models }]) =>
    Object.entries(models).map(([id, [date, replacement]]): [string, Retirement] => [
      `${vendor} ${modelKey(id)}`,
      { date: date ?? '', replacement: replacement ?? null, source, read },
    ]),
  ),
);

/** What the lab has announced of a model, of the undated model it is a snapshot of, or whose `-latest` it is. */
export function retirementOf(lab: string, id: string): Retirement | null {
  const vendor = { 'x-ai': 'xai', mistralai: 'mistral' }[lab] ?? lab;
  return (
    retirements.get(`${vendor} ${modelKey(id)}`) ??
    retirements.get(`${vendor} ${undated(id)}`) ??
    retirements.get(`${vendor} ${modelKey(id).replace(/-latest$/, '')}`) ??
    null
  );
}

/** Prices that the vendor has announced for a later day, next first. */
function changesOf(provider: string | null, id: string): readonly PriceChange[] {
  return catalogueData.changes
    .filter((c) => c.provider === provider && c.model === id)
    .flatMap(({ from, rates, source }) => {
      const read = readRates(rates, false);
      return read === null ? [] : [{ from, rates: read, source }];
    })
    .sort((a, b) => a.from.localeCompare(b.from));
}

function listOf(row: Cells, lab: string): ListPrice | null {
  const rates = readRates(column(row, 'rates'), hasHourPrice(lab));
  const [id, provider] = [text(column(row, 'id')) ?? '', text(column(row, 'provider'))];
  const source = sources[text(column(row, 'sources'))?.charAt(2) ?? ''];
  if (rates === null || source === undefined) return null;
  return {
    rates,
    asOf: source.date ?? snapshotDate,
    source: source.name,
    changes: changesOf(provider, id),
    offPeak:
      catalogueData.offPeak.find((o) => o.provider === provider && o.models.includes(id)) ?? null,
  };
}

function factsOf(row: Cells): ModelFacts {
  const id = text(column(row, 'id')) ?? '';
  const byName = factsByName(id);
  const lab = labDefaults(byName.lab);
  const levels = column(row, 'levels');
  const budget = numbers(column(row, 'budget'));
  const open = column(row, 'open');
  return {
    ...byName,
    provider: text(column(row, 'provider')),
    reasons: reasonsIn(row, byName.reasons),
    described: column(row, 'reasons') !== null,
    effort: Array.isArray(levels)
      ? { parameter: lab.effort ?? 'reasoning_effort', levels: levels.map(String) }
      : null,
    budget:
      budget !== null && lab.budget !== null
        ? { parameter: lab.budget, min: budget[0] ?? null, max: budget[1] ?? null }
        : null,
    contextTokens: number(column(row, 'context')),
    maxOutputTokens: number(column(row, 'maxOutput')),
    openWeights: open === null ? byName.openWeights : open === 1,
    released: text(column(row, 'released')),
    retirement: retirementOf(byName.lab, id),
    list: listOf(row, byName.lab),
    known: 'catalogue',
  };
}

/** The models of the shipped snapshot. */
export const listedModels: readonly ModelFacts[] = catalogueData.models.map(factsOf);

/** Names that a vendor answers with another model, and bills as that. */
export const servedAs: ReadonlyMap<string, string> = new Map(
  Object.entries(catalogueData.served).map(([from, to]) => [modelKey(from), to]),
);

/** Prices of a host's list by the id he lists; 0 where he asks what the lab asks. */
const hostLists: Readonly<Record<string, Readonly<Record<string, unknown>>>> = catalogueData.hosts;

export const hostList = (name: string): Readonly<Record<string, unknown>> => hostLists[name] ?? {};
