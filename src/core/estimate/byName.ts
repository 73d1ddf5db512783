import familyData from './data/families.data.json';
import { REASONS } from './modelFacts';
import type { ModelFacts, Reasons, ReasoningText } from './modelFacts';
import { parseModelId } from './modelId';
import { modelKey } from './modelKey';

interface Family {
  readonly prefix: string;
  readonly lab: string;
  readonly family: string;
  readonly reasons: string;
  readonly tokenizer: string;
  readonly text?: string;
  readonly open?: boolean;
}

interface LabDefaults {
  readonly effort: string | null;
  readonly budget: string | null;
  readonly text: string;
}

const families: readonly Family[] = [...familyData.families].sort(
  (a, b) => b.prefix.length - a.prefix.length,
);
const labs: Readonly<Record<string, LabDefaults>> = familyData.labs;
const noLab: LabDefaults = { effort: null, budget: null, text: 'raw' };

/** The request fields of a lab's models. */
export const labDefaults = (lab: string): LabDefaults => labs[lab] ?? noLab;

const reasonsOf = (text: string): Reasons => REASONS.find((r) => r === text) ?? 'unknown';
const textOf = (text: string): ReasoningText =>
  text === 'raw' || text === 'summary' ? text : 'hidden';

/** What the words of a name say of how it reasons. */
export function reasonsNamed(key: string): Reasons | null {
  if (/(?:^|-)(?:non-reasoning|no-?think|non-thinking)(?:-|$)/.test(key)) return 'never';
  if (/(?:^|-)(?:reasoning|reasoner|thinking|think|thinker)(?:-|$)/.test(key)) return 'always';
  return null;
}

/**
 * Facts that follow from a name alone: lab, family, and how it reasons where the name says so or its generation is
 * complete. A family whose next member may do otherwise says `unknown`.
 */
export function factsByName(id: string): ModelFacts {
  const key = modelKey(id);
  const family = families.find((f) => key.startsWith(f.prefix));
  const lab = labDefaults(family?.lab ?? '');
  return {
    id,
    lab: family?.lab ?? 'unknown',
    family: family?.family ?? 'unknown',
    provider: null,
    host: null,
    listed: parseModelId(id).listed,
    local: false,
    guess: false,
    reasons: reasonsNamed(key) ?? reasonsOf(family?.reasons ?? 'unknown'),
    described: false,
    effort: null,
    budget: null,
    reasoningText: textOf(family?.text ?? lab.text),
    contextTokens: null,
    maxOutputTokens: null,
    openWeights: family?.open ?? null,
    released: null,
    retirement: null,
    tokenizer: family?.tokenizer ?? 'unknown',
    list: null,
    ownRates: null,
    known: family === undefined ? 'nothing' : 'family',
  };
}
