import type { FoundPrompt } from '../prompt/model';
import { candidateModel } from './candidate';
import type { Calibration } from './calibration';
import { byListedName, withCalibration } from './calibration';
import type { Catalogue } from './catalogue';
import type { ModelFacts } from './modelFacts';
import { byType, TASK_TYPES, WORK_CLASSES } from './model';
import type {
  CandidateModel,
  EstimateModel,
  ModelChoice,
  PromptFacts,
  TaskType,
  WorkClass,
} from './model';
import { learnFromPrompt } from './observe';
import type { PromptShift } from './observe';
import { priceOf } from './prices';
import type { PriceSource } from './prices';
import { DEFAULT_CONTROLS } from './controls';
import type { Controls } from './controls';
import { believeTaskType, classShare, mainType } from './taskType';
import { ENCODING } from './tokens';
import type { TokenCounter } from './tokens';
import { callsOf } from './reasoningLength';
import { countFigure, percentFigure, say } from '../model/sentence';
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
  /** Where the prompt stands: what must change there is looked for with it. */
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

/**
 * A model of which it is not known whether it reasons is priced as if it did, today's and candidates alike: a bill of 0
 * thinking would be the wrong surprise. So is one that no list knows where an effort is asked of it.
 */
export const presumed = (facts: ModelFacts, choice: ModelChoice): ModelFacts =>
  facts.reasons === 'unknown' ||
  (facts.known !== 'catalogue' && facts.reasons === 'never' && choice.effort !== null)
    ? { ...facts, reasons: 'on' }
    : facts;

/** A call runs as it stands: a model that reasons only where it is asked to does not where nothing asks it. */
export const asItRuns = (facts: ModelFacts, choice: ModelChoice): ModelChoice =>
  facts.reasons === 'off' && choice.effort === null ? { ...choice, effort: 'off' } : choice;

const asAsked = (_: ModelFacts, choice: ModelChoice): ModelChoice => choice;

/** A class is named when this much of the belief stands behind it. */
const CLEAR_CLASS = 0.5;

/** The class of work that is believed, and why. */
function workOf({ belief, used }: PromptShift): Pick<PromptFacts, 'work' | 'workBasis'> {
  const share = (work: WorkClass): number => classShare(belief, work);
  const best = WORK_CLASSES.reduce((a, b) => (share(b) > share(a) ? b : a));
  if (share(best) < CLEAR_CLASS)
    return { work: null, workBasis: say('The kind of work was not recognised: all are mixed.') };
  const sure = percentFigure(share(best));
  return {
    work: best,
    workBasis:
      used === 0
        ? say('Recognised from the words of the prompt, {0} sure.', sure)
        : say(
            'Recognised from the words of the prompt and {1} run(s) of it, {0} sure.',
            sure,
            countFigure(used),
          ),
  };
}

/** The estimate before any what-if. The prompt must not be empty (see `readPrompt`). */
export function prepare(request: EstimateRequest, facts: EstimateFacts): EstimateModel {
  const { catalogue, prices, now } = facts;
  const count = facts.countTokens(request.prompt);
  const counts = new Map(Object.entries(request.ownCounts ?? {}));
  const calibration = byListedName(facts.calibration ?? null, catalogue);
  const coefficients = withCalibration(calibration);
  const prior = believeTaskType(request.prompt);
  const shift = learnFromPrompt(
    prior,
    (request.observed ?? []).map((o) => ({
      facts: presumed(catalogue.find(o.model), o),
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
  const build = (stated: ModelFacts, asked: ModelChoice, as = asAsked) => {
    const m = presumed(stated, asked);
    const choice = as(m, asked);
    return candidateModel(m, choice, {
      stated,
      today: now.toISOString().slice(0, 10),
      count,
      ownCount: counts.get(choice.model) ?? null,
      chars: request.prompt.length,
      priced: priceOf(m, prices, now),
      shift,
      likeliest,
      coefficients,
      calibration,
    });
  };
  const today = catalogue.find(request.from.model);
  const baseline = build(today, request.from, asItRuns);
  const candidates = request.to.map((choice) => build(catalogue.find(choice.model), choice));
  return {
    prompt: {
      tokens: count.tokens,
      tokenizer: ENCODING,
      kind: mainType(shift.belief),
      ...workOf(shift),
    },
    belief: shift.belief,
    spread: byType((type) => {
      const { call, prompt, cell } = callsOf(type);
      return { calls: call, noise: call - prompt - cell };
    }),
    pricesAsOf: oldestPrice([baseline, ...candidates]) ?? prices.asOf,
    baseline,
    candidates,
  };
}

/** The day of the oldest price used, ISO; `null` where none has a day. */
function oldestPrice(rows: readonly CandidateModel[]): string | null {
  const days = rows.flatMap((row) => row.facts.price?.asOf ?? []);
  return days.sort()[0] ?? null;
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
