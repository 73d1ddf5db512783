import * as vscode from 'vscode';
import type { TraceRow } from '../../../core/list/list';
import type { TraceRef } from '../../../protocol/traceData';
import type { TraceDocument } from '../editor/traceDocument';
import { baseName } from '../../shared/uris';
import { ask } from '../../shared/ask';

/** Traces of a file that are offered; the list of the file has all of them. */
const OFFERED = 500;

interface OtherTrace extends vscode.QuickPickItem {
  readonly ref?: TraceRef;
  readonly browse?: true;
}

/** Lets the user choose the other side: a trace of this file, of another open file, or of a file on disk. */
export async function chooseOther(
  document: TraceDocument,
  index: number,
  open: readonly TraceDocument[],
): Promise<TraceRef | null> {
  const own = (await document.rows(firstOf(document))).filter((row) => row.index !== index);
  const others = await Promise.all(
    open
      .filter((d) => d !== document && d.view().count > 0)
      .map(async (d) => ({ d, rows: await d.rows(firstOf(d)) })),
  );
  const left = [document, ...others.map(({ d }) => d)].reduce(
    (sum, d) => sum + Math.max(0, d.view().count - OFFERED),
    0,
  );
  const items: OtherTrace[] = [
    ...own.map((row) => itemOf(row, { uri: null, index: row.index })),
    ...others.flatMap(({ d, rows }) => [
      { label: baseName(d.uri), kind: vscode.QuickPickItemKind.Separator },
      ...rows.map((row) => itemOf(row, { uri: d.uri.toString(), index: row.index })),
    ]),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Choose a File…'), browse: true, alwaysShow: true },
  ];
  const choice = await ask(() =>
    vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Compare with Another Trace'),
      ...(left > 0
        ? { placeHolder: vscode.l10n.t('{0} more traces: mark two in the list of a file', left) }
        : {}),
      matchOnDescription: true,
      matchOnDetail: true,
    }),
  );
  if (choice?.browse === true) {
    const [uri] = (await vscode.window.showOpenDialog({ canSelectMany: false })) ?? [];
    return uri === undefined ? null : { uri: uri.toString(), index: 0 };
  }
  return choice?.ref ?? null;
}

/** Numbers of the traces of a file that are offered. */
function firstOf(document: TraceDocument): number[] {
  return Array.from({ length: Math.min(document.view().count, OFFERED) }, (_, i) => i);
}

function itemOf(row: TraceRow, ref: TraceRef): OtherTrace {
  const tokens = row.reasoningTokens?.value;
  return {
    label: `${row.index + 1}: ${row.model ?? vscode.l10n.t('unknown model')}`,
    description: tokens === undefined ? '' : vscode.l10n.t('{0} reasoning tokens', tokens),
    ...(row.promptStart === null ? {} : { detail: row.promptStart }),
    ref,
  };
}
