import { snippetOf } from '../../core/search/snippet';
import type { FindResult } from '../../protocol/traceData';
import { TIMEOUT, type FindQuery } from '../../protocol/viewCalls';
import type { AnalysedTrace } from './analysed';
import { reasonOf } from '../../core/text/errors';

/** Time a search may take before it stops with what it has, in milliseconds. */
const TIME_LIMIT = 1000;
const SNIPPETS = 200;

/** Steps whose text has a hit, with a snippet of the first ones. Stops at the time limit and says so. */
export function findInSteps(
  { text, analysis }: Pick<AnalysedTrace, 'text' | 'analysis'>,
  query: FindQuery,
  now: () => number = () => performance.now(),
): FindResult {
  const nothing = { steps: new Uint32Array(), snippets: [] };
  if (query.query === '') return { ...nothing, problem: null };
  const pattern = patternOf(query);
  if (typeof pattern === 'string') return { ...nothing, problem: pattern };
  const deadline = now() + TIME_LIMIT;
  const steps: number[] = [];
  const snippets: FindResult['snippets'][number][] = [];
  let problem: string | null = null;
  for (const [i, step] of analysis.steps.entries()) {
    const body = text.slice(step.start, step.end);
    const match = pattern.exec(body);
    if (match && match[0] !== '') {
      steps.push(i);
      if (snippets.length < SNIPPETS) {
        snippets.push(snippetOf(body, match.index, match.index + match[0].length));
      }
    }
    if (now() > deadline) {
      problem = TIMEOUT;
      break;
    }
  }
  return { steps: Uint32Array.from(steps), snippets, problem };
}

/** The pattern of a query, or why it is none. */
function patternOf({ query, regex, matchCase }: FindQuery): RegExp | string {
  const source = regex ? query : query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  try {
    return new RegExp(source, matchCase ? 'um' : 'ium');
  } catch (error) {
    return reasonOf(error);
  }
}
