import { makeCatalogue, type Catalogue, type ModelFacts } from '../core/estimate/catalogue';
import { prepare, type EstimateFacts } from '../core/estimate/estimate';
import type { EstimateModel } from '../core/estimate/model';
import { priceOf } from '../core/estimate/prices';
import { libraryPrices } from '../core/estimate/prices.lazy';
import type { Report } from '../core/estimate/report';
import { DEFAULT_CONTROLS, recompute } from '../core/estimate/whatIf';
import {
  estimatorClientContract,
  estimatorContract,
  type Brief,
  type ModelCard,
} from '../protocol/estimator';
import { connect, type Channel } from '../protocol/rpc';
import { ownFacts } from './ownFacts';

const loadTokenizer = () => import('../core/estimate/tokenizer.lazy');

/** Answers estimates over a channel: the worker's whole life. */
export function serveEstimator(channel: Channel): void {
  let catalogue = makeCatalogue();
  const facts = async (): Promise<EstimateFacts> => {
    const { countTokens } = await loadTokenizer();
    return { catalogue, prices: libraryPrices, countTokens, now: new Date() };
  };
  connect(channel, estimatorContract, estimatorClientContract, {
    requests: {
      warm: async () => {
        (await loadTokenizer()).countTokens('warm', 'o200k');
        return null;
      },
      configure: ({ models }) => {
        const base = makeCatalogue();
        catalogue = makeCatalogue(models.map((m) => ownFacts(m, base)));
        return null;
      },
      prepare: async (request) => prepare(request, await facts()),
      brief: async ({ controls, ...request }) => {
        const model = prepare(request, await facts());
        return brief(model, recompute(model, controls ?? DEFAULT_CONTROLS));
      },
      models: () =>
        [...catalogue.models]
          .sort((a, b) => (b.released ?? '').localeCompare(a.released ?? ''))
          .map((facts) => card(facts, catalogue)),
      cards: ({ ids }) =>
        ids.map((id) => {
          const facts = catalogue.find(id);
          return facts.known === 'nothing' ? null : card(facts, catalogue);
        }),
    },
    events: {},
  });
}

function card(facts: ModelFacts, catalogue: Catalogue): ModelCard {
  const { rates, asOf } = priceOf(facts, libraryPrices, catalogue.date, new Date());
  return {
    id: facts.id,
    lab: facts.lab,
    family: facts.family,
    reasons: facts.reasons,
    levels: [...(facts.effort?.levels ?? [])],
    effortParameter: facts.effort?.parameter ?? null,
    budget: facts.budget,
    contextTokens: facts.contextTokens,
    maxOutputTokens: facts.maxOutputTokens,
    released: facts.released,
    deprecated: facts.deprecated,
    listed: facts.known === 'catalogue' || facts.known === 'settings',
    price: rates && { input: rates.input, output: rates.output, asOf },
  };
}

function brief(model: EstimateModel, report: Report): Brief {
  return {
    promptTokens: model.prompt.tokens,
    pricesAsOf: model.pricesAsOf,
    sentence: report.decision.sentence,
    detail: report.decision.detail,
    rows: [report.baseline, ...report.rows].map((row) => ({
      model: row.model,
      effort: row.effort,
      costUsd: row.costUsd,
      seconds: row.latencySeconds?.total ?? null,
      success: row.success,
      reasoningTokens: row.reasoningTokens,
      warnings: row.warnings.map((w) => w.message),
    })),
  };
}
