import { msg } from '../model/message';
import { isObject, str } from '../text/json';
import { contentText, roleOf } from './build/content';
import { parsed, placeAt } from './build/draft';
import { itemsOf } from './build/records';
import { TraceBuilder } from './build/traceBuilder';
import { addTaggedText } from './formats/apis/logMessage';
import { CHOSEN_COLUMNS, type ColumnMapping } from './columnMapping';
import { FORMATS } from './formats/table';
import type { FileRecord, Format, ParseResult, TraceDraft } from './format';
import { valueAt } from './unrecognised';

/** Makes a trace of each record in which a named field has text; other records are passed over. Never throws. */
export function readWithMapping(
  records: readonly FileRecord[],
  mapping: ColumnMapping,
): ParseResult {
  return parsed(...itemsOf(records).flatMap((record) => traceOf(record, mapping)));
}

/** The format that reads a file by chosen columns. */
function mappedFormat(mapping: ColumnMapping): Format {
  return {
    id: CHOSEN_COLUMNS,
    title: msg('Records with chosen columns'),
    unit: 'record',
    detect: ({ records }) => readWithMapping(records, mapping).traces.length > 0,
    parse: (records) => readWithMapping(records, mapping),
  };
}

/** The formats to try: what the user chose counts first. */
export function formatsWith(mapping: ColumnMapping | undefined): readonly Format[] {
  return mapping === undefined ? FORMATS : [mappedFormat(mapping), ...FORMATS];
}

function traceOf({ value, range }: FileRecord, mapping: ColumnMapping): readonly TraceDraft[] {
  const field = (path: string | null) => (path === null ? undefined : valueAt(value, path));
  const reasoning = wordsOf(field(mapping.reasoning));
  const answer = wordsOf(field(mapping.answer));
  if (reasoning === '' && answer === '') return [];
  const trace = new TraceBuilder();
  const where = placeAt(range, null);
  const model = field(mapping.model);
  trace.model = typeof model === 'string' && model !== '' ? model : null;
  addPrompt(trace, field(mapping.prompt));
  if (reasoning === '') addTaggedText(trace, answer, where);
  else {
    trace.reasoning(reasoning, null, where);
    trace.answer(answer, where);
  }
  return [trace.build()];
}

/** A text, the texts of a list joined by blank lines, or what content blocks say. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.join('\n\n');
  return contentText(value);
}

function addPrompt(trace: TraceBuilder, value: unknown): void {
  const messages = Array.isArray(value) ? value.filter(isObject) : [];
  for (const message of messages) {
    const text = contentText(message['content']);
    if (text !== '') trace.prompt.push({ role: roleOf(str(message, 'role')), text });
  }
  const text = messages.length > 0 ? '' : wordsOf(value);
  if (text !== '') trace.prompt.push({ role: 'user', text });
}
