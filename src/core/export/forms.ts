import { renderCsv } from './csv';
import type { ExportDocument } from './document';
import { renderHtml } from './html';
import { renderJson } from './json';
import { renderMarkdown } from './markdown';
import type { ExportWords } from './words';

/** Forms of an export, by file extension. */
export type ExportForm = 'html' | 'md' | 'json' | 'csv';

/** Forms of a session's export: the same, and OpenTelemetry spans. */
export type SessionForm = ExportForm | 'otlp.json';

/** Forms in which a step or item goes to the clipboard. */
export type CopyForm = 'text' | 'markdown' | 'json' | 'raw';

/** The document in a form; `language` is the BCP 47 tag of the words. */
export function renderExport(
  document: ExportDocument,
  form: ExportForm,
  words: ExportWords,
  language: string,
): string {
  switch (form) {
    case 'html':
      return renderHtml(document, words, language);
    case 'md':
      return renderMarkdown(document, words);
    case 'json':
      return renderJson(document);
    case 'csv':
      return renderCsv(document);
  }
}
