import { marked, type Token } from 'marked';
import { pageLink } from './links';
import type { Concept, ConceptLibrary } from './model';

/** Something to mend on a page or in the ledger. */
export interface PageProblem {
  /** Page or claim id. */
  readonly at: string;
  readonly message: string;
}

/**
 * Every broken promise of the pages: links that lead nowhere, claims without a source or a page, pages that no
 * claim reaches, raw HTML, figures without alternative text, second-hand facts in the first row.
 */
export function checkLibrary(library: ConceptLibrary): readonly PageProblem[] {
  const problems: PageProblem[] = [];
  const report = (at: string, message: string) => problems.push({ at, message });
  const known = {
    page: new Set(library.concepts.map((concept) => concept.id)),
    claim: new Set(library.claims.map((claim) => claim.id)),
    group: new Set(library.groups.map((group) => group.id)),
    source: new Set(Object.keys(library.sources)),
  };
  const mustKnow = (at: string, what: keyof typeof known, id: string) => {
    if (!known[what].has(id)) report(at, `unknown ${what} '${id}'`);
  };

  for (const claim of library.claims) {
    for (const source of claim.sources) mustKnow(claim.id, 'source', source);
    if (claim.sources.length === 0) report(claim.id, 'has no source');
    if (!library.concepts.some((concept) => concept.claims.includes(claim.id))) {
      report(claim.id, 'is treated by no page');
    }
  }
  for (const source of Object.values(library.sources)) {
    if (!source.url.startsWith('https://')) report(source.id, `'${source.url}' is not https`);
    const cited = [...library.claims, ...library.concepts].some((item) =>
      'sources' in item
        ? item.sources.includes(source.id)
        : item.evidence.some((evidence) => evidence.source === source.id),
    );
    if (!cited) report(source.id, 'is a source that nothing cites');
  }
  for (const group of library.groups) {
    if (!library.concepts.some((concept) => concept.group === group.id)) {
      report(group.id, 'is a group without pages');
    }
  }
  for (const concept of library.concepts) {
    mustKnow(concept.id, 'group', concept.group);
    if (concept.claims.length === 0) report(concept.id, 'is reached by no claim of the note');
    for (const claim of concept.claims) mustKnow(concept.id, 'claim', claim);
    for (const page of concept.related) mustKnow(concept.id, 'page', page);
    if (concept.related.includes(concept.id)) report(concept.id, 'is related to itself');
    if (concept.evidence.length === 0) report(concept.id, 'has no evidence');
    if (concept.evidence[0]?.checked === 'secondary') {
      report(concept.id, 'leads with a second-hand fact');
    }
    for (const evidence of concept.evidence) {
      mustKnow(concept.id, 'source', evidence.source);
      for (const claim of evidence.claims) mustKnow(concept.id, 'claim', claim);
    }
    for (const message of markdownProblems(concept, known)) report(concept.id, message);
  }
  return problems;
}

function markdownProblems(
  concept: Concept,
  known: { readonly page: ReadonlySet<string>; readonly claim: ReadonlySet<string> },
): string[] {
  const problems: string[] = [];
  const visit = (token: Token) => {
    if (token.type === 'html') problems.push(`raw HTML: ${token.raw.trim()}`);
    if (token.type === 'image') {
      const { href, text } = token as { href: string; text: string };
      if (text.trim() === '') problems.push(`figure '${href}' has no alternative text`);
      if (!/^figure:[a-z0-9-]+$/.test(href)) problems.push(`image '${href}' is not a figure`);
    }
    if (token.type === 'link') {
      const target = pageLink((token as { href: string }).href);
      if (target === null) problems.push(`link to '${(token as { href: string }).href}'`);
      else if (target.to === 'page' && !known.page.has(target.id)) {
        problems.push(`link to the unknown page '${target.id}'`);
      } else if (target.to === 'claim' && !known.claim.has(target.id)) {
        problems.push(`link to the unknown claim '${target.id}'`);
      }
    }
  };
  for (const part of [concept.explanation, concept.code, concept.imprecise]) {
    void marked.walkTokens(marked.lexer(part), visit);
  }
  return problems;
}

/** Ids of the figures on a page, in the order in which they appear. */
export function figuresOf(concept: Concept): readonly string[] {
  const found: string[] = [];
  for (const part of [concept.explanation, concept.code, concept.imprecise]) {
    void marked.walkTokens(marked.lexer(part), (token) => {
      if (token.type === 'image') found.push((token as { href: string }).href.slice(7));
    });
  }
  return found;
}
