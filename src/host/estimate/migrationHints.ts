import * as vscode from 'vscode';
import { words } from '../shared/words';
import type { NeededChange } from './changes';
import { rangeIn } from './rangeIn';
import { configuration } from './settings';

const SOURCE = 'LRM Lens';

/** When hints are shown: after an estimate of the document, for every prompt that is opened, never. */
export type HintMode = 'afterEstimate' | 'always' | 'never';

export function hintMode(): HintMode {
  const mode = configuration().get<string>('migrationHints', 'afterEstimate');
  return mode === 'always' || mode === 'never' ? mode : 'afterEstimate';
}

/** The builder-effort findings as hints in the code, with quick fixes; they go when the document closes. */
export class MigrationHints implements vscode.Disposable, vscode.CodeActionProvider {
  private readonly collection = vscode.languages.createDiagnosticCollection('lrm-lens');
  private readonly fixes = new Map<string, Map<string, NeededChange>>();
  private readonly subscriptions: readonly { dispose(): unknown }[];

  constructor() {
    this.subscriptions = [
      this.collection,
      vscode.languages.registerCodeActionsProvider('*', this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.clear(document.uri)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('lrmLens.estimate.migrationHints') && hintMode() === 'never')
          this.clearAll();
      }),
    ];
  }

  /** Shows the changes of a document's prompt in place of those shown before. */
  show(document: vscode.TextDocument, changes: readonly NeededChange[]): void {
    if (hintMode() === 'never') return;
    const placed = changes.filter((c) => c.range !== null);
    this.fixes.set(document.uri.toString(), new Map(placed.map((c) => [c.id, c])));
    this.collection.set(
      document.uri,
      placed.map((change) => {
        const models = change.models.join(', ');
        const diagnostic = new vscode.Diagnostic(
          rangeIn(document, change.range!),
          `${words(change.message)} (${[models, change.evidence].filter((s) => s !== '').join('; ')})`,
          vscode.DiagnosticSeverity.Hint,
        );
        diagnostic.source = SOURCE;
        diagnostic.code = change.id;
        return diagnostic;
      }),
    );
  }

  clear(uri: vscode.Uri): void {
    this.collection.delete(uri);
    this.fixes.delete(uri.toString());
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const fixes = this.fixes.get(document.uri.toString());
    if (fixes === undefined) return [];
    const here = context.diagnostics.filter((d) => d.source === SOURCE);
    const single = here.flatMap((diagnostic) => {
      const fix = fixes.get(idOf(diagnostic))?.quickFix;
      return fix === undefined ? [] : [action(document, words(fix.title), [{ diagnostic, fix }])];
    });
    const all = (this.collection.get(document.uri) ?? []).flatMap((diagnostic) => {
      const fix = fixes.get(idOf(diagnostic))?.quickFix;
      return fix === undefined ? [] : [{ diagnostic, fix }];
    });
    if (single.length === 0 || all.length < 2) return single;
    const title = vscode.l10n.t('Make all {0} changes for reasoning models', all.length);
    return [...single, action(document, title, all)];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private clearAll(): void {
    this.collection.clear();
    this.fixes.clear();
  }
}

const idOf = ({ code }: vscode.Diagnostic): string => (typeof code === 'string' ? code : '');

interface Fix {
  readonly diagnostic: vscode.Diagnostic;
  readonly fix: NonNullable<NeededChange['quickFix']>;
}

/** A quick fix that shows its edits before it makes them. */
function action(
  document: vscode.TextDocument,
  title: string,
  fixes: readonly Fix[],
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.edit = new vscode.WorkspaceEdit();
  for (const { diagnostic, fix } of fixes) {
    made.edit.replace(document.uri, diagnostic.range, fix.newText, {
      label: words(fix.title),
      needsConfirmation: true,
    });
  }
  made.diagnostics = fixes.map((f) => f.diagnostic);
  return made;
}
