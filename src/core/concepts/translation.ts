import type { ConceptLibrary } from './model';

/** A page in another language. Everything that is not words (claims, sources, order, figures) stays that of the page. */
export interface TranslatedPage {
  readonly title: string;
  readonly gist: string;
  readonly explanation: string;
  readonly code: string;
  readonly imprecise: string;
  readonly text: string;
  /** The facts of the evidence, in the order of the page. */
  readonly facts: readonly string[];
  /** Questions in this language that the page answers. */
  readonly ask: readonly string[];
}

/** The words of the pages in one other language, by id. What is stale or missing is simply not here. */
export interface Translation {
  /** As VS Code names its display language: `zh-cn`. */
  readonly language: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly pages: Readonly<Record<string, TranslatedPage>>;
  readonly claims: Readonly<
    Record<string, { readonly section: string; readonly claim: string; readonly evidence: string }>
  >;
}

/** The languages into which pages are translated, by the display language of VS Code. */
export const TRANSLATED_LANGUAGES: readonly string[] = ['zh-cn'];

/** The library found by questions and titles of other languages, too: who reads in one may ask in another. */
export function findableIn(
  library: ConceptLibrary,
  translations: readonly Translation[],
): ConceptLibrary {
  return {
    ...library,
    concepts: library.concepts.map((concept) => ({
      ...concept,
      ask: [
        ...concept.ask,
        ...translations.flatMap(({ pages }) => {
          const page = pages[concept.id];
          return page === undefined ? [] : [page.title, ...page.ask];
        }),
      ],
    })),
  };
}

/** The library in another language; pages without a translation of today stay as they are and say so by `lang`. */
export function translateLibrary(
  library: ConceptLibrary,
  { language, groups, pages, claims }: Translation,
): ConceptLibrary {
  return {
    ...library,
    language,
    groups: library.groups.map((group) => ({ ...group, title: groups[group.id] ?? group.title })),
    concepts: library.concepts.map((concept) => {
      const page = pages[concept.id];
      if (page === undefined) return concept;
      const { facts, ask, ...words } = page;
      return {
        ...concept,
        ...words,
        lang: language,
        // Who reads in another language may still type the English term.
        ask: [...new Set([...ask, ...concept.ask, concept.title])],
        evidence: concept.evidence.map((e, i) => ({ ...e, fact: facts[i] ?? e.fact })),
      };
    }),
    claims: library.claims.map((claim) => ({ ...claim, ...claims[claim.id] })),
  };
}
