import type { ExportDocument } from './document';
import { rounded } from '../text/round';

const COLUMNS = [
  'item',
  'number',
  'kind',
  'confidence',
  'corrected',
  'labelled_by',
  'tokens',
  'cost_usd',
  'seconds',
  'chars',
  'title',
  'note',
  'text',
] as const;

/** One line an item, unknown values empty. */
export function renderCsv(document: ExportDocument): string {
  const lines = document.items.map((item) => {
    const step = item.type === 'step' ? item : null;
    return [
      item.type,
      step?.number ?? '',
      step?.kind ?? '',
      roundedCell(step?.confidence ?? null, 3),
      step ? step.corrected : '',
      step?.labelledBy ?? '',
      step ? rounded(step.tokens, 2) : '',
      roundedCell(step?.costUsd ?? null, 8),
      roundedCell(step?.seconds ?? null, 3),
      item.chars,
      item.title ?? '',
      step?.note ?? '',
      item.text ?? '',
    ];
  });
  return csvText([COLUMNS, ...lines]);
}

export type CsvCell = string | number | boolean;

/** Lines as RFC 4180. A leading apostrophe keeps spreadsheets from running text as a formula. */
export function csvText(lines: readonly (readonly CsvCell[])[]): string {
  return lines.map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';
}

const roundedCell = (value: number | null, digits: number): CsvCell =>
  value === null ? '' : rounded(value, digits);

function cell(value: CsvCell): string {
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
