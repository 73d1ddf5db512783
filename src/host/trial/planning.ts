import type { TrialFile } from '../../core/trial/model';
import type { Journal } from '../../core/trial/run/journal';
import type { PlannedData } from '../../protocol/trialCalls';
import type { RunTarget } from '../capture/liveRun';
import { placeOf } from '../capture/target';
import type { Services } from '../shared/services';
import { targetOf } from './places';
import { askedModels } from './trialState';

/** A plan with the places where its models are asked. */
export interface Planned {
  readonly data: PlannedData;
  /** By index of the model, the judge's behind them. */
  readonly targets: readonly (RunTarget | null)[];
  /** By index of the model: the effort levels it takes. */
  readonly levels: readonly (readonly string[])[];
}

/** What is still to be done of a trial, and where. Sends nothing. */
export async function plannedAt(
  services: Services,
  trial: TrialFile,
  journal: Journal,
): Promise<Planned> {
  const targets = await Promise.all(askedModels(trial).map((model) => targetOf(services, model)));
  const places = targets.map((target) => target && placeOf(target));
  const count = trial.models.length;
  const [data, cards] = await Promise.all([
    services.engine.call('planTrial', {
      trial,
      journal,
      places: places.slice(0, count),
      judgePlace: places[count] ?? null,
    }),
    services.engine.call('cards', { ids: trial.models.map((m) => m.model) }),
  ]);
  return { data, targets, levels: cards.map((card) => card?.levels ?? []) };
}
