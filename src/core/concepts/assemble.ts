import * as v from 'valibot';
import { makeCatalogue } from '../estimate/catalogue';
import { checkLibrary, type PageProblem } from './check';
import { currentModels, fillPage, staleModels } from './current';
import { STEP_KINDS } from '../steps/kinds';
import { METRICS, type MetricId } from '../steps/metricTable';
import type { Concept, ConceptLibrary } from './model';
import { plainText, splitPage } from './page';

/** The files of media/concepts: Markdown by page id, JSON already parsed. */
export interface ConceptFiles {
  readonly pages: Readonly<Record<string, string>>;
  readonly groups: unknown;
  readonly sources: unknown;
  readonly ledger: unknown;
  /** The model of the catalogue that stands for each vendor. */
  readonly models: unknown;
}

export interface Assembled {
  /** The pages as they are read, with the names and prices of the catalogue's day. */
  readonly library: ConceptLibrary;
  /** The same as they are written, with placeholders: what a translator works from. */
  readonly written: ConceptLibrary;
  /** Everything that must be mended before the pages ship; empty when all is well. */
  readonly problems: readonly PageProblem[];
}

const text = v.pipe(v.string(), v.minLength(1));
const claimId = v.pipe(v.string(), v.regex(/^C\d\d$/));
const kind = v.picklist(STEP_KINDS);
const metric = v.picklist(Object.keys(METRICS) as MetricId[]);
const asOf = v.pipe(v.string(), v.regex(/^\d{4}(-\d\d)?$/));

const evidenceSchema = v.strictObject({
  fact: text,
  source: text,
  at: v.optional(v.nullable(text), null),
  checked: v.picklist(['read', 'quoted', 'secondary']),
  claims: v.array(claimId),
  asOf: v.optional(v.nullable(asOf), null),
});

const frontMatterSchema = v.strictObject({
  title: text,
  group: text,
  order: v.number(),
  gist: text,
  ask: v.optional(v.array(text), []),
  claims: v.array(claimId),
  related: v.array(text),
  kinds: v.array(kind),
  metrics: v.optional(v.array(metric), []),
  sample: v.optional(v.nullable(v.strictObject({ file: text, kind })), null),
  estimate: v.optional(
    v.nullable(v.strictObject({ file: text, near: v.optional(v.nullable(text), null) })),
    null,
  ),
  evidence: v.array(evidenceSchema),
});

const groupsSchema = v.array(v.strictObject({ id: text, title: text }));
const sourcesSchema = v.record(
  v.string(),
  v.strictObject({ short: text, title: text, authors: text, year: v.number(), url: text }),
);
const ledgerSchema = v.strictObject({
  checked: v.pipe(v.string(), v.isoDate()),
  claims: v.array(
    v.strictObject({
      id: claimId,
      section: text,
      claim: text,
      verdict: v.picklist(['supported', 'limits', 'imprecise', 'wrong', 'unsupported', 'dated']),
      evidence: text,
      sources: v.array(text),
    }),
  ),
});
const modelsSchema = v.record(v.string(), text);

const WORDS_PER_MINUTE = 200;

/**
 * Builds the library from its files. Runs at build time and in tests, never in a shipped bundle. Throws
 * where a file is not of its shape; everything else that is wrong comes back as problems.
 */
export function assembleLibrary(files: ConceptFiles): Assembled {
  const groups = v.parse(groupsSchema, files.groups);
  const sources = Object.fromEntries(
    Object.entries(v.parse(sourcesSchema, files.sources)).map(([id, source]) => [
      id,
      { id, ...source },
    ]),
  );
  const { claims, checked } = v.parse(ledgerSchema, files.ledger);
  const catalogue = makeCatalogue();
  const models = currentModels(v.parse(modelsSchema, files.models), catalogue);
  const place = (concept: Concept) => groups.findIndex((group) => group.id === concept.group);
  const concepts = Object.entries(files.pages)
    .map(([id, page]) => parsePage(id, page))
    .sort((a, b) => place(a) - place(b) || a.order - b.order);
  const written = {
    language: 'en',
    groups,
    concepts,
    claims,
    claimsChecked: checked,
    models,
    sources,
  };
  const library = {
    ...written,
    concepts: concepts.map((concept) => fillPage(concept, models, catalogue.date)),
  };
  const old = library.concepts.flatMap((concept) => staleModels(concept, catalogue));
  return { library, written, problems: [...checkLibrary(library), ...old] };
}

function parsePage(id: string, page: string): Concept {
  const { front, explanation, code, imprecise } = splitPage(id, page, 'en');
  const plain = [explanation, code, imprecise].map(plainText).join(' ');
  const minutes = Math.max(1, Math.ceil(plain.split(/\s+/).length / WORDS_PER_MINUTE));
  return {
    id,
    lang: 'en',
    ...v.parse(frontMatterSchema, front),
    explanation,
    code,
    imprecise,
    text: plain,
    minutes,
  };
}
