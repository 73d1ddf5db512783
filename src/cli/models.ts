import { makeCatalogue, type Catalogue } from '../core/estimate/catalogue';
import { isRetired } from '../core/estimate/candidateFacts';
import { parseChoice } from '../core/estimate/effort';
import { choiceProblem } from '../core/estimate/effortCheck';
import {
  batchOffer,
  flexOffer,
  priceOf,
  type Priced,
  type PriceSource,
} from '../core/estimate/prices';
import type { ModelFacts } from '../core/estimate/modelFacts';
import { inEnglish } from '../core/text/voice';
import { FLAG, readArgs } from './arguments';
import { columns, paint, printable, write } from './output';

/** What `--help` prints. */
export const USAGE = 'usage: lrm-lens models [ID[:EFFORT]...] [--json]\n';

interface Sources {
  readonly catalogue: Catalogue;
  readonly prices: PriceSource;
  readonly now: Date;
}

/** What is known of one model as the id names it. USD per million tokens; `null` is unknown. */
interface ModelAnswer {
  readonly id: string;
  readonly known: ModelFacts['known'];
  /** The listed model that the id stands for. */
  readonly resolves: string | null;
  /** It was found by a part of the name. */
  readonly guess: boolean;
  readonly provider: string | null;
  readonly local: boolean;
  readonly lab: string | null;
  readonly reasoning: ModelFacts['reasons'];
  /** Levels from least to most; `null` where no list tells. */
  readonly efforts: readonly string[] | null;
  readonly budget: ModelFacts['budget'];
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly released: string | null;
  readonly retires: string | null;
  readonly replacement: string | null;
  readonly price: object | null;
  readonly notes: readonly string[];
}

interface Refused {
  readonly id: string;
  readonly error: { readonly code: 'effort'; readonly message: string };
}

/**
 * `lrm-lens models`: what the catalogue knows of each id, or of every model of a lab without ids; `--json` prints one
 * object a line. Exit code 2 where an id asks for an effort that does not exist, or names nothing that is known.
 */
export async function models(args: readonly string[]): Promise<number> {
  const { values, positionals: asked } = readArgs(args, { json: FLAG });
  const { libraryPrices } = await import('../core/estimate/prices.lazy');
  const sources = { catalogue: makeCatalogue(), prices: libraryPrices, now: new Date() };
  const ids = asked.length > 0 ? asked : current(sources);
  const answers = ids.map((id) => answer(id, sources));
  await write(
    values.json
      ? answers.map((a) => `${JSON.stringify(a)}\n`).join('')
      : table(answers, asked.length > 0),
  );
  return answers.some((a) => 'error' in a || isUnknown(a)) ? 2 : 0;
}

/** Neither a list nor its name tells what it is. */
const isUnknown = ({ known, local }: ModelAnswer): boolean => known === 'nothing' && !local;

/** Every listed model that can still be called, newest first. */
function current({ catalogue, now }: Sources): readonly string[] {
  const today = now.toISOString().slice(0, 10);
  return [...catalogue.models]
    .filter((m) => !isRetired(m.retirement?.date ?? null, today))
    .sort((a, b) => (b.released ?? '').localeCompare(a.released ?? ''))
    .map((m) => m.id);
}

function answer(id: string, { catalogue, prices, now }: Sources): ModelAnswer | Refused {
  const problem = choiceProblem(id, catalogue);
  if (problem !== null) return { id, error: { code: 'effort', message: inEnglish(problem) } };
  const facts = catalogue.find(parseChoice(id).model);
  const priced = priceOf(facts, prices, now);
  const siblings = facts.siblings ?? [];
  return {
    id,
    known: facts.known,
    resolves: facts.known === 'catalogue' ? facts.id : null,
    guess: facts.guess,
    provider: priced.provider,
    local: facts.local,
    lab: facts.lab === 'unknown' ? null : facts.lab,
    reasoning: facts.reasons,
    efforts: facts.effort?.levels ?? (facts.described ? [] : null),
    budget: facts.budget,
    contextTokens: facts.contextTokens,
    maxOutputTokens: facts.maxOutputTokens,
    released: facts.released,
    retires: facts.retirement?.date ?? null,
    replacement: facts.retirement?.replacement ?? null,
    price: priceAnswer(facts, priced),
    notes: [
      ...(siblings.length > 1 ? [`is not one model: choose ${siblings.join(', ')}`] : []),
      ...priced.warnings.map((w) => inEnglish(w.message)),
    ],
  };
}

function priceAnswer(facts: ModelFacts, { rates, asOf, source, until, then, provider }: Priced) {
  if (rates === null) return null;
  return {
    ...rates,
    asOf,
    source,
    until,
    then: then && { input: then.input, output: then.output, cachedInput: then.cachedInput },
    batch: batchOffer(facts, provider)?.factor ?? null,
    flex: flexOffer(facts, provider)?.factor ?? null,
  };
}

const REASONING: Readonly<Record<ModelFacts['reasons'], string>> = {
  never: 'no',
  off: 'when asked',
  on: 'unless off',
  always: 'always',
  unknown: '?',
};

function table(answers: readonly (ModelAnswer | Refused)[], asked: boolean): string {
  const head = ['model', 'served by', 'reasons', 'effort', '$ in', '$ out', 'released', 'retires'];
  const rows = answers.flatMap((a) => ('error' in a ? [] : [cells(a)]));
  const [first = '', ...lines] = columns([head, ...rows], new Set([4, 5]));
  const notes = answers.flatMap((a) =>
    'error' in a
      ? [`${printable(a.id)}: ${a.error.message}`]
      : asked
        ? remarks(a).map((n) => `${printable(a.id)}: ${n}`)
        : [],
  );
  const shown = rows.length === 0 ? notes : [...lines, ...notes];
  return [...(rows.length === 0 ? [] : [paint('dim', first)]), ...shown.map((l) => printable(l))]
    .map((l) => `${l}\n`)
    .join('');
}

function cells(a: ModelAnswer): readonly string[] {
  const price = a.price as { readonly input: number; readonly output: number } | null;
  const usd = (n: number | undefined): string =>
    n === undefined ? '' : String(Number(n.toPrecision(4)));
  return [
    printable(a.id),
    a.provider ?? '?',
    REASONING[a.reasoning],
    a.efforts?.join(' ') ?? '',
    price === null ? '-' : usd(price.input),
    price === null ? '-' : usd(price.output),
    a.released ?? '',
    a.retires ?? '',
  ];
}

/** Sentences under the table on what its columns cannot say. */
function remarks(a: ModelAnswer): readonly string[] {
  return [
    a.known === 'catalogue'
      ? a.guess
        ? `taken to be ${a.resolves}, by a part of its name`
        : null
      : a.known === 'family'
        ? `not in the catalogue; its name tells its lab, ${a.lab}`
        : 'not in the catalogue, and its name tells no lab',
    a.local ? 'runs on your own machine: no price a token' : null,
    a.replacement === null ? null : `its vendor names ${a.replacement} as successor`,
    ...a.notes,
  ].filter((note) => note !== null);
}
