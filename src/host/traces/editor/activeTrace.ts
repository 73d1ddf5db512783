import { STEP_KINDS } from '../../../core/steps/kinds';
import type { StepKind } from '../../../core/steps/model';
import type { TraceOutline } from '../../../protocol/traceData';
import type { ActiveTrace } from '../../shared/activeTrace';

/** Where the user is in a trace: what other features are told. */
export interface Position {
  readonly outline: TraceOutline;
  readonly step: number | null;
}

/** The trace in front of the user as other features see it; `select` goes to a step. */
export function activeTraceOf(
  { outline, step }: Position,
  select: (step: number) => void,
): ActiveTrace {
  const { kind } = outline.steps;
  const kinds = new Map<StepKind, number>();
  for (const number of kind) {
    const name = STEP_KINDS[number] ?? 'other';
    kinds.set(name, (kinds.get(name) ?? 0) + 1);
  }
  const selected = step === null ? undefined : kind[step];
  return {
    kinds,
    selected: selected === undefined ? null : (STEP_KINDS[selected] ?? 'other'),
    showKinds: (wanted) => {
      const next = nextOfKinds(kind, wanted, step);
      if (next !== null) select(next);
    },
  };
}

/** The first step of one of the kinds after the selected one, else the first of all; `null` when there is none. */
export function nextOfKinds(
  kind: Uint8Array,
  wanted: readonly StepKind[],
  selected: number | null,
): number | null {
  const numbers = new Set(wanted.map((k) => STEP_KINDS.indexOf(k)));
  const onOne = selected !== null && numbers.has(kind[selected] ?? -1);
  const after = onOne ? kind.findIndex((k, i) => i > selected && numbers.has(k)) : -1;
  const found = after >= 0 ? after : kind.findIndex((k) => numbers.has(k));
  return found < 0 ? null : found;
}
