import { factsByName, reasonsNamed } from './byName';
import { listedModels, retirementOf, servedAs, snapshotDate } from './catalogueRows';
import { hostPrice } from './hostPrices';
import { parseModelId, type ModelId } from './modelId';
import { isDated, looseKeys, modelKey } from './modelKey';
import type { ModelFacts } from './modelFacts';

export interface Catalogue {
  /** Date of the snapshot, ISO. */
  readonly date: string;
  readonly models: readonly ModelFacts[];
  /**
   * Facts for any id: exact, then alias and dated id, then (as a guess) a looser name, then lab and family by name, then
   * nothing. A host that the id names decides who serves and at which price. Never throws.
   */
  find(id: string): ModelFacts;
}

/** Of two entries under one loose name the one of the lab itself, then the one that says more, then the one still served, then the newer. */
function better(a: ModelFacts, b: ModelFacts): ModelFacts {
  const ofLab = (m: ModelFacts) => m.list !== null && m.provider?.includes('/') !== true;
  const rank = (m: ModelFacts) =>
    (ofLab(m) ? 8 : 0) +
    (m.list === null ? 0 : 4) +
    (m.described ? 2 : 0) +
    (m.retirement === null ? 1 : 0);
  if (rank(a) !== rank(b)) return rank(a) > rank(b) ? a : b;
  return (a.released ?? '') >= (b.released ?? '') ? a : b;
}

interface Index {
  readonly exact: ReadonlyMap<string, ModelFacts>;
  readonly loose: ReadonlyMap<string, ModelFacts>;
}

function indexOf(models: readonly ModelFacts[]): Index {
  const exact = new Map<string, ModelFacts>();
  const loose = new Map<string, ModelFacts>();
  const put = (map: Map<string, ModelFacts>, key: string, m: ModelFacts) => {
    const other = map.get(key);
    map.set(key, other === undefined ? m : better(other, m));
  };
  for (const m of models) {
    put(exact, modelKey(m.id), m);
    for (const key of looseKeys(m.id)) put(loose, key, m);
  }
  return { exact, loose };
}

const shipped = indexOf(listedModels);

/** A listed model found by a looser name, which may say of the reasoning what the list does not; `undefined`: another model. */
function loosened(near: ModelFacts, id: string, guess: boolean): ModelFacts | undefined {
  const named = reasonsNamed(modelKey(id));
  if (named === null || named === near.reasons) return { ...near, guess };
  return near.reasons === 'never' || near.reasons === 'always'
    ? undefined
    : { ...near, guess, reasons: named };
}

/** The listed model of a name, exactly or by a looser spelling. */
function lookUp({ exact, loose }: Index, id: string): ModelFacts | undefined {
  const key = modelKey(id);
  const found = exact.get(key);
  if (found !== undefined) return found;
  const looser = looseKeys(id);
  for (const k of looser) {
    const near = exact.get(k);
    if (near !== undefined) return loosened(near, id, !isDated(id, k));
  }
  for (const k of [key, ...looser]) {
    const near = loose.get(k);
    if (near !== undefined) return loosened(near, id, !isDated(near.id, k));
  }
  return undefined;
}

/** Names that begin with an unlisted one, by their vendor and still served: `gpt-5.6` may mean sol, terra or luna. */
const siblingsOf = (id: string): readonly string[] =>
  listedModels
    .filter(
      (m) =>
        m.retirement === null &&
        m.provider?.includes('/') !== true &&
        modelKey(m.id).startsWith(`${modelKey(id)}-`),
    )
    .map((m) => m.id)
    .slice(0, 6);

/** The longest listed name inside the name of a deployment (`my-gpt-5-deployment`): a guess. */
function within({ exact }: Index, id: string): ModelFacts | undefined {
  const parts = modelKey(id).split('-').slice(0, 24);
  for (let size = parts.length - 1; size > 1; size--) {
    for (let at = 0; at + size <= parts.length; at++) {
      const found = exact.get(parts.slice(at, at + size).join('-'));
      if (found !== undefined) return { ...found, guess: true };
    }
  }
  return undefined;
}

/** Facts of a model as the asked id names them: who serves it there, and at which price. */
function asServed(facts: ModelFacts, { host, listed, region, free, tuned }: ModelId): ModelFacts {
  if (tuned)
    return { ...facts, host: 'fine-tuning', provider: facts.lab, list: null, listed, guess: true };
  if (host === null) {
    return facts.known === 'catalogue' ? facts : { ...facts, listed };
  }
  const own = { ...facts, host: host.id, provider: host.id, listed };
  if (host.local === true) return { ...own, local: true, list: null, retirement: null };
  const list = hostPrice(host, { listed, region, free }, facts);
  // Other hosts than the lab keep their own calendar; a router sends to the lab.
  return { ...own, list, retirement: host.id === 'openrouter' ? facts.retirement : null };
}

/**
 * What a model of the user's own is kept under, the nearest first: at its host, then wherever it is served. A tuned one is known
 * by its whole id only, because its base has another price.
 */
function ownKeys(id: string): readonly [string, ...string[]] {
  const { host, listed, tuned } = parseModelId(id);
  if (tuned) return [listed];
  const anywhere = ` ${modelKey(id)}`;
  return host === null ? [anywhere] : [`${host.id}${anywhere}`, anywhere];
}

/** The shipped snapshot with the user's own models before it. */
export function makeCatalogue(own: readonly ModelFacts[] = []): Catalogue {
  const mine = new Map(own.map((m) => [ownKeys(m.id)[0], m]));
  return {
    date: snapshotDate,
    models: [...own, ...listedModels],
    find(id) {
      const parsed = parseModelId(id);
      const host = parsed.host?.id ?? null;
      const priced = ownKeys(id).flatMap((key) => mine.get(key) ?? [])[0];
      if (priced !== undefined) return priced;
      const alias = host === null ? servedAs.get(modelKey(id)) : undefined;
      const found = lookUp(shipped, alias ?? id) ??
        (host === 'azure' ? within(shipped, id) : undefined) ?? {
          ...factsByName(id),
          siblings: siblingsOf(id),
        };
      const facts = asServed(found, parsed);
      const gone = host === null && alias === undefined ? retirementOf(facts.lab, id) : null;
      return gone === null ? facts : { ...facts, retirement: gone };
    },
  };
}
