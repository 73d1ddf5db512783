import { countFigure, say } from '../model/sentence';
import { priceChangeWarnings, retirementWarnings } from './candidateFacts';
import type { ModelFacts } from './modelFacts';
import { budgetOf, takesEffort } from './effort';
import type { ModelChoice, Warning } from './model';
import type { Priced } from './prices';
import type { TokenCount } from './tokens';

interface WarningContext {
  readonly priced: Priced;
  readonly count: TokenCount;
  readonly stated: ModelFacts;
  readonly today: string;
}

/** Where the facts come from, when not from the very model in the catalogue. */
function identityWarnings(
  facts: ModelFacts,
  stated: ModelFacts,
  asked: string,
): readonly Warning[] {
  const unknown = stated.reasons === 'unknown';
  if (facts.known === 'catalogue') {
    const guess: Warning = {
      code: 'guessed-model',
      message: say('‘{0}’ is taken to be {1}, by a part of its name', asked, facts.id),
    };
    return facts.guess ? [guess] : [];
  }
  const siblings = facts.siblings ?? [];
  const list: Warning[] = [
    siblings.length > 1
      ? {
          code: 'several-models',
          message: say('‘{0}’ is not one model: choose {1}.', asked, siblings.join(', ')),
        }
      : facts.known === 'nothing'
        ? {
            code: 'unknown-model',
            message: say(
              '‘{0}’ is not in the catalogue and its name tells no lab: lengths are those of all reasoning models',
              asked,
            ),
          }
        : {
            code: 'unlisted-model',
            message: say(
              '‘{0}’ is not in the catalogue: estimated from {1} and the {2} family',
              asked,
              facts.lab,
              facts.family,
            ),
          },
  ];
  if (unknown) {
    list.push({
      code: 'reasoning-unknown',
      message: say('It is not known whether ‘{0}’ reasons: it is taken to', asked),
    });
  }
  return list;
}

/** What must be said of a model before any what-if: where it is from, its price, what it takes. */
export function candidateWarnings(
  facts: ModelFacts,
  choice: ModelChoice,
  { priced, count, stated, today }: WarningContext,
): readonly Warning[] {
  const list: Warning[] = [
    ...retirementWarnings(facts, today),
    ...priced.warnings,
    ...priceChangeWarnings(facts, priced),
    ...identityWarnings(facts, stated, choice.model),
  ];
  if (priced.rates === null)
    list.push(
      facts.local
        ? {
            code: 'local-model',
            message: say('‘{0}’ runs on your own machine: it has no price a token', choice.model),
          }
        : { code: 'no-price', message: say('No price is known for ‘{0}’', choice.model) },
    );
  if (!count.exact) {
    list.push({
      code: 'tokens-extrapolated',
      message: say(
        'The prompt is too long to count whole: about {0} tokens, from the density of its first part',
        countFigure(count.tokens),
      ),
    });
  }
  if (takesEffort(facts, choice.effort) === false && facts.reasons !== 'never') {
    const levels = facts.effort?.levels.join(', ') ?? say('none');
    list.push({
      code: 'effort-unknown',
      message: say(
        '{0} does not list effort ‘{1}’ (levels: {2})',
        facts.id,
        choice.effort ?? '',
        levels,
      ),
    });
  }
  const budget = budgetOf(choice.effort);
  const least = facts.budget?.min ?? null;
  if (budget !== null && least !== null && budget < least) {
    list.push({
      code: 'budget-too-small',
      message: say('{0} takes budgets from {1} tokens', facts.id, countFigure(least)),
    });
  }
  return list;
}
