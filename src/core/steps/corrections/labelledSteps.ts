import { stepOf } from '../group';
import type { LabelMark, Span, Step, StepKind } from '../model';
import type { GivenPhase } from '../phases';
import type { ModelLabels } from './modelLabels';
import { stepIds, type SpanId } from './stepId';

/** What a language model said of a step: where it ends, its kind and title. */
export interface StepLabel {
  readonly end: number;
  readonly kind: StepKind;
  readonly title: string | null;
  readonly mark: LabelMark;
}

/** The label of each sentence that one covers, by where the sentence starts; of several the latest. */
export type Labels = Map<number, StepLabel>;

/**
 * The steps cut and labelled as a run says, but for those of a person; remembers in `labels` what it says of each sentence.
 * `null` when none of its steps is there.
 */
export function withLabels(
  steps: readonly Step[],
  text: string,
  run: ModelLabels,
  labels: Labels,
): readonly Step[] | null {
  const given = labelsOf(steps, text, run);
  if (given.size === 0) return null;
  for (const [start, label] of given) labels.set(start, label);
  const out: Step[] = [];
  let open: StepLabel | undefined;
  for (const step of steps) {
    const own = step.spans.map(({ start }) => given.get(start));
    if (step.corrected === true || own.every((label) => label === undefined)) {
      out.push(step);
      open = undefined;
      continue;
    }
    const cuts = own.flatMap((label, i) => (i > 0 && label !== own[i - 1] ? [i] : []));
    let at = 0;
    for (const part of cutStep(step, cuts)) {
      const label = own[at];
      at += part.spans.length;
      if (label === undefined) out.push(part);
      else if (label === open) out.push(joined(out.pop()!, labelled(part, label)));
      else out.push(labelled(part, label));
      open = label;
    }
  }
  return out;
}

function labelsOf(steps: readonly Step[], text: string, run: ModelLabels): Labels {
  const spans = steps.flatMap((step) => step.spans);
  const places = placesOf(text, spans);
  const mark = { model: run.model, at: run.at };
  const given: Labels = new Map();
  for (const [first, last, kind, title] of run.pieces.flatMap((piece) => piece.steps)) {
    const [from, to] = [places.get(first), places.get(last)];
    if (from === undefined || to === undefined || to < from) continue;
    const label = { end: spans[to]!.end, kind, title, mark };
    for (const { start } of spans.slice(from, to + 1)) given.set(start, label);
  }
  return given;
}

/** Number of each sentence by its name. */
function placesOf(text: string, spans: readonly Span[]): ReadonlyMap<SpanId, number> {
  return new Map(stepIds(text, spans).map((id, i) => [id, i]));
}

/** The step with the kind and title that a language model gave it, marked so. */
export function labelled(step: Step, { kind, title, mark }: StepLabel): Step {
  const spans = step.spans.map((span) => ({ ...span, kind, confidence: 1 }));
  const { start, end, tokens, note } = step;
  return {
    ...{ start, end, kind, confidence: 1, tokens, spans, labelled: mark },
    ...(note === undefined ? {} : { note }),
    ...(title === null ? {} : { title }),
  };
}

/** Two steps with one label. */
function joined(first: Step, second: Step): Step {
  const notes = [first.note, second.note].filter((note) => note !== undefined);
  return {
    ...first,
    end: second.end,
    tokens: first.tokens + second.tokens,
    spans: [...first.spans, ...second.spans],
    ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
  };
}

/**
 * A step cut before the sentences of these numbers: each part of the kind that its sentences make, tokens shared out by
 * length; the note and the title stay with the first one.
 */
export function cutStep(step: Step, cuts: readonly number[]): readonly Step[] {
  if (cuts.length === 0) return [step];
  const starts = [0, ...cuts];
  let given = 0;
  return starts.map((from, i) => {
    const spans = step.spans.slice(from, starts[i + 1]);
    const length = spans.at(-1)!.end - step.start;
    const upTo = Math.round((step.tokens * length) / Math.max(1, step.end - step.start));
    const part = stepOf(spans, upTo - given);
    given = upTo;
    return {
      ...part,
      ...(step.labelled === undefined ? {} : { labelled: step.labelled }),
      ...(i > 0 || step.title === undefined ? {} : { title: step.title }),
      ...(i > 0 || step.note === undefined ? {} : { note: step.note }),
    };
  });
}

/** The first and the last sentence of a step: by these it is made again where the labels that cut it are gone. */
export type SpanRange = readonly [SpanId, SpanId];

/** The steps with one from the first to the last sentence of a range, and its number; `null` where a step of a person is in the way. */
export function withRange(
  steps: readonly Step[],
  text: string,
  [first, last]: SpanRange,
): { readonly steps: readonly Step[]; readonly at: number } | null {
  const spans = steps.flatMap((step) => step.spans);
  const places = placesOf(text, spans);
  const [from, to] = [places.get(first), places.get(last)];
  if (from === undefined || to === undefined || to < from) return null;
  const [start, end] = [spans[from]!.start, spans[to]!.end];
  const touched = steps.filter((step) => step.start < end && step.end > start);
  if (touched.some((step) => step.corrected === true)) return null;
  const parts = touched.flatMap((step) => {
    const cuts = step.spans.flatMap((span, i) =>
      i > 0 && (span.start === start || span.start === end) ? [i] : [],
    );
    return cutStep(step, cuts);
  });
  const inside = parts.filter((part) => part.start >= start && part.end <= end);
  const tokens = inside.reduce((sum, part) => sum + part.tokens, 0);
  const notes = inside.flatMap(({ note }) => (note === undefined ? [] : [note]));
  const whole = {
    ...stepOf(spans.slice(from, to + 1), tokens),
    ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
  };
  const made = steps.flatMap((step) => {
    if (!touched.includes(step)) return [step];
    if (step !== touched[0]) return [];
    const [before, after] = [
      parts.filter((p) => p.end <= start),
      parts.filter((p) => p.start >= end),
    ];
    return [...before, whole, ...after];
  });
  return { steps: made, at: made.indexOf(whole) };
}

/** The phase that a language model named for each step, by its first sentence; `undefined` for none. Steps of one phase share one object. */
export function phasesGiven(
  steps: readonly Step[],
  text: string,
  runs: readonly ModelLabels[],
): readonly (GivenPhase | undefined)[] {
  if (runs.length === 0) return [];
  const spans = steps.flatMap((step) => step.spans);
  const places = placesOf(text, spans);
  const bySpan = new Map<number, Draft>();
  for (const { model, at, pieces } of runs) {
    for (const { phases, goesOn } of pieces) {
      for (const [i, [first, last, title, summary]] of phases.entries()) {
        const [from, to] = [places.get(first), places.get(last)];
        if (from === undefined || to === undefined) continue;
        const before = goesOn === true && i === 0 ? bySpan.get(from - 1) : undefined;
        const draft = before ?? { title, summaries: [], mark: { model, at } };
        if (summary !== null) draft.summaries.push(summary);
        for (let span = from; span <= to; span++) bySpan.set(span, draft);
      }
    }
  }
  const made = new Map<Draft, GivenPhase>();
  let number = 0;
  return steps.map((step) => {
    const draft = bySpan.get(number);
    number += step.spans.length;
    if (draft === undefined) return undefined;
    const { title, summaries, mark } = draft;
    const phase = made.get(draft) ?? {
      ...{ title, labelled: mark },
      ...(summaries.length === 0 ? {} : { summary: summaries.join(' ') }),
    };
    made.set(draft, phase);
    return phase;
  });
}

interface Draft {
  readonly title: string;
  readonly summaries: string[];
  readonly mark: LabelMark;
}
