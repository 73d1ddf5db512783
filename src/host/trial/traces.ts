import * as vscode from 'vscode';
import type { CallRecord } from '../../core/trial/journalModel';
import type { WhereTheyPart } from '../../protocol/trial';
import type { Services } from '../shared/services';
import { sibling } from '../shared/uris';
import type { TrialSession } from './trialSession';

/** The file of a call's trace; null where nothing came. */
function traceOf({ uri }: TrialSession, record: CallRecord | undefined): vscode.Uri | null {
  const file = record?.trace ?? null;
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
  const uri = traceOf(session, session.journal.calls.get(key));
  if (uri === null) noTrace();
  else
    await vscode.commands.executeCommand(
      'vscode.openWith',
      uri,
      'lrmLens.trace',
      vscode.ViewColumn.Beside,
    );
}

/** The traces of today's model and of a candidate on one case. */
function pairOf(
  session: TrialSession,
  id: string,
  candidate: string,
  repeat: number,
): readonly [vscode.Uri | null, vscode.Uri | null] {
  const baseline = session.verdict?.comparisons[0]?.baseline;
  const uriOf = (who: string | undefined): vscode.Uri | null =>
    traceOf(
      session,
      [...session.journal.calls.values()].find(
        (r) =>
          r.kind === 'answer' &&
          r.case === id &&
          r.candidate === who &&
          r.repeat === repeat &&
          (session.planned?.keys.has(r.key) ?? false),
      ),
    );
  return [uriOf(baseline), uriOf(candidate)];
}

/** Opens the traces of today's model and of a candidate on one case side by side. */
export async function openPairOf(
  session: TrialSession,
  id: string,
  candidate: string,
  repeat: number,
): Promise<void> {
  const [first, second] = pairOf(session, id, candidate, repeat);
  if (first === null || second === null) noTrace();
  else await vscode.commands.executeCommand('lrmLens.compareTraces', first, [first, second]);
}

/** A trace that is longer is no single answer. Bytes. */
const MAX_TRACE = 8_000_000;

/** Where today's model and a candidate came to their answers to a case. */
export async function whereTheyPart(
  { engine, log }: Services,
  session: TrialSession,
  id: string,
  candidate: string,
): Promise<WhereTheyPart> {
  const read = async (uri: vscode.Uri | null): Promise<string> => {
    if (uri === null) return '';
    try {
      const bytes = await vscode.workspace.fs.readFile(uri);
      return bytes.length > MAX_TRACE ? '' : new TextDecoder().decode(bytes);
    } catch (error) {
      // It was deleted: the journal still has the answer.
      log.info(`trial: no trace at ${uri.path}: ${String(error)}`);
      return '';
    }
  };
  const captured = await Promise.all(pairOf(session, id, candidate, 0).map(read));
  const [baseline = null, other = null] = await engine.call('cameTo', { captured });
  return { baseline, candidate: other };
}
