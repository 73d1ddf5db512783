import type { Span, Step, StepKind } from './model';
import type { SpanShape } from './segment/shape';

/** Largest step in UTF-16 units and in spans: beyond it a reader would start a new number. */
const MAX_CHARS = 1_800;
const MAX_SPANS = 24;

/** Kinds that a step is named after even where little of its text is of them. */
const TURNS: ReadonlySet<StepKind> = new Set(['check', 'rethink']);
/** What the turn that opens a step weighs at least, in characters, when the kind of the step is decided. */
const TURN_WEIGHT = 120;

/**
 * Whether the span starts a new step after the open one. Decided from left to right, so that appended text never
 * changes it. `starts`: what the classifier says. Layout has the last word: a list item, a table, a formula or code is
 * never cut, a heading always starts a step, and what it announces belongs to it.
 */
export function opensStep(
  open: readonly Span[],
  span: Pick<Span, 'end'>,
  starts: boolean,
  shape: SpanShape,
  previousShape: SpanShape,
): boolean {
  const first = open[0];
  if (first === undefined) return true;
  if (shape.inside || previousShape.announces) return false;
  return starts || shape.heading || span.end - first.start > MAX_CHARS || open.length >= MAX_SPANS;
}

/**
 * The kind of a step: the kind with the most text weighted by confidence, its confidence the weighted mean. A turn at
 * its start weighs as much as a long sentence, since "Wait." is what a reader would call such a step by.
 */
export function stepOf(spans: readonly Span[], tokens: number): Step {
  const weights = new Map<StepKind, number>();
  let kind: StepKind = 'other';
  let total = 0;
  for (const [i, span] of spans.entries()) {
    const opensTurn = i === 0 && TURNS.has(span.kind);
    const length = Math.max(span.end - span.start, opensTurn ? TURN_WEIGHT : 0);
    total += length;
    const weight = (weights.get(span.kind) ?? 0) + length * span.confidence;
    weights.set(span.kind, weight);
    if (weight > (weights.get(kind) ?? 0)) kind = span.kind;
  }
  const start = spans[0]?.start ?? 0;
  const end = spans.at(-1)?.end ?? start;
  const confidence = total === 0 ? 0 : (weights.get(kind) ?? 0) / total;
  return { start, end, kind, confidence, tokens, spans };
}
