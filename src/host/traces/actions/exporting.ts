import * as vscode from 'vscode';
import { achieved } from '../../shared/achieved';
import type { ExportForm } from '../../../core/export/forms';
import type { TraceDocument } from '../editor/traceDocument';
import { baseName, sibling } from '../../shared/uris';
import { exportFacts, exportWords } from './exportWords';
import { ask } from '../../shared/ask';

interface Form {
  readonly extension: ExportForm;
  readonly label: string;
  readonly detail: string;
  readonly structureOnly: boolean;
}

function forms(): readonly Form[] {
  const { t } = vscode.l10n;
  return [
    {
      extension: 'html',
      label: 'HTML',
      detail: t('One file with everything in it: no script, nothing remote'),
      structureOnly: false,
    },
    {
      extension: 'html',
      label: t('HTML, structure only'),
      detail: t('Kinds, tokens, cost and time of the steps, without any text'),
      structureOnly: true,
    },
    {
      extension: 'md',
      label: 'Markdown',
      detail: t('For an issue, a note or a pull request'),
      structureOnly: false,
    },
    {
      extension: 'json',
      label: 'JSON',
      detail: t('Steps with their figures, for scripts'),
      structureOnly: false,
    },
    {
      extension: 'csv',
      label: 'CSV',
      detail: t('One line a step, for spreadsheets and notebooks'),
      structureOnly: false,
    },
  ];
}

/**
 * Lets the user choose the form, review what is blacked out, choose the file, and writes it. Gives up silently where
 * the user does; rejects where the file cannot be written.
 */
export async function exportTrace(document: TraceDocument, index: number): Promise<void> {
  const form = await ask(() =>
    vscode.window.showQuickPick(forms(), {
      title: vscode.l10n.t('Export Trace'),
      placeHolder: vscode.l10n.t('Credentials are blacked out; you can review them next'),
    }),
  );
  if (form === undefined) return;
  const keep = form.structureOnly ? [] : await reviewRedactions(document, index);
  if (keep === null) return;
  const target = await vscode.window.showSaveDialog({
    defaultUri: sibling(document.uri, `${document.view().name}.${index + 1}.${form.extension}`),
    filters: { [form.label]: [form.extension] },
  });
  if (target === undefined) return;
  const text = await exportedText(document, index, form.extension, form.structureOnly, keep);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  achieved('kept');
  await offerToOpen(target);
}

/** An export as text in the display language. `keep` names credentials that stay readable. */
export async function exportedText(
  document: TraceDocument,
  index: number,
  form: ExportForm,
  structureOnly: boolean,
  keep: readonly number[],
): Promise<string> {
  const { header } = await document.outline(index);
  return document.ask('exportText', {
    index,
    form,
    structureOnly,
    keep,
    exportedAt: new Date().toISOString(),
    facts: exportFacts(header),
    words: exportWords(),
    language: vscode.env.language,
  });
}

/** Ids of what is kept in the text; `null` when the user gave up. Credentials are blacked out unless unticked. */
async function reviewRedactions(
  document: TraceDocument,
  index: number,
): Promise<readonly number[] | null> {
  const found = await document.ask('redactions', { index });
  if (found.length === 0) return [];
  const items = found.map((r) => ({
    id: r.id,
    label: `${r.title} #${r.id}`,
    description: r.preview,
    detail: vscode.l10n.t('found {0} times', r.occurrences),
    // An address or a name is no credential: it stays unless it is ticked.
    picked: !r.optional,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Black Out'),
    placeHolder: vscode.l10n.t('Ticked is blacked out; untick what should stay readable'),
    canPickMany: true,
  });
  if (picked === undefined) return null;
  const blackedOut = new Set(picked.map((p) => p.id));
  return found.map((r) => r.id).filter((id) => !blackedOut.has(id));
}

async function offerToOpen(target: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Exported to {0}.', baseName(target)),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('vscode.open', target);
}
