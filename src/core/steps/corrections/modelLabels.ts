import { coarseKind } from '../kinds';
import type { Labelling, LabelMark, Step, StepKind } from '../model';
import type { Correction } from './corrections';
import { record, type History } from './history';
import type { StepId } from './stepId';

/**
 * Labels of one run of a language model that the user asked for. They stand between the suggestion and what a person set: a
 * step that a person labelled, joined or split keeps what the person made of it.
 */
export interface ModelLabels extends LabelMark {
  readonly op: 'labels';
  readonly via: string;
  readonly costUsd: number | null;
  /** Version of the rules that the model was given. */
  readonly codebook: number;
  readonly kinds: readonly (readonly [StepId, StepKind])[];
}

/** How a label of a run is marked, with the model and the day: "gpt-5-mini, 2026-11-30". */
export const labelledBy = ({ model, at }: LabelMark): string => `${model}, ${at.slice(0, 10)}`;

/** The step with the kind that a language model gave it, marked so. A person's step stays as it is. */
export function labelled(step: Step, kind: StepKind, { model, at }: LabelMark): Step {
  if (step.corrected === true) return step;
  // The borders stay the suggested ones, so the spans do: each now stands for the kind of its step.
  const spans = step.spans.map((span) => ({ ...span, kind, confidence: 1 }));
  return { ...step, kind, confidence: 1, spans, labelled: { model, at } };
}

/** What each run contributes to `steps`, compared with what was suggested at the same places; runs without any step are left out. */
export function labellingsOf(
  steps: readonly Step[],
  suggested: readonly Step[],
  runs: readonly ModelLabels[],
): readonly Labelling[] {
  return runs.flatMap(({ model, at, via, costUsd }) => {
    const own = steps.filter(({ labelled: mark }) => mark?.at === at && mark.model === model);
    if (own.length === 0) return [];
    const pairs = own.map((step) => [step.kind, suggestedAt(suggested, step)?.kind] as const);
    const same = pairs.filter(([a, b]) => a === b).length;
    const sameShown = pairs.filter(([a, b]) => b !== undefined && coarseKind(a) === coarseKind(b));
    const counts = { steps: own.length, same, sameShown: sameShown.length };
    return [{ model, at, by: labelledBy({ model, at }), via, costUsd, ...counts }];
  });
}

/** The suggested step that holds the start of a step; steps are in order. */
export function suggestedAt(
  suggested: readonly Step[],
  { start }: Pick<Step, 'start'>,
): Step | undefined {
  let low = 0;
  let high = suggested.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (suggested[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  return suggested[low];
}

/** Puts labels of a language model in the place of what the same run gave before, else at the end. */
export function withRun(history: History, labels: ModelLabels): History {
  const at = history.done.findIndex((c) => c.op === 'labels' && c.at === labels.at);
  return at < 0 ? record(history, labels) : { ...history, done: history.done.with(at, labels) };
}

/** Without any label of a language model; nothing brings them back. */
export function withoutRuns({ done, undone }: History): History {
  const kept = (c: Correction): boolean => c.op !== 'labels';
  return { done: done.filter(kept), undone: undone.filter(kept) };
}
