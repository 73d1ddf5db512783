import type { ByteSource } from '../../core/trace/source';
import { segmentPlaces } from '../../core/reveal/segmentPlace';
import type { Target } from '../../protocol/traceData';
import type { AnalysedTrace } from './analysed';

/** Longest text that is sent to the page or put on the clipboard at once, in UTF-16 units. */
export const MAX_TEXT = 1_000_000;

/** A prompt is looked for when it must stand within this many bytes of the start of the file. */
const MAX_PROMPT_SEARCH = 8 << 20;

/** A stretch of the file. Byte offsets, end exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The text of a step, segment or prompt message, as recorded. Throws when the trace has no such part. */
export function textOf({ trace, text, analysis }: AnalysedTrace, target: Target): string {
  switch (target.kind) {
    case 'step': {
      const step = part(analysis.steps[target.step]);
      return text.slice(step.start, step.end);
    }
    case 'prompt':
      return part(trace.prompt?.[target.message]).text;
    case 'segment': {
      const segment = part(trace.segments[target.segment]);
      if (segment.kind === 'toolCall') return segment.input;
      return segment.kind === 'raw' ? segment.json : segment.text;
    }
  }
}

/** Where the records behind a part stand in the file, from the first to the last; `null` when the format keeps none. */
export function recordRange({ trace, analysis }: AnalysedTrace, target: Target): ByteRange | null {
  if (target.kind === 'prompt') return promptRange(trace.segments[0]?.source?.end ?? null);
  const segments =
    target.kind === 'step'
      ? stepPlaces({ trace, analysis }, target.step).map((p) => p.segment)
      : [part(trace.segments[target.segment])];
  const sources = segments.flatMap((s) => (s.source === null ? [] : [s.source]));
  if (sources.length === 0) return null;
  return {
    start: Math.min(...sources.map((s) => s.start)),
    end: Math.max(...sources.map((s) => s.end)),
  };
}

/** A prompt has no place of its own: it stands somewhere before the end of the first segment's record. */
function promptRange(end: number | null): ByteRange | null {
  return end === null || end > MAX_PROMPT_SEARCH ? null : { start: 0, end };
}

/** The places of a step in the segments it comes from. Throws when the trace has no such step. */
export function stepPlaces(
  { trace, analysis }: Pick<AnalysedTrace, 'trace' | 'analysis'>,
  number: number,
): ReturnType<typeof segmentPlaces> {
  const step = part(analysis.steps[number]);
  return segmentPlaces(trace, step.start, step.end + (step.end === step.start ? 1 : 0));
}

/** The recorded bytes as text, cut to what a page can take. */
export async function rawText(
  source: ByteSource,
  { start, end }: ByteRange,
): Promise<{ text: string; cut: boolean }> {
  const last = Math.min(end, start + MAX_TEXT);
  const bytes = await source.read(start, last);
  return { text: new TextDecoder().decode(bytes), cut: last < end };
}

function part<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('The trace has no such part.');
  return value;
}
