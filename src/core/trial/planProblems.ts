import { choiceProblem } from '../estimate/effortCheck';
import { say, usdFigure } from '../model/sentence';
import { choiceText } from './candidate';
import { checkProblem } from './checks/table';
import type { Expected, PlanFacts } from './expected';
import type { TrialFile, TrialProblem } from './model';
import type { PlannedModel } from './planModel';
import type { Journal } from './run/journal';

/** Fewer cases than this show only differences that nobody overlooks. */
const FEW_CASES = 10;

/** What is wrong or worth knowing of the check and of the number of cases. */
export function settingProblems(trial: TrialFile, cases: number): readonly TrialProblem[] {
  const found: TrialProblem[] = [];
  const wrong = checkProblem(trial.check);
  if (wrong !== null)
    found.push({ code: 'bad-check', sentence: wrong, blocks: true, at: { part: 'check' } });
  if (cases > 0 && cases < FEW_CASES)
    found.push({
      code: 'few-cases',
      sentence: say(
        'With {0} cases only a difference that nobody would overlook can be shown.',
        String(cases),
      ),
      blocks: false,
      at: { part: 'file' },
    });
  return found;
}

/** What is wrong with the models, the judge among them (index -1): names, efforts, endpoints, keys and prices. */
export function modelProblems(
  trial: TrialFile,
  models: readonly Expected[],
  judge: Expected | null,
  { catalogue }: PlanFacts,
): readonly TrialProblem[] {
  const found: TrialProblem[] = [];
  const add = (
    code: TrialProblem['code'],
    sentence: TrialProblem['sentence'],
    model: number,
  ): void => void found.push({ code, sentence, blocks: true, at: { part: 'model', model } });
  if (trial.models.length < 2)
    found.push({
      code: 'bad-model',
      sentence: say('Choose the model of today and at least one candidate.'),
      blocks: true,
      at: { part: 'file' },
    });
  const names = new Set<string>();
  const listed = trial.models.map((model, i) => ({ model, known: models[i]!, i }));
  const judged =
    judge === null || trial.check.kind !== 'judge'
      ? []
      : [{ model: trial.check.model, known: judge, i: -1 }];
  for (const { model, known, i } of [...listed, ...judged]) {
    const name = choiceText(model);
    const wrong = choiceProblem(
      model.effort === null ? model.model : `${model.model}:${model.effort}`,
      catalogue,
    );
    if (wrong !== null) add('bad-model', wrong, i);
    if (i >= 0 && names.has(name)) add('same-model', say('{0} stands there twice.', name), i);
    if (i >= 0) names.add(name);
    if (known.place === null) {
      add('no-endpoint', say('It is not known where {0} answers: choose an endpoint.', name), i);
      continue;
    }
    if (!known.place.hasKey)
      add('no-key', say('There is no key for {0}.', known.place.endpoint), i);
    if (known.place.payment === 'tokens' && known.rates === null)
      add(
        'no-price',
        say('The price of {0} is not known, so a budget cannot be kept: enter it.', name),
        i,
      );
  }
  return found;
}

/** What stands in the way of a budget. */
export function budgetProblems(
  trial: TrialFile,
  journal: Journal,
  models: readonly PlannedModel[],
  judgeWorstUsd: number,
  calls: number,
): readonly TrialProblem[] {
  const isBilled = models.some((m) => m.payment === 'tokens');
  if (!isBilled || calls === 0) return [];
  const at = { part: 'budget' } as const;
  if (trial.budgetUsd === null)
    return [{ code: 'no-budget', sentence: say('Set a budget.'), blocks: true, at }];
  const worst = Math.max(...models.map((m) => m.worstCallUsd ?? 0)) + judgeWorstUsd;
  if (journal.spentUsd + worst > trial.budgetUsd)
    return [
      {
        code: 'small-budget',
        sentence: say(
          'The budget does not cover one call: the dearest may cost {0}, and {1} is spent.',
          usdFigure(worst),
          usdFigure(journal.spentUsd),
        ),
        blocks: true,
        at,
      },
    ];
  return [];
}
