import { columnsOf, type Column } from './columns';
import type { CorpusRow } from './model';

/** RFC 4180 with a header. Unknown is an empty field; times are ISO 8601. */
export function csvLines(rows: Iterable<CorpusRow>, columns = columnsOf()): string {
  const lines = [columns.map((c) => c.name).join(',')];
  for (const row of rows) lines.push(columns.map((c) => csvField(shown(c, row))).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** One JSON object a line. Unknown is `null`; times are ISO 8601. */
export function ndjsonLines(rows: Iterable<CorpusRow>, columns = columnsOf()): string {
  let text = '';
  for (const row of rows) {
    text += `${JSON.stringify(Object.fromEntries(columns.map((c) => [c.name, shown(c, row)])))}\n`;
  }
  return text;
}

function shown(column: Column, row: CorpusRow): string | number | boolean | null {
  const value = column.value(row);
  return column.type === 'timestamp' && typeof value === 'number' ? isoTime(value) : value;
}

/** ISO 8601, or `null` for a number that is no date. */
function isoTime(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function csvField(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  // A leading apostrophe keeps a spreadsheet from running recorded text as a formula.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
