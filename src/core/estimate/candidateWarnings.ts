import { countFigure, say } from '../model/sentence';
import type { ModelFacts } from './catalogue';
import { budgetOf, takesEffort } from './effort';
import type { ModelChoice, Warning } from './model';
import type { Priced } from './prices';
import type { TokenCount } from './tokens';

/** What must be said of a model before any what-if: where it is from, its price, what it takes. */
export function candidateWarnings(
  facts: ModelFacts,
  choice: ModelChoice,
  { priced, count }: { readonly priced: Priced; readonly count: TokenCount },
): readonly Warning[] {
  const list: Warning[] = [...priced.warnings];
  if (facts.known === 'nothing') {
    list.push({
      code: 'unknown-model',
      message:
        facts.reasons === 'never'
          ? say(
              '‘{0}’ is not in the catalogue and its name tells no lab: taken as a plain LLM',
              choice.model,
            )
          : say(
              '‘{0}’ is not in the catalogue and its name tells no lab: lengths are those of all reasoning models',
              choice.model,
            ),
    });
  } else if (facts.known === 'family') {
    list.push({
      code: 'unlisted-model',
      message: say(
        '‘{0}’ is not in the catalogue: estimated from {1} and the {2} family',
        choice.model,
        facts.lab,
        facts.family,
      ),
    });
  }
  if (priced.rates === null)
    list.push({ code: 'no-price', message: say('No price is known for ‘{0}’', choice.model) });
  if (!count.exact) {
    list.push({
      code: 'tokens-extrapolated',
      message: say(
        'The prompt is too long to count whole: about {0} tokens, from the density of its first part',
        countFigure(count.tokens),
      ),
    });
  }
  if (facts.deprecated)
    list.push({
      code: 'deprecated',
      message: say('{0} is marked deprecated by its vendor', facts.id),
    });
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
