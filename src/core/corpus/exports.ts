import { csvTable, shownCell } from '../export/tableColumn';
import { columnsOf } from './columns';
import type { CorpusRow } from './model';

/** RFC 4180 with a header. Unknown is an empty field; times are ISO 8601. */
export function csvLines(rows: Iterable<CorpusRow>, columns = columnsOf()): string {
  return csvTable(columns, rows);
}

/** One JSON object a line. Unknown is `null`; times are ISO 8601. */
export function ndjsonLines(rows: Iterable<CorpusRow>, columns = columnsOf()): string {
  let text = '';
  for (const row of rows) {
    text += `${JSON.stringify(Object.fromEntries(columns.map((c) => [c.name, shownCell(c, row)])))}\n`;
  }
  return text;
}
