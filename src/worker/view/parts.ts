import { segmentPlaces } from '../../core/reveal/segmentPlace';
import type { RecordRange } from '../../core/model/trace';
import type { IndexedTraceFile } from '../../core/trace/traceFile';
import type { TraceTarget } from '../../protocol/traceData';
import type { AnalysedTrace } from './analysed';

/** Longest text that is sent to the page at once, in UTF-16 units. */
export const MAX_TEXT = 1_000_000;

/** A prompt is looked for when it must stand within this many bytes of the start of the file. */
const MAX_PROMPT_SEARCH = 8 << 20;

/** A stretch of the file's content. Byte offsets, end exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The text of a step, segment or prompt message, as recorded. Throws when the trace has no such part. */
export function textOf({ trace, text, analysis }: AnalysedTrace, target: TraceTarget): string {
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

/** Where the records behind a part stand, from the first to the last; `null` when the format keeps no place. */
export function recordRange(analysed: AnalysedTrace, target: TraceTarget): ByteRange | null {
  const sources = sourcesOf(analysed, target);
  if (sources.length === 0) return null;
  const end = sources.reduce((last, s) => Math.max(last, s.end), 0);
  if (target.kind === 'prompt') return promptRange(end);
  return { start: sources.reduce((first, s) => Math.min(first, s.start), end), end };
}

/** The records behind a part; of a prompt the one of the first segment. */
function sourcesOf(
  { trace, analysis }: AnalysedTrace,
  target: TraceTarget,
): readonly RecordRange[] {
  const segments =
    target.kind === 'step'
      ? stepPlaces({ trace, analysis }, target.step).map((p) => p.segment)
      : target.kind === 'prompt'
        ? trace.segments.slice(0, 1)
        : [part(trace.segments[target.segment])];
  return segments.flatMap((s) => (s.source === null ? [] : [s.source]));
}

/** A prompt has no place of its own: it stands somewhere before the end of the first segment's record. */
function promptRange(end: number): ByteRange | null {
  return end > MAX_PROMPT_SEARCH ? null : { start: 0, end };
}

/** The places of a step in the segments it comes from. Throws when the trace has no such step. */
export function stepPlaces(
  { trace, analysis }: Pick<AnalysedTrace, 'trace' | 'analysis'>,
  number: number,
): ReturnType<typeof segmentPlaces> {
  const step = part(analysis.steps[number]);
  return segmentPlaces(trace, step.start, step.end + (step.end === step.start ? 1 : 0));
}

export interface RecordedText {
  readonly text: string;
  readonly cut: boolean;
  /** Which bytes of the file it is; `null` where the file does not have it in this form. */
  readonly range: ByteRange | null;
}

/** The records behind a part as the file has them, cut to what its taker can take. */
export async function rawOf(
  analysed: AnalysedTrace,
  target: TraceTarget,
  file: IndexedTraceFile,
  most = MAX_TEXT,
): Promise<RecordedText> {
  const range = recordRange(analysed, target);
  if (file.rangesIn === 'archive') {
    const text = (await unpacked(file, sourcesOf(analysed, target))) ?? textOf(analysed, target);
    return { text: text.slice(0, most), cut: text.length > most, range: null };
  }
  if (range === null) return { text: textOf(analysed, target), cut: false, range };
  const last = Math.min(range.end, range.start + most);
  const text = new TextDecoder().decode(await file.content.read(range.start, last));
  return { text, cut: last < range.end, range: file.rangesIn === 'file' ? range : null };
}

/** Records of an archive as JSON text, each once: their own bytes are compressed. */
async function unpacked(
  file: IndexedTraceFile,
  sources: readonly RecordRange[],
): Promise<string | null> {
  // By their numbers: all lines of an entry stand where its packed bytes begin.
  const distinct = new Map(sources.map((s) => [s.record, s]));
  const records = await file.readRecords([...distinct.values()]);
  if (records.length === 0) return null;
  return records.map(({ value }) => JSON.stringify(value, null, 2)).join('\n');
}

function part<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('The trace has no such part.');
  return value;
}
