import { advance, positionAtByte, type TextPosition } from '../../core/reveal/filePosition';
import { findInRecord } from '../../core/reveal/findInRecord';
import type { IndexedTraceFile } from '../../core/trace/traceFile';
import type { TraceTarget } from '../../protocol/traceData';
import type { TextSelection } from '../../protocol/viewCalls';
import type { AnalysedTrace } from './analysed';
import { recordRange, stepPlaces, textOf } from './parts';

/** Records up to this size are searched for the exact characters; of larger ones the start is shown. */
const MAX_RECORD = 64 << 20;

/**
 * Where a step or item stands in the file as an editor counts, mapped through the escapes of JSON and over the chunks
 * of a stream. `null` when the format keeps no place in the file, or the file is packed, which no editor shows.
 */
export async function locate(
  analysed: AnalysedTrace,
  target: TraceTarget,
  file: IndexedTraceFile,
): Promise<TextSelection | null> {
  const shown = file.rangesIn === 'file' || file.rangesIn === 'utf8';
  const record = shown ? recordRange(analysed, target) : null;
  if (record === null) return null;
  const from = await positionAtByte(file.content, record.start);
  if (record.end - record.start > MAX_RECORD) return { start: from, end: from };
  const text = new TextDecoder('utf-8', { ignoreBOM: record.start > 0 }).decode(
    await file.content.read(record.start, record.end),
  );
  const whole = target.kind === 'prompt' ? 0 : text.length;
  const found = findTarget(analysed, target, text) ?? { start: 0, end: whole };
  return { start: advance(from, text, found.start), end: advance(from, text, found.end) };
}

/** Line and column of a byte that a record's range counts, in what is inside a packed file; the start of an archive. */
export function positionIn(file: IndexedTraceFile, offset: number): Promise<TextPosition> {
  return positionAtByte(file.content, file.rangesIn === 'archive' ? 0 : offset);
}

function findTarget(
  analysed: AnalysedTrace,
  target: TraceTarget,
  record: string,
): { start: number; end: number } | null {
  if (target.kind !== 'step') {
    const whole = textOf(analysed, target);
    return findInRecord(record, whole, { start: 0, end: whole.length });
  }
  const places = stepPlaces(analysed, target.step);
  const [first, last] = [places[0], places.at(-1)].map(
    (place) => place && findInRecord(record, place.segment.text, place),
  );
  return first && last ? { start: first.start, end: last.end } : null;
}
