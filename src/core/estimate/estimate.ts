import { migrationChanges } from '../prompt/migration';
import type { FoundPrompt } from '../prompt/model';
import { candidateModel } from './candidate';
import type { Calibration } from './calibration';
import { withCalibration } from './calibration';
import type { Catalogue, ModelFacts } from './catalogue';
import { TASK_TYPES } from './model';
import type { EstimateModel, ModelChoice, TaskType } from './model';
import { learnFromPrompt } from './observe';
import { priceOf } from './prices';
import type { PriceSource } from './prices';
import { DEFAULT_CONTROLS } from './report';
import type { Controls } from './report';
import { believeTaskType, mainType } from './taskType';
import { encodingOf } from './tokens';
import type { TokenCount, TokenCounter } from './tokens';
import { recompute } from './whatIf';
import { estimateOf } from './worded';
import type { Estimate } from './worded';

/** What is asked: a prompt, today's model, the candidates, and runs of this prompt already seen. */
export interface EstimateRequest {
  readonly prompt: string;
  readonly from: ModelChoice;
  readonly to: readonly ModelChoice[];
  readonly observed?: readonly (ModelChoice & { readonly tokens: number })[];
  /** Tokens of the prompt by a model's own tokenizer (an editor's language model API), by model id as asked. */
  readonly ownCounts?: Readonly<Record<string, number>>;
  /** Where the prompt stands; without it no changes are looked for. */
  readonly source?: { readonly found: FoundPrompt; readonly document: string };
}

/** Where facts come from; everything that depends on time, files or settings is passed in. */
export interface EstimateFacts {
  readonly catalogue: Catalogue;
  readonly prices: PriceSource;
  readonly countTokens: TokenCounter;
  readonly now: Date;
  /** What the user's own traces taught. */
  readonly calibration?: Calibration | null;
}

/** A model that no list knows reasons where an effort is asked of it. */
const withEffort = (facts: ModelFacts, choice: ModelChoice): ModelFacts =>
  facts.known !== 'catalogue' && facts.reasons === 'never' && choice.effort !== null
    ? { ...facts, reasons: 'on' }
    : facts;

/** A candidate is asked for its reasoning, so that one of which nothing is known is taken to reason. */
const asCandidate = (facts: ModelFacts, choice: ModelChoice): ModelFacts =>
  facts.known === 'nothing' && facts.reasons === 'never'
    ? { ...facts, reasons: 'on' }
    : withEffort(facts, choice);

/** A baseline runs as it does today: one that is switched off unasked stays so. */
const asBaseline = (facts: ModelFacts, choice: ModelChoice): ModelChoice =>
  facts.reasons === 'off' && choice.effort === null ? { ...choice, effort: 'off' } : choice;

/** The estimate before any what-if. The prompt must not be empty (see `readPrompt`). */
export function prepare(request: EstimateRequest, facts: EstimateFacts): EstimateModel {
  const { catalogue, prices, now } = facts;
  const counts = new Map<string, TokenCount>();
  const count = (m: ModelFacts): TokenCount => {
    const encoding = encodingOf(m.tokenizer);
    const known = counts.get(encoding) ?? facts.countTokens(request.prompt, encoding);
    counts.set(encoding, known);
    return known;
  };
  const calibration = facts.calibration ?? null;
  const coefficients = withCalibration(calibration, catalogue);
  const prior = believeTaskType(request.prompt);
  const shift = learnFromPrompt(
    prior,
    (request.observed ?? []).map((o) => ({
      facts: asCandidate(catalogue.find(o.model), o),
      effort: o.effort,
      tokens: o.tokens,
    })),
    request.prompt.length,
    coefficients,
  );
  const likeliest: TaskType = TASK_TYPES.reduce(
    (a, b) => (shift.belief[b] > shift.belief[a] ? b : a),
    'unknown',
  );
  const build = (m: ModelFacts, choice: ModelChoice) =>
    candidateModel(m, choice, {
      count: count(m),
      ownCount: request.ownCounts?.[choice.model] ?? null,
      chars: request.prompt.length,
      priced: priceOf(m, prices, catalogue.date, now),
      shift,
      likeliest,
      coefficients,
      calibration,
    });
  const today = withEffort(catalogue.find(request.from.model), request.from);
  const baseCount = count(today);
  const model: EstimateModel = {
    prompt: {
      tokens: baseCount.tokens,
      tokenizer: baseCount.encoding,
      kind: mainType(shift.belief),
    },
    belief: shift.belief,
    pricesAsOf: prices.asOf,
    baseline: build(today, asBaseline(today, request.from)),
    candidates: request.to.map((choice) =>
      build(asCandidate(catalogue.find(choice.model), choice), choice),
    ),
  };
  const { source } = request;
  return source === undefined ? model : withChanges(model, source, catalogue);
}

/** Adds to each candidate what must change in the prompt and its call, given how long its calls are. */
function withChanges(
  model: EstimateModel,
  source: NonNullable<EstimateRequest['source']>,
  catalogue: Catalogue,
): EstimateModel {
  const { rows } = recompute(model, DEFAULT_CONTROLS);
  return {
    ...model,
    candidates: model.candidates.map((c, i) => {
      const row = rows[i];
      const needs = {
        suggestedCap: row?.suggestedCap ?? null,
        slowSeconds: row?.latencySeconds?.total.p90 ?? null,
      };
      const choice = { model: c.model, effort: c.effort };
      const facts = asCandidate(catalogue.find(c.model), choice);
      const changes = migrationChanges(source.found, source.document, facts, choice, needs);
      return { ...c, changes };
    }),
  };
}

/** What switching this prompt does to cost, latency and quality, as ranges with their basis. */
export function estimate(
  request: EstimateRequest,
  facts: EstimateFacts,
  controls: Controls = DEFAULT_CONTROLS,
): Estimate {
  const model = prepare(request, facts);
  return estimateOf(model, recompute(model, controls));
}
