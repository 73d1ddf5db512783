import * as vscode from 'vscode';
import { renderCsv } from '../../../core/export/csv';
import {
  exportDocument,
  type ExportDocument,
  type ExportInput,
} from '../../../core/export/document';
import { renderHtml } from '../../../core/export/html';
import { renderJson } from '../../../core/export/json';
import { renderMarkdown } from '../../../core/export/markdown';
import { createRedactor, type Redaction } from '../../../core/export/redact';
import { sibling } from '../reading/uriSource';
import type { AnalysedTrace } from '../view/analysed';
import { exportFacts, exportWords } from './exportWords';
import { stepSeconds } from '../view/time';

interface Form {
  readonly extension: string;
  readonly label: string;
  readonly detail: string;
  readonly structureOnly: boolean;
  readonly render: (document: ExportDocument) => string;
}

function forms(): readonly Form[] {
  const { t } = vscode.l10n;
  const words = exportWords();
  const html = (document: ExportDocument): string =>
    renderHtml(document, words, vscode.env.language);
  return [
    {
      extension: 'html',
      label: 'HTML',
      detail: t('One file with everything in it: no script, nothing remote'),
      structureOnly: false,
      render: html,
    },
    {
      extension: 'html',
      label: t('HTML, structure only'),
      detail: t('Kinds, tokens, cost and time of the steps, without any text'),
      structureOnly: true,
      render: html,
    },
    {
      extension: 'md',
      label: 'Markdown',
      detail: t('For an issue, a note or a pull request'),
      structureOnly: false,
      render: (document) => renderMarkdown(document, words),
    },
    {
      extension: 'json',
      label: 'JSON',
      detail: t('Steps with their figures, for scripts'),
      structureOnly: false,
      render: renderJson,
    },
    {
      extension: 'csv',
      label: 'CSV',
      detail: t('One line a step, for spreadsheets and notebooks'),
      structureOnly: false,
      render: renderCsv,
    },
  ];
}

/**
 * Lets the user choose the form, review what is blacked out, choose the file, and writes it. Gives up silently where
 * the user does; says so where the file cannot be written.
 */
export async function exportTrace(analysed: AnalysedTrace, uri: vscode.Uri): Promise<void> {
  const form = await vscode.window.showQuickPick(forms(), {
    title: vscode.l10n.t('Export Trace'),
    placeHolder: vscode.l10n.t('Credentials are blacked out; you can review them next'),
  });
  if (form === undefined) return;
  const input = exportInput(analysed);
  const keep = form.structureOnly ? new Set<number>() : await reviewRedactions(input);
  if (keep === null) return;
  const { structureOnly } = form;
  const document = exportDocument(input, { redactor: createRedactor(keep), structureOnly });
  const target = await vscode.window.showSaveDialog({
    defaultUri: sibling(uri, `${safeName(input.title)}.${form.extension}`),
    filters: { [form.label]: [form.extension] },
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(form.render(document)));
  await offerToOpen(target);
}

/** What an export of a trace is made from, with facts worded in the display language. */
export function exportInput(analysed: AnalysedTrace): ExportInput {
  const { trace, text, analysis, corrected, notes, price } = analysed;
  const prompt = trace.prompt?.findLast((m) => m.role === 'user')?.text ?? '';
  const seconds = stepSeconds(trace, analysis.steps);
  return {
    title: [trace.model, prompt.replace(/\s+/g, ' ').trim().slice(0, 80)]
      .filter((part) => part !== null && part !== '')
      .join(': '),
    exportedAt: new Date().toISOString(),
    facts: exportFacts(analysed),
    trace,
    text,
    analysis,
    corrected,
    notes,
    costs: price && analysis.steps.map((s) => s.tokens * price.output),
    seconds: seconds?.values ?? null,
  };
}

/** Ids of credentials to keep in the text; `null` when the user gave up. Everything is blacked out unless unticked. */
async function reviewRedactions(input: ExportInput): Promise<ReadonlySet<number> | null> {
  const redactor = createRedactor();
  exportDocument(input, { redactor, structureOnly: false });
  const found = redactor.found();
  if (found.length === 0) return new Set();
  const items = found.map((r: Redaction) => ({
    id: r.id,
    label: `${r.title} #${r.id}`,
    description: r.preview,
    detail: vscode.l10n.t('found {0} times', r.occurrences),
    picked: true,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Black Out Credentials'),
    placeHolder: vscode.l10n.t('Untick what is no secret and should stay readable'),
    canPickMany: true,
  });
  if (picked === undefined) return null;
  const blackedOut = new Set(picked.map((p) => p.id));
  return new Set(found.map((r) => r.id).filter((id) => !blackedOut.has(id)));
}

async function offerToOpen(target: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Exported to {0}.', name),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('vscode.open', target);
}

/** A file name that every system takes. */
function safeName(title: string): string {
  const name = title
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .replace(/\s+/g, '-')
    .slice(0, 60)
    .replace(/^[-.]+|[-.]+$/g, '');
  return name === '' ? 'trace' : name;
}
