import * as vscode from 'vscode';
import type { TraceRef, TraceRow } from '../../../protocol/traceData';
import type { TraceDocument } from '../editor/traceDocument';
import { baseName } from '../reading/uris';
import { ask } from '../../shared/ask';

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
  const own = document.view().rows.filter((row) => row.index !== index);
  const others = open.filter((d) => d !== document && d.view().rows.length > 0);
  const items: OtherTrace[] = [
    ...own.map((row) => itemOf(row, { uri: null, index: row.index })),
    ...others.flatMap((d) => [
      { label: baseName(d.uri), kind: vscode.QuickPickItemKind.Separator },
      ...d.view().rows.map((row) => itemOf(row, { uri: d.uri.toString(), index: row.index })),
    ]),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Choose a File…'), browse: true, alwaysShow: true },
  ];
  const choice = await ask(() =>
    vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Compare with Another Trace'),
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

function itemOf(row: TraceRow, ref: TraceRef): OtherTrace {
  const tokens = row.reasoningTokens?.value;
  return {
    label: `${row.index + 1}: ${row.model ?? vscode.l10n.t('unknown model')}`,
    description: tokens === undefined ? '' : vscode.l10n.t('{0} reasoning tokens', tokens),
    ...(row.promptStart === null ? {} : { detail: row.promptStart }),
    ref,
  };
}
