import {
  add,
  FLOOR_TOKENS,
  mean,
  mixture,
  narrowed,
  noise,
  shareAbove,
  toRange,
  valueAt,
  varianceOf,
  Z90,
} from './distribution';
import type { Quantiles } from './distribution';
import { countFigure, percentFigure, say, usdFigure } from '../model/sentence';
import type { Sentence, SentenceFigure } from '../model/sentence';
import { costPerSuccess } from './economics';
import { afterTokens, firstAnswerToken } from './latency';
import { byType, TASK_TYPES, TASK_WORDS } from './model';
import type {
  Basis,
  CandidateModel,
  DeliveryOffer,
  EffortOption,
  EstimateModel,
  Latency,
  LogRange,
  MeanRange,
  Range,
  TaskType,
  Warning,
} from './model';
import { callCost } from '../model/rates';
import type { Controls } from './controls';
import type { MonthlyBill, ReportRow } from './report';

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

/** Half of what visible answers differ by is taken for the prompt, half for the run. */
const VISIBLE_NOISE = 0.5;

/** Token counts of a call at the grid's quantiles, before and after the output cap. */
interface Lengths {
  readonly reasoning: Quantiles;
  readonly output: Quantiles;
  /** Reasoning and output of calls around a level that is taken to be right: their mean is the mean of a bill. */
  readonly calls: { readonly reasoning: Quantiles; readonly output: Quantiles };
  /** Output that a month of one prompt lies around, and the variance of its runs, log10 squared. */
  readonly month: { readonly output: Quantiles; readonly noise: number };
  readonly cap: number;
  readonly capShare: number;
}

function lengthsOf(
  c: CandidateModel,
  option: EffortOption,
  model: EstimateModel,
  controls: Controls,
): Lengths {
  const { taskType, visibleTokens: wanted } = controls;
  const { spread } = model;
  const of = (by: ByType, floor: number) => tokensOf(by, model, taskType, floor);
  const factor = wanted === null ? 1 : wanted / toRange(of(option.visible, 1)).p50;
  const visible = (by: ByType) => of(by, 1).map((x) => x * factor);
  const asked = option.reasoning;
  const reasoning = (narrow: (r: LogRange, t: TaskType) => number): Quantiles =>
    asked === null
      ? of(option.visible, 1).map(() => 0)
      : of(
          byType((t) => narrowed(asked[t], narrow(asked[t], t))),
          FLOOR_TOKENS,
        );
  const answers = visible(option.visible);
  const all = reasoning(varianceOf);
  const around = reasoning((_, t) => spread[t].calls);
  const level = reasoning((r, t) => varianceOf(r) - Math.min(spread[t].noise, varianceOf(r) / 2));
  const answerLevel = visible(
    byType((t) => narrowed(option.visible[t], varianceOf(option.visible[t]) * (1 - VISIBLE_NOISE))),
  );
  const cap = Math.min(controls.capTokens ?? Infinity, c.maxOutputTokens ?? Infinity);
  const output = add(all, answers);
  const believed = (of: (t: TaskType) => number): number =>
    taskType !== null
      ? of(taskType)
      : TASK_TYPES.reduce((sum, t) => sum + model.belief[t] * of(t), 0);
  return {
    reasoning: all,
    output,
    calls: { reasoning: around, output: add(around, answers) },
    month: {
      output: add(level, answerLevel),
      noise: believed((t) =>
        asked === null ? varianceOf(option.visible[t]) * VISIBLE_NOISE : spread[t].noise,
      ),
    },
    cap,
    capShare: shareAbove(output, cap),
  };
}

/** The factor that applies: batch before flex before priority, where asked for and offered. */
const offerOf = (c: CandidateModel, controls: Controls): DeliveryOffer | null =>
  (controls.batch ? c.batch : null) ??
  (controls.flex ? c.flex : null) ??
  (controls.priority ? c.priority : null);

/** USD of a call at the grid's quantiles of output, and of a call that ends at the cap. */
interface Costs {
  readonly range: Range;
  readonly mean: number;
  readonly atCap: number | null;
  /** USD of a call with so much output, the cap applied. */
  readonly of: (output: number) => number;
}

function costsOf(c: CandidateModel, lengths: Lengths, controls: Controls): Costs | null {
  const { rates } = c;
  if (rates === null) return null;
  const offer = offerOf(c, controls) ?? undefined;
  const input = c.inputTokens.p50;
  const usd = (output: number) =>
    callCost(rates, { input, cachedInput: input * controls.cachedShare, output }, offer);
  const capped = (output: number) => usd(Math.min(output, lengths.cap));
  const middle = toRange(lengths.output.map(capped));
  // The doubt in the input count (another tokenizer) is priced as the input is, in part from the cache.
  const perInput = usd(0) / Math.max(1, input);
  return {
    range: {
      p10: middle.p10 - (input - c.inputTokens.p10) * perInput,
      p50: middle.p50,
      p90: middle.p90 + (c.inputTokens.p90 - input) * perInput,
    },
    mean: mean(lengths.calls.output.map(capped)),
    atCap: Number.isFinite(lengths.cap) ? usd(lengths.cap) : null,
    of: capped,
  };
}

/**
 * A month's bill, as many months would be: the level of the prompt and model is drawn once a month, the noise of runs once a
 * call. Low and high are p10 and p90 of the month's mean, with the sampling error that so many calls leave.
 */
function billOf(lengths: Lengths, costs: Costs, calls: number): MonthlyBill {
  const runs = noise(lengths.month.noise);
  const months = lengths.month.output.map((level) => {
    const usd = runs.map((x) => costs.of(level * x));
    const middle = mean(usd);
    const variance = mean(usd.map((x) => (x - middle) ** 2));
    return { mean: middle, error: Math.sqrt(variance / Math.max(1, calls)) / (middle || 1) };
  });
  const { p10, p50, p90 } = toRange(months.map((m) => m.mean));
  const error = Z90 * toRange(months.map((m) => m.error)).p50;
  const away = (x: number) => Math.exp(Math.hypot(Math.log(x / p50), error));
  const total = costs.mean * calls;
  if (!(p10 > 0)) return { low: total, mean: total, high: total };
  return {
    low: Math.min(total, (p50 / away(p10)) * calls),
    mean: total,
    high: Math.max(total, p50 * away(p90) * calls),
  };
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
const whole = (r: Range, middle: number): MeanRange => ({
  p10: Math.round(r.p10),
  p50: Math.round(r.p50),
  p90: Math.round(r.p90),
  mean: Math.round(middle),
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
    list.push({ code: 'cap-hit', message: atCap(option, share, cap, costs?.atCap ?? null) });
  }
  if (option.supported === false && option.effort !== null) {
    list.push({
      code: 'effort-unsupported',
      message: say('{0} is not known to heed effort ‘{1}’', c.model, option.effort),
    });
  }
  return list;
}

/** What comes back at the cap: reasoning may use it up whole, an answer alone is cut short. */
function atCap(
  option: EffortOption,
  share: SentenceFigure,
  cap: SentenceFigure,
  each: number | null,
): Sentence {
  if (option.reasoning === null)
    return say(
      '{0} of calls would reach {1} output tokens and return an answer that is cut short',
      share,
      cap,
    );
  return each === null
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
      );
}

/** One candidate under these controls; break-even is the report's to add, it needs the baseline. */
export function rowOf(
  c: CandidateModel,
  model: EstimateModel,
  controls: Controls,
): Omit<ReportRow, 'breakEven'> {
  const option = c.efforts.find((e) => e.effort === c.effort) ?? c.efforts[0];
  const type = typeOf(model, controls);
  const lengths = lengthsOf(c, option, model, controls);
  const fits = c.contextTokens === null || c.inputTokens.p50 < c.contextTokens;
  const costs = fits ? costsOf(c, lengths, controls) : null;
  const fact = option.success[type];
  const success = fact === null ? null : scaled(fact.share, 1 - lengths.capShare);
  const { valueOfRightUsd: value, callsPerMonth: calls } = controls;
  const capped = (q: Quantiles) => q.map((x) => Math.min(x, lengths.cap));
  return {
    model: c.model,
    effort: option.effort,
    provider: c.provider,
    facts: c.facts,
    reasoningTokens: whole(toRange(lengths.reasoning), mean(lengths.calls.reasoning)),
    outputTokens: whole(toRange(capped(lengths.output)), mean(capped(lengths.calls.output))),
    costUsd: costs === null ? null : { ...costs.range, mean: costs.mean },
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
    monthlyUsd: costs === null || calls === null ? null : billOf(lengths, costs, calls),
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
