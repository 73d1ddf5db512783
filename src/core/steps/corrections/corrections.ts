import { type Around, describe } from '../analyse';
import { stepFacts } from '../facts';
import { stepOf } from '../group';
import type { Analysis, Span, Step, StepKind } from '../model';
import {
  cutStep,
  labelled,
  phasesGiven,
  type Labels,
  type SpanRange,
  withLabels,
  withRange,
} from './labelledSteps';
import { labellingsOf, type ModelLabels } from './modelLabels';
import { type StepId, stepIds } from './stepId';

/** `range`: of what it changes, where a language model had set its borders. It stays when those labels go. */
interface OfPlace {
  readonly range?: SpanRange;
}

/** What a person changed about a step. */
export type OwnCorrection = OfPlace &
  /** `kind: null` goes back to the suggestion. */
  (
    | { readonly op: 'relabel'; readonly step: StepId; readonly kind: StepKind | null }
    /** Joins the step with the one after it, `next`. */
    | { readonly op: 'merge'; readonly step: StepId; readonly next: StepId }
    /** A new step starts `at` UTF-16 units after the start of the step, where a span starts. */
    | { readonly op: 'split'; readonly step: StepId; readonly at: number }
    /** `''` removes the note. */
    | { readonly op: 'note'; readonly step: StepId; readonly text: string }
  );

/**
 * What a person changed about a step, or had a language model label. Refers to steps by content, in the state that the
 * corrections before it left.
 */
export type Correction = OwnCorrection | ModelLabels;

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

/** Spans and step ends as suggested, by where the span or step starts, and what a language model said of it. */
interface Original {
  readonly spans: Map<number, Span>;
  readonly ends: Map<number, number>;
  readonly labels: Labels;
}

/** Applies corrections in order to a suggested analysis of `text`. Pure; the same input gives the same result. */
export function applyCorrections(
  suggested: Analysis,
  text: string,
  corrections: readonly Correction[],
  around: Around = {},
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
  const runs = corrections.filter((c) => c.op === 'labels');
  const given = phasesGiven(steps, text, runs);
  const analysis = describe(text, steps, stepFacts(text, steps), around, given);
  const labellings = labellingsOf(text, analysis, suggested.steps, runs);
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
  const place = rangeOf(steps, text, asked.step, asked.op === 'merge' ? 2 : 1);
  switch (asked.op) {
    case 'relabel':
      return { op: 'relabel', step, kind: asked.kind, ...place };
    case 'note':
      return { op: 'note', step, text: asked.text, ...place };
    case 'merge': {
      const next = ids[asked.step + 1];
      return next === undefined ? null : { op: 'merge', step, next, ...place };
    }
    case 'split': {
      const { start = 0, spans = [] } = steps[asked.step] ?? {};
      const span = asked.span > 0 ? spans[asked.span] : undefined;
      return span === undefined ? null : { op: 'split', step, at: span.start - start, ...place };
    }
  }
}

/** The first and last sentence of some steps, where a language model set a border of theirs. */
function rangeOf(steps: readonly Step[], text: string, at: number, count: number): OfPlace {
  const own = steps.slice(at, at + count);
  if (own.every(({ labelled: mark }) => mark === undefined)) return {};
  const before = steps.slice(0, at).reduce((sum, { spans }) => sum + spans.length, 0);
  const length = own.reduce((sum, { spans }) => sum + spans.length, 0);
  const spans = steps.flatMap((step) => step.spans);
  const ids = stepIds(text, spans);
  return { range: [ids[before]!, ids[before + length - 1]!] };
}

function applyOne(
  steps: readonly Step[],
  text: string,
  correction: Correction,
  original: Original,
): readonly Step[] | null {
  if (correction.op === 'labels') return withLabels(steps, text, correction, original.labels);
  const ids = stepIds(text, steps);
  const at = ids.indexOf(correction.step);
  const isThere = correction.op !== 'merge' || ids[at + 1] === correction.next;
  if (at >= 0 && isThere) return changed(steps, at, correction, original);
  if (correction.range === undefined) return null;
  if (correction.op === 'note') return withNote(steps, text, correction.range, correction.text);
  const made = withRange(steps, text, correction.range);
  if (made === null) return null;
  // A step of both is what was asked for.
  if (correction.op === 'merge') return made.steps.with(made.at, byHand(made.steps[made.at]!));
  return changed(made.steps, made.at, correction, original);
}

/** A note needs no border: the step that holds its first sentence has it. */
function withNote(
  steps: readonly Step[],
  text: string,
  [first]: SpanRange,
  note: string,
): readonly Step[] | null {
  const spans = steps.flatMap((step) => step.spans);
  const start = spans[stepIds(text, spans).indexOf(first)]?.start ?? -1;
  const at = steps.findIndex((step) => step.start <= start && start < step.end);
  return at < 0 ? null : steps.with(at, noted(steps[at]!, note));
}

const byHand = (step: Step): Step => ({ ...step, corrected: true });

function changed(
  steps: readonly Step[],
  at: number,
  correction: OwnCorrection,
  original: Original,
): readonly Step[] | null {
  const step = steps[at]!;
  switch (correction.op) {
    case 'relabel':
      return steps.with(at, relabelled(step, correction.kind, original));
    case 'note':
      return steps.with(at, noted(step, correction.text));
    case 'merge':
      return steps.toSpliced(at, 2, merged(step, steps[at + 1]!));
    case 'split': {
      const border = step.spans.findIndex((s) => s.start === step.start + correction.at);
      if (border <= 0) return null;
      const { labelled: _, ...bare } = step;
      return steps.toSpliced(at, 1, ...cutStep(bare, [border]).map(byHand));
    }
  }
}

function relabelled(step: Step, kind: StepKind | null, original: Original): Step {
  if (kind !== null) {
    const spans = step.spans.map((span) => ({ ...span, kind, confidence: 1 }));
    const { labelled: _, ...bare } = step;
    return { ...bare, kind, confidence: 1, spans, corrected: true };
  }
  const spans = step.spans.map((span) => original.spans.get(span.start) ?? span);
  const label = original.labels.get(step.start);
  const sameBorders = [original.ends.get(step.start), label?.end].includes(step.end);
  const back = noted(stepOf(spans, step.tokens), step.note ?? '');
  const shown = label === undefined ? back : labelled(back, label);
  return sameBorders ? shown : byHand(shown);
}

function noted(step: Step, note: string): Step {
  const { note: _, ...bare } = step;
  return note === '' ? bare : { ...bare, note };
}

function merged(first: Step, second: Step): Step {
  const joined = stepOf([...first.spans, ...second.spans], first.tokens + second.tokens);
  const note = [first.note, second.note].filter((n) => n !== undefined).join('\n');
  return noted(byHand(joined), note);
}
