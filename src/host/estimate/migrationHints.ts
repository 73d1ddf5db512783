import * as vscode from 'vscode';
import { hostVoice } from '../shared/voice';
import { changesOf, editOf, fixableModels, fixCount, type NeededChange } from './changes';
import { untouchedRange, type DocumentEdit } from './movedRange';
import { rangeIn } from '../shared/rangeIn';
import { hintMode } from '../shared/settings';

const SOURCE = 'LRM Lens';

/**
 * The builder-effort findings as hints in the code, with quick fixes. They move with the text, and go when their place
 * is edited or the document closes.
 */
export class MigrationHints implements vscode.Disposable, vscode.CodeActionProvider {
  private readonly collection = vscode.languages.createDiagnosticCollection('lrm-lens');
  private readonly shown = new Map<string, readonly NeededChange[]>();
  private readonly subscriptions: readonly { dispose(): unknown }[];

  constructor() {
    this.subscriptions = [
      this.collection,
      vscode.languages.registerCodeActionsProvider('*', this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      vscode.workspace.onDidChangeTextDocument((event) => this.move(event)),
      vscode.workspace.onDidCloseTextDocument((document) => this.clear(document.uri)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('lrmLens.estimate.migrationHints') && hintMode() === 'never')
          this.clearAll();
      }),
    ];
  }

  /** Shows the changes of a document's prompt, as its text is now, in place of those shown before. */
  show(document: vscode.TextDocument, changes: readonly NeededChange[]): void {
    if (hintMode() === 'never') return;
    const placed = changes.filter((c) => c.range !== null);
    this.shown.set(document.uri.toString(), placed);
    this.collection.set(
      document.uri,
      placed.map((change) => hint(document, change)),
    );
  }

  clear(uri: vscode.Uri): void {
    this.collection.delete(uri);
    this.shown.delete(uri.toString());
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const shown = this.shown.get(document.uri.toString()) ?? [];
    const here = context.diagnostics.filter((d) => d.source === SOURCE);
    const explained = here.flatMap((diagnostic) => {
      const change = shown.find((c) => c.id === diagnostic.code);
      return change === undefined ? [] : [explain(change, diagnostic)];
    });
    const single = here.flatMap((diagnostic) => {
      const change = shown.find((c) => c.id === diagnostic.code);
      return change?.quickFix === undefined
        ? []
        : [action(document, hostVoice().words(change.quickFix.title), [change])];
    });
    // All changes for one model: those of two would not fit together.
    const whole = fixableModels(shown).flatMap((model) => {
      const own = changesOf(shown, model);
      const count = fixCount(own);
      if (count < 2) return [];
      const title = vscode.l10n.t('Make all {0} changes for {1}', count, model);
      return [action(document, title, own)];
    });
    const fixes = single.length === 0 ? [] : [...distinct(single), ...whole];
    return [...fixes, ...explained];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private move({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const shown = this.shown.get(document.uri.toString());
    if (shown === undefined || shown.length === 0 || contentChanges.length === 0) return;
    const left = shown.flatMap((change) => {
      const range = change.range && untouchedRange(change.range, contentChanges);
      const fix = movedFix(change, contentChanges);
      return range === null || fix === null ? [] : [{ ...change, range, ...fix }];
    });
    this.show(document, left);
  }

  private clearAll(): void {
    this.collection.clear();
    this.shown.clear();
  }
}

function hint(document: vscode.TextDocument, change: NeededChange): vscode.Diagnostic {
  const about = [change.models.join(', '), hostVoice().words(change.evidence)]
    .filter((s) => s !== '')
    .join('; ');
  const diagnostic = new vscode.Diagnostic(
    rangeIn(document, change.range!),
    `${hostVoice().words(change.message)} (${about})`,
    vscode.DiagnosticSeverity.Hint,
  );
  diagnostic.source = SOURCE;
  diagnostic.code = change.id;
  return diagnostic;
}

/** Opens the page that explains why the change is needed. */
function explain(change: NeededChange, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const title = vscode.l10n.t('Explain: {0}', hostVoice().words(change.message));
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.diagnostics = [diagnostic];
  made.command = {
    command: 'lrmLens.openConcept',
    title,
    arguments: [`change.${change.code}`],
  };
  return made;
}

/** The fix of a change after edits of the document elsewhere; null where one touched it. */
function movedFix(
  { quickFix }: NeededChange,
  edits: readonly DocumentEdit[],
): Pick<NeededChange, 'quickFix'> | null {
  if (quickFix === undefined) return {};
  const moved = quickFix.edits.flatMap(({ range, newText }) => {
    const now = untouchedRange(range, edits);
    return now === null ? [] : [{ range: now, newText }];
  });
  return moved.length < quickFix.edits.length ? null : { quickFix: { ...quickFix, edits: moved } };
}

/** Of fixes with one title, made by the same edits, the first. */
function distinct(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  return actions.filter((a, i) => actions.findIndex((o) => o.title === a.title) === i);
}

/** A quick fix that shows its edits before it makes them. */
function action(
  document: vscode.TextDocument,
  title: string,
  changes: readonly NeededChange[],
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.edit = editOf(document, changes);
  made.diagnostics = changes.filter((c) => c.range !== null).map((c) => hint(document, c));
  return made;
}
