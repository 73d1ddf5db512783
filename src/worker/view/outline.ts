import { msg } from '../../core/model/message';
import { insights } from '../../core/steps/insights';
import { STEP_KINDS } from '../../core/steps/kinds';
import {
  LINES_AT_ONCE,
  linkKinds,
  stepFlags,
  type StepBody,
  type TraceHeader,
  type TraceOutline,
} from '../../protocol/traceData';
import type { ViewOutline } from '../../protocol/viewCalls';
import type { AnalysedTrace } from './analysed';
import { firstLine } from '../../core/text/firstLine';
import { countedReasoning, type TokenFacts } from '../../core/trace/figures';
import { labelledBy, labellerOf, suggestedAt } from '../../core/steps/corrections/modelLabels';
import { traceFacts, FIDELITY_NOTES } from '../../core/trace/facts';
import { tokenFacts } from '../../core/trace/summary';
import { itemsOf } from './items';
import { stepSeconds } from './time';

/** A trace as its page shows it before any body is read. */
export function outlineOf(analysed: AnalysedTrace): ViewOutline {
  const { trace, analysis, price } = analysed;
  const facts = tokenFacts(trace);
  const { steps, links, phases, answer, metrics } = analysis;
  return {
    index: trace.index,
    id: trace.id,
    header: headerOf(analysed),
    steps: columnsOf(analysed, facts),
    lines: linesOf(analysed, 0, LINES_AT_ONCE),
    items: [...itemsOf(trace, steps, facts, price)],
    titles: steps.flatMap(({ title }, i) => (title === undefined ? [] : [[i, title] as const])),
    phases: phases.map(({ first, last, title, depth, deadEnd, summary = null, labelled }) => ({
      ...{ first, last, title, depth, deadEnd, summary },
      by: labelled === undefined ? null : labelledBy(labelled),
    })),
    links: {
      from: Uint32Array.from(links, (l) => l.from),
      to: Uint32Array.from(links, (l) => l.to),
      kind: Uint8Array.from(links, (l) => linkKinds.indexOf(l.kind)),
    },
    answer: {
      answer: answer.answer,
      firstMentioned: answer.firstMentioned,
      firstConcluded: answer.firstConcluded,
    },
    loopStart: metrics.loopStart,
    insights: insights(analysis, {
      truncated: trace.truncated,
      answered: facts.answerChars > 0,
      usdPerToken: price?.output ?? null,
    }),
    caution: analysis.caution,
    labellings: analysis.labellings.map((l) => ({ ...l })),
    taught: analysis.taught ?? null,
    problems: trace.problems.map((p) => ({ ...p, ...(p.at ? { at: { ...p.at } } : {}) })),
  };
}

/** First lines of the steps [from, to). */
export function linesOf({ text, analysis }: AnalysedTrace, from: number, to: number): string[] {
  return analysis.steps.slice(from, to).map((s) => firstLine(text.slice(s.start, s.end)));
}

/** Bodies of the steps [from, to). */
export function bodiesOf(analysed: AnalysedTrace, from: number, to: number): StepBody[] {
  const { text, analysis, suggested } = analysed;
  return analysis.steps.slice(from, to).map((step, i) => {
    const as = suggestedAt(suggested.steps, step) ?? step;
    return {
      step: from + i,
      text: text.slice(step.start, step.end),
      spans: step.spans.map((span) => ({
        start: span.start - step.start,
        end: span.end - step.start,
        kind: span.kind,
        confidence: span.confidence,
      })),
      note: step.note ?? null,
      shown: { kind: step.kind, by: labellerOf(step) },
      suggested: { kind: as.kind, confidence: as.confidence, starts: as.start === step.start },
    };
  });
}

function headerOf({ trace, price }: AnalysedTrace): TraceHeader {
  return { ...traceFacts(trace, price), fidelityNote: FIDELITY_NOTES[trace.fidelity] };
}

function columnsOf(analysed: AnalysedTrace, facts: TokenFacts): TraceOutline['steps'] {
  const { trace, analysis, price } = analysed;
  const { steps } = analysis;
  const tokens = Float64Array.from(steps, (s) => s.tokens);
  const recorded = countedReasoning(facts.usage.reasoningTokens, facts.reasoningChars > 0) !== null;
  const last = trace.truncated ? steps.length - 1 : -1;
  const runs = new Map(analysis.labellings.map(({ at }, i) => [at, i + 1]));
  return {
    start: Uint32Array.from(steps, (s) => s.start),
    end: Uint32Array.from(steps, (s) => s.end),
    kind: Uint8Array.from(steps, (s) => STEP_KINDS.indexOf(s.kind)),
    confidence: Float32Array.from(steps, (s) => s.confidence),
    flags: Uint8Array.from(
      steps,
      (step, i) =>
        (step.corrected === true ? stepFlags.corrected : 0) |
        (step.note === undefined ? 0 : stepFlags.noted) |
        (i === last ? stepFlags.truncated : 0),
    ),
    labelling: Uint8Array.from(steps, ({ labelled }) => runs.get(labelled?.at ?? '') ?? 0),
    tokens: {
      values: tokens,
      provenance: 'estimated',
      note: !recorded
        ? msg('estimated from the text: the file has no count')
        : trace.fidelity === 'summary'
          ? msg(
              'recorded reasoning tokens shared out by the length of a digest: what a part of it stands for is not known',
            )
          : msg('recorded reasoning tokens shared out by the text of the steps'),
    },
    cost: price && {
      values: tokens.map((t) => t * price.output),
      provenance: 'estimated',
      note: msg('tokens of the step at list price of output'),
    },
    seconds: stepSeconds(trace, steps),
  };
}
