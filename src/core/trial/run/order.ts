import { textHash } from '../../text/hash';
import { choiceText } from '../candidate';
import { filledMessages } from '../holes';
import type { TrialCase, TrialFile, TrialModel } from '../model';
import type { PlannedCall } from '../planModel';
import { seeded, shuffled } from '../statistics/random';

/** What a call of one model on one case is limited by. */
export interface CallBounds {
  readonly cap: number | null;
  readonly worstUsd: number;
}

/**
 * All calls of a trial in the order in which they are sent: cases shuffled by the seed, so that those of a trial that was
 * stopped are a fair sample; of a case all models, so that there are pairs; the model that goes first changes.
 */
export function orderedCalls(
  trial: TrialFile,
  cases: readonly TrialCase[],
  boundsOf: (model: number, item: TrialCase) => CallBounds,
): readonly PlannedCall[] {
  const order = shuffled(cases, seeded(trial.seed));
  return order.flatMap((item, nth) => {
    const messages = filledMessages(trial.prompt, item.values);
    return Array.from({ length: trial.repeats }, (_, repeat) =>
      trial.models.map((_model, i) => {
        const model = (i + nth) % trial.models.length;
        const choice = trial.models[model]!;
        const candidate = choiceText(choice);
        return {
          key: keyOf(messages, candidate, trial.maxOutputTokens, repeat),
          kind: 'answer' as const,
          case: item.id,
          model,
          candidate,
          repeat,
          messages,
          choice: { model: choice.model, effort: choice.effort },
          ...boundsOf(model, item),
        };
      }),
    ).flat();
  });
}

/** Name of a call in the journal: a hash of what is asked, of whom, and which repeat it is. */
export function callKey(
  trial: TrialFile,
  item: TrialCase,
  model: TrialModel,
  repeat: number,
): string {
  const messages = filledMessages(trial.prompt, item.values);
  return keyOf(messages, choiceText(model), trial.maxOutputTokens, repeat);
}

const keyOf = (
  messages: PlannedCall['messages'],
  candidate: string,
  cap: number | null,
  repeat: number,
): string => textHash(JSON.stringify([messages, candidate, cap, repeat]));
