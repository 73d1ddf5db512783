import catalogueData from './data/catalogue.data.json';
import familyData from './data/families.data.json';
import { looseKeys, modelKey } from './modelKey';
import type { Rates } from '../model/rates';

/** How a model reasons: `never` (a plain LLM), `off`/`on` (can be switched; what it does unasked), `always`. */
export type Reasons = 'never' | 'off' | 'on' | 'always';

/** What the caller gets to see of the reasoning. It is billed in full as output in every case. */
export type ReasoningText = 'raw' | 'summary' | 'hidden';

export interface EffortControl {
  /** The request field that sets it. */
  readonly parameter: string;
  /** Levels from least to most, as the API spells them. */
  readonly levels: readonly string[];
}

export interface BudgetControl {
  readonly parameter: string;
  /** Tokens; `null` where the vendor states no bound. */
  readonly min: number | null;
  readonly max: number | null;
}

/** What is publicly known about one model. `null` is unknown. */
export interface ModelFacts {
  readonly id: string;
  readonly lab: string;
  readonly family: string;
  /** Who serves it at the list price: the lab itself, or a host of open weights. */
  readonly provider: string | null;
  readonly reasons: Reasons;
  readonly effort: EffortControl | null;
  readonly budget: BudgetControl | null;
  readonly reasoningText: ReasoningText;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly openWeights: boolean | null;
  /** ISO date. */
  readonly released: string | null;
  readonly deprecated: boolean;
  /** Tokenizer family, a key of the token factors. */
  readonly tokenizer: string;
  /** List price of the snapshot (the second price source). */
  readonly rates: Rates | null;
  /** The user's own price. It says nothing of how the model reasons. */
  readonly ownRates: Rates | null;
  /** Where these facts come from, the user's own price and limits aside. */
  readonly known: 'catalogue' | 'family' | 'nothing';
}

export interface Catalogue {
  /** Date of the snapshot, ISO. */
  readonly date: string;
  readonly models: readonly ModelFacts[];
  /** Facts for any id: exact, then alias and dated id, then lab and family by name, then nothing. Never throws. */
  find(id: string): ModelFacts;
}

interface Family {
  readonly prefix: string;
  readonly lab: string;
  readonly family: string;
  readonly reasons: string;
  readonly tokenizer: string;
  readonly text?: string;
  readonly open?: boolean;
}

interface LabDefaults {
  readonly effort: string | null;
  readonly budget: string | null;
  readonly text: string;
}

const families: readonly Family[] = [...familyData.families].sort(
  (a, b) => b.prefix.length - a.prefix.length,
);
const labs: Readonly<Record<string, LabDefaults>> = familyData.labs;
const noLab: LabDefaults = { effort: null, budget: null, text: 'raw' };

const reasonsOf = (text: string): Reasons =>
  text === 'never' || text === 'off' || text === 'on' ? text : 'always';
const textOf = (text: string): ReasoningText =>
  text === 'raw' || text === 'summary' ? text : 'hidden';

/** Facts that follow from a name alone: lab, family, how its siblings reason. */
export function factsByName(id: string): ModelFacts {
  const key = modelKey(id);
  const family = families.find((f) => key.startsWith(f.prefix));
  const lab = labs[family?.lab ?? ''] ?? noLab;
  const named = /(?:^|-)(?:non-reasoning|no-?think|instruct|chat)(?:-|$)/.test(key)
    ? 'never'
    : /(?:^|-)(?:reasoning|reasoner|thinking|think)(?:-|$)/.test(key)
      ? 'always'
      : null;
  return {
    id,
    lab: family?.lab ?? 'unknown',
    family: family?.family ?? 'unknown',
    provider: null,
    reasons: named ?? reasonsOf(family?.reasons ?? 'never'),
    effort: null,
    budget: null,
    reasoningText: textOf(family?.text ?? lab.text),
    contextTokens: null,
    maxOutputTokens: null,
    openWeights: family?.open ?? null,
    released: null,
    deprecated: false,
    tokenizer: family?.tokenizer ?? 'unknown',
    rates: null,
    ownRates: null,
    known: family === undefined ? 'nothing' : 'family',
  };
}

type Row = (typeof catalogueData.models)[number];
const column = (row: Row, name: string): unknown => row[catalogueData.columns.indexOf(name)];
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const numbers = (value: unknown): readonly (number | null)[] | null =>
  Array.isArray(value) ? value.map(number) : null;

/** `[input, cachedInput, output]`, with a tier also `[..., over, input, cachedInput, output]`; USD per million tokens. */
function ratesOf(row: readonly (number | null)[] | null): Rates | null {
  const [input, cachedInput, output, over, input2, cached2, output2] = row ?? [];
  if (typeof input !== 'number' || typeof output !== 'number') return null;
  const tier =
    typeof over === 'number' && typeof input2 === 'number' && typeof output2 === 'number'
      ? [
          {
            over,
            input: input2,
            cachedInput: cached2 ?? input2,
            cacheWrite: input2,
            cacheWrite1h: input2,
            output: output2,
          },
        ]
      : [];
  return {
    input,
    cachedInput: cachedInput ?? input,
    cacheWrite: input,
    cacheWrite1h: input,
    output,
    tiers: tier,
  };
}

function reasonsIn(row: Row, byName: ModelFacts): Reasons {
  const flag = column(row, 'reasons');
  if (flag === null) return byName.reasons;
  if (flag === 0) return 'never';
  const levels = column(row, 'levels');
  if (Array.isArray(levels) && levels[0] === 'none') {
    return byName.reasons === 'never' || byName.reasons === 'off' ? 'off' : 'on';
  }
  if (column(row, 'toggle') === 1 && byName.reasons === 'always') return 'on';
  return byName.reasons === 'never' ? 'always' : byName.reasons;
}

function factsOf(row: Row): ModelFacts {
  const id = text(column(row, 'id')) ?? '';
  const byName = factsByName(id);
  const lab = labs[byName.lab] ?? noLab;
  const levels = column(row, 'levels');
  const budget = numbers(column(row, 'budget'));
  return {
    ...byName,
    provider: text(column(row, 'provider')),
    reasons: reasonsIn(row, byName),
    effort:
      Array.isArray(levels) && lab.effort !== null
        ? { parameter: lab.effort, levels: levels.map(String) }
        : null,
    budget:
      budget !== null && lab.budget !== null
        ? { parameter: lab.budget, min: budget[0] ?? null, max: budget[1] ?? null }
        : null,
    contextTokens: number(column(row, 'context')),
    maxOutputTokens: number(column(row, 'maxOutput')),
    openWeights: column(row, 'open') === null ? byName.openWeights : column(row, 'open') === 1,
    released: text(column(row, 'released')),
    deprecated: column(row, 'deprecated') === 1,
    rates: ratesOf(numbers(column(row, 'rates'))),
    known: 'catalogue',
  };
}

/** Of two entries under one loose name the one that says more, then the one still served, then the newer. */
function better(a: ModelFacts, b: ModelFacts): ModelFacts {
  const rank = (m: ModelFacts) =>
    (m.ownRates === null ? 0 : 4) + (m.rates === null ? 0 : 2) + (m.deprecated ? 0 : 1);
  if (rank(a) !== rank(b)) return rank(a) > rank(b) ? a : b;
  return (a.released ?? '') >= (b.released ?? '') ? a : b;
}

/** The shipped snapshot with the user's own models before it. */
export function makeCatalogue(own: readonly ModelFacts[] = []): Catalogue {
  const models = [...own, ...catalogueData.models.map(factsOf)];
  const exact = new Map<string, ModelFacts>();
  const loose = new Map<string, ModelFacts>();
  for (const m of models) {
    const key = modelKey(m.id);
    const known = exact.get(key);
    exact.set(key, known === undefined ? m : better(known, m));
    for (const k of looseKeys(m.id)) {
      const other = loose.get(k);
      loose.set(k, other === undefined ? m : better(other, m));
    }
  }
  return {
    date: catalogueData.date,
    models,
    find(id) {
      const keys = [modelKey(id), ...looseKeys(id)];
      for (const k of keys) {
        const found = exact.get(k);
        if (found !== undefined) return found;
      }
      for (const k of keys) {
        const found = loose.get(k);
        if (found !== undefined) return found;
      }
      return factsByName(id);
    },
  };
}
