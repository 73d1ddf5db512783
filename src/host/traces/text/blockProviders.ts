import * as vscode from 'vscode';
import { excerptUri } from './excerpts';

/** Languages whose documents may hold reasoning between tags. */
const SELECTOR: vscode.DocumentSelector = ['markdown', 'plaintext', 'lrm-reasoning'];

/** Reads documents; loaded with the first one. */
const blocks = () => import('./blocks');

/** Outline, folding and a CodeLens for blocks of reasoning in text documents. */
export function registerBlockProviders(): vscode.Disposable {
  const lenses = new BlockLenses();
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(
      SELECTOR,
      { provideDocumentSymbols: async (document) => (await blocks()).symbols(document) },
      { label: vscode.l10n.t('Reasoning') },
    ),
    vscode.languages.registerFoldingRangeProvider(SELECTOR, {
      provideFoldingRanges: async (document) => (await blocks()).foldings(document),
    }),
    vscode.languages.registerCodeLensProvider(SELECTOR, lenses),
    lenses,
  );
}

const SECTION = 'lrmLens.traces';
const SETTING = 'codeLens';

/** "Visualise reasoning" above each block; can be turned off. */
class BlockLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor() {
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SECTION}.${SETTING}`)) this.#changed.fire();
    });
  }

  async provideCodeLenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    const wanted = vscode.workspace.getConfiguration(SECTION, document).get<boolean>(SETTING, true);
    if (!wanted || token.isCancellationRequested) return [];
    const { openings } = await blocks();
    return openings(document).map(
      (range, i) =>
        new vscode.CodeLens(range, {
          command: 'lrmLens.visualiseReasoning',
          title: vscode.l10n.t('Visualise reasoning'),
          arguments: [excerptUri(document.uri, i)],
        }),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
