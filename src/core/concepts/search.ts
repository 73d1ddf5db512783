import type { Concept, ConceptLibrary } from './model';

export interface ConceptHit {
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
  /** The words of each question that the page answers, without the empty ones. */
  readonly questions: readonly ReadonlySet<string>[];
  readonly prose: string;
}

const WEIGHTS = { title: 8, ask: 4, gist: 3, id: 3, text: 1, evidence: 1 } as const;
/** A query word that is only the beginning of a word on the page. */
const PREFIX_FACTOR = 0.5;
/** What a page gains for a question of its own in the words of the query, at full agreement. */
const QUESTION_BONUS = 30;
const SNIPPET_LENGTH = 120;
/** Longer queries are cut: nobody types them, and each word costs a scan of the vocabulary. */
const MAX_QUERY_WORDS = 12;

/** Words of a question that say nothing of its subject; a query of nothing else keeps them. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'a an the of to in on for with and or is are was were be do does did can could should would will it its i my me we you your this that why how what when where which who not no so if there much many about at from by as'.split(
    ' ',
  ),
);

/** Indexes title, questions, gist, text and evidence of every page. */
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
    for (const question of concept.ask) add(question, WEIGHTS.ask);
    add(concept.gist, WEIGHTS.gist);
    add(concept.id, WEIGHTS.id);
    add(concept.text, WEIGHTS.text);
    const sources = concept.evidence.map(
      ({ fact, source }) => `${fact} ${library.sources[source]?.title ?? ''}`,
    );
    add(sources.join(' '), WEIGHTS.evidence);
    for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
    return {
      concept,
      words,
      questions: concept.ask.map((question) => new Set(withoutEmpty(wordsOf(question)))),
      prose: [concept.gist, concept.text, ...sources].join(' '),
    };
  });
  return { documents, frequency };
}

/**
 * The pages for a query or a plain question, best first: pages with more of its words before pages with fewer, rare
 * words, words of the title and of the questions a page answers before others. A word counts whole or as a beginning.
 * An empty query gives no hits.
 */
export function searchConcepts(index: ConceptIndex, query: string): readonly ConceptHit[] {
  const terms = withoutEmpty([...new Set(wordsOf(query))]).slice(0, MAX_QUERY_WORDS);
  if (terms.length === 0) return [];
  const hits = index.documents.flatMap((document): ConceptHit[] => {
    const matches = terms.map((term) => bestMatch(document, term, index));
    const found = matches.filter((match) => match > 0).length;
    if (found === 0) return [];
    const sum = matches.reduce((total, match) => total + match, 0);
    const score = (sum + QUESTION_BONUS * agreement(document, terms)) * (found / terms.length) ** 2;
    return [{ concept: document.concept, score, snippet: snippet(document.prose, terms) }];
  });
  return hits.sort((a, b) => b.score - a.score);
}

/** How well the best question of the page agrees with the query: shared words over all words of both, 0 to 1. */
function agreement({ questions }: IndexedConcept, terms: readonly string[]): number {
  return Math.max(
    0,
    ...questions.map((question) => {
      const shared = terms.filter((term) => question.has(term)).length;
      return shared / (terms.length + question.size - shared);
    }),
  );
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

function withoutEmpty(words: readonly string[]): readonly string[] {
  const full = words.filter((word) => !EMPTY_WORDS.has(word));
  return full.length > 0 ? full : words;
}

const HAN = /\p{Script=Han}+/u;

/** Words in lower case without accents; of Chinese, which has no spaces, each pair of neighbouring characters. */
function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((run) => run.split(/(\p{Script=Han}+)/u))
    .filter((word) => word !== '')
    .flatMap((word) => (HAN.test(word) ? pairsOf(Array.from(word)) : [word]));
}

function pairsOf(signs: readonly string[]): readonly string[] {
  return signs.length < 2 ? signs : signs.slice(1).map((sign, i) => `${signs[i]}${sign}`);
}

/** The words around the first match, cut at spaces; where there are none, at signs. */
function snippet(prose: string, terms: readonly string[]): string {
  const flat = prose.toLowerCase();
  const found = terms.map((term) => flat.indexOf(term)).filter((at) => at >= 0);
  const at = found.length === 0 ? 0 : Math.min(...found);
  const near = at - SNIPPET_LENGTH / 3;
  const gap = prose.indexOf(' ', near);
  const from = near < 0 ? 0 : gap >= 0 && gap < at ? gap + 1 : at;
  const space = prose.lastIndexOf(' ', from + SNIPPET_LENGTH);
  const end = space > at ? space : from + SNIPPET_LENGTH;
  const to = prose.length <= from + SNIPPET_LENGTH ? prose.length : end;
  return `${from > 0 ? '… ' : ''}${prose.slice(from, to)}${to < prose.length ? ' …' : ''}`;
}
