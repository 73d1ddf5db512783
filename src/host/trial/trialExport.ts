import * as vscode from 'vscode';
import type { EngineResult } from '../../protocol/engine';
import { trialExportKinds, trialExportNames, type TrialExportKind } from '../../protocol/trial';
import { ask } from '../shared/ask';
import type { Services } from '../shared/services';
import { sibling } from '../shared/uris';
import type { TrialSession } from './trialSession';

/** The result in a form, made by the engine; null while nothing was measured. */
async function made(
  { engine }: Services,
  { trial, journal, verdict, planned, name }: TrialSession,
  kind: TrialExportKind,
): Promise<EngineResult<'exportTrial'> | null> {
  if (trial === null || verdict === null || planned === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing was measured yet.'));
    return null;
  }
  const date = new Date().toISOString().slice(0, 10);
  const input = { trial, journal, verdict, keys: planned.keys, name, date };
  return engine.call('exportTrial', { ...input, kind });
}

/** Puts the result on the clipboard as Markdown. */
export async function copyResult(services: Services, session: TrialSession): Promise<void> {
  const result = await made(services, session, 'markdown');
  if (typeof result?.content !== 'string') return;
  await vscode.env.clipboard.writeText(result.content);
  vscode.window.setStatusBarMessage(vscode.l10n.t('The result was copied.'), 3_000);
}

/** Asks for a place and writes the result there; what goes to another tool is shown. */
export async function exportResult(
  services: Services,
  session: TrialSession,
  kind: TrialExportKind,
): Promise<void> {
  const result = await made(services, session, kind);
  if (result === null) return;
  const { content, ending } = result;
  const uri = await vscode.window.showSaveDialog({
    defaultUri: sibling(session.uri, `${session.name}${ending}`),
  });
  if (uri === undefined) return;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(uri, bytes);
  if (typeof content === 'string')
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
}

/** Lets the user choose the form first. */
export async function pickExport(services: Services, session: TrialSession): Promise<void> {
  const items = trialExportKinds.map((kind) => ({
    label: trialExportNames[kind],
    form: kind,
  }));
  const picked = await ask(() =>
    vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Save or hand over trial {0}', session.name),
    }),
  );
  if (picked !== undefined) await exportResult(services, session, picked.form);
}
