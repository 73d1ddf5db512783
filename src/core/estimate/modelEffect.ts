import { takesEffort } from './effort';
import { lengthFit } from './lengthFit';
import type { LearntModel, LengthCoefficients } from './lengthFit';
import type { ModelFacts } from './modelFacts';
import { looseKeys, modelKey } from './modelKey';

const { doubt, effort: effortScale } = lengthFit;

/** Position of a model among the fitted ones. */
export interface ModelEffect {
  /** The model and the effort asked for, in one spelling. */
  readonly key: string;
  /** How specific the evidence is. */
  readonly level: 'model' | 'lab' | 'none';
  /** log10 tokens to add at effort rank 0, and the variance of that. */
  readonly value: number;
  readonly variance: number;
  /** Key of the model in the fit of all work. */
  readonly fitted: string | null;
  /** Key in the puzzle fit, and the effort rank of its runs. */
  readonly puzzle: { readonly key: string; readonly rank: number } | null;
  readonly lab: string;
  readonly family: string;
  /** Effort asked for, 0 is `medium`; slope and its doubt in log10 a rank. */
  readonly rank: number;
  readonly usual: number;
  readonly slope: number;
  readonly slopeDoubt: number;
  /** The user's own traces of this model. */
  readonly learnt: LearntModel | null;
}

/** The runs of a model in a table: at this effort, else at the default, else at another; under its own key before a looser one. */
function keyIn(
  table: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  effort: string | null,
): string | null {
  for (const key of keys) {
    const exact = effort === null ? key : `${key}:${effort}`;
    const found = [exact, key].find((k) => Object.hasOwn(table, k));
    if (found !== undefined) return found;
    const other = Object.keys(table).find((k) => k.startsWith(`${key}:`));
    if (other !== undefined) return other;
  }
  // The catalogue may know a model without the date that its runs were recorded under.
  const [own] = keys;
  return Object.keys(table).find((k) => own !== undefined && looseKeys(k).includes(own)) ?? null;
}

const effortIn = (key: string): string | null => {
  const at = key.indexOf(':');
  return at < 0 ? null : key.slice(at + 1);
};

/**
 * Rank of an effort: the lab's default for none and for a budget; a level that the model does not list counts as the nearest
 * that it lists, and as the default where it lists none.
 */
function rankOf(facts: ModelFacts, effort: string | null): number {
  const usual = effortScale.usual(facts.lab);
  const asked = effortScale.rank(effort);
  if (asked === undefined) return usual;
  if (takesEffort(facts, effort) !== false) return asked;
  const listed = (facts.effort?.levels ?? []).flatMap((l) => effortScale.rank(l) ?? []);
  return listed.length === 0
    ? usual
    : Math.min(Math.max(asked, Math.min(...listed)), Math.max(...listed));
}

/** What the fits say about a model: its own effect, else its lab's, else none. */
export function modelEffect(
  facts: ModelFacts,
  effort: string | null,
  c: LengthCoefficients = lengthFit.coefficients,
): ModelEffect {
  const { work, puzzles } = c;
  const usual = effortScale.usual(facts.lab);
  const key = modelKey(facts.id);
  // A date or a channel at the end names the same model.
  const keys = [key, ...looseKeys(facts.id)];
  const fitted = keys.find((k) => Object.hasOwn(work.model, k)) ?? null;
  const lab = work.lab[facts.lab];
  const own = keyIn(puzzles.effects.model, keys, effort);
  const learnt = keyIn(c.learnt ?? {}, [key], effort);
  return {
    key: `${key}:${effort ?? ''}`,
    level: fitted !== null ? 'model' : lab === undefined ? 'none' : 'lab',
    value: fitted === null ? (lab ?? 0) : (work.model[fitted] ?? 0),
    variance:
      fitted !== null
        ? (work.modelVariance[fitted] ?? doubt.newModel)
        : lab === undefined
          ? doubt.newLab
          : doubt.newModel,
    fitted,
    puzzle: own === null ? null : { key: own, rank: effortScale.rank(effortIn(own)) ?? usual },
    lab: facts.lab,
    family: facts.family,
    // Runs that were recorded at this very effort need no step, whatever the catalogue lists.
    rank:
      own !== null && effort !== null && effortIn(own) === effort
        ? (effortScale.rank(effort) ?? usual)
        : rankOf(facts, effort),
    usual,
    slope: work.slope[facts.lab] ?? work.slope['other'] ?? 0,
    slopeDoubt: effortScale.doubt(facts.lab),
    learnt: learnt === null ? null : (c.learnt?.[learnt] ?? null),
  };
}
