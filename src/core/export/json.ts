import type { ExportDocument } from './document';

/** Version of the shape below; rises when a field changes its meaning or goes. */
export const EXPORT_VERSION = 1;

/** The document as JSON with its version, unknown values `null`; the shape is that of `ExportDocument`. */
export function renderJson(document: ExportDocument): string {
  return `${JSON.stringify({ lrmLensExport: EXPORT_VERSION, ...document }, null, 2)}\n`;
}
