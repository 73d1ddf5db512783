import { sourceWords } from './sourceWords';
import visibleData from './data/visibleLength.data.json';
import { calibrationOf } from './calibration';
import type { Calibration } from './calibration';
import type { ModelFacts } from './modelFacts';
import { candidateFacts } from './candidateFacts';
import { candidateWarnings } from './candidateWarnings';
import { ignoredBecause, takesEffort } from './effort';
import { speedOf } from './latency';
import { TYPE_FACTS } from './taskClass';
import { byType, TASK_WORDS } from './model';
import type {
  Basis,
  CandidateModel,
  EffortOption,
  LogRange,
  ModelChoice,
  SuccessFact,
  TaskType,
} from './model';
import { lengthOnPrompt } from './observe';
import type { PromptShift } from './observe';
import { countFigure, say } from '../model/sentence';
import type { Sentence } from '../model/sentence';
import { batchOffer, flexOffer, priorityOffer } from './prices';
import type { Priced } from './prices';
import { successOf } from './quality';
import { lengthFit } from './lengthFit';
import type { LengthCoefficients } from './lengthFit';
import { modelEffect } from './modelEffect';
import type { ModelEffect } from './modelEffect';
import { tokensFor } from './tokens';
import type { TokenCount } from './tokens';

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
  /** The facts as listed, before anything is presumed. */
  readonly stated: ModelFacts;
  /** ISO date. */
  readonly today: string;
  readonly shift: PromptShift;
  readonly likeliest: TaskType;
  /** The fit, with what the user's own traces taught. */
  readonly coefficients: LengthCoefficients;
  readonly calibration: Calibration | null;
}

const LEVEL: Readonly<Record<ModelEffect['level'], Sentence>> = {
  model: say('this model'),
  lab: say('the lab’s other models'),
  none: say('all models (lab unknown)'),
};

function lengthBasis(
  facts: ModelFacts,
  effort: string | null,
  effect: ModelEffect,
  ctx: CandidateContext,
): Basis {
  const own = calibrationOf(ctx.calibration, { model: facts.id, effort });
  const measured = TYPE_FACTS[ctx.likeliest].work !== null && effect.level === 'model';
  const level = LEVEL[effect.level];
  const from =
    own === undefined
      ? say('Log-scale model of lab, model and kind of work, from {0};', level)
      : say(
          'Log-scale model of lab, model and kind of work, from {0} and {1} of your traces;',
          level,
          countFigure(own.n),
        );
  const { used } = ctx.shift;
  const ignored = effort === null ? null : ignoredBecause(facts);
  return {
    kind: measured ? 'estimated' : 'extrapolated',
    text: [
      from,
      say('task: {0}.', TASK_WORDS[ctx.likeliest]),
      ...(own?.measured === undefined
        ? []
        : [say('Traces that were measured here: {0}.', countFigure(own.measured))]),
      ...(used === 0 ? [] : [say('Moved by {0} run(s) of this prompt.', countFigure(used))]),
      ...(ignored === null ? [] : [say('Effort not heeded: {0}.', ignored)]),
    ],
    date: lengthFit.date,
    n: lengthFit.runs,
    source: sourceWords(lengthFit.source),
  };
}

/** Why no reasoning is counted: a fact of a listed model only. */
function noReasoning(facts: ModelFacts): Basis {
  return {
    kind: facts.known === 'catalogue' ? 'measured' : 'extrapolated',
    text:
      facts.reasons === 'never'
        ? say('A plain LLM: does not reason')
        : say('Reasoning switched off'),
    date: null,
    n: null,
    source: null,
  };
}

function option(facts: ModelFacts, effort: string | null, ctx: CandidateContext): EffortOption {
  const reasons = facts.reasons !== 'never' && effort !== 'off';
  const success = byType((t): SuccessFact | null => successOf(facts, effort, t));
  if (!reasons) {
    return {
      effort: facts.reasons === 'never' ? null : 'off',
      reasoning: null,
      visible: visibleLength(false),
      success,
      supported: true,
      basis: noReasoning(facts),
    };
  }
  const effect = modelEffect(facts, effort, ctx.coefficients);
  return {
    effort,
    reasoning: byType((t) =>
      lengthOnPrompt(effect, effort, t, ctx.chars, ctx.shift, ctx.coefficients),
    ),
    visible: visibleLength(true),
    success,
    supported:
      effort !== null && ignoredBecause(facts) !== null ? false : takesEffort(facts, effort),
    basis: lengthBasis(facts, effort, effect, ctx),
  };
}

/** The levels a page can offer: the one asked for, then the rest from least to most. One that always reasons cannot be off. */
function options(
  facts: ModelFacts,
  asked: string | null,
  ctx: CandidateContext,
): readonly [EffortOption, ...EffortOption[]] {
  const first = option(facts, asked === 'off' && facts.reasons === 'always' ? null : asked, ctx);
  if (facts.reasons === 'never') return [first];
  const levels: (string | null)[] = [
    ...(facts.reasons === 'always' ? [] : ['off']),
    ...(facts.effort?.levels.filter((l) => l !== 'none') ?? []),
    ...(facts.effort === null ? [null] : []),
  ];
  return [first, ...levels.filter((l) => l !== first.effort).map((l) => option(facts, l, ctx))];
}

/** What the cost of a candidate rests on. */
function costBasis({ priced, ownCount }: CandidateContext): Basis {
  if (priced.rates === null) {
    const text = say('No price list knows this model');
    return { kind: 'unknown', text, date: null, n: null, source: null };
  }
  return {
    kind: 'estimated',
    text: [
      say(
        '${0} in, ${1} out a million tokens; reasoning is billed as output',
        String(priced.rates.input),
        String(priced.rates.output),
      ),
      ...(ownCount === null
        ? []
        : [
            say(
              'Prompt: {0} tokens, as the editor counts them for this model',
              countFigure(ownCount),
            ),
          ]),
    ],
    date: priced.asOf,
    n: null,
    source: priced.source === null ? null : sourceWords(priced.source),
  };
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
    facts: candidateFacts(ctx.stated, priced),
    inputTokens:
      ctx.ownCount === null
        ? tokensFor(facts.tokenizer, ctx.count)
        : { p10: ctx.ownCount, p50: ctx.ownCount, p90: ctx.ownCount },
    efforts,
    rates: priced.rates,
    batch: batchOffer(facts, priced.provider),
    flex: flexOffer(facts, priced.provider),
    priority: priorityOffer(facts, priced.provider),
    speed,
    contextTokens: facts.contextTokens,
    maxOutputTokens: facts.maxOutputTokens,
    basis: {
      outputTokens: {
        kind: visibleKind.kind === 'measured' ? 'estimated' : 'extrapolated',
        text: say('Visible answer lengths of recorded runs by task type, plus the reasoning'),
        date: visibleData.date,
        n: visibleKind.n,
        source: sourceWords(visibleData.source),
      },
      costUsd: costBasis(ctx),
      latencySeconds,
    },
    warnings: candidateWarnings(facts, choice, ctx),
    changes: [],
  };
}
