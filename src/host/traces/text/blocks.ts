import * as vscode from 'vscode';
import { firstLine } from '../../../core/text/firstLine';
import {
  paragraphsOf,
  thinkBlocks,
  type Paragraph,
  type ThinkBlock,
} from '../../../core/text/thinkBlocks';

/** Blocks of the documents looked at last, so that three providers read a version once. */
const known = new WeakMap<
  vscode.TextDocument,
  { readonly version: number; readonly blocks: readonly ThinkBlock[] }
>();

function blocksOf(document: vscode.TextDocument): readonly ThinkBlock[] {
  const last = known.get(document);
  if (last?.version === document.version) return last.blocks;
  const blocks = thinkBlocks(document.getText());
  known.set(document, { version: document.version, blocks });
  return blocks;
}

/** The opening tag of each block of reasoning in a document. */
export function openings(document: vscode.TextDocument): readonly vscode.Range[] {
  return blocksOf(document).map(({ start, innerStart }) =>
    rangeOf(document, { start, end: innerStart }),
  );
}

function rangeOf(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** The blocks with their paragraphs, for the outline. */
export function symbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
  const text = document.getText();
  return blocksOf(document).map((block) => {
    const paragraphs = paragraphsOf(text, block);
    const detail = block.truncated
      ? vscode.l10n.t(
          paragraphs.length === 1 ? '1 paragraph, cut off' : '{0} paragraphs, cut off',
          paragraphs.length,
        )
      : vscode.l10n.t(
          paragraphs.length === 1 ? '1 paragraph' : '{0} paragraphs',
          paragraphs.length,
        );
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

/** What of the blocks folds: each, and its paragraphs of several lines. */
export function foldings(document: vscode.TextDocument): vscode.FoldingRange[] {
  const text = document.getText();
  const fold = (part: { readonly start: number; readonly end: number }): vscode.FoldingRange[] => {
    const { start, end } = rangeOf(document, part);
    return end.line > start.line ? [new vscode.FoldingRange(start.line, end.line)] : [];
  };
  return blocksOf(document).flatMap((block) => [
    ...fold(block),
    ...paragraphsOf(text, block).flatMap((paragraph) => fold(paragraph)),
  ]);
}
