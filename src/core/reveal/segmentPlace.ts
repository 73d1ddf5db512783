import { BLOCK_SEPARATOR, type ReasoningSegment, type Trace } from '../model/trace';

/** A stretch of one reasoning segment. Offsets are UTF-16 units into the segment's own text. */
export interface SegmentPlace {
  /** Number of the segment in the trace. */
  readonly index: number;
  readonly segment: ReasoningSegment;
  readonly start: number;
  readonly end: number;
}

/** Which segments the characters [start, end) of the joined reasoning text come from, in order. */
export function segmentPlaces(
  trace: Pick<Trace, 'segments'>,
  start: number,
  end: number,
): readonly SegmentPlace[] {
  const places: SegmentPlace[] = [];
  let at = 0;
  for (const [index, segment] of trace.segments.entries()) {
    if (segment.kind !== 'reasoning' || segment.text === '') continue;
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, segment.text.length);
    if (from < to) places.push({ index, segment, start: from, end: to });
    at += segment.text.length + BLOCK_SEPARATOR.length;
    if (at >= end) break;
  }
  return places;
}
