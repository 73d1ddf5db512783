import { sourceWords } from './sourceWords';
import delivery from './data/delivery.data.json';
import { hostNamed } from './hosts';
import { modelKey } from './modelKey';
import { say } from '../model/sentence';
import type { ListPrice, ModelFacts, OffPeak } from './modelFacts';
import type { Rates } from '../model/rates';
import type { DeliveryOffer, Warning } from './model';
import { workspacePriceWarning } from './workspacePrices';

/** Looks prices up at a moment. `asOf` is the date of its data, ISO. */
export interface PriceSource {
  readonly asOf: string;
  find(facts: ModelFacts, at: Date): { readonly rates: Rates; readonly provider: string } | null;
}

/** A price with what must be said about it. */
export interface Priced {
  readonly rates: Rates | null;
  readonly provider: string | null;
  readonly asOf: string | null;
  readonly source: string | null;
  /** Last day of this price, ISO, and the price of the day after; `null` where no change is announced. */
  readonly until: string | null;
  readonly then: Rates | null;
  readonly warnings: readonly Warning[];
}

/** What is priced: calls of a month to come, or one call that was made at that moment. */
export type Moment = 'month' | 'call';

/** Prices that differ by more than this share are worth a word. */
const TOLERANCE = 0.05;
const DAY = 86_400_000;

const differs = (a: Rates, b: Rates) =>
  Math.abs(a.output - b.output) > TOLERANCE * Math.max(a.output, b.output) ||
  Math.abs(a.input - b.input) > TOLERANCE * Math.max(a.input, b.input);

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Every price of the rates times a factor. */
function scaled({ tiers, ...base }: Rates, factor: number): Rates {
  const times = (usd: number): number => Number((usd * factor).toPrecision(12));
  const by = (p: Omit<Rates, 'tiers'>): Omit<Rates, 'tiers'> => ({
    input: times(p.input),
    cachedInput: times(p.cachedInput),
    cacheWrite: times(p.cacheWrite),
    cacheWrite1h: times(p.cacheWrite1h),
    output: times(p.output),
  });
  return { ...by(base), tiers: tiers.map((t) => ({ over: t.over, ...by(t) })) };
}

/** Share of a week's hours at the listed (peak) price. */
function peakShare({ peakUtc, weekdays }: OffPeak): number {
  const hours = peakUtc.reduce((sum, [from = 0, to = 0]) => sum + to - from, 0);
  return (hours * weekdays.length) / (24 * 7);
}

function isPeak({ peakUtc, weekdays }: OffPeak, at: Date): boolean {
  const hour = at.getUTCHours() + at.getUTCMinutes() / 60;
  return (
    weekdays.includes(at.getUTCDay()) &&
    peakUtc.some(([from = 0, to = 0]) => hour >= from && hour < to)
  );
}

/** The list price at a moment: announced changes applied, hours averaged over a month or those of the call. */
function listAt(list: ListPrice, at: Date, moment: Moment) {
  const day = dayOf(at);
  const due = list.changes.findLast((c) => c.from <= day);
  const next = list.changes.find((c) => c.from > day);
  const rates = due?.rates ?? list.rates;
  const until = next === undefined ? null : dayOf(new Date(Date.parse(next.from) - DAY));
  const then = next?.rates ?? null;
  const { offPeak } = list;
  if (offPeak === null) return { rates, until, then, warnings: [] };
  if (moment === 'call') {
    const factor = isPeak(offPeak, at) ? 1 : offPeak.factor;
    return { rates: scaled(rates, factor), until, then, warnings: [] };
  }
  const share = peakShare(offPeak);
  const mean = scaled(rates, share + (1 - share) * offPeak.factor);
  const hours = offPeak.peakUtc.map(([from = 0, to = 0]) => `${from}:00–${to}:00`).join(', ');
  const warnings = [
    {
      code: 'off-peak',
      message: say(
        'The price is the mean over the hours of a week: ${0} a million output tokens on working days at {1} UTC, ${2} at other hours.',
        money(rates.output),
        hours,
        money(rates.output * offPeak.factor),
      ),
    },
  ];
  return { rates: mean, until, then, warnings };
}

const money = (usd: number): string => String(Number(usd.toPrecision(6)));

const NOTHING: Priced = {
  rates: null,
  provider: null,
  asOf: null,
  source: null,
  until: null,
  then: null,
  warnings: [],
};

/** The lab's name without the organisation that a router files it under. */
const providerOf = (facts: ModelFacts): string | null => facts.provider?.split('/')[0] ?? null;

/** A word where the price is that of one of several hosts, and the id names none. */
function assumedHost(facts: ModelFacts): readonly Warning[] {
  const provider = providerOf(facts);
  const assumed =
    facts.host === null && facts.openWeights === true && hostNamed(provider ?? '') !== undefined;
  return assumed && provider !== null
    ? [
        {
          code: 'host-assumed',
          message: say(
            '{0} has open weights and the id names no host: the price is that of {1}, others differ.',
            facts.id,
            provider,
          ),
        },
      ]
    : [];
}

/** A price that the user set, or the workspace, which is said. */
const ownPrice = (facts: ModelFacts): Priced =>
  facts.isWorkspacePrice === true
    ? {
        ...NOTHING,
        source: 'the settings of this workspace',
        warnings: [workspacePriceWarning(facts.id)],
      }
    : { ...NOTHING, source: 'your settings' };

/**
 * The price of a model where its id says it is served: the user's own, else of two lists (the snapshot, the price
 * library) the newer one; where they differ by more than 5 % the other is named. `null` rates: no price is known; a
 * model on the user's own machine has none. For `month` hours at another price are averaged, a `call` pays its own hour.
 */
export function priceOf(
  facts: ModelFacts,
  library: PriceSource,
  at: Date,
  moment: Moment = 'month',
): Priced {
  if (facts.ownRates !== null)
    return { ...ownPrice(facts), rates: facts.ownRates, provider: providerOf(facts) };
  const provider = providerOf(facts);
  if (facts.local) return { ...NOTHING, provider };
  const found = library.find(facts, at);
  const { list } = facts;
  const listed: Priced | null =
    list === null
      ? null
      : { ...NOTHING, ...listAt(list, at, moment), provider, asOf: list.asOf, source: list.source };
  const fromLibrary: Priced | null =
    found === null
      ? null
      : {
          ...NOTHING,
          rates: found.rates,
          provider: facts.host ?? found.provider,
          asOf: library.asOf,
          source: '@pydantic/genai-prices',
        };
  if (listed === null || fromLibrary === null) {
    const only = listed ?? fromLibrary ?? { ...NOTHING, provider };
    return only.rates === null
      ? only
      : { ...only, warnings: [...only.warnings, ...assumedHost(facts)] };
  }
  const [used, other] = listWins(facts, library.asOf, at, moment)
    ? [listed, fromLibrary]
    : [fromLibrary, listed];
  return {
    ...used,
    warnings: [...used.warnings, ...disagreement(facts, used, other), ...assumedHost(facts)],
  };
}

/**
 * The newer list wins; of one day the library, which was fetched after the snapshot was made. A library of prices says
 * nothing newer of a name that was gone when it was made; and it alone knows what a call of earlier days cost.
 */
function listWins(facts: ModelFacts, libraryAsOf: string, at: Date, moment: Moment): boolean {
  const { list, retirement } = facts;
  if (list === null) return false;
  if (moment === 'call' && dayOf(at) < list.asOf) return false;
  if (list.offPeak !== null && moment === 'month') return true;
  return list.asOf > libraryAsOf || (retirement !== null && retirement.date <= libraryAsOf);
}

function disagreement(facts: ModelFacts, used: Priced, other: Priced): readonly Warning[] {
  if (used.rates === null || other.rates === null || !differs(used.rates, other.rates)) return [];
  if (used.warnings.some((w) => w.code === 'off-peak')) return [];
  return [
    {
      code: 'prices-differ',
      message: say(
        'Two price lists differ for {0}: ${1} a million output tokens ({2}, {3}) is used, ${4} ({5}, {6}) is older.',
        facts.id,
        money(used.rates.output),
        sourceWords(used.source ?? ''),
        used.asOf ?? '',
        money(other.rates.output),
        sourceWords(other.source ?? ''),
        other.asOf ?? '',
      ),
    },
  ];
}

/** The batch offer of the model's provider, or `null`. Applies to input and output alike. */
export function batchOffer(facts: ModelFacts, provider: string | null): DeliveryOffer | null {
  const { factor, text, providers, cacheApart } = delivery.batch;
  return provider !== null && providers.includes(provider) && facts.openWeights !== true
    ? { factor, cachedToo: !cacheApart.includes(provider), text, date: delivery.date }
    : null;
}

/** The flex offer (half price for slower answers) of the model's provider, or `null`. */
export function flexOffer(facts: ModelFacts, provider: string | null): DeliveryOffer | null {
  const { factor, text, providers, families } = delivery.flex;
  return providers.includes(provider ?? '') && families.includes(facts.family)
    ? { factor, cachedToo: true, text, date: delivery.date }
    : null;
}

/** The priority tier of the model's provider, dearer for faster answers, or `null`. */
export function priorityOffer(facts: ModelFacts, provider: string | null): DeliveryOffer | null {
  const { factor, factors, text, providers, families } = delivery.priority;
  if (!providers.includes(provider ?? '') || !families.includes(facts.family)) return null;
  const own = Object.entries(factors).find(([key]) => key === modelKey(facts.id))?.[1];
  return { factor: own ?? factor, cachedToo: true, text, date: delivery.date };
}
