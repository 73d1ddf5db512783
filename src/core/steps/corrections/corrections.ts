import { describe } from '../analyse';
import { stepFacts } from '../facts';
import { stepOf } from '../group';
import type { Analysis, LabelMark, Span, Step, StepKind } from '../model';
import { labelled, labellingsOf, type ModelLabels } from './modelLabels';
import { type StepId, stepIds } from './stepId';

/**
 * What a person changed about a step, or had a language model label. Refers to steps by content, in the state that the
 * corrections before it left.
 */
export type Correction =
  /** `kind: null` goes back to the suggestion. */
  | { readonly op: 'relabel'; readonly step: StepId; readonly kind: StepKind | null }
  /** Joins the step with the one after it, `next`. */
  | { readonly op: 'merge'; readonly step: StepId; readonly next: StepId }
  /** A new step starts `at` UTF-16 units after the start of the step, where a span starts. */
  | { readonly op: 'split'; readonly step: StepId; readonly at: number }
  /** `''` removes the note. */
  | { readonly op: 'note'; readonly step: StepId; readonly text: string }
  | ModelLabels;

/** The same by numbers, as a page asks for it: step and span count from 0. */
export type CorrectionByNumber =
  | { readonly op: 'relabel'; readonly step: number; readonly kind: StepKind | null }
  | { readonly op: 'merge'; readonly step: number }
  | { readonly op: 'split'; readonly step: number; readonly span: number }
  | { readonly op: 'note'; readonly step: number; readonly text: string };

export interface Corrected {
  /** With links, phases, answer and metrics worked out anew. Changed steps are marked `corrected`. */
  readonly analysis: Analysis;
  /** Corrections whose step is not in the trace (the text changed): kept, but without effect. */
  readonly unmatched: readonly Correction[];
}

/** Spans and step ends as suggested, by where the span or step starts, and what a language model said of a step, by its id. */
interface Original {
  readonly spans: Map<number, Span>;
  readonly ends: Map<number, number>;
  readonly labels: Map<StepId, LabelMark & { readonly kind: StepKind }>;
}

/** Applies corrections in order to a suggested analysis of `text`. Pure; the same input gives the same result. */
export function applyCorrections(
  suggested: Analysis,
  text: string,
  corrections: readonly Correction[],
  answer = '',
): Corrected {
  if (corrections.length === 0) return { analysis: suggested, unmatched: [] };
  const original: Original = { spans: new Map(), ends: new Map(), labels: new Map() };
  for (const step of suggested.steps) {
    original.ends.set(step.start, step.end);
    for (const span of step.spans) original.spans.set(span.start, span);
  }
  let steps = suggested.steps;
  const unmatched: Correction[] = [];
  for (const correction of corrections) {
    const changed = applyOne(steps, text, correction, original);
    if (changed === null) unmatched.push(correction);
    else steps = changed;
  }
  const analysis = describe(text, steps, stepFacts(text, steps), answer);
  const runs = corrections.filter((c) => c.op === 'labels');
  const labellings = labellingsOf(steps, suggested.steps, runs);
  const { caution, taught } = suggested;
  const kept = { ...analysis, caution, labellings, ...(taught === undefined ? {} : { taught }) };
  return { analysis: kept, unmatched };
}

/** The lasting form of a correction to what is shown now; `null` when there is no such step or span. */
export function correctionOf(
  steps: readonly Step[],
  text: string,
  asked: CorrectionByNumber,
): Correction | null {
  const ids = stepIds(text, steps);
  const step = ids[asked.step];
  if (step === undefined) return null;
  switch (asked.op) {
    case 'relabel':
      return { op: 'relabel', step, kind: asked.kind };
    case 'note':
      return { op: 'note', step, text: asked.text };
    case 'merge': {
      const next = ids[asked.step + 1];
      return next === undefined ? null : { op: 'merge', step, next };
    }
    case 'split': {
      const { start = 0, spans = [] } = steps[asked.step] ?? {};
      const span = asked.span > 0 ? spans[asked.span] : undefined;
      return span === undefined ? null : { op: 'split', step, at: span.start - start };
    }
  }
}

function applyOne(
  steps: readonly Step[],
  text: string,
  correction: Correction,
  original: Original,
): readonly Step[] | null {
  const ids = stepIds(text, steps);
  if (correction.op === 'labels') return withLabels(steps, ids, correction, original);
  const at = ids.indexOf(correction.step);
  const step = steps[at];
  if (step === undefined) return null;
  switch (correction.op) {
    case 'relabel':
      return steps.with(at, relabelled(step, ids[at]!, correction.kind, original));
    case 'note':
      return steps.with(at, noted(step, correction.text));
    case 'merge': {
      const next = steps[at + 1];
      if (next === undefined || ids[at + 1] !== correction.next) return null;
      return steps.toSpliced(at, 2, merged(step, next));
    }
    case 'split': {
      const border = step.spans.findIndex((s) => s.start === step.start + correction.at);
      return border <= 0 ? null : steps.toSpliced(at, 1, ...parts(step, border));
    }
  }
}

/** `null` when none of the labelled steps is there. */
function withLabels(
  steps: readonly Step[],
  ids: readonly StepId[],
  { kinds, model, at }: ModelLabels,
  original: Original,
): readonly Step[] | null {
  for (const [id, kind] of kinds) original.labels.set(id, { kind, model, at });
  const named = new Map(kinds);
  const found = steps.map((step, i) => {
    const kind = named.get(ids[i]!);
    return kind === undefined ? step : labelled(step, kind, { model, at });
  });
  return ids.some((id) => named.has(id)) ? found : null;
}

function relabelled(step: Step, id: StepId, kind: StepKind | null, original: Original): Step {
  if (kind !== null) {
    const spans = step.spans.map((span) => ({ ...span, kind, confidence: 1 }));
    const { labelled: _, ...bare } = step;
    return { ...bare, kind, confidence: 1, spans, corrected: true };
  }
  const spans = step.spans.map((span) => original.spans.get(span.start) ?? span);
  const sameBorders = original.ends.get(step.start) === step.end;
  const back = {
    ...stepOf(spans, step.tokens),
    ...(sameBorders ? {} : { corrected: true as const }),
  };
  const label = original.labels.get(id);
  const shown = label === undefined ? back : labelled(back, label.kind, label);
  return noted(shown, step.note ?? '');
}

function noted(step: Step, note: string): Step {
  const { start, end, kind, confidence, tokens, spans, corrected, labelled: mark } = step;
  const bare = { start, end, kind, confidence, tokens, spans };
  return {
    ...bare,
    ...(corrected === undefined ? {} : { corrected }),
    ...(note === '' ? {} : { note }),
    ...(mark === undefined ? {} : { labelled: mark }),
  };
}

function merged(first: Step, second: Step): Step {
  const joined = stepOf([...first.spans, ...second.spans], first.tokens + second.tokens);
  const note = [first.note, second.note].filter((n) => n !== undefined).join('\n');
  return noted({ ...joined, corrected: true }, note);
}

/** The note stays with the first part; tokens are shared out by length. */
function parts(step: Step, border: number): Step[] {
  const [head, tail] = [step.spans.slice(0, border), step.spans.slice(border)];
  const length = (tail[0]?.start ?? step.end) - step.start;
  const tokens = Math.round((step.tokens * length) / Math.max(1, step.end - step.start));
  const first = { ...stepOf(head, tokens), corrected: true } as const;
  const second = { ...stepOf(tail, step.tokens - tokens), corrected: true } as const;
  return [noted(first, step.note ?? ''), second];
}
