import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conceptsForClaim, conceptsOf, findClaim, findConcept } from '../core/concepts/library';
import type { Claim, Concept, ConceptLibrary } from '../core/concepts/model';
import { indexConcepts, searchConcepts } from '../core/concepts/search';
import { readArgs, UseError } from './arguments';
import { columns, paint, write } from './output';

/** What `--help` prints. */
export const USAGE = 'usage: lrm-lens concepts [ID|CLAIM|WORDS...]\n';

/**
 * `lrm-lens concepts`: without arguments the pages by group; with a page or claim id that page or claim; with
 * other words the pages that contain them. Exit code 2 when nothing is found.
 */
export async function concepts(args: readonly string[]): Promise<number> {
  const { positionals } = readArgs(args, {});
  const library = await loadLibrary();
  const query = positionals.join(' ');
  const text = query === '' ? contents(library) : lookUp(library, query);
  if (text === null) throw new UseError(`no page about '${query}'`);
  await write(text);
  return 0;
}

/** The pages, from the file that the build puts beside this bundle. */
async function loadLibrary(): Promise<ConceptLibrary> {
  // The file is made and checked by the build of this very version.
  return JSON.parse(await readFile(join(__dirname, 'concepts.json'), 'utf8')) as ConceptLibrary;
}

/** All pages by group, id and title. */
export function contents(library: ConceptLibrary): string {
  const width = Math.max(...library.concepts.map((concept) => concept.id.length));
  const groups = library.groups.map((group) =>
    [
      paint('bold', group.title),
      ...conceptsOf(library, group.id).map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`),
    ].join('\n'),
  );
  return `${groups.join('\n\n')}\n`;
}

/** The page or claim of that id, else the pages found by searching; `null` when there are none. */
export function lookUp(library: ConceptLibrary, query: string): string | null {
  const concept = findConcept(library, query);
  if (concept !== null) return page(library, concept);
  const claim = findClaim(library, query);
  if (claim !== null) return claimText(library, claim);
  const hits = searchConcepts(indexConcepts(library), query);
  if (hits.length === 0) return null;
  const rows = columns(
    hits.map((hit) => [hit.concept.id, hit.concept.title]),
    new Set(),
  );
  return `${rows.join('\n')}\n`;
}

function page(library: ConceptLibrary, concept: Concept): string {
  const evidence = concept.evidence.map(({ fact, source, at, checked, asOf }) => {
    const { short, year, url } = library.sources[source]!;
    const place = [short, at, asOf === null ? String(year) : `as of ${asOf}`];
    return `- ${fact}\n  ${paint('dim', `${place.filter(Boolean).join(', ')} (${CHECKED[checked]})`)} ${url}`;
  });
  return [
    paint('bold', concept.title),
    concept.gist,
    figuresAsText(concept.explanation),
    paint('bold', 'What it means for your code'),
    figuresAsText(concept.code),
    paint('bold', 'Where the note is imprecise'),
    figuresAsText(concept.imprecise),
    paint('bold', 'Evidence'),
    evidence.join('\n'),
    `${paint('bold', 'Related')}  ${concept.related.join(', ')}\n`,
  ].join('\n\n');
}

const CHECKED = { read: 'text read', quoted: 'quoted copy', secondary: 'second hand' } as const;

/** Figures cannot be drawn here; their alternative text says what they show. Claim links keep their id. */
function figuresAsText(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\(figure:[^)]*\)/g, '[$1]')
    .replace(/\[([^\]]*)\]\(ledger\.json#C\d\d\)/g, '$1')
    .replace(/\[([^\]]*)\]\(([a-z0-9-]+)\.md\)/g, '$1 ($2)');
}

function claimText(library: ConceptLibrary, claim: Claim): string {
  const sources = claim.sources.map((id) => library.sources[id]!);
  return [
    `${paint('bold', claim.id)}  ${claim.claim}`,
    `${VERDICT[claim.verdict]}. ${claim.evidence}`,
    sources.map(({ short, year, url }) => `${short}, ${year}  ${url}`).join('\n'),
    `Pages: ${conceptsForClaim(library, claim.id)
      .map((concept) => concept.id)
      .join(', ')}\n`,
  ].join('\n\n');
}

const VERDICT = {
  supported: 'Supported',
  limits: 'Supported with limits',
  imprecise: 'Imprecise',
  wrong: 'Wrong',
  unsupported: 'No source found',
  dated: 'Out of date',
} as const;
