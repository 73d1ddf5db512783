import type { StepKind } from '../steps/model';
import type { Claim, Concept, ConceptGroup, ConceptLibrary, Verdict } from './model';
import type { MetricId } from '../steps/metricTable';

/** The page with this id, or `null`. */
export function findConcept(library: ConceptLibrary, id: string): Concept | null {
  return library.concepts.find((concept) => concept.id === id) ?? null;
}

/** The claim with this id (`C54`, in any case), or `null`. */
export function findClaim(library: ConceptLibrary, id: string): Claim | null {
  const wanted = id.toUpperCase();
  return library.claims.find((claim) => claim.id === wanted) ?? null;
}

/** The pages of a group in reading order. */
export function conceptsOf(library: ConceptLibrary, groupId: string): readonly Concept[] {
  return library.concepts.filter((concept) => concept.group === groupId);
}

export interface ConceptPlace {
  readonly group: ConceptGroup;
  /** Position in the group, from 1. */
  readonly number: number;
  readonly of: number;
  /** Neighbours in reading order, across groups. */
  readonly previous: Concept | null;
  readonly next: Concept | null;
}

/** Where a page stands in the reading order, or `null` for an unknown id. */
export function placeOf(library: ConceptLibrary, id: string): ConceptPlace | null {
  const at = library.concepts.findIndex((concept) => concept.id === id);
  const concept = library.concepts[at];
  const group = library.groups.find((candidate) => candidate.id === concept?.group);
  if (concept === undefined || group === undefined) return null;
  const siblings = conceptsOf(library, group.id);
  return {
    group,
    number: siblings.indexOf(concept) + 1,
    of: siblings.length,
    previous: library.concepts[at - 1] ?? null,
    next: library.concepts[at + 1] ?? null,
  };
}

/** The pages that treat a claim, in reading order. */
export function conceptsForClaim(library: ConceptLibrary, claimId: string): readonly Concept[] {
  return library.concepts.filter((concept) => concept.claims.includes(claimId));
}

/**
 * The page that explains a kind of step best: pages list their kinds by importance, so the one that lists it
 * earliest; of several, the one with the fewest kinds, then the first in reading order. `null` when none does.
 */
export function conceptForKind(library: ConceptLibrary, kind: StepKind): Concept | null {
  const fit = ({ kinds }: Concept) => kinds.indexOf(kind) * 100 + kinds.length;
  return library.concepts
    .filter((concept) => concept.kinds.includes(kind))
    .reduce<Concept | null>((best, c) => (best === null || fit(c) < fit(best) ? c : best), null);
}

/** The first page that explains a metric of a trace, or `null`. */
export function conceptForMetric(library: ConceptLibrary, metric: MetricId): Concept | null {
  return library.concepts.find((concept) => concept.metrics.includes(metric)) ?? null;
}

/** How many claims got each verdict. */
export function verdictCounts(library: ConceptLibrary): Readonly<Record<Verdict, number>> {
  const counts: Record<Verdict, number> = {
    supported: 0,
    limits: 0,
    imprecise: 0,
    wrong: 0,
    unsupported: 0,
    dated: 0,
  };
  for (const claim of library.claims) counts[claim.verdict]++;
  return counts;
}
