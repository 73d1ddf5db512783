import type { Catalogue } from '../core/estimate/catalogue';
import type { ModelFacts } from '../core/estimate/modelFacts';
import type { OwnModel } from '../protocol/estimator';

/** The catalogue's facts of a model with the user's own price and limits over them. */
export function ownFacts(own: OwnModel, base: Catalogue): ModelFacts {
  const facts = base.find(own.id);
  const { input, output } = own;
  return {
    ...facts,
    id: own.id,
    contextTokens: own.contextTokens ?? facts.contextTokens,
    maxOutputTokens: own.maxOutputTokens ?? facts.maxOutputTokens,
    isWorkspacePrice: own.byWorkspace === true,
    ownRates: {
      input,
      output,
      cachedInput: own.cachedInput ?? input,
      cacheWrite: input,
      cacheWrite1h: input,
      tiers: [],
    },
  };
}
