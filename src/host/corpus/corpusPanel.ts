import * as vscode from 'vscode';
import { corpusProtocol } from '../../protocol/corpus';
import type { ExportKind } from '../../protocol/corpusCalls';
import type { Services } from '../shared/services';
import { attachPage } from '../shared/webviewPage';
import { baseName } from '../shared/uris';
import { SavedStore } from '../shared/savedStore';
import { Corpus } from './corpus';
import { ask } from '../shared/ask';

/** Fills a panel with the report over the given places and starts reading. */
export function showCorpus(
  services: Services,
  panel: vscode.WebviewPanel,
  roots: readonly vscode.Uri[],
): void {
  const names = roots.slice(0, 3).map(baseName).join(', ');
  const title = roots.length > 3 ? `${names} …` : names;
  panel.title = vscode.l10n.t('Corpus: {0}', title);
  const corpus = new Corpus(services, roots, title);
  const page = attachPage(panel.webview, services, {
    page: 'corpus',
    title: panel.title,
    protocol: corpusProtocol,
    handlers: {
      requests: {
        getState: () => corpus.state,
        getReport: ({ by }) => corpus.report(by),
        openTrace: async ({ file, index }) => {
          const place = { index, step: null };
          await vscode.commands.executeCommand('lrmLens.openTrace', vscode.Uri.parse(file), place);
          return null;
        },
        exportRows: async ({ kind }) => {
          await exportRows(corpus, kind, roots[0]!);
          return null;
        },
        cancel: () => {
          corpus.cancel();
          return null;
        },
        refresh: () => {
          void corpus.read();
          return null;
        },
      },
      events: {},
    },
  });
  const telling = corpus.onDidChange((state) => page.emit('stateChanged', state));
  panel.onDidDispose(() => {
    vscode.Disposable.from(corpus, page, telling).dispose();
  });
  void corpus.read();
}

async function exportRows(corpus: Corpus, kind: ExportKind, near: vscode.Uri): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save All Rows'),
    defaultUri: vscode.Uri.joinPath(near, '..', `traces.${kind}`),
    filters: { [kind.toUpperCase()]: [kind] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, await corpus.rows(kind));
}

/** The workspace, the folders of Saved Traces, or one that the user names. `null` when nothing was chosen. */
export async function choosePlaces(services: Services): Promise<readonly vscode.Uri[] | null> {
  const { t } = vscode.l10n;
  const workspace = (vscode.workspace.workspaceFolders ?? []).map((f) => f.uri);
  const saved = new SavedStore(services.context).folders.map((f) => vscode.Uri.parse(f.uri));
  const choices = [
    ...(workspace.length > 0 ? [{ label: t('This workspace'), uris: workspace }] : []),
    ...(saved.length > 0 ? [{ label: t('Folders of Saved Traces'), uris: saved }] : []),
    { label: t('A folder...'), uris: null },
  ];
  const choice = await ask(() =>
    vscode.window.showQuickPick(choices, {
      title: t('Corpus Report'),
      placeHolder: t('Which traces to add up. Nothing leaves this machine.'),
    }),
  );
  if (choice?.uris !== null) return choice?.uris ?? null;
  return (
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      canSelectMany: true,
    })) ?? null
  );
}
