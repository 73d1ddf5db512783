import * as vscode from 'vscode';
import { sibling } from '../shared/uris';
import type { TrialSession } from './trialSession';

/** The file of a call's trace; null where nothing came. */
function traceOf({ journal, uri }: TrialSession, key: string): vscode.Uri | null {
  const file = journal.calls.get(key)?.trace ?? null;
  if (file === null) return null;
  const folder = sibling(uri, '');
  const found = vscode.Uri.joinPath(folder, file);
  // A journal from elsewhere names files beside itself, nothing else.
  return found.path.startsWith(`${folder.path.replace(/\/$/, '')}/`) ? found : null;
}

const noTrace = (): void =>
  void vscode.window.showInformationMessage(vscode.l10n.t('There is no trace of this call.'));

/** Opens the trace of a call in the viewer. */
export async function openCallTrace(session: TrialSession, key: string): Promise<void> {
  const uri = traceOf(session, key);
  if (uri === null) noTrace();
  else
    await vscode.commands.executeCommand(
      'vscode.openWith',
      uri,
      'lrmLens.trace',
      vscode.ViewColumn.Beside,
    );
}

/** Opens the traces of today's model and of a candidate on one case side by side. */
export async function openPairOf(
  session: TrialSession,
  id: string,
  candidate: string,
  repeat: number,
): Promise<void> {
  const baseline = session.verdict?.comparisons[0]?.baseline;
  const uriOf = (who: string | undefined): vscode.Uri | null => {
    const record = [...session.journal.calls.values()].find(
      (r) =>
        r.kind === 'answer' &&
        r.case === id &&
        r.candidate === who &&
        r.repeat === repeat &&
        (session.planned?.keys.has(r.key) ?? false),
    );
    return record === undefined ? null : traceOf(session, record.key);
  };
  const [first, second] = [uriOf(baseline), uriOf(candidate)];
  if (first === null || second === null) noTrace();
  else await vscode.commands.executeCommand('lrmLens.compareTraces', first, [first, second]);
}
