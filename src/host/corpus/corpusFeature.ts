import * as vscode from 'vscode';
import type { Services } from '../shared/services';

/** View type of the panel and id of the command that opens it. */
const CORPUS_REPORT = 'lrmLens.corpusReport';

/** Registers the corpus report: what many traces have in common, over folders that the user chooses. */
export function corpusFeature(services: Services): vscode.Disposable {
  const load = () => import('./corpusPanel');
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      CORPUS_REPORT,
      async (clicked?: unknown, selected?: unknown) => {
        const { choosePlaces, showCorpus } = await load();
        const uris = urisOf(selected) ?? urisOf([clicked]) ?? (await choosePlaces(services));
        if (uris === null) return;
        const title = vscode.l10n.t('Corpus Report');
        const { Active } = vscode.ViewColumn;
        showCorpus(services, vscode.window.createWebviewPanel(CORPUS_REPORT, title, Active), uris);
      },
    ),
    vscode.window.registerWebviewPanelSerializer(CORPUS_REPORT, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        const roots = (state as { roots?: unknown } | undefined)?.roots;
        const names = Array.isArray(roots) ? roots.filter((r) => typeof r === 'string') : [];
        if (names.length === 0) {
          panel.dispose();
          return;
        }
        const { showCorpus } = await load();
        showCorpus(
          services,
          panel,
          names.map((name) => vscode.Uri.parse(name)),
        );
      },
    }),
  );
}

function urisOf(selected: unknown): readonly vscode.Uri[] | null {
  if (!Array.isArray(selected)) return null;
  const uris = selected.filter((item): item is vscode.Uri => item instanceof vscode.Uri);
  return uris.length === 0 ? null : uris;
}
