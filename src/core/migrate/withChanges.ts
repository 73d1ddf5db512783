import type { Catalogue } from '../estimate/catalogue';
import { presumed, type EstimateRequest } from '../estimate/estimate';
import type { EstimateModel } from '../estimate/model';
import { DEFAULT_CONTROLS } from '../estimate/controls';
import { recompute } from '../estimate/whatIf';
import { migrationChanges } from './changes';

/** Adds to each candidate what must change in the prompt and its call, given how long its calls are. */
export function withChanges(
  model: EstimateModel,
  source: EstimateRequest['source'],
  catalogue: Catalogue,
): EstimateModel {
  if (source === undefined) return model;
  const { rows } = recompute(model, DEFAULT_CONTROLS);
  const named = source.found.call?.model?.id;
  const from = named === undefined ? null : catalogue.find(named);
  return {
    ...model,
    candidates: model.candidates.map((c, i) => {
      const row = rows[i];
      const choice = { model: c.model, effort: c.effort };
      const changes = migrationChanges(source.found, source.document, {
        from,
        facts: presumed(catalogue.find(c.model), choice),
        choice,
        needs: {
          suggestedCap: row?.suggestedCap ?? null,
          slowSeconds: row?.latencySeconds?.total.p90 ?? null,
        },
      });
      return { ...c, changes };
    }),
  };
}
