import { marked, type Token, type Tokens } from 'marked';
import type { Catalogue } from '../estimate/catalogue';
import type { ModelFacts } from '../estimate/modelFacts';
import { voice } from '../text/voice';
import type { PageProblem } from './check';
import type { Concept, CurrentModel } from './model';

/** `{{model openai}}`, `{{levels openai}}`, `{{price openai output}}`, `{{day}}`. */
const PLACEHOLDER = /\{\{([a-z]+)(?: ([a-z]+))?(?: ([a-z]+))?\}\}/g;
/** Names of served models as an API takes them. */
const MODEL_NAME =
  /\b(?:gpt|o[1-9]|claude|gemini|deepseek|grok)(?:-[a-z0-9.]+)+(?![\w-])|\bo[1-9]\b/g;
/** A model given to a call: `model="…"`, `model: '…'`. */
const MODEL_ARGUMENT = /\bmodel["']?\s*[=:]\s*["']([^"']+)["']/g;

const { usd } = voice('en', (message) => message);

/** The model that stands for a vendor on the pages, with its price of the day. */
export function currentModels(
  byVendor: Readonly<Record<string, string>>,
  catalogue: Catalogue,
): readonly CurrentModel[] {
  return Object.entries(byVendor).map(([vendor, id]) => {
    const { list, effort } = catalogue.find(id);
    return {
      vendor,
      id,
      levels: effort?.levels ?? [],
      input: list?.rates.input ?? null,
      output: list?.rates.output ?? null,
      asOf: list?.asOf ?? null,
    };
  });
}

/** Writes the names and prices of the day into a text of a page. Throws where a placeholder asks for what is not there. */
function fillCurrent(text: string, models: readonly CurrentModel[], day: string): string {
  return text.replace(PLACEHOLDER, (whole, what: string, vendor?: string, which?: string) => {
    if (what === 'day') return day;
    const model = models.find((one) => one.vendor === vendor);
    const price = which === 'input' || which === 'output' ? (model?.[which] ?? null) : null;
    if (what === 'model' && model !== undefined) return model.id;
    if (what === 'levels' && model !== undefined) return model.levels.join(', ');
    if (what === 'price' && price !== null) return usd(price);
    throw new Error(`nothing known for '${whole}'`);
  });
}

/** A page, English or translated, with the names and prices of the day. */
export function fillPage<T extends Pick<Concept, 'explanation' | 'code' | 'imprecise' | 'text'>>(
  page: T,
  models: readonly CurrentModel[],
  day: string,
): T {
  const fill = (text: string): string => fillCurrent(text, models, day);
  return {
    ...page,
    explanation: fill(page.explanation),
    code: fill(page.code),
    imprecise: fill(page.imprecise),
    text: fill(page.text),
  };
}

/**
 * Models that a page must not show any more: a name in an example, in code or in a table for which the lab has
 * announced an end, or an example that calls a model which the catalogue does not list. Prose may tell of old models.
 */
export function staleModels(concept: Concept, catalogue: Catalogue): readonly PageProblem[] {
  const problems = new Map<string, string>();
  const look = (text: string): void => {
    for (const [name] of text.matchAll(MODEL_NAME)) {
      const end = catalogue.find(name).retirement;
      if (end !== null) problems.set(name, `shows '${name}', which ends on ${end.date}`);
    }
  };
  const visit = (token: Token): void => {
    if (token.type === 'code' || token.type === 'codespan') {
      const { text } = token as Tokens.Code | Tokens.Codespan;
      look(text);
      for (const [, id = ''] of text.matchAll(MODEL_ARGUMENT)) {
        if (!isListed(catalogue.find(id))) problems.set(id, `calls '${id}', a model not listed`);
      }
    } else if (token.type === 'table') {
      for (const { text } of (token as Tokens.Table).rows.flat()) look(text);
    }
  };
  for (const part of [concept.explanation, concept.code, concept.imprecise]) {
    void marked.walkTokens(marked.lexer(part), visit);
  }
  return [...problems.values()].map((message) => ({ at: concept.id, message }));
}

function isListed({ known, guess }: ModelFacts): boolean {
  return known === 'catalogue' && !guess;
}
