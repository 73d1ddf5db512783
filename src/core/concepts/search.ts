import type { Concept, ConceptLibrary } from './model';

export interface SearchHit {
  readonly concept: Concept;
  readonly score: number;
  /** A piece of the page around the first match, at most about 120 characters. */
  readonly snippet: string;
}

/** A prepared full-text index; build once, search often. */
export interface ConceptIndex {
  readonly documents: readonly IndexedConcept[];
  /** In how many pages each word occurs. */
  readonly frequency: ReadonlyMap<string, number>;
}

interface IndexedConcept {
  readonly concept: Concept;
  /** Weight of each word on the page: a word of the title counts more than one of the text. */
  readonly words: ReadonlyMap<string, number>;
  readonly prose: string;
}

const WEIGHTS = { title: 8, gist: 3, id: 3, text: 1, evidence: 1 } as const;
/** A query word that is only the beginning of a word on the page. */
const PREFIX_FACTOR = 0.5;
const SNIPPET_LENGTH = 120;
/** Longer queries are cut: nobody types them, and each word costs a scan of the vocabulary. */
const MAX_QUERY_WORDS = 12;

/** Indexes title, gist, text and evidence of every page. */
export function indexConcepts(library: ConceptLibrary): ConceptIndex {
  const frequency = new Map<string, number>();
  const documents = library.concepts.map((concept): IndexedConcept => {
    const words = new Map<string, number>();
    const add = (text: string, weight: number) => {
      for (const word of wordsOf(text)) {
        // Repetition helps less and less: the k-th occurrence adds weight / k of the first.
        words.set(word, (words.get(word) ?? 0) + weight / (1 + (words.get(word) ?? 0)));
      }
    };
    add(concept.title, WEIGHTS.title);
    add(concept.gist, WEIGHTS.gist);
    add(concept.id, WEIGHTS.id);
    add(concept.text, WEIGHTS.text);
    const sources = concept.evidence.map(
      ({ fact, source }) => `${fact} ${library.sources[source]?.title ?? ''}`,
    );
    add(sources.join(' '), WEIGHTS.evidence);
    for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
    return { concept, words, prose: [concept.gist, concept.text, ...sources].join(' ') };
  });
  return { documents, frequency };
}

/**
 * Pages that contain every word of the query (whole or as a beginning), best first. Rare words and words of the
 * title count more. An empty query gives no hits.
 */
export function searchConcepts(index: ConceptIndex, query: string): readonly SearchHit[] {
  const terms = [...new Set(wordsOf(query))].slice(0, MAX_QUERY_WORDS);
  if (terms.length === 0) return [];
  const hits: SearchHit[] = [];
  for (const document of index.documents) {
    let score = 0;
    for (const term of terms) {
      const best = bestMatch(document, term, index);
      if (best === 0) {
        score = 0;
        break;
      }
      score += best;
    }
    if (score > 0) {
      hits.push({ concept: document.concept, score, snippet: snippet(document.prose, terms) });
    }
  }
  return hits.sort((a, b) => b.score - a.score);
}

function bestMatch(document: IndexedConcept, term: string, index: ConceptIndex): number {
  let best = 0;
  for (const [word, weight] of document.words) {
    if (!word.startsWith(term)) continue;
    const rarity = Math.log(1 + index.documents.length / (index.frequency.get(word) ?? 1));
    best = Math.max(best, weight * rarity * (word === term ? 1 : PREFIX_FACTOR));
  }
  return best;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The words around the first match, cut at spaces. */
function snippet(prose: string, terms: readonly string[]): string {
  const flat = prose.toLowerCase();
  const found = terms.map((term) => flat.indexOf(term)).filter((at) => at >= 0);
  const at = found.length === 0 ? 0 : Math.min(...found);
  const from = at < SNIPPET_LENGTH / 3 ? 0 : prose.indexOf(' ', at - SNIPPET_LENGTH / 3) + 1;
  const space = prose.lastIndexOf(' ', from + SNIPPET_LENGTH);
  const to = prose.length <= from + SNIPPET_LENGTH ? prose.length : Math.max(space, from + 1);
  return `${from > 0 ? '… ' : ''}${prose.slice(from, to)}${to < prose.length ? ' …' : ''}`;
}
