import type { ExportDocument } from './document';

const COLUMNS = [
  'item',
  'number',
  'kind',
  'confidence',
  'corrected',
  'tokens',
  'cost_usd',
  'seconds',
  'chars',
  'title',
  'note',
  'text',
] as const;

/** RFC 4180, one line an item, unknown values empty. A leading apostrophe keeps spreadsheets from running text as a formula. */
export function renderCsv(document: ExportDocument): string {
  const lines = document.items.map((item) => {
    const step = item.type === 'step' ? item : null;
    const other = item.type === 'step' ? null : item;
    return [
      item.type,
      step?.number ?? '',
      step?.kind ?? '',
      step ? round(step.confidence, 3) : '',
      step ? step.corrected : '',
      step ? round(step.tokens, 2) : '',
      step?.costUsd ?? '',
      step?.seconds ?? '',
      step ? (step.text?.length ?? '') : (other?.chars ?? ''),
      other?.title ?? '',
      step?.note ?? '',
      item.text ?? '',
    ];
  });
  return [COLUMNS, ...lines].map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function cell(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
