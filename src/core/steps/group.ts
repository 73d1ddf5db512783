import type { Span, Step, StepKind } from './model';
import type { SpanShape } from './segment/shape';

/** Largest step in UTF-16 units and in spans: beyond it a reader would start a new number. */
const MAX_CHARS = 900;
const MAX_SPANS = 8;
/** Short ones may still follow: the last words of a paragraph are no step. */
const MAX_WITH_SHORT = 12;

/** A shorter sentence in mid-paragraph ("That works."), or "No." at its end, stays with the step before it. */
const REMARK = 28;

/** Kinds that a reader numbers even where little text follows them. */
const TURNS: ReadonlySet<StepKind> = new Set(['check', 'rethink']);
/** From this many characters on, a turn is a step of its own: the work after it starts the next one. */
const WHOLE_TURN = 40;
/** What the turn that opens a step weighs at least, in characters, when the kind of the step is decided. */
const TURN_WEIGHT = 120;

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

/**
 * Whether the span starts a new step after the open one. Decided from left to right, so that appended text never
 * changes it. `switches`: the span opens with a cue of another idea.
 */
export function opensStep(
  open: readonly Span[],
  span: Span,
  shape: SpanShape,
  previousShape: SpanShape,
  switches: boolean,
): boolean {
  const first = open[0];
  const last = open.at(-1);
  if (first === undefined || last === undefined) return true;
  if (previousShape.heading) return false;
  if (shape.heading) return true;
  const most = isShort(span) ? MAX_WITH_SHORT : MAX_SPANS;
  if (span.end - first.start > MAX_CHARS || open.length >= most) return true;
  if (shape.continues) return false;
  const length = last.end - first.start;
  if (switches) return length > REMARK;
  const before = open.findLast((s) => !isShort(s)) ?? first;
  const changes = KINDS_TOGETHER[span.kind] !== KINDS_TOGETHER[before.kind];
  if (shape.breaksBefore >= 2) return changes || span.end - first.start > MAX_CHARS / 3;
  if (isRemark(span, shape)) return false;
  if (changes && OPENS.has(span.kind)) return length > REMARK;
  return TURNS.has(first.kind) && span.kind !== first.kind && length > WHOLE_TURN;
}

function isShort({ start, end }: Span): boolean {
  return end - start < REMARK;
}

function isRemark(span: Span, { breaksAfter }: SpanShape): boolean {
  if (!isShort(span) || span.kind === 'answer') return false;
  return span.kind !== 'rethink' || breaksAfter >= 2;
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
