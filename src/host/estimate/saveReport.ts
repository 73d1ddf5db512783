import * as vscode from 'vscode';
import { achieved } from '../shared/achieved';

/** The forms a report can be written in. */
export interface ReportForms {
  readonly markdown: string;
  readonly json: string;
  readonly csv: string;
}

/** Asks for a file and writes the form that its ending names; JSON where the ending says nothing. */
export async function saveReport(name: string, forms: ReportForms): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const base = `${name.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '-')}.estimate.json`;
  const uri = await vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, base) }),
    filters: { JSON: ['json'], CSV: ['csv'], Markdown: ['md'] },
  });
  if (uri === undefined) return;
  const ending = /\.([^.]+)$/.exec(uri.path)?.[1]?.toLowerCase();
  const text = ending === 'csv' ? forms.csv : ending === 'md' ? forms.markdown : forms.json;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  achieved('kept');
}
