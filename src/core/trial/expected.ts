import { sentLimit } from '../capture/request';
import type { Api } from '../capture/model';
import { DEFAULT_CONTROLS } from '../estimate/controls';
import { prepare, type EstimateFacts } from '../estimate/estimate';
import type {
  CandidateModel,
  EstimateModel,
  MeanRange,
  ModelChoice,
  Range,
} from '../estimate/model';
import { rowOf } from '../estimate/row';
import { ratesFor, type Rates } from '../model/rates';
import { choiceText } from './candidate';
import { judgeCall, sentText, type JudgeSpec } from './judge';
import type { TrialFile, TrialModel } from './model';
import type { Payment, PlannedModel, Prediction, Spread } from './planModel';
import { dearest, type WorstCase } from './worstCase';

/** Where a model is asked, as the host or the terminal resolves its endpoint. */
export interface ModelPlace {
  readonly endpoint: string;
  readonly api: Api;
  readonly host: string;
  readonly payment: Payment;
  /** Whether a key is there where one is needed. */
  readonly hasKey: boolean;
}

/** Everything that a plan depends on beside the trial itself. */
export interface PlanFacts extends EstimateFacts {
  /** `null` where no endpoint of that name is known, or the model does not tell its vendor. */
  readonly placeOf: (model: TrialModel) => ModelPlace | null;
}

/** Least limit of output for a model that does not reason. */
const LEAST_CAP = 2_000;
/** A judge reasons little and says one word. */
const JUDGE_CAP = 4_000;

/** What one model of the trial is known to do on these cases. */
export interface Expected {
  readonly place: ModelPlace | null;
  readonly candidate: CandidateModel;
  readonly estimate: EstimateModel;
  readonly cap: number | null;
  readonly rates: Rates | null;
  readonly prediction: Prediction;
  readonly meanUsd: number | null;
}

/** Whether reasoning is asked for: vendors refuse the wish for a model that never reasons. */
export function thinks(candidate: CandidateModel | undefined): boolean {
  if (candidate === undefined) return false;
  const { reasoning } = candidate.facts;
  return (
    reasoning === 'on' ||
    reasoning === 'always' ||
    (reasoning === 'off' && candidate.effort !== null)
  );
}

const toSpread = ({ p10, p50, p90 }: Range): Spread => ({ low: p10, middle: p50, high: p90 });

/** What a model will do on a text of a trial, by the estimate. */
export function expected(
  model: TrialModel,
  trial: Pick<TrialFile, 'maxOutputTokens'>,
  text: string,
  facts: PlanFacts,
): Expected {
  const choice: ModelChoice = { model: model.model, effort: model.effort };
  const estimate = prepare({ prompt: text === '' ? ' ' : text, from: choice, to: [choice] }, facts);
  const candidate = estimate.candidates[0]!;
  const place = facts.placeOf(model);
  const free = rowOf(candidate, estimate, DEFAULT_CONTROLS);
  const wanted =
    trial.maxOutputTokens ?? suggested(free.suggestedCap, free.outputTokens, candidate);
  const api = place?.api ?? 'chat-completions';
  const cap =
    api === 'editor'
      ? null
      : sentLimit(api, {
          messages: [],
          ...choice,
          thinks: thinks(candidate),
          maxOutputTokens: wanted,
        });
  const row = rowOf(candidate, estimate, { ...DEFAULT_CONTROLS, capTokens: cap });
  return {
    place,
    candidate,
    estimate,
    cap,
    rates: candidate.rates,
    meanUsd: row.meanCostUsd,
    prediction: {
      candidate: choiceText(model),
      costUsd: row.costUsd && toSpread(row.costUsd),
      seconds: row.latencySeconds && toSpread(row.latencySeconds.total),
      reasoningTokens: toSpread(row.reasoningTokens),
      success: row.success && toSpread(row.success),
    },
  };
}

/** The limit that nearly all calls stay under; twice what is likely where nothing is reasoned. */
function suggested(
  cap: number | null,
  output: MeanRange,
  { maxOutputTokens }: CandidateModel,
): number {
  const roomy = Math.max(LEAST_CAP, Math.ceil((2 * output.p90) / 1_000) * 1_000);
  return Math.min(Math.max(cap ?? 0, roomy), maxOutputTokens ?? Infinity);
}

/** The same of the judge; `null` where no model judges. */
export function expectedJudge(
  trial: TrialFile,
  typical: string,
  facts: PlanFacts,
): Expected | null {
  if (trial.check.kind !== 'judge') return null;
  const capped = { ...trial, maxOutputTokens: JUDGE_CAP };
  return expected(trial.check.model, capped, judgeText(trial.check, typical), facts);
}

/** What a judge reads of a question before there is an answer, which is about as long when nothing is known of it. */
export function judgeText(check: JudgeSpec, question: string): string {
  const call = judgeCall(
    check,
    {
      key: '',
      case: '',
      candidate: '',
      repeat: 0,
      question,
      answer: question.slice(0, 4_000),
      expected: null,
    },
    { cap: null, worstUsd: 0 },
  );
  return sentText(call);
}

export const worstCase = ({ place, rates, candidate, cap }: Expected): WorstCase => ({
  rates: place !== null && place.payment !== 'tokens' ? null : rates,
  inputTokens: candidate.inputTokens.p90,
  outputTokens: cap ?? candidate.maxOutputTokens ?? 0,
});

export const worstUsd = (m: Expected, size: number): number => dearest(worstCase(m), size);

/** Nothing is left to pay. */
export const ZERO: Spread = { low: 0, middle: 0, high: 0 };

const inputUsd = (rates: Rates, tokens: number): number =>
  (tokens * ratesFor(rates, tokens).input) / 1e6;

/** What is sent where for a model, in so many calls, `size` times as long as the typical one in the mean. */
export function plannedModel(
  m: Expected,
  model: TrialModel,
  calls: number,
  size: number,
): PlannedModel {
  const { place, candidate, estimate, cap, rates } = m;
  const controls = { ...DEFAULT_CONTROLS, capTokens: cap, callsPerMonth: Math.max(1, calls) };
  const { monthlyUsd } = rowOf(candidate, estimate, controls);
  const { p10, p50, p90 } = candidate.inputTokens;
  /** USD that the input of all calls costs beyond that of typical ones. */
  const beyond = (tokens: number): number =>
    rates === null ? 0 : calls * (inputUsd(rates, tokens * size) - inputUsd(rates, tokens));
  return {
    candidate: choiceText(model),
    choice: { model: model.model, effort: model.effort },
    endpoint: place?.endpoint ?? '',
    host: place?.host ?? '',
    payment: place?.payment ?? 'tokens',
    hasKey: place?.hasKey ?? false,
    calls,
    cap,
    inputTokens: Math.round(p50 * size),
    costUsd:
      monthlyUsd === null
        ? null
        : calls === 0
          ? ZERO
          : {
              low: monthlyUsd.low + beyond(p10),
              middle: monthlyUsd.mean + beyond(p50),
              high: monthlyUsd.high + beyond(p90),
            },
    secondsPerCall: m.prediction.seconds,
    worstCallUsd: rates === null ? null : worstUsd(m, 1),
    prediction: m.prediction,
    pricesAsOf: candidate.facts.price?.asOf ?? null,
  };
}
