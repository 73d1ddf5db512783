import { conceptsForClaim, findConcept, placeOf } from '../../core/concepts/library';
import type { Concept, ConceptLibrary, Source } from '../../core/concepts/model';
import type { ConceptView, LedgerView, SourceView } from '../../protocol/concepts';
import type { ActiveTrace } from '../shared/activeTrace';

/** A page as the reader shows it; `trace` is the user's own open trace, if any. */
export function conceptView(
  library: ConceptLibrary,
  concept: Concept,
  trace: ActiveTrace | null,
): ConceptView {
  const { id, title, gist, minutes, explanation, code, imprecise } = concept;
  const place = placeOf(library, id);
  return {
    kind: 'concept',
    id,
    lang: concept.lang,
    translated: concept.lang === library.language,
    title,
    gist,
    minutes,
    explanation,
    code,
    imprecise,
    group: place?.group.title ?? '',
    number: place?.number ?? 1,
    of: place?.of ?? 1,
    evidence: concept.evidence.map(({ fact, source, at, checked, asOf }) => ({
      fact,
      source: sourceView(library.sources[source]!, at),
      checked,
      asOf,
    })),
    related: concept.related.map((other) => link(findConcept(library, other)!)),
    previous: place?.previous ? link(place.previous) : null,
    next: place?.next ? link(place.next) : null,
    trace: traceButton(concept, trace),
    estimate: concept.estimate !== null,
    models: library.models.map((model) => ({
      vendor: model.vendor,
      id: model.id,
      input: model.input,
      output: model.output,
      asOf: model.asOf,
    })),
  };
}

/** The user's own trace where it has such steps, else the page's sample. */
function traceButton(concept: Concept, trace: ActiveTrace | null): ConceptView['trace'] {
  const steps = matchingSteps(concept, trace);
  if (steps > 0) return { of: 'open', steps };
  return concept.sample === null ? null : { of: 'sample', steps: null };
}

/** How many steps of the open trace the page explains; a page about every kind explains none in particular. */
export function matchingSteps(concept: Concept, trace: ActiveTrace | null): number {
  if (trace === null || concept.kinds.length > 4) return 0;
  return concept.kinds.reduce((sum, kind) => sum + (trace.kinds.get(kind) ?? 0), 0);
}

/** The whole ledger, with the claim to open. */
export function ledgerView(library: ConceptLibrary, focus: string | null): LedgerView {
  return {
    kind: 'ledger',
    focus,
    checked: library.claimsChecked,
    claims: library.claims.map(({ id, section, claim, verdict, evidence, sources }) => ({
      id,
      section,
      claim,
      verdict,
      evidence,
      sources: sources.map((source) => sourceView(library.sources[source]!, null)),
      pages: conceptsForClaim(library, id).map(link),
    })),
  };
}

/** Every web address that a page may open: those of sources, and those written in a page. */
export function mayOpen(library: ConceptLibrary, url: string): boolean {
  if (Object.values(library.sources).some((source) => source.url === url)) return true;
  const written = `](${url})`;
  return library.concepts.some(({ explanation, code, imprecise }) =>
    [explanation, code, imprecise].some((part) => part.includes(written)),
  );
}

function sourceView(source: Source, at: string | null): SourceView {
  const { short, title, authors, url, year } = source;
  return {
    label: at === null ? short : `${short}, ${at}`,
    title: `${authors}: ${title}`,
    url,
    year,
  };
}

function link({ id, title }: Concept): { id: string; title: string } {
  return { id, title };
}
