import type * as vscode from 'vscode';
import { baseName, sibling } from '../../shared/uris';

/** The file beside a trace file that holds labels and notes. */
export function sidecarUri(traceFile: vscode.Uri): vscode.Uri {
  return sibling(traceFile, `${baseName(traceFile)}.lens.json`);
}
