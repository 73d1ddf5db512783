import { createMatcher } from '../../core/search/matcher';
import { snippetOf } from '../../core/search/snippet';
import { say } from '../../core/model/sentence';
import type { FindResult } from '../../protocol/traceData';
import type { FindQuery } from '../../protocol/viewCalls';
import type { AnalysedTrace } from './analysed';

/** Time a search may take before it stops with what it has, in milliseconds. */
const TIME_LIMIT = 1000;
const SNIPPETS = 200;

/**
 * Steps whose text has a hit, with a snippet of the first ones. A pattern is followed in linear time, whatever it is; a
 * search over very much text stops at the time limit and says so.
 */
export function findInSteps(
  { text, analysis }: Pick<AnalysedTrace, 'text' | 'analysis'>,
  { query, regex, matchCase }: FindQuery,
  now: () => number = () => performance.now(),
): FindResult {
  const nothing = { steps: new Uint32Array(), snippets: [] };
  if (query === '') return { ...nothing, problem: null };
  const matcher = createMatcher({ text: query, regex, matchCase });
  if ('problem' in matcher) return { ...nothing, ...matcher };
  const deadline = now() + TIME_LIMIT;
  const isOver = (): boolean => now() > deadline;
  const steps: number[] = [];
  const snippets: FindResult['snippets'][number][] = [];
  for (const [i, step] of analysis.steps.entries()) {
    const body = text.slice(step.start, step.end);
    const match = matcher.mayMatch(body) ? matcher.find(body, 0, isOver) : null;
    if (match !== null) {
      steps.push(i);
      if (snippets.length < SNIPPETS) snippets.push(snippetOf(body, match.start, match.end));
    }
    if (isOver()) {
      const problem = say('The search took too long and was stopped.');
      return { steps: Uint32Array.from(steps), snippets, problem };
    }
  }
  return { steps: Uint32Array.from(steps), snippets, problem: null };
}
