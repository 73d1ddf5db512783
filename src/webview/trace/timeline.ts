import { coarseKinds } from '../../core/steps/kinds';
import type { Zoom } from '../ui/zoom';
import type { TraceModel } from './traceModel';

/** What the width of the strip means. */
export type StripUnit = 'tokens' | 'time';

export interface StepScale {
  readonly unit: StripUnit;
  /** Running total by step; one longer than the steps. */
  readonly totals: Float64Array;
  /** Visible range in the unit. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** Pixels of a position in the unit. */
  readonly x: (position: number) => number;
}

/** The scale for a width in pixels; time falls back to tokens where no time was recorded. */
export function timelineScale(
  model: TraceModel,
  unit: StripUnit,
  zoom: Zoom,
  width: number,
): StepScale {
  const time = unit === 'time' ? model.secondsBefore : null;
  const totals = time !== null && time.at(-1)! > 0 ? time : model.tokensBefore;
  const total = totals.at(-1)!;
  const from = zoom[0] * total;
  const to = zoom[1] * total;
  const perUnit = to > from ? width / (to - from) : 0;
  return {
    unit: totals === time ? 'time' : 'tokens',
    totals,
    from,
    to,
    width,
    x: (position) => (position - from) * perUnit,
  };
}

/** A stretch of the strip: one step, or neighbours too narrow to be drawn apart. */
export interface StripSegment {
  readonly x: number;
  readonly width: number;
  readonly first: number;
  readonly last: number;
  /** Index into `coarseKinds`: the step's kind, or the one with most of the merged stretch. */
  readonly kind: number;
  readonly dead: boolean;
  readonly dim: boolean;
}

/**
 * The visible segments. Steps narrower than `minWidth` pixels are merged with their neighbours, so that the number of
 * segments is bounded by the width and not by the trace.
 */
export function segments(
  model: TraceModel,
  scale: StepScale,
  passes: Uint8Array,
  minWidth: number,
): StripSegment[] {
  const { totals, x } = scale;
  const { phases } = model.outline;
  const found: StripSegment[] = [];
  const weights = new Float64Array(coarseKinds.length);
  let first = 0;
  while (first < model.count && totals[first + 1]! <= scale.from) first++;
  while (first < model.count && totals[first]! < scale.to) {
    let last = first;
    const left = x(totals[first]!);
    weights.fill(0);
    let dead = 0;
    let seen = 0;
    for (; last < model.count; last++) {
      const size = totals[last + 1]! - totals[last]!;
      weights[model.kinds[last]!]! += size;
      const phase = model.phaseOf[last]!;
      if (phase >= 0 && phases[phase]!.deadEnd) dead += size;
      seen += passes[last]!;
      if (x(totals[last + 1]!) - left >= minWidth) break;
    }
    last = Math.min(last, model.count - 1);
    const size = totals[last + 1]! - totals[first]!;
    let kind = model.kinds[first]!;
    weights.forEach((weight, k) => {
      if (weight > weights[kind]!) kind = k;
    });
    const start = Math.max(0, left);
    const end = Math.min(scale.width, x(totals[last + 1]!));
    if (end > start) {
      found.push({
        x: start,
        width: end - start,
        first,
        last,
        kind,
        dead: dead > size / 2,
        dim: seen === 0,
      });
    }
    first = last + 1;
  }
  return found;
}

export interface Arc {
  readonly kind: 'backtrack' | 'check';
  readonly from: number;
  readonly to: number;
  readonly x1: number;
  readonly x2: number;
  readonly height: number;
  /** The return from a branch that was given up. */
  readonly dead: boolean;
}

/** How high arcs rise at most, in pixels; the mark texts stand above. */
export const ARC_HEIGHT = 32;

/**
 * The arcs to draw: backtracks before checks, long before short, no two that would lie on each other, at most
 * `limit`. Those of the selected step are always among them.
 */
export function arcs(model: TraceModel, scale: StepScale, selected: number, limit: number): Arc[] {
  const { links, phases } = model.outline;
  const middle = (step: number): number =>
    scale.x((scale.totals[step]! + scale.totals[step + 1]!) / 2);
  const found: (Arc & { readonly rank: number })[] = [];
  for (let i = 0; i < links.from.length; i++) {
    const code = links.kind[i]!;
    if (code > 1) continue;
    const from = links.from[i]!;
    const to = links.to[i]!;
    if (from >= model.count || to >= model.count) continue;
    const x1 = middle(from);
    const x2 = middle(to);
    if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > scale.width) continue;
    const span = Math.abs(x1 - x2);
    const phase = model.phaseOf[from]!;
    const dead = code === 0 && phase >= 0 && phases[phase]!.deadEnd && phases[phase]!.last === from;
    const own = from === selected || to === selected;
    const rank = (own ? 1e9 : 0) + (code === 0 ? 1e6 : 0) + span;
    const kind = code === 0 ? 'backtrack' : 'check';
    const height = Math.min(ARC_HEIGHT - 4, 8 + span * 0.09);
    found.push({ kind, from, to, x1, x2, height, dead, rank });
  }
  found.sort((a, b) => b.rank - a.rank);
  const taken = new Set<string>();
  const kept: Arc[] = [];
  for (const arc of found) {
    const place = `${arc.kind} ${Math.round(arc.x1 / 3)} ${Math.round(arc.x2 / 3)}`;
    if (taken.has(place)) continue;
    taken.add(place);
    kept.push(arc);
    if (kept.length >= limit) break;
  }
  // Painted in order: checks first, so that backtracks lie on top.
  return kept.sort((a, b) => Number(a.kind === 'backtrack') - Number(b.kind === 'backtrack'));
}

export interface Chapter {
  readonly phase: number;
  readonly x: number;
  readonly width: number;
  readonly title: string;
}

/** Width of a character of the small text, in pixels, for shortening without measuring. */
const CHARACTER = 6.2;

/** Phase names that fit under the strip, shortened; phases too narrow for three letters are left out. */
export function chapters(model: TraceModel, scale: StepScale): Chapter[] {
  const found: Chapter[] = [];
  model.outline.phases.forEach((phase, p) => {
    const start = Math.max(0, scale.x(scale.totals[phase.first] ?? 0));
    const end = Math.min(scale.width, scale.x(scale.totals[phase.last + 1] ?? 0));
    const fits = Math.floor((end - start - 8) / CHARACTER);
    if (fits < 4) return;
    found.push({ phase: p, x: start, width: end - start, title: shorten(phase.title, fits) });
  });
  return found;
}

/** At most `length` characters, with an ellipsis in place of what is cut. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1)).trimEnd()}…`;
}
