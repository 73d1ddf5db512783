import { makeCatalogue, type Catalogue, type ModelFacts } from '../core/estimate/catalogue';
import { prepare } from '../core/estimate/estimate';
import { priceOf } from '../core/estimate/prices';
import { libraryPrices } from '../core/estimate/prices.lazy';
import { estimatorClientContract, estimatorContract, type ModelCard } from '../protocol/estimator';
import { connect, type Channel } from '../protocol/rpc';
import { ownFacts } from './ownFacts';

const loadTokenizer = () => import('../core/estimate/tokenizer.lazy');

/** Answers estimates over a channel: the worker's whole life. */
export function serveEstimator(channel: Channel): void {
  let catalogue = makeCatalogue();
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
      prepare: async (request) => {
        const { countTokens } = await loadTokenizer();
        return prepare(request, {
          catalogue,
          prices: libraryPrices,
          countTokens,
          now: new Date(),
        });
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
