import { BLOCK_SEPARATOR, type Segment, type Trace } from '../model/trace';

/** A step, or a segment of the trace that stands between steps; numbers are those of the step and of the segment. */
export type Placed =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'segment'; readonly segment: Segment; readonly source: number };

/**
 * Steps and what stands between them in the order of the trace: the one order of page, export, comparison and terminal.
 * `steps` are ascending and their starts point into the joined reasoning text. Reasoning that has text appears as its
 * steps only, an empty answer not at all.
 */
export function inOrder(
  trace: Pick<Trace, 'segments'>,
  steps: readonly { readonly start: number; readonly end: number }[],
): readonly Placed[] {
  const placed: Placed[] = [];
  let at = 0;
  let next = 0;
  for (const [source, segment] of trace.segments.entries()) {
    if (segment.kind === 'reasoning' && segment.text !== '') {
      at += segment.text.length;
      // A blank text may be the beginning of a step whose words come later.
      const here = (step: { readonly start: number; readonly end: number }) =>
        step.start < at && (step.end <= at || segment.text.trim() !== '');
      while (next < steps.length && here(steps[next]!)) {
        placed.push({ kind: 'step', step: next++ });
      }
      at += BLOCK_SEPARATOR.length;
    } else if (segment.kind !== 'answer' || segment.text !== '') {
      placed.push({ kind: 'segment', segment, source });
    }
  }
  while (next < steps.length) placed.push({ kind: 'step', step: next++ });
  return placed;
}
