import { say } from '../model/sentence';
import type { CandidateFacts, Warning } from './model';
import type { ModelFacts } from './modelFacts';
import type { Priced } from './prices';

/** What is known of a candidate besides its figures, as the report and the terminal show it. */
export function candidateFacts(facts: ModelFacts, priced: Priced): CandidateFacts {
  const { rates, asOf, until, source } = priced;
  return {
    reasoning: facts.reasons,
    released: facts.released,
    retires: facts.retirement?.date ?? null,
    replacement: facts.retirement?.replacement ?? null,
    price:
      rates === null
        ? null
        : {
            input: rates.input,
            output: rates.output,
            cachedInput: rates.cachedInput,
            cacheWrite: rates.cacheWrite,
            asOf,
            until,
            source,
          },
  };
}

/** Half a year, in days: a model that goes sooner is worth a word. */
const SOON_DAYS = 183;

/** Whether the vendor has switched the model off by that day (ISO). */
export const isRetired = (retires: string | null, today: string): boolean =>
  retires !== null && retires <= today;

const daysUntil = (day: string, today: string): number =>
  (Date.parse(day) - Date.parse(today)) / 86_400_000;

/** What must be said where a model is gone or goes within half a year, with the successor that its vendor names. */
export function retirementWarnings(
  { id, retirement }: ModelFacts,
  today: string,
): readonly Warning[] {
  if (retirement === null || daysUntil(retirement.date, today) > SOON_DAYS) return [];
  const { date, replacement } = retirement;
  const gone = isRetired(date, today);
  const message =
    replacement === null
      ? gone
        ? say('{0} was retired by its vendor on {1}.', id, date)
        : say('{0} is retired by its vendor on {1}.', id, date)
      : gone
        ? say('{0} was retired by its vendor on {1}; its successor is {2}.', id, date, replacement)
        : say('{0} is retired by its vendor on {1}; its successor is {2}.', id, date, replacement);
  return [{ code: gone ? 'retired' : 'retires-soon', message }];
}

/** What must be said where the price changes on an announced day. */
export function priceChangeWarnings(facts: ModelFacts, priced: Priced): readonly Warning[] {
  const { rates, until, then } = priced;
  if (rates === null || until === null || then === null) return [];
  return [
    {
      code: 'price-changes',
      message: say(
        'The price of {0} holds until {1}; then ${2} in, ${3} out a million tokens (now ${4} and ${5}).',
        facts.id,
        until,
        String(then.input),
        String(then.output),
        String(rates.input),
        String(rates.output),
      ),
    },
  ];
}
