import * as vscode from 'vscode';
import type { PeekedSession } from '../../../core/session/peek';
import { ask } from '../../shared/ask';
import { isCandidate, statFile, type FoundFile } from '../../shared/traceFiles';
import { baseName, sibling } from '../../shared/uris';
import { translated } from '../../shared/voice';
import type { TraceReader } from '../reading/traceReader';
import { dayKey, sizeLine } from '../saved/treeWords';

/** Files of one place whose beginnings are read for their titles. */
const OFFERED = 30;

interface OtherSession extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
  readonly browse?: true;
}

/** Where sessions to choose from come from: files that are open, and those that were opened last. */
export interface KnownFiles {
  readonly open: readonly vscode.Uri[];
  readonly recent: readonly string[];
}

/**
 * Lets the user choose the other side of a comparison: a session that is open, one that was opened last, or one in the
 * same folder. Only beginnings of these files are read. `null` when they chose none.
 */
export async function chooseSession(
  own: vscode.Uri,
  known: KnownFiles,
  reader: TraceReader,
): Promise<vscode.Uri | null> {
  const choice = await ask(() =>
    vscode.window.showQuickPick(offered(own, known, reader), {
      title: vscode.l10n.t('Compare with Another Session'),
      placeHolder: vscode.l10n.t('Reading the beginnings of sessions nearby'),
      matchOnDescription: true,
      matchOnDetail: true,
    }),
  );
  if (choice?.browse !== true) return choice?.uri ?? null;
  const [uri] = (await vscode.window.showOpenDialog({ canSelectMany: false })) ?? [];
  return uri ?? null;
}

async function offered(
  own: vscode.Uri,
  { open, recent }: KnownFiles,
  reader: TraceReader,
): Promise<OtherSession[]> {
  const { t } = vscode.l10n;
  const seen = new Set([own.toString()]);
  const part = async (label: string, uris: readonly vscode.Uri[]): Promise<OtherSession[]> => {
    const fresh = uris.filter((uri) => !seen.has(uri.toString()));
    for (const uri of fresh) seen.add(uri.toString());
    const items = await Promise.all((await newest(fresh)).map((file) => itemOf(file, reader)));
    const sessions = items.filter((item) => item !== null);
    const head = { label, kind: vscode.QuickPickItemKind.Separator };
    return sessions.length === 0 ? [] : [head, ...sessions];
  };
  return [
    ...(await part(t('Open now'), open)),
    ...(await part(
      t('Recent'),
      recent.map((uri) => vscode.Uri.parse(uri)),
    )),
    ...(await part(t('In the same folder'), await folderOf(own))),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: t('Choose a File…'), browse: true, alwaysShow: true },
  ];
}

/** Candidates beside a file; none where the folder cannot be read (a file of a comparison with a commit). */
async function folderOf(own: vscode.Uri): Promise<readonly vscode.Uri[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(sibling(own, ''));
    const files = entries.filter(([, type]) => type === vscode.FileType.File);
    return files.map(([name]) => sibling(own, name)).filter(isCandidate);
  } catch {
    return [];
  }
}

async function newest(uris: readonly vscode.Uri[]): Promise<readonly FoundFile[]> {
  const files = await Promise.all(uris.map((uri) => statFile(uri)));
  return files
    .filter((file) => file !== null)
    .sort((a, b) => b.mtime - a.mtime)
    .slice(0, OFFERED);
}

async function itemOf(
  { uri, size, mtime }: FoundFile,
  reader: TraceReader,
): Promise<OtherSession | null> {
  let peeked: PeekedSession | null;
  try {
    peeked = await reader.peek(uri);
  } catch {
    // It went, or may not be read: it is not offered.
    return null;
  }
  if (peeked === null) return null;
  return {
    label: peeked.title ?? baseName(uri),
    description: `${translated(peeked.formatTitle)} · ${dayKey(peeked.startedAt ?? mtime)} · ${sizeLine(size)}`,
    detail: baseName(uri),
    uri,
  };
}
