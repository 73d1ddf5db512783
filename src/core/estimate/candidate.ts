import visibleData from './data/visibleLength.data.json';
import { calibrationOf } from './calibration';
import type { Calibration } from './calibration';
import type { ModelFacts } from './catalogue';
import { budgetOf, ignoredBecause, takesEffort } from './effort';
import { speedOf } from './latency';
import type {
  Basis,
  CandidateModel,
  EffortOption,
  LogRange,
  ModelChoice,
  SuccessFact,
  TaskType,
  Warning,
} from './model';
import { lengthOnPrompt } from './observe';
import type { PromptShift } from './observe';
import { batchOffer, flexOffer } from './prices';
import type { Priced } from './prices';
import { successOf } from './quality';
import { lengthFit, modelEffect, noiseShare } from './reasoningLength';
import type { LengthCoefficients, ModelEffect } from './reasoningLength';
import { tokensFor } from './tokens';
import type { TokenCount } from './tokens';

function byType<T>(of: (type: TaskType) => T): Readonly<Record<TaskType, T>> {
  return {
    math: of('math'),
    logic: of('logic'),
    knowledge: of('knowledge'),
    code: of('code'),
    document: of('document'),
    chat: of('chat'),
    unknown: of('unknown'),
  };
}

function visibleLength(reasons: boolean): Readonly<Record<TaskType, LogRange>> {
  const table = reasons ? visibleData.reasoning : visibleData.plain;
  return byType((type) => {
    const { p10, p50, p90 } = table[type];
    return {
      median: Math.log10(p50),
      below: Math.log10(p50 / p10),
      above: Math.log10(p90 / p50),
    };
  });
}

/** What the estimate of one candidate rests on, apart from the candidate itself. */
export interface CandidateContext {
  readonly count: TokenCount;
  /** The prompt by the model's own tokenizer, where somebody could ask it. */
  readonly ownCount: number | null;
  /** Characters of the prompt. */
  readonly chars: number;
  readonly priced: Priced;
  readonly shift: PromptShift;
  readonly likeliest: TaskType;
  /** The fit, with what the user's own traces taught. */
  readonly coefficients: LengthCoefficients;
  readonly calibration: Calibration | null;
}

const LEVEL_TEXT = {
  model: 'this model',
  family: "this model's family",
  lab: "the lab's other models",
  none: 'all models (lab unknown)',
} as const;

function lengthBasis(
  facts: ModelFacts,
  effort: string | null,
  effect: ModelEffect,
  ctx: CandidateContext,
): Basis {
  const own = calibrationOf(ctx.calibration, { model: facts.id, effort });
  const learnt = own === undefined ? '' : ` and ${own.n} of your traces`;
  const measured =
    lengthFit.coefficients.types[ctx.likeliest].kind === 'measured' && effect.level === 'model';
  const seen =
    ctx.shift.used === 0
      ? ''
      : `; moved by ${ctx.shift.used} run${ctx.shift.used > 1 ? 's' : ''} of this prompt`;
  const ignored = ignoredBecause(facts);
  const heeds = effort !== null && ignored !== null ? `; effort not heeded: ${ignored}` : '';
  return {
    kind: measured ? 'estimated' : 'extrapolated',
    text: `Log-scale model of lab, model and task type, from ${LEVEL_TEXT[effect.level]}${learnt}; task: ${ctx.likeliest}${seen}${heeds}`,
    date: lengthFit.date,
    n: lengthFit.runs,
    source: lengthFit.source,
  };
}

function option(facts: ModelFacts, effort: string | null, ctx: CandidateContext): EffortOption {
  const reasons = facts.reasons !== 'never' && effort !== 'off';
  const success = byType((t): SuccessFact | null => successOf(facts, effort, t));
  if (!reasons) {
    const basis: Basis = {
      kind: 'measured',
      text: facts.reasons === 'never' ? 'A plain LLM: does not reason' : 'Reasoning switched off',
      date: null,
      n: null,
      source: null,
    };
    return {
      effort: facts.reasons === 'never' ? null : 'off',
      reasoning: null,
      success,
      supported: true,
      basis,
    };
  }
  const effect = modelEffect(facts, effort, ctx.coefficients);
  return {
    effort,
    reasoning: byType((t) =>
      lengthOnPrompt(effect, effort, t, ctx.chars, ctx.shift, ctx.coefficients),
    ),
    success,
    supported:
      effort !== null && ignoredBecause(facts) !== null ? false : takesEffort(facts, effort),
    basis: lengthBasis(facts, effort, effect, ctx),
  };
}

/** The levels a page can offer: the one asked for, then the rest from least to most. */
function options(
  facts: ModelFacts,
  asked: string | null,
  ctx: CandidateContext,
): readonly [EffortOption, ...EffortOption[]] {
  const first = option(facts, asked, ctx);
  if (facts.reasons === 'never') return [first];
  const levels: (string | null)[] = [
    ...(facts.reasons === 'always' ? [] : ['off']),
    ...(facts.effort?.levels.filter((l) => l !== 'none') ?? []),
    ...(facts.effort === null ? [null] : []),
  ];
  return [first, ...levels.filter((l) => l !== first.effort).map((l) => option(facts, l, ctx))];
}

function warningsOf(
  facts: ModelFacts,
  choice: ModelChoice,
  ctx: CandidateContext,
): readonly Warning[] {
  const list: Warning[] = [...ctx.priced.warnings];
  if (facts.known === 'nothing') {
    list.push({
      code: 'unknown-model',
      message: `'${choice.model}' is not in the catalogue and its name tells no lab: lengths are those of all reasoning models`,
    });
  } else if (facts.known === 'family') {
    list.push({
      code: 'unlisted-model',
      message: `'${choice.model}' is not in the catalogue: estimated from ${facts.lab} and the ${facts.family} family`,
    });
  }
  if (ctx.priced.rates === null)
    list.push({ code: 'no-price', message: `No price is known for '${choice.model}'` });
  if (!ctx.count.exact) {
    list.push({
      code: 'tokens-extrapolated',
      message: `The prompt is too long to count whole: about ${Math.round(ctx.count.tokens)} tokens, from the density of its first part`,
    });
  }
  if (facts.deprecated)
    list.push({ code: 'deprecated', message: `${facts.id} is marked deprecated by its vendor` });
  if (takesEffort(facts, choice.effort) === false && facts.reasons !== 'never') {
    const levels = facts.effort?.levels.join(', ') ?? 'none';
    list.push({
      code: 'effort-unknown',
      message: `${facts.id} does not list effort '${choice.effort ?? ''}' (levels: ${levels})`,
    });
  }
  const budget = budgetOf(choice.effort);
  const least = facts.budget?.min ?? null;
  if (budget !== null && least !== null && budget < least) {
    list.push({
      code: 'budget-too-small',
      message: `${facts.id} takes budgets from ${least} tokens`,
    });
  }
  return list;
}

/** The model of one candidate: every figure its row can need, for every effort and task type. */
export function candidateModel(
  facts: ModelFacts,
  choice: ModelChoice,
  ctx: CandidateContext,
): CandidateModel {
  const { speed, basis: latencySeconds } = speedOf(facts);
  const efforts = options(facts, choice.effort, ctx);
  const reasons = efforts[0].reasoning !== null;
  const visibleKind = (reasons ? visibleData.reasoning : visibleData.plain)[ctx.likeliest];
  const { priced } = ctx;
  return {
    model: choice.model,
    effort: efforts[0].effort,
    provider: priced.provider,
    inputTokens:
      ctx.ownCount === null
        ? tokensFor(facts.tokenizer, ctx.count)
        : { p10: ctx.ownCount, p50: ctx.ownCount, p90: ctx.ownCount },
    efforts,
    visible: visibleLength(reasons),
    rates: priced.rates,
    batch: batchOffer(facts, priced.provider),
    flex: flexOffer(facts, priced.provider),
    speed,
    contextTokens: facts.contextTokens,
    maxOutputTokens: facts.maxOutputTokens,
    noiseShare: reasons
      ? noiseShare(modelEffect(facts, choice.effort, ctx.coefficients), ctx.coefficients)
      : 0.5,
    basis: {
      outputTokens: {
        kind: visibleKind.kind === 'measured' ? 'estimated' : 'extrapolated',
        text: 'Visible answer lengths of recorded runs by task type, plus the reasoning',
        date: visibleData.date,
        n: visibleKind.n,
        source: visibleData.source,
      },
      costUsd:
        priced.rates === null
          ? {
              kind: 'unknown',
              text: 'No price list knows this model',
              date: null,
              n: null,
              source: null,
            }
          : {
              kind: 'estimated',
              text: `$${priced.rates.input} in, $${priced.rates.output} out a million tokens; reasoning is billed as output`,
              date: priced.asOf,
              n: null,
              source: priced.source,
            },
      latencySeconds,
    },
    warnings: warningsOf(facts, choice, ctx),
    changes: [],
  };
}
