import { marked, type Token } from 'marked';
import * as v from 'valibot';
import { textHash } from '../text/hash';
import { snapshotDate } from '../estimate/catalogueRows';
import type { PageProblem } from './check';
import { fillPage } from './current';
import type { Claim, Concept, ConceptLibrary } from './model';
import { plainText, splitPage } from './page';
import type { TranslatedPage, Translation } from './translation';

/** The files of one language below media/concepts: Markdown by page id, JSON already parsed. */
export interface TranslationFiles {
  readonly language: string;
  readonly pages: Readonly<Record<string, string>>;
  readonly groups: unknown;
  readonly ledger: unknown;
}

/** How a translation stands to the English text of today. */
export interface TranslationState {
  /** Page or claim id. */
  readonly id: string;
  readonly state: 'current' | 'stale' | 'missing';
  /** What `translationOf` must say for the text of today. */
  readonly hash: string;
}

export interface AssembledTranslation {
  readonly translation: Translation;
  readonly states: readonly TranslationState[];
  readonly problems: readonly PageProblem[];
}

const text = v.pipe(v.string(), v.minLength(1));
const frontSchema = v.strictObject({
  translationOf: text,
  title: text,
  gist: text,
  ask: v.optional(v.array(text), []),
  facts: v.array(text),
});
const groupsSchema = v.record(v.string(), text);
const ledgerSchema = v.array(
  v.strictObject({
    id: text,
    translationOf: text,
    section: text,
    claim: text,
    evidence: text,
  }),
);

/** The English words of a page that a translator works from, as one hash; figures, sources and order are not words. */
export function pageHash({ title, gist, evidence, explanation, code, imprecise }: Concept): string {
  const facts = evidence.map(({ fact }) => fact);
  return textHash([title, gist, ...facts, explanation, code, imprecise].join('\n'));
}

/** The same for a claim of the ledger. */
export function claimHash({ section, claim, evidence }: Claim): string {
  return textHash([section, claim, evidence].join('\n'));
}

/**
 * Builds one translation. Runs at build time and in tests. A page or claim whose English text has changed since is
 * left out and told as stale: old words never stand beside new numbers. Throws where a file is not of its shape.
 * `library` is the one as written, with placeholders.
 */
export function assembleTranslation(
  library: ConceptLibrary,
  files: TranslationFiles,
): AssembledTranslation {
  const problems: PageProblem[] = [];
  const states: TranslationState[] = [];
  const pages: Record<string, TranslatedPage> = {};
  for (const concept of library.concepts) {
    const file = files.pages[concept.id];
    const read = file === undefined ? null : translatedPage(concept.id, file, files.language);
    const state = stateOf(read?.of, pageHash(concept), concept.id);
    states.push(state);
    if (read === null || state.state !== 'current') continue;
    pages[concept.id] = fillPage(read.page, library.models, snapshotDate);
    for (const message of differences(concept, read.page))
      problems.push({ at: `${files.language}/${concept.id}`, message });
  }
  const known = new Set(library.concepts.map(({ id }) => id));
  for (const id of Object.keys(files.pages)) {
    if (!known.has(id)) problems.push({ at: `${files.language}/${id}`, message: 'is no page' });
  }
  const claims: Record<string, Translation['claims'][string]> = {};
  const ledger = v.parse(ledgerSchema, files.ledger);
  for (const claim of library.claims) {
    const row = ledger.find(({ id }) => id === claim.id);
    const state = stateOf(row?.translationOf, claimHash(claim), claim.id);
    states.push(state);
    if (row === undefined || state.state !== 'current') continue;
    claims[claim.id] = { section: row.section, claim: row.claim, evidence: row.evidence };
    for (const part of ['claim', 'evidence'] as const) {
      const lost = lostFrom(numbersOf(claim[part]), numbersOf(row[part]));
      if (lost.length > 0) {
        const message = `${part} lacks ${lost.join(', ')}`;
        problems.push({ at: `${files.language}/ledger.json#${claim.id}`, message });
      }
    }
  }
  const groups = v.parse(groupsSchema, files.groups);
  return {
    translation: { language: files.language, groups, pages, claims },
    states,
    problems,
  };
}

function stateOf(of: string | undefined, now: string, id: string): TranslationState {
  const state = of === undefined ? 'missing' : of === now ? 'current' : 'stale';
  return { id, state, hash: now };
}

function translatedPage(
  id: string,
  file: string,
  language: string,
): { readonly of: string; readonly page: TranslatedPage } {
  const { front, explanation, code, imprecise } = splitPage(`${language}/${id}`, file, language);
  const { translationOf, ...words } = v.parse(frontSchema, front);
  const plain = [explanation, code, imprecise].map(plainText).join(' ');
  return { of: translationOf, page: { ...words, explanation, code, imprecise, text: plain } };
}

/** Where a translation says more or less than its page: facts, figures, links, numbers, examples. */
function differences(concept: Concept, page: TranslatedPage): string[] {
  const found: string[] = [];
  if (page.facts.length !== concept.evidence.length) {
    found.push(`has ${page.facts.length} facts, the page ${concept.evidence.length}`);
  }
  concept.evidence.forEach(({ fact }, i) => {
    const lost = lostFrom(numbersOf(fact), numbersOf(page.facts[i] ?? ''));
    if (lost.length > 0) found.push(`fact ${i + 1} lacks ${lost.join(', ')}`);
  });
  for (const part of ['explanation', 'code', 'imprecise'] as const) {
    const theirs = targetsOf(concept[part]);
    const ours = targetsOf(page[part]);
    const differ = [...lostFrom(theirs, ours), ...lostFrom(ours, theirs)];
    if (differ.length > 0) found.push(`${part}: differs in ${differ.join(', ')}`);
    const lost = lostFrom(numbersOf(plainText(concept[part])), numbersOf(plainText(page[part])));
    if (lost.length > 0) found.push(`${part}: lacks ${lost.join(', ')}`);
  }
  return found;
}

/** Figures, links and languages of examples. */
function targetsOf(markdown: string): string[] {
  const targets: string[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token: Token) => {
    if (token.type === 'image' || token.type === 'link') {
      targets.push((token as { href: string }).href);
    } else if (token.type === 'code') targets.push((token as { lang?: string }).lang ?? 'code');
  });
  return targets;
}

/** Numbers in digits as written, without the sign: `71.0`, `1,000`. */
function numbersOf(words: string): string[] {
  return words.match(/\d+(?:[.,]\d+)*/g) ?? [];
}

/** What the first list has and the second has not, each as often as it is missing. */
function lostFrom(from: readonly string[], by: readonly string[]): string[] {
  const left = [...by];
  return from.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
