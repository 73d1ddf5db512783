import type { FindResult } from '../../protocol/traceData';
import { isAfterAnswer, type TraceModel } from './traceModel';

/** A line of the step list: a step, a phase head, or what stands between steps. */
export type ListLine =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'phase'; readonly phase: number }
  | { readonly kind: 'item'; readonly item: number };

export interface RowFilter {
  /** Indices into `coarseKinds` that are switched off. */
  readonly kindsOff: ReadonlySet<number>;
  readonly afterAnswer: boolean;
  /** Hits of a search; `null` when nothing is searched. */
  readonly hits: FindResult | null;
  /** Phases that are folded, by number. */
  readonly folded: ReadonlySet<number>;
}

/**
 * The visible rows, coded in one number each so that 100,000 cost nothing: a step as itself, a phase p as -2p-1, an
 * item i as -2i-2.
 */
export type RowCodes = Int32Array;

export function decodeRow(code: number): ListLine {
  if (code >= 0) return { kind: 'step', step: code };
  const n = (-code - 1) >> 1;
  return code % 2 === 0 ? { kind: 'item', item: n } : { kind: 'phase', phase: n };
}

export function encodeRow(row: ListLine): number {
  switch (row.kind) {
    case 'step':
      return row.step;
    case 'phase':
      return -2 * row.phase - 1;
    case 'item':
      return -2 * row.item - 2;
  }
}

/** Which steps pass the filter, as one byte each. */
export function filteredSteps(model: TraceModel, filter: RowFilter): Uint8Array {
  const passes = new Uint8Array(model.count);
  if (filter.hits === null) passes.fill(1);
  else for (const step of filter.hits.steps) if (step < model.count) passes[step] = 1;
  for (let i = 0; i < model.count; i++) {
    if (filter.kindsOff.has(model.kinds[i]!)) passes[i] = 0;
    else if (filter.afterAnswer && !isAfterAnswer(model, i)) passes[i] = 0;
  }
  return passes;
}

/**
 * The rows to show. A search opens folded phases and hides what has no hit; any filter hides phases without a step
 * left and what stands between steps.
 */
export function visibleRows(model: TraceModel, filter: RowFilter, passes: Uint8Array): RowCodes {
  const { phases, items } = model.outline;
  const filtering = filter.hits !== null || filter.kindsOff.size > 0 || filter.afterAnswer;
  const rows = new Int32Array(model.count + phases.length + items.length);
  let length = 0;
  let item = 0;
  let phase = -1;
  let folded = false;
  const takeItems = (before: number, hidden: boolean): void => {
    for (; item < items.length && items[item]!.before <= before; item++) {
      if (!hidden) rows[length++] = -2 * item - 2;
    }
  };
  for (let step = 0; step < model.count; step++) {
    const own = model.phaseOf[step]!;
    if (own !== phase) {
      // What stands before the first step of a phase stands above its head, unless it follows a folded phase's step.
      takeItems(step, filtering);
      phase = own;
      folded = own >= 0 && filter.hits === null && filter.folded.has(own);
      if (own >= 0 && (!filtering || anyPasses(passes, phases[own]!))) {
        rows[length++] = -2 * own - 1;
      }
    }
    takeItems(step, filtering || folded);
    if (passes[step] === 1 && !folded) rows[length++] = step;
  }
  takeItems(Infinity, filtering);
  return rows.subarray(0, length);
}

function anyPasses(passes: Uint8Array, phase: { first: number; last: number }): boolean {
  for (let i = phase.first; i <= phase.last; i++) if (passes[i] === 1) return true;
  return false;
}

/** A row of the trace for a code that was kept or sent: its last step where it has no such row. */
export function rowIn({ count, outline }: TraceModel, code: number): number {
  const row = decodeRow(code);
  const isThere =
    row.kind === 'step'
      ? row.step < count
      : row.kind === 'phase'
        ? row.phase < outline.phases.length
        : row.item < outline.items.length;
  return isThere ? code : Math.max(0, count - 1);
}

/** Place of a row among the visible ones; the nearest row above where it would be when it is hidden. */
export function rowIndex(model: TraceModel, rows: RowCodes, code: number): number {
  const exact = rows.indexOf(code);
  if (exact >= 0) return exact;
  // Phases and what stands between steps stand above the step that they are at.
  const above = code < 0 ? firstStep(model, code) - 1 : code;
  let nearest = -1;
  for (let i = 0; i < rows.length; i++) {
    if (firstStep(model, rows[i]!) > above) break;
    nearest = i;
  }
  return nearest;
}

/** The step a row stands at: itself, the first of its phase, the one after an item. */
export function firstStep(model: TraceModel, code: number): number {
  const row = decodeRow(code);
  switch (row.kind) {
    case 'step':
      return row.step;
    case 'phase':
      return model.outline.phases[row.phase]?.first ?? 0;
    case 'item':
      return model.outline.items[row.item]?.before ?? 0;
  }
}

/** The step to go on from, away from a row: what stands at a step stands above it. */
export function stepBefore(model: TraceModel, code: number, direction: 1 | -1): number {
  return firstStep(model, code) - (code < 0 && direction === 1 ? 1 : 0);
}

/** The next step after `from` in a direction that passes the filter; `null` at the end. */
export function nextStep(
  passes: Uint8Array,
  from: number,
  direction: 1 | -1,
  wanted: (step: number) => boolean = () => true,
): number | null {
  for (let i = from + direction; i >= 0 && i < passes.length; i += direction) {
    if (passes[i] === 1 && wanted(i)) return i;
  }
  return null;
}
