import { StepAnalyser } from './analyser';
import type { Analysis, Step, StepKind } from './model';
import { answerText, reasoningText, type Trace } from '../trace/model';

/** What is known beside the reasoning text. */
export interface AnalyseOptions {
  /** The prompt's text: what a step shares with it is a feature. */
  readonly problem?: string;
  /** The answer part of the trace; searched for the final answer when the reasoning does not state one. */
  readonly answer?: string;
  /** Reasoning tokens as counted by the provider; spread over the steps in proportion to their text. */
  readonly tokens?: number | null;
}

/** Steps, links, phases, answer and metrics of a trace. Offsets point into `reasoningText(trace)`. */
export function analyse(trace: Trace, options: AnalyseOptions = {}): Analysis {
  const lastUser = trace.prompt?.findLast((m) => m.role === 'user')?.text;
  const problem = options.problem ?? lastUser;
  return analyseText(reasoningText(trace), {
    ...(problem === undefined ? {} : { problem }),
    answer: options.answer ?? answerText(trace),
    tokens: options.tokens ?? trace.usage.reasoningTokens,
  });
}

/** The same for a bare reasoning text. */
export function analyseText(text: string, options: AnalyseOptions = {}): Analysis {
  const analyser = new StepAnalyser(options.problem);
  analyser.append(text);
  analyser.finish();
  const steps = withTokens(analyser.steps, options.tokens ?? null);
  return {
    steps,
    links: [],
    phases: [],
    answer: {
      answer: null,
      source: null,
      firstMentioned: null,
      firstConcluded: null,
      tokensAfterConcluded: null,
      tokensAfterMentioned: null,
    },
    metrics: {
      kindShares: kindShares(steps),
      backtracks: 0,
      verificationShare: 0,
      thoughtSwitches: 0,
      repetition5: 0,
      loopStart: null,
      longestDeadEnd: null,
    },
    caution: null,
  };
}

/** Steps whose estimated tokens are scaled so that they add up to the recorded total. */
function withTokens(steps: readonly Step[], total: number | null): readonly Step[] {
  if (total === null) return steps;
  const estimated = steps.reduce((sum, step) => sum + step.tokens, 0);
  if (estimated === 0) return steps;
  return steps.map((step) => ({ ...step, tokens: (step.tokens * total) / estimated }));
}

function kindShares(steps: readonly Step[]): Record<StepKind, number> {
  const shares: Record<StepKind, number> = {
    setup: 0,
    plan: 0,
    recall: 0,
    reason: 0,
    check: 0,
    rethink: 0,
    result: 0,
    answer: 0,
    other: 0,
  };
  const total = steps.reduce((sum, step) => sum + step.tokens, 0);
  if (total > 0) for (const step of steps) shares[step.kind] += step.tokens / total;
  return shares;
}
