import { add, FLOOR_TOKENS, mean, mixture, shareAbove, toRange, valueAt } from './distribution';
import type { Quantiles } from './distribution';
import { countFigure, percentFigure, say, usdFigure } from '../model/sentence';
import { costPerSuccess } from './economics';
import { afterTokens, firstAnswerToken } from './latency';
import { TASK_TYPES, TASK_WORDS } from './model';
import type {
  Basis,
  CandidateModel,
  DeliveryOffer,
  EffortOption,
  EstimateModel,
  Latency,
  LogRange,
  Range,
  TaskType,
  Warning,
} from './model';
import { callCost, ratesFor } from '../model/rates';
import type { Controls, MonthlyBill, ReportRow } from './report';

/** Types believed less than this do not count. */
const NEGLIGIBLE = 0.02;
/** z of the suggested cap: 98 % of calls stay under it. */
const CAP_Z = 2.05;
/** A cap is worth a warning when this share of calls reaches it. */
const CAP_WARNING = 0.05;

type ByType = Readonly<Record<TaskType, LogRange>>;

/** The task type a row's success is read from: the chosen one, else the one believed clearly. */
const typeOf = (model: EstimateModel, controls: Controls): TaskType =>
  controls.taskType ?? model.prompt.kind;

function tokensOf(
  by: ByType,
  model: EstimateModel,
  only: TaskType | null,
  floor: number,
): Quantiles {
  if (only !== null) return mixture([{ weight: 1, range: by[only] }], floor);
  const { belief } = model;
  const parts = TASK_TYPES.filter((t) => belief[t] > NEGLIGIBLE);
  return mixture(
    parts.map((t) => ({ weight: belief[t], range: by[t] })),
    floor,
  );
}

/** Token counts of a call at the grid's quantiles, before and after the output cap. */
interface Lengths {
  readonly reasoning: Quantiles;
  readonly output: Quantiles;
  readonly cap: number;
  readonly capShare: number;
}

function lengthsOf(
  c: CandidateModel,
  option: EffortOption,
  model: EstimateModel,
  controls: Controls,
): Lengths {
  const visible = tokensOf(c.visible, model, controls.taskType, 1);
  const wanted = controls.visibleTokens;
  const factor = wanted === null ? 1 : wanted / toRange(visible).p50;
  const reasoning =
    option.reasoning === null
      ? visible.map(() => 0)
      : tokensOf(option.reasoning, model, controls.taskType, FLOOR_TOKENS);
  const output = add(
    reasoning,
    visible.map((x) => x * factor),
  );
  const cap = Math.min(controls.capTokens ?? Infinity, c.maxOutputTokens ?? Infinity);
  return { reasoning, output, cap, capShare: shareAbove(output, cap) };
}

/** The discount that applies: batch before flex, where asked for and offered. */
const offerOf = (c: CandidateModel, controls: Controls): DeliveryOffer | null =>
  (controls.batch ? c.batch : null) ?? (controls.flex ? c.flex : null);

/** USD of a call at the grid's quantiles of output, and of a call that ends at the cap. */
interface Costs {
  readonly range: Range;
  readonly mean: number;
  readonly atCap: number | null;
}

function costsOf(c: CandidateModel, lengths: Lengths, controls: Controls): Costs | null {
  const { rates } = c;
  if (rates === null) return null;
  const offer = offerOf(c, controls) ?? undefined;
  const input = c.inputTokens.p50;
  const usd = (output: number) =>
    callCost(rates, { input, cachedInput: input * controls.cachedShare, output }, offer);
  const calls = lengths.output.map((x) => usd(Math.min(x, lengths.cap)));
  const middle = toRange(calls);
  // The doubt in the input count (another tokenizer) is priced as fresh input.
  const perInput = (ratesFor(rates, input).input * (offer?.factor ?? 1)) / 1e6;
  return {
    range: {
      p10: middle.p10 - (input - c.inputTokens.p10) * perInput * (1 - controls.cachedShare),
      p50: middle.p50,
      p90: middle.p90 + (c.inputTokens.p90 - input) * perInput,
    },
    mean: mean(calls),
    atCap: Number.isFinite(lengths.cap) ? usd(lengths.cap) : null,
  };
}

/** Low and high mean of a month's bill: run noise averages out over the calls, the bias of one repeated prompt stays. */
function billOf(c: CandidateModel, costs: Costs, calls: number): MonthlyBill {
  const bias = Math.sqrt(1 - c.noiseShare * (1 - 1 / Math.max(1, calls)));
  const total = costs.mean * calls;
  const { p10, p50, p90 } = costs.range;
  return { low: total * (p10 / p50) ** bias, mean: total, high: total * (p90 / p50) ** bias };
}

/** No vendor says how much slower flex is: unknown then. */
function latencyOf(c: CandidateModel, lengths: Lengths, controls: Controls): Latency | null {
  const flexed = c.flex !== null && offerOf(c, controls) === c.flex;
  if (c.speed === null || flexed) return null;
  const upTo = (q: Quantiles) => toRange(q.map((x) => Math.min(x, lengths.cap)));
  return {
    firstToken: c.speed.firstToken,
    firstAnswerToken: firstAnswerToken(c.speed, upTo(lengths.reasoning)),
    total: afterTokens(c.speed, upTo(lengths.output)),
  };
}

const scaled = (r: Range, by: number): Range => ({
  p10: r.p10 * by,
  p50: r.p50 * by,
  p90: r.p90 * by,
});

/** Tokens come in whole numbers. */
const whole = (r: Range): Range => ({
  p10: Math.round(r.p10),
  p50: Math.round(r.p50),
  p90: Math.round(r.p90),
});

/** The next thousand that nearly all calls stay under; a vendor refuses more than the model can give. */
const capFor = (output: Quantiles, most: number | null): number =>
  Math.min(Math.ceil(valueAt(output, CAP_Z) / 1000) * 1000, most ?? Infinity);

const unknownSuccess = (type: TaskType): Basis => ({
  kind: 'unknown',
  text: say('No public runs compare models on this kind of task ({0})', TASK_WORDS[type]),
  date: null,
  n: null,
  source: null,
});

function warningsOf(
  c: CandidateModel,
  option: EffortOption,
  lengths: Lengths,
  costs: Costs | null,
  fits: boolean,
): readonly Warning[] {
  const list: Warning[] = [...c.warnings];
  if (!fits && c.contextTokens !== null) {
    list.push({
      code: 'context-overflow',
      message: say(
        'The prompt does not fit: about {0} of {1} tokens',
        countFigure(c.inputTokens.p50),
        countFigure(c.contextTokens),
      ),
    });
  }
  if (lengths.capShare >= CAP_WARNING) {
    const [share, cap] = [percentFigure(lengths.capShare), countFigure(lengths.cap)];
    const each = costs?.atCap ?? null;
    list.push({
      code: 'cap-hit',
      message:
        each === null
          ? say(
              '{0} of calls would reach {1} output tokens and return an empty, billed answer',
              share,
              cap,
            )
          : say(
              '{0} of calls would reach {1} output tokens and return an empty, billed answer ({2} each)',
              share,
              cap,
              usdFigure(each),
            ),
    });
  }
  if (option.supported === false && option.effort !== null) {
    list.push({
      code: 'effort-unsupported',
      message: say('{0} is not known to heed effort ‘{1}’', c.model, option.effort),
    });
  }
  return list;
}

/** One candidate under these controls; break-even is the report's to add, it needs the baseline. */
export function rowOf(
  c: CandidateModel,
  model: EstimateModel,
  controls: Controls,
): Omit<ReportRow, 'breakEven'> {
  const wanted = Object.hasOwn(controls.efforts, c.model) ? controls.efforts[c.model] : c.effort;
  const option = c.efforts.find((e) => e.effort === wanted) ?? c.efforts[0];
  const type = typeOf(model, controls);
  const lengths = lengthsOf(c, option, model, controls);
  const fits = c.contextTokens === null || c.inputTokens.p50 < c.contextTokens;
  const costs = fits ? costsOf(c, lengths, controls) : null;
  const fact = option.success[type];
  const success = fact === null ? null : scaled(fact.share, 1 - lengths.capShare);
  const { valueOfRightUsd: value, callsPerMonth: calls } = controls;
  return {
    model: c.model,
    effort: option.effort,
    provider: c.provider,
    facts: c.facts,
    reasoningTokens: whole(toRange(lengths.reasoning)),
    outputTokens: whole(toRange(lengths.output.map((x) => Math.min(x, lengths.cap)))),
    costUsd: costs?.range ?? null,
    latencySeconds: latencyOf(c, lengths, controls),
    success,
    costPerSuccessUsd:
      costs === null || success === null ? null : costPerSuccess(costs.mean, success.p50),
    basis: {
      ...c.basis,
      reasoningTokens: option.basis,
      success: fact?.basis ?? unknownSuccess(type),
    },
    warnings: warningsOf(c, option, lengths, costs, fits),
    changes: c.changes,
    batched: controls.batch && c.batch !== null,
    meanCostUsd: costs?.mean ?? null,
    monthlyUsd: costs === null || calls === null ? null : billOf(c, costs, calls),
    capShare: lengths.capShare,
    emptyAnswerUsd: costs?.atCap ?? null,
    suggestedCap: option.reasoning === null ? null : capFor(lengths.output, c.maxOutputTokens),
    reasons: option.reasoning !== null,
    netUsd:
      value === null || costs === null || success === null
        ? null
        : success.p50 * value - costs.mean,
    fits,
  };
}
