import {
  calibrate,
  promptFacts,
  withRuns,
  type Calibration,
  type CalibrationTrace,
  type MeasuredRatio,
} from '../core/estimate/calibration';
import type { ModelFacts } from '../core/estimate/modelFacts';
import { prepare, type EstimateFacts } from '../core/estimate/estimate';
import type { EstimateModel } from '../core/estimate/model';
import { priceOf } from '../core/estimate/prices';
import { checkProviderData, libraryPrices } from '../core/estimate/prices.lazy';
import type { Report } from '../core/estimate/report';
import { DEFAULT_CONTROLS } from '../core/estimate/controls';
import { recompute } from '../core/estimate/whatIf';
import { withChanges } from '../core/migrate/withChanges';
import { inEnglish } from '../core/text/voice';
import type { EngineHandlers } from '../protocol/engine';
import type { Brief, ReportRequest, Learnt, ModelCard } from '../protocol/estimateCalls';
import type { EngineState } from './engine';

const loadTokenizer = () => import('../core/estimate/tokenizer.lazy');

/** Everything that an estimate depends on, as it is known now. */
export async function estimateFacts(
  state: EngineState,
  runs: readonly MeasuredRatio[],
): Promise<EstimateFacts> {
  const { countTokens } = await loadTokenizer();
  const calibration = withRuns(state.calibration, runs);
  const { catalogue } = state.book;
  return { catalogue, prices: libraryPrices, countTokens, now: new Date(), calibration };
}

/** Answers estimates and what is known of models. */
export function estimateCalls(state: EngineState) {
  const { book } = state;
  const facts = (runs: readonly MeasuredRatio[]) => estimateFacts(state, runs);
  const prepared = async ({ source, runs, ...request }: ReportRequest): Promise<EstimateModel> => {
    const model = prepare(request, await facts(runs));
    return source === null ? model : withChanges(model, source, book.catalogue);
  };

  return {
    warm: async () => {
      (await loadTokenizer()).countTokens('warm');
      return null;
    },
    checkPrices: ({ data }) => {
      checkProviderData(data);
      return null;
    },
    calibrate: ({ traces }) => {
      const found = calibrate(traces, book.catalogue);
      return { calibration: found, learnt: learntFrom(traces, found) };
    },
    lesson: ({ prompt, ...run }) => {
      const { models } = calibrate([{ ...run, prompt: promptFacts(prompt) }], book.catalogue);
      return models[0]?.meanLogRatio ?? null;
    },
    prepare: prepared,
    brief: async ({ controls, ...request }) => {
      const model = await prepared(request);
      return brief(model, recompute(model, controls ?? DEFAULT_CONTROLS));
    },
    models: () =>
      [...book.catalogue.models]
        .sort((a, b) => (b.released ?? '').localeCompare(a.released ?? ''))
        .map((facts) => card(facts)),
    cards: ({ ids }) =>
      ids.map((id) => {
        const facts = book.catalogue.find(id);
        return facts.known === 'nothing' && facts.ownRates === null ? null : card(facts);
      }),
  } satisfies Partial<EngineHandlers>;
}

function card(facts: ModelFacts): ModelCard {
  const { rates, asOf } = priceOf(facts, libraryPrices, new Date());
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
    retires: facts.retirement?.date ?? null,
    replacement: facts.retirement?.replacement ?? null,
    guessed: facts.reasons !== 'unknown' && (facts.guess || facts.known !== 'catalogue'),
    price: rates && { input: rates.input, output: rates.output, asOf },
  };
}

function brief(model: EstimateModel, report: Report): Brief {
  return {
    promptTokens: model.prompt.tokens,
    pricesAsOf: model.pricesAsOf,
    sentence: inEnglish(report.decision.sentence),
    detail: inEnglish(report.decision.detail),
    rows: [report.baseline, ...report.rows].map((row) => ({
      model: row.model,
      effort: row.effort,
      costUsd: row.costUsd,
      seconds: row.latencySeconds?.total ?? null,
      success: row.success,
      reasoningTokens: row.reasoningTokens,
      warnings: row.warnings.map((w) => inEnglish(w.message)),
    })),
  };
}

/** Own median of each model against what the shipped fit expects of the same prompts. */
function learntFrom(traces: readonly CalibrationTrace[], { models }: Calibration): Learnt[] {
  return models.map(({ model, effort, n, meanLogRatio }) => {
    const tokens = traces
      .filter((t) => t.model === model && t.effort === effort)
      .map((t) => t.reasoningTokens)
      .sort((a, b) => a - b);
    const own = tokens[Math.floor(tokens.length / 2)] ?? 0;
    return { model, effort, n, own, expected: own / 10 ** meanLogRatio };
  });
}
