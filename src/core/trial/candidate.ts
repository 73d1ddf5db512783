import type { TrialModel } from './model';

/** Name of a model of a trial: `o4-mini:low`, with its endpoint where one is named (`o4-mini:low @ Azure`). */
export function choiceText({ model, effort, endpoint }: TrialModel): string {
  const name = effort === null ? model : `${model}:${effort}`;
  return endpoint === null ? name : `${name} @ ${endpoint}`;
}
