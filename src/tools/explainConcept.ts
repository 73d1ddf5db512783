import { findClaim, findConcept } from '../core/concepts/library';
import type { Concept, ConceptLibrary } from '../core/concepts/model';
import { searchConcepts, type ConceptIndex } from '../core/concepts/search';
import { conceptForTopic } from '../core/concepts/topics';
import type { Reply } from './quoting';

/** What was found: a page, a verdict on a claim, or nothing. */
export interface Explained {
  readonly found: 'page' | 'claim' | 'nothing';
  readonly id: string | null;
  readonly title: string | null;
  /** Ids of other pages that fit, or of all when nothing does. */
  readonly others: readonly string[];
}

/** The page, with its evidence, or the verdict that answers a question about large reasoning models. */
export async function explainConcept(
  library: ConceptLibrary,
  index: () => Promise<ConceptIndex>,
  question: string,
): Promise<Reply<Explained>> {
  const query = question.trim();
  const claim = findClaim(library, query);
  if (claim !== null) {
    const text = `${claim.id}: ${claim.claim}\nVerdict: ${claim.verdict}\n${claim.evidence}`;
    return { text, data: { found: 'claim', id: claim.id, title: claim.claim, others: [] } };
  }
  const exact = findConcept(library, query) ?? conceptForTopic(library, query);
  const hits = exact === null ? searchConcepts(await index(), query) : [];
  const concept = exact ?? hits[0]?.concept;
  if (concept === undefined) {
    const titles = library.concepts.map(({ id, title }) => `${id}: ${title}`);
    const others = library.concepts.map(({ id }) => id);
    const text = `No page about "${query}". Pages:\n${titles.join('\n')}`;
    return { text, data: { found: 'nothing', id: null, title: null, others } };
  }
  const { id, title } = concept;
  const others = hits.slice(1, 4).map((hit) => hit.concept.id);
  const text = `${pageText(library, concept)}${others.length > 0 ? `\n\nSee also: ${others.join(', ')}` : ''}`;
  return { text, data: { found: 'page', id, title, others } };
}

function pageText(library: ConceptLibrary, concept: Concept): string {
  const evidence = concept.evidence.map(({ fact, source, checked, asOf }) => {
    const { title, year, url } = library.sources[source]!;
    const date = asOf === null ? '' : `, as of ${asOf}`;
    return `- ${fact} (${title}, ${year}, ${url}; checked: ${checked}${date})`;
  });
  return [
    `# ${concept.title}`,
    concept.gist,
    concept.explanation,
    `## What it means for your code\n\n${concept.code}`,
    `## Where the class note is imprecise\n\n${concept.imprecise}`,
    `## Evidence\n\n${evidence.join('\n')}`,
  ].join('\n\n');
}
