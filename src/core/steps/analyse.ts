import { reasoningTokens } from '../trace/figures';
import { answerText, reasoningText, type Trace } from '../model/trace';
import { StepAnalyser } from './analyser';
import type { Deciding } from './classifier/classify';
import type { SchemeId } from './classifier/schemes';
import { trackAnswer } from './answer/track';
import type { StepFacts } from './facts';
import { findLinks } from './links';
import { leavesIn, measure } from './metrics';
import type { Analysis, Phase, Step } from './model';
import { findPhases, type GivenPhase } from './phases';
import { isUsedLater, readMarks } from './reuse';
import { blockBorders } from './segment/blocks';
import { ownWords } from '../trace/prompt';
import { tokenFacts } from '../trace/summary';

/** What is known beside the reasoning text. */
export interface AnalyseOptions {
  /** The prompt's text: what a step shares with it is a feature. */
  readonly problem?: string;
  /** The answer part of the trace; searched for the final answer when the reasoning does not state one. */
  readonly answer?: string;
  /** Reasoning tokens as counted by the provider; spread over the steps in proportion to their text. */
  readonly tokens?: number | null;
  /** Offsets at which another block of the reasoning starts: no step goes on across one. */
  readonly borders?: readonly number[];
  /** Whose kinds the labels are; our own where none is given. */
  readonly scheme?: SchemeId;
  /** Biases of the labels, and whether scores are told. */
  readonly deciding?: Deciding;
}

/** What stands around a reasoning text. */
export type Around = Pick<AnalyseOptions, 'problem' | 'answer'>;

export function aroundOf(trace: Trace): Around {
  const problem = ownWords(trace);
  return { answer: answerText(trace), ...(problem === null ? {} : { problem }) };
}

/** Steps, links, phases, answer and metrics of a trace. Offsets point into `reasoningText(trace)`. */
export function analyse(trace: Trace, options: AnalyseOptions = {}): Analysis {
  const text = reasoningText(trace);
  const { problem, answer } = { ...aroundOf(trace), ...options };
  return analyseText(text, {
    ...(problem === undefined ? {} : { problem }),
    ...(answer === undefined ? {} : { answer }),
    // The same total as every surface shows, estimated where none was recorded.
    tokens: options.tokens ?? reasoningTokens(tokenFacts(trace))?.value ?? null,
    borders: blockBorders(trace),
    ...(options.scheme === undefined ? {} : { scheme: options.scheme }),
    ...(options.deciding === undefined ? {} : { deciding: options.deciding }),
  });
}

/** The same for a bare reasoning text. */
export function analyseText(text: string, options: AnalyseOptions = {}): Analysis {
  const { problem, borders, scheme, deciding } = options;
  const analyser = new StepAnalyser(problem, borders, scheme, undefined, deciding);
  analyser.append(text);
  analyser.finish();
  const steps = withTokens(analyser.steps, options.tokens ?? null);
  const analysis = describe(text, steps, analyser.facts, options);
  return { ...analysis, caution: analyser.caution };
}

/** Everything that follows from labelled steps: links, phases (but for those that a language model named), answer and metrics. */
export function describe(
  text: string,
  steps: readonly Step[],
  facts: readonly StepFacts[],
  { answer = '', problem = '' }: Around,
  given: readonly (GivenPhase | undefined)[] = [],
): Analysis {
  const phases = withoutUsed(findPhases(text, steps, facts, given), text, steps, answer);
  return {
    steps,
    links: findLinks(steps, facts),
    phases,
    answer: trackAnswer(text, steps, answer, problem),
    metrics: measure(steps, facts, leavesIn(text, steps, facts)),
    caution: null,
    labellings: [],
  };
}

/** A branch whose result is used later led somewhere. */
function withoutUsed(
  phases: readonly Phase[],
  text: string,
  steps: readonly Step[],
  answer: string,
): readonly Phase[] {
  if (!phases.some((p) => p.deadEnd)) return phases;
  const marks = readMarks(text, steps, answer);
  return phases.map((p) => (p.deadEnd && isUsedLater(marks, p) ? { ...p, deadEnd: false } : p));
}

/** Whole tokens a step, scaled so that they add up to the recorded total where there is one. */
function withTokens(steps: readonly Step[], total: number | null): Step[] {
  const estimated = steps.reduce((sum, step) => sum + step.tokens, 0);
  const scale = total === null || estimated === 0 ? 1 : total / estimated;
  let exact = 0;
  let given = 0;
  return steps.map((step) => {
    exact += step.tokens * scale;
    const tokens = Math.round(exact) - given;
    given += tokens;
    return { ...step, tokens };
  });
}
