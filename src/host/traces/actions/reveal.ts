import * as vscode from 'vscode';
import { advance, positionAtByte, type TextPosition } from '../../../core/reveal/filePosition';
import { findInRecord } from '../../../core/reveal/findInRecord';
import type { ByteSource } from '../../../core/trace/source';
import type { Target } from '../../../protocol/traceData';
import type { AnalysedTrace } from '../view/analysed';
import { recordRange, stepPlaces, textOf } from './raw';

/** Records up to this size are searched for the exact characters; of larger ones the record as a whole is shown. */
const MAX_RECORD = 64 << 20;

/**
 * Where a step or item stands in the file as an editor counts, mapped through the escapes of JSON and over the chunks
 * of a stream. `null` when the format keeps no place in the file.
 */
export async function locate(
  analysed: AnalysedTrace,
  target: Target,
  source: ByteSource,
): Promise<readonly [TextPosition, TextPosition] | null> {
  const record = recordRange(analysed, target);
  if (record === null) return null;
  const from = await positionAtByte(source, record.start);
  if (record.end - record.start > MAX_RECORD) return [from, from];
  const text = new TextDecoder('utf-8', { ignoreBOM: record.start > 0 }).decode(
    await source.read(record.start, record.end),
  );
  const whole = target.kind === 'prompt' ? 0 : text.length;
  const found = findTarget(analysed, target, text) ?? { start: 0, end: whole };
  return [advance(from, text, found.start), advance(from, text, found.end)];
}

function findTarget(
  analysed: AnalysedTrace,
  target: Target,
  record: string,
): { start: number; end: number } | null {
  if (target.kind !== 'step') {
    const whole = textOf(analysed, target);
    return findInRecord(record, whole, { start: 0, end: whole.length });
  }
  const places = stepPlaces(analysed, target.step);
  const ends = [places[0], places.at(-1)].map(
    (place) => place && findInRecord(record, place.segment.text, place),
  );
  return ends[0] && ends[1] ? { start: ends[0].start, end: ends[1].end } : null;
}

/** Opens the file as text with a selection. Works where the file is too large for a text document, too. */
export async function showText(
  uri: vscode.Uri,
  selection: readonly [TextPosition, TextPosition] | null,
  beside: boolean,
): Promise<void> {
  const range =
    selection &&
    new vscode.Range(
      selection[0].line,
      selection[0].character,
      selection[1].line,
      selection[1].character,
    );
  const options: vscode.TextDocumentShowOptions = {
    preview: true,
    ...(range ? { selection: range } : {}),
    ...(beside ? { viewColumn: vscode.ViewColumn.Beside } : {}),
  };
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', options);
}
