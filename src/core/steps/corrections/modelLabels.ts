import { coarseKind } from '../kinds';
import type { Labelling, LabelMark, Phase, Step, StepKind } from '../model';
import type { Correction } from './corrections';
import { record, type CorrectionHistory } from './history';
import { stepIds, type SpanId } from './stepId';

/** What one answer of a language model gave, each step and phase by its first and last sentence. */
export interface LabelPiece {
  /** With the kind and a title of one line; `null` without one. */
  readonly steps: readonly (readonly [SpanId, SpanId, StepKind, string | null])[];
  /** With the title and what it comes to; `null` without that. */
  readonly phases: readonly (readonly [SpanId, SpanId, string, string | null])[];
  /** The first phase goes on with the one before it, of another answer. */
  readonly goesOn?: true;
}

/**
 * Labels of one run of a language model that the user asked for: where steps start, their kinds and titles, and phases. They
 * stand between the suggestion and what a person set: a step that a person labelled, joined or split keeps what the person
 * made of it.
 */
export interface ModelLabels extends LabelMark {
  readonly op: 'labels';
  readonly via: string;
  readonly costUsd: number | null;
  /** Version of the rules that the model was given. */
  readonly codebook: number;
  readonly pieces: readonly LabelPiece[];
}

/** How a label of a run is marked, with the model and the day: "gpt-5-mini, 2026-11-30". */
export const labelledBy = ({ model, at }: LabelMark): string => `${model}, ${at.slice(0, 10)}`;

/** Who set the label of a step: a person, or a language model with the day; `null` for LRM Lens, which alone says how sure it is. */
export function labellerOf({ corrected, labelled }: Step): string | null {
  return corrected === true ? 'a person' : labelled === undefined ? null : labelledBy(labelled);
}

const isOf = (mark: LabelMark | undefined, run: LabelMark): boolean =>
  mark?.at === run.at && mark.model === run.model;

/** What each run contributes to `steps`, compared with what was suggested at the same places; runs without any step are left out. */
export function labellingsOf(
  text: string,
  { steps, phases }: { readonly steps: readonly Step[]; readonly phases: readonly Phase[] },
  suggested: readonly Step[],
  runs: readonly ModelLabels[],
): readonly Labelling[] {
  if (runs.length === 0) return [];
  const spans = steps.flatMap((step) => step.spans);
  const ids = stepIds(text, spans);
  const ownStarts = new Set(suggested.map(({ start }) => start));
  return runs.flatMap((run) => {
    const { model, at, via, costUsd } = run;
    const own = steps.filter(({ labelled }) => isOf(labelled, run));
    if (own.length === 0) return [];
    const asked = new Set(run.pieces.map((piece) => piece.steps[0]?.[0]));
    const firsts = new Set(spans.flatMap(({ start }, i) => (asked.has(ids[i]) ? [start] : [])));
    return [
      {
        ...{ model, at, by: labelledBy(run), via, costUsd, steps: own.length },
        ...sameKinds(own, suggested),
        starts: sameStarts(own, ownStarts, firsts),
        phases: phases.filter(({ labelled }) => isOf(labelled, run)).length,
      },
    ];
  });
}

function sameKinds(
  own: readonly Step[],
  suggested: readonly Step[],
): Pick<Labelling, 'sentences' | 'same' | 'sameShown'> {
  const pairs = own.flatMap(({ kind, spans }) =>
    spans.map((span) => [kind, suggestedAt(suggested, span)?.kind] as const),
  );
  const same = pairs.filter(([a, b]) => a === b).length;
  const shown = pairs.filter(([a, b]) => b !== undefined && coarseKind(a) === coarseKind(b));
  return { sentences: pairs.length, same, sameShown: shown.length };
}

function sameStarts(
  own: readonly Step[],
  ownStarts: ReadonlySet<number>,
  firsts: ReadonlySet<number>,
): Labelling['starts'] {
  const starts = { model: 0, own: 0, both: 0 };
  for (const step of own) {
    for (const { start } of step.spans) {
      if (firsts.has(start)) continue;
      const [byModel, byOwn] = [start === step.start, ownStarts.has(start)];
      starts.model += Number(byModel);
      starts.own += Number(byOwn);
      starts.both += Number(byModel && byOwn);
    }
  }
  return starts;
}

/** The suggested step that holds the start of a step or sentence; steps are in order. */
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
export function withRun(history: CorrectionHistory, labels: ModelLabels): CorrectionHistory {
  const at = history.done.findIndex((c) => c.op === 'labels' && c.at === labels.at);
  return at < 0 ? record(history, labels) : { ...history, done: history.done.with(at, labels) };
}

/** Without any label of a language model; nothing brings them back. */
export function withoutRuns({ done, undone }: CorrectionHistory): CorrectionHistory {
  const kept = (c: Correction): boolean => c.op !== 'labels';
  return { done: done.filter(kept), undone: undone.filter(kept) };
}
