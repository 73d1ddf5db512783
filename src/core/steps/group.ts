import type { Span, Step, StepKind } from './model';
import type { SpanShape } from './segment/shape';

/** Largest step in UTF-16 units and in spans: beyond it a reader would start a new number. */
const MAX_CHARS = 900;
const MAX_SPANS = 8;

/** A shorter sentence in mid-paragraph ("That works.") stays with the step before it. */
const REMARK = 28;

/** Kinds that open a step of their own when they follow another kind. */
const OPENS: ReadonlySet<StepKind> = new Set(['setup', 'plan', 'check', 'rethink', 'answer']);
const KINDS_TOGETHER: Readonly<Record<StepKind, string>> = {
  setup: 'setup',
  plan: 'plan',
  recall: 'work',
  reason: 'work',
  check: 'check',
  rethink: 'rethink',
  result: 'work',
  answer: 'answer',
  other: 'other',
};

/** Whether the span starts a new step after the open one. Decided from left to right, so that appended text never changes it. */
export function opensStep(
  open: readonly Span[],
  span: Span,
  shape: SpanShape,
  previousShape: SpanShape,
): boolean {
  const first = open[0];
  const last = open.at(-1);
  if (first === undefined || last === undefined) return true;
  if (previousShape.heading) return false;
  if (shape.heading) return true;
  if (span.end - first.start > MAX_CHARS || open.length >= MAX_SPANS) return true;
  if (shape.continues) return false;
  const changes = KINDS_TOGETHER[span.kind] !== KINDS_TOGETHER[last.kind];
  if (shape.breaksBefore >= 2) return changes || span.end - first.start > MAX_CHARS / 3;
  const remark =
    span.end - span.start < REMARK && span.kind !== 'rethink' && span.kind !== 'answer';
  return changes && OPENS.has(span.kind) && !remark && last.end - first.start > 60;
}

/** The kind of a step: the kind with the most text weighted by confidence; its confidence the weighted mean. */
export function stepOf(spans: readonly Span[], tokens: number): Step {
  const weights = new Map<StepKind, number>();
  let kind: StepKind = 'other';
  let total = 0;
  for (const span of spans) {
    const length = span.end - span.start;
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
