import * as vscode from 'vscode';
import {
  paragraphsOf,
  thinkBlocks,
  type Paragraph,
  type ThinkBlock,
} from '../../../core/text/thinkBlocks';
import { firstLine } from '../../../core/text/firstLine';
import { excerptUri } from './excerpts';

/** Languages whose documents may hold reasoning between tags. */
const SELECTOR: vscode.DocumentSelector = ['markdown', 'plaintext', 'lrm-reasoning'];

/** Outline, folding and a CodeLens for blocks of reasoning in text documents. */
export function registerBlockProviders(): vscode.Disposable {
  const blocks = new BlockCache();
  const lenses = new BlockLenses(blocks);
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(
      SELECTOR,
      { provideDocumentSymbols: (document) => symbols(document, blocks.of(document)) },
      { label: vscode.l10n.t('Reasoning') },
    ),
    vscode.languages.registerFoldingRangeProvider(SELECTOR, {
      provideFoldingRanges: (document) => foldings(document, blocks.of(document)),
    }),
    vscode.languages.registerCodeLensProvider(SELECTOR, lenses),
    lenses,
  );
}

/** Blocks of the documents looked at last, so that three providers read a version once. */
class BlockCache {
  readonly #known = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly blocks: readonly ThinkBlock[] }
  >();

  of(document: vscode.TextDocument): readonly ThinkBlock[] {
    const known = this.#known.get(document);
    if (known?.version === document.version) return known.blocks;
    const blocks = thinkBlocks(document.getText());
    this.#known.set(document, { version: document.version, blocks });
    return blocks;
  }
}

function rangeOf(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function symbols(
  document: vscode.TextDocument,
  blocks: readonly ThinkBlock[],
): vscode.DocumentSymbol[] {
  const text = document.getText();
  return blocks.map((block) => {
    const paragraphs = paragraphsOf(text, block);
    const detail = block.truncated
      ? vscode.l10n.t('{0} paragraphs, cut off', paragraphs.length)
      : vscode.l10n.t('{0} paragraphs', paragraphs.length);
    const symbol = new vscode.DocumentSymbol(
      block.tag,
      detail,
      vscode.SymbolKind.Namespace,
      rangeOf(document, block),
      rangeOf(document, { start: block.start, end: block.innerStart }),
    );
    symbol.children = paragraphs.map((p) => paragraphSymbol(document, text, p));
    return symbol;
  });
}

function paragraphSymbol(
  document: vscode.TextDocument,
  text: string,
  paragraph: Paragraph,
): vscode.DocumentSymbol {
  const range = rangeOf(document, paragraph);
  const name = firstLine(text.slice(paragraph.start, paragraph.end), 80);
  return new vscode.DocumentSymbol(name, '', vscode.SymbolKind.String, range, range);
}

function foldings(
  document: vscode.TextDocument,
  blocks: readonly ThinkBlock[],
): vscode.FoldingRange[] {
  const text = document.getText();
  const fold = (part: { readonly start: number; readonly end: number }): vscode.FoldingRange[] => {
    const { start, end } = rangeOf(document, part);
    return end.line > start.line ? [new vscode.FoldingRange(start.line, end.line)] : [];
  };
  return blocks.flatMap((block) => [
    ...fold(block),
    ...paragraphsOf(text, block).flatMap((paragraph) => fold(paragraph)),
  ]);
}

const SECTION = 'lrmLens.traces';
const SETTING = 'codeLens';

/** "Visualise reasoning" above each block; can be turned off. */
class BlockLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(private readonly blocks: BlockCache) {
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SECTION}.${SETTING}`)) this.#changed.fire();
    });
  }

  provideCodeLenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): vscode.CodeLens[] {
    const wanted = vscode.workspace.getConfiguration(SECTION, document).get<boolean>(SETTING, true);
    if (!wanted || token.isCancellationRequested) return [];
    return this.blocks.of(document).map(
      (block, i) =>
        new vscode.CodeLens(rangeOf(document, { start: block.start, end: block.innerStart }), {
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
