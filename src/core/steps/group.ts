import type { SpanPrediction } from './classifier/classify';
import type { Span, Step, StepKind } from './model';
import type { SpanShape } from './segment/shape';

/** Largest step in UTF-16 units and in spans: beyond it a reader would start a new number. */
const MAX_CHARS = 1_800;
const MAX_SPANS = 24;

/**
 * How sure the classifier must be of a start, in log-odds beyond its threshold: the more, the less text the open step has
 * (a step is mostly some sentences), where it is one sentence only, where the kind goes on, and in a list. Chosen on the
 * step starts of the labelled texts; the list's, since of 152 items after a line with a colon two start a step there.
 */
const NEEDED = { short: 1, oneSentence: 0.4, sameKind: 0.6, listed: 2 };
const CONCLUDING: ReadonlySet<StepKind> = new Set(['result', 'answer']);
/** A doubt and a conclusion are steps of their own, however little stands before them. */
const APART: ReadonlySet<StepKind> = new Set(['rethink', ...CONCLUDING]);
/** A step of so much text is not short, in UTF-16 units. */
const NOT_SHORT = 250;

/** Kinds that a step is named after even where little of its text is of them. */
const TURNS: ReadonlySet<StepKind> = new Set(['check', 'rethink']);
const DOING: ReadonlySet<StepKind> = new Set(['recall', 'reason', 'check', 'rethink']);
/** What the turn that opens a step weighs at least, in characters, when the kind of the step is decided. */
const TURN_WEIGHT = 120;

/** What the classifier says of a span. */
type Says = Pick<SpanPrediction, 'starts' | 'unbiased'>;
/** The span before it. */
export interface Before {
  readonly shape: SpanShape;
  readonly unbiased: StepKind;
}

/**
 * Whether the span starts a new step after the open one. Decided from left to right, so that appended text never
 * changes it. Layout has the last word: a list item, a table, a formula or code is never cut, a heading always starts a
 * step, and what it announces belongs to it.
 */
export function opensStep(
  open: readonly Span[],
  span: Pick<Span, 'start' | 'end'>,
  { starts, unbiased }: Says,
  shape: SpanShape,
  before: Before,
): boolean {
  const first = open[0];
  if (first === undefined) return true;
  if (shape.inside || before.shape.announces) return false;
  if (shape.heading || span.end - first.start > MAX_CHARS || open.length >= MAX_SPANS) return true;
  const sameKind = unbiased === before.unbiased;
  // The reading of the task ends with its paragraph, however short: "We need the smallest c."
  const read = before.unbiased === 'setup' && shape.breaksBefore > 1;
  const stands = !sameKind && (read || APART.has(unbiased) || CONCLUDING.has(before.unbiased));
  const little = stands ? 0 : beyondLittle(span.start - first.start, open.length === 1);
  const more = (sameKind ? NEEDED.sameKind : 0) + (shape.listed ? NEEDED.listed : 0);
  return starts > little + more;
}

/** What is needed since the open step says little so far; `length` in UTF-16 units. */
function beyondLittle(length: number, oneSentence: boolean): number {
  const short = NEEDED.short * Math.max(0, 1 - length / NOT_SHORT);
  return oneSentence ? short + NEEDED.oneSentence : short;
}

/**
 * The kind of a step: the kind with the most text weighted by confidence, its confidence the weighted mean. A turn at
 * its start weighs as much as a long sentence, since "Wait." is what a reader would call such a step by. Where the task is
 * quoted amid more work than quotes, and not at the start, the step is work: the quotes serve it.
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
    // What says nothing names a step only where it is all of it.
    if (span.kind !== 'other' && (kind === 'other' || weight > (weights.get(kind) ?? 0)))
      kind = span.kind;
  }
  if (kind === 'setup' && spans[0]?.kind !== 'setup') kind = unlessQuoted(weights);
  const start = spans[0]?.start ?? 0;
  const end = spans.at(-1)?.end ?? start;
  const confidence = total === 0 ? 0 : (weights.get(kind) ?? 0) / total;
  return { start, end, kind, confidence, tokens, spans };
}

/** What is done in a step whose largest kind is the reading of the task. */
function unlessQuoted(weights: ReadonlyMap<StepKind, number>): StepKind {
  const done = [...weights].filter(([kind]) => DOING.has(kind));
  const sum = done.reduce((all, [, weight]) => all + weight, 0);
  if (sum <= (weights.get('setup') ?? 0)) return 'setup';
  return done.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
