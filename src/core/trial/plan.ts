import { sentLimit } from '../capture/request';
import type { Api } from '../capture/model';
import { DEFAULT_CONTROLS } from '../estimate/controls';
import { choiceProblem } from '../estimate/effortCheck';
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
import { say, usdFigure } from '../model/sentence';
import { textHash } from '../text/hash';
import { choiceText } from './candidate';
import { checkCases } from './cases/problems';
import { checkProblem } from './checks/table';
import { filledMessages } from './holes';
import { judgeCall } from './judge';
import type {
  Payment,
  PlannedCall,
  PlannedModel,
  Prediction,
  Spread,
  TrialCase,
  TrialFile,
  TrialModel,
  TrialPlan,
  TrialProblem,
} from './model';
import type { Journal } from './run/journal';
import { orderedCalls, type CallBounds } from './run/order';
import { unjudged } from './run/unjudged';
import { detectable } from './statistics/evidence';

/** Where a model is asked, as the host or the terminal resolves its endpoint. */
export interface Place {
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
  readonly placeOf: (model: TrialModel) => Place | null;
}

/** A plan with what the runner needs of it. */
export interface PlannedTrial {
  readonly plan: TrialPlan;
  /** What is missing, in the order in which it is sent. */
  readonly missing: readonly PlannedCall[];
  /** Sent before, and no answer came: sending them again may pay twice. */
  readonly again: readonly PlannedCall[];
  /** Cases that are used. */
  readonly cases: readonly TrialCase[];
  /** All keys of the trial: records of another prompt or model in the journal are not of it. */
  readonly keys: ReadonlySet<string>;
  readonly judgeWorstUsd: number;
  readonly judgeBounds: CallBounds;
  readonly ratesOf: (call: Pick<PlannedCall, 'kind' | 'model'>) => Rates | null;
  readonly thinks: (call: Pick<PlannedCall, 'kind' | 'model'>) => boolean;
}

/** Inputs are counted on this many cases at most, spread over the file. */
const COUNTED_CASES = 25;
/** Least limit of output for a model that does not reason. */
const LEAST_CAP = 2_000;
/** A judge reasons little and says one word. */
const JUDGE_CAP = 4_000;
/** Tokens beyond the count that an input may have: roles, and what a provider adds. */
const INPUT_DOUBT = 1.3;
const INPUT_EXTRA = 200;
/** Fewer cases than this show only differences that nobody overlooks. */
const FEW_CASES = 10;

/** What one model of the trial is known to do on these cases. */
interface Expected {
  readonly place: Place | null;
  readonly candidate: CandidateModel;
  readonly estimate: EstimateModel;
  readonly cap: number | null;
  readonly rates: Rates | null;
  readonly prediction: Prediction;
  readonly meanUsd: number | null;
}

/** The plan of what is still to be done: what is sent where, what it will cost, and what stands in the way. Sends nothing. */
export function planTrial(trial: TrialFile, journal: Journal, facts: PlanFacts): PlannedTrial {
  const { usable, problems } = checkCases(trial);
  const sample = spread(usable, COUNTED_CASES);
  const texts = sample.map((c) => textOf(trial, c));
  const typical = typicalText(texts);
  const models = trial.models.map((model) => expected(model, trial, typical, facts));
  const chars = Math.max(1, typical.length);
  const boundsOf = (i: number, item: TrialCase): CallBounds => {
    const m = models[i]!;
    return { cap: m.cap, worstUsd: worstUsd(m, textOf(trial, item).length / chars) };
  };
  const all = orderedCalls(trial, usable, boundsOf);
  const { missing, again } = stillToSend(all, journal);
  const keys = new Set(all.map((c) => c.key));
  const open = unjudged(trial, keys, journal).length;
  const judge = trial.check.kind === 'judge' ? expectedJudge(trial, typical, facts) : null;
  const judgeWorstUsd = judge === null ? 0 : worstUsd(judge, 1);
  const sizes = texts.reduce((sum, t) => sum + t.length, 0) / Math.max(1, texts.length) / chars;
  const planned = models.map((m, i) =>
    plannedModel(m, trial.models[i]!, missing.filter((c) => c.model === i).length, sizes),
  );
  const plannedJudge =
    judge === null || trial.check.kind !== 'judge'
      ? null
      : plannedModel(judge, trial.check.model, missing.length + open, 1);
  const everyone = [...planned, ...(plannedJudge === null ? [] : [plannedJudge])];
  const plan: TrialPlan = {
    id: planId(trial, usable),
    models: planned,
    judge: plannedJudge,
    cases: usable.length,
    calls: missing.length,
    done: all.length - missing.length - again.length,
    unfinished: again.length,
    unjudged: open,
    costUsd: sumOf(everyone.map((m) => (m.payment === 'tokens' ? m.costUsd : ZERO))),
    seconds: timeOf(everyone, trial.concurrency),
    spentUsd: journal.spentUsd,
    budgetUsd: trial.budgetUsd,
    detectable: detectable(usable.length),
    problems: [
      ...problems,
      ...settingProblems(trial, usable.length),
      ...modelProblems(trial, models, judge, facts),
      ...budgetProblems(
        trial,
        journal,
        everyone,
        judgeWorstUsd,
        missing.length + (judge === null ? 0 : open),
      ),
    ],
  };
  const of = ({ kind, model }: Pick<PlannedCall, 'kind' | 'model'>) =>
    kind === 'judge' ? judge : (models[model] ?? null);
  return {
    plan,
    missing,
    again,
    cases: usable,
    keys,
    judgeWorstUsd,
    judgeBounds: { cap: judge?.cap ?? null, worstUsd: judgeWorstUsd },
    ratesOf: (call) => of(call)?.rates ?? null,
    thinks: (call) => thinks(of(call)?.candidate),
  };
}

/** Hash of what decides which calls there are. */
function planId(trial: TrialFile, usable: readonly TrialCase[]): string {
  const { prompt, models, repeats, maxOutputTokens } = trial;
  const ids = usable.map((c) => c.id);
  return textHash(JSON.stringify([prompt.messages, ids, models, repeats, maxOutputTokens]));
}

const textOf = (trial: TrialFile, item: TrialCase): string =>
  filledMessages(trial.prompt, item.values)
    .map((m) => m.text)
    .join('\n\n');

/** So many items at most, spread evenly. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]!);
}

/** The text of middle length: the one that the estimate is made on. */
function typicalText(texts: readonly string[]): string {
  const sorted = [...texts].sort((a, b) => a.length - b.length);
  return sorted[Math.floor(sorted.length / 2)] ?? '';
}

/** Whether reasoning is asked for: vendors refuse the wish for a model that never reasons. */
function thinks(candidate: CandidateModel | undefined): boolean {
  if (candidate === undefined) return false;
  const { reasoning } = candidate.facts;
  return (
    reasoning === 'on' ||
    reasoning === 'always' ||
    (reasoning === 'off' && candidate.effort !== null)
  );
}

const toSpread = ({ p10, p50, p90 }: Range): Spread => ({ low: p10, middle: p50, high: p90 });

function expected(model: TrialModel, trial: TrialFile, text: string, facts: PlanFacts): Expected {
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

function expectedJudge(trial: TrialFile, typical: string, facts: PlanFacts): Expected | null {
  if (trial.check.kind !== 'judge') return null;
  // An answer is about as long as its question when nothing is known of it.
  const call = judgeCall(
    trial.check,
    {
      key: '',
      case: '',
      candidate: '',
      repeat: 0,
      question: typical,
      answer: typical.slice(0, 4_000),
      expected: null,
    },
    { cap: null, worstUsd: 0 },
  );
  const text = call.messages.map((m) => m.text).join('\n\n');
  const capped = { ...trial, maxOutputTokens: JUDGE_CAP };
  return expected(trial.check.model, capped, text, facts);
}

/** USD of a call that is `size` times as long as the typical one, at its cap. 0 where nobody is billed by the call. */
function worstUsd({ place, rates, candidate, cap }: Expected, size: number): number {
  if (rates === null || (place !== null && place.payment !== 'tokens')) return 0;
  const input = candidate.inputTokens.p90 * size * INPUT_DOUBT + INPUT_EXTRA;
  const r = ratesFor(rates, input);
  const output = cap ?? candidate.maxOutputTokens ?? 0;
  return (input * Math.max(r.input, r.cacheWrite) + output * r.output) / 1e6;
}

interface Missing {
  readonly missing: readonly PlannedCall[];
  readonly again: readonly PlannedCall[];
}

/** Calls without an answer: those that surely cost nothing are sent again unasked, the others only when asked for. */
function stillToSend(all: readonly PlannedCall[], journal: Journal): Missing {
  const again: PlannedCall[] = [];
  const missing = all.filter((call) => {
    const record = journal.calls.get(call.key);
    if (journal.unfinished.has(call.key)) again.push(call);
    else if (record === undefined || (record.status === 'failed' && record.billed === 'no'))
      return true;
    else if (record.status === 'failed' || record.status === 'unfinished') again.push(call);
    return false;
  });
  return { missing, again };
}

const ZERO: Spread = { low: 0, middle: 0, high: 0 };

function plannedModel(m: Expected, model: TrialModel, calls: number, size: number): PlannedModel {
  const { place, candidate, estimate, cap, rates } = m;
  const controls = { ...DEFAULT_CONTROLS, capTokens: cap, callsPerMonth: Math.max(1, calls) };
  const { monthlyUsd } = rowOf(candidate, estimate, controls);
  return {
    candidate: choiceText(model),
    choice: { model: model.model, effort: model.effort },
    endpoint: place?.endpoint ?? '',
    host: place?.host ?? '',
    payment: place?.payment ?? 'tokens',
    hasKey: place?.hasKey ?? false,
    calls,
    cap,
    inputTokens: Math.round(candidate.inputTokens.p50 * size),
    costUsd:
      monthlyUsd === null
        ? null
        : calls === 0
          ? ZERO
          : { low: monthlyUsd.low, middle: monthlyUsd.mean, high: monthlyUsd.high },
    secondsPerCall: m.prediction.seconds,
    worstCallUsd: rates === null ? null : worstUsd(m, 1),
    prediction: m.prediction,
    pricesAsOf: candidate.facts.price?.asOf ?? null,
  };
}

/** Sum of what is known; `null` as soon as a part is not. Levels may be off together, so ends are added to ends. */
function sumOf(parts: readonly (Spread | null)[]): Spread | null {
  let sum = ZERO;
  for (const part of parts) {
    if (part === null) return null;
    sum = {
      low: sum.low + part.low,
      middle: sum.middle + part.middle,
      high: sum.high + part.high,
    };
  }
  return sum;
}

/** Time of all calls, so many at a time. Half of the spread of a call (on the log scale) is taken for its level, the rest averages out. */
function timeOf(models: readonly PlannedModel[], concurrency: number): Spread | null {
  const parts = models.map(({ secondsPerCall: s, calls }): Spread | null => {
    if (calls === 0) return ZERO;
    if (s === null) return null;
    return {
      low: calls * Math.sqrt(s.low * s.middle),
      middle: calls * s.middle,
      high: calls * Math.sqrt(s.middle * s.high),
    };
  });
  const sum = sumOf(parts);
  return (
    sum && {
      low: sum.low / concurrency,
      middle: sum.middle / concurrency,
      high: sum.high / concurrency,
    }
  );
}

function settingProblems(trial: TrialFile, cases: number): readonly TrialProblem[] {
  const found: TrialProblem[] = [];
  const wrong = checkProblem(trial.check);
  if (wrong !== null)
    found.push({ code: 'bad-check', sentence: wrong, blocks: true, at: { part: 'check' } });
  if (cases > 0 && cases < FEW_CASES)
    found.push({
      code: 'few-cases',
      sentence: say(
        'With {0} cases only a difference that nobody would overlook can be shown.',
        String(cases),
      ),
      blocks: false,
      at: { part: 'file' },
    });
  return found;
}

function modelProblems(
  trial: TrialFile,
  models: readonly Expected[],
  judge: Expected | null,
  { catalogue }: PlanFacts,
): readonly TrialProblem[] {
  const found: TrialProblem[] = [];
  const add = (
    code: TrialProblem['code'],
    sentence: TrialProblem['sentence'],
    model: number,
  ): void => void found.push({ code, sentence, blocks: true, at: { part: 'model', model } });
  if (trial.models.length < 2)
    found.push({
      code: 'bad-model',
      sentence: say('Choose the model of today and at least one candidate.'),
      blocks: true,
      at: { part: 'file' },
    });
  const names = new Set<string>();
  const listed = trial.models.map((model, i) => ({ model, known: models[i]!, i }));
  const judged =
    judge === null || trial.check.kind !== 'judge'
      ? []
      : [{ model: trial.check.model, known: judge, i: -1 }];
  for (const { model, known, i } of [...listed, ...judged]) {
    const name = choiceText(model);
    const wrong = choiceProblem(
      model.effort === null ? model.model : `${model.model}:${model.effort}`,
      catalogue,
    );
    if (wrong !== null) add('bad-model', wrong, i);
    if (i >= 0 && names.has(name)) add('same-model', say('{0} stands there twice.', name), i);
    if (i >= 0) names.add(name);
    if (known.place === null) {
      add('no-endpoint', say('It is not known where {0} answers: choose an endpoint.', name), i);
      continue;
    }
    if (!known.place.hasKey)
      add('no-key', say('There is no key for {0}.', known.place.endpoint), i);
    if (known.place.payment === 'tokens' && known.rates === null)
      add(
        'no-price',
        say('The price of {0} is not known, so a budget cannot be kept: enter it.', name),
        i,
      );
  }
  return found;
}

function budgetProblems(
  trial: TrialFile,
  journal: Journal,
  models: readonly PlannedModel[],
  judgeWorstUsd: number,
  calls: number,
): readonly TrialProblem[] {
  const isBilled = models.some((m) => m.payment === 'tokens');
  if (!isBilled || calls === 0) return [];
  const at = { part: 'budget' } as const;
  if (trial.budgetUsd === null)
    return [{ code: 'no-budget', sentence: say('Set a budget.'), blocks: true, at }];
  const worst = Math.max(...models.map((m) => m.worstCallUsd ?? 0)) + judgeWorstUsd;
  if (journal.spentUsd + worst > trial.budgetUsd)
    return [
      {
        code: 'small-budget',
        sentence: say(
          'The budget does not cover one call: the dearest may cost {0}, and {1} is spent.',
          usdFigure(worst),
          usdFigure(journal.spentUsd),
        ),
        blocks: true,
        at,
      },
    ];
  return [];
}
