import * as vscode from 'vscode';
import { achieved } from '../../shared/achieved';
import type { Reviewed } from '../../../core/export/redact';
import type { ExportForm, SessionForm } from '../../../core/export/forms';
import type { TraceDocument } from '../editor/traceDocument';
import { baseName, sibling } from '../../shared/uris';
import { exportWords } from './exportWords';
import { ask } from '../../shared/ask';
import { exportFacts } from '../../../core/export/facts';
import { hostVoice } from '../../shared/voice';

interface Form<F extends SessionForm = ExportForm> {
  readonly extension: F;
  readonly label: string;
  readonly detail: string;
  readonly structureOnly: boolean;
  /** It goes to an address, not into a file. */
  readonly sends?: true;
}

/** The forms that all exports have; what each form of this one holds is said for it. */
function forms(holds: {
  readonly structure: string;
  readonly json: string;
  readonly csv: string;
}): readonly Form[] {
  const { t } = vscode.l10n;
  const form = (extension: ExportForm, label: string, detail: string): Form => ({
    ...{ extension, label, detail },
    structureOnly: false,
  });
  return [
    form('html', 'HTML', t('One file with everything in it: no script, nothing remote')),
    { ...form('html', t('HTML, structure only'), holds.structure), structureOnly: true },
    form('md', 'Markdown', t('For an issue, a note or a pull request')),
    form('json', 'JSON', holds.json),
    form('csv', 'CSV', holds.csv),
  ];
}

/**
 * Lets the user choose the form, review what is blacked out, choose the file, and writes it. Gives up silently where
 * the user does; rejects where the file cannot be written.
 */
export async function exportTrace(document: TraceDocument, index: number): Promise<void> {
  const { t } = vscode.l10n;
  const choices = forms({
    structure: t('Kinds, tokens, cost and time of the steps, without any text'),
    json: t('Steps with their figures, for scripts'),
    csv: t('One line a step, for spreadsheets and notebooks'),
  });
  const form = await chooseForm(t('Export Trace'), choices);
  if (form === undefined) return;
  const keep = form.structureOnly ? [] : await review(await document.ask('redactions', { index }));
  if (keep === null) return;
  const name = `${document.view().name}.${index + 1}.${form.extension}`;
  const target = await chooseTarget(name, document, form);
  if (target === undefined) return;
  await save(target, await exportedText(document, index, form.extension, form.structureOnly, keep));
}

function chooseForm<F extends SessionForm>(
  title: string,
  choices: readonly Form<F>[],
): Promise<Form<F> | undefined> {
  return ask(() =>
    vscode.window.showQuickPick(choices, {
      title,
      placeHolder: vscode.l10n.t('Credentials are blacked out; you can review them next'),
    }),
  );
}

function chooseTarget(
  name: string,
  document: TraceDocument,
  form: Form<SessionForm>,
): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    defaultUri: sibling(document.uri, name),
    filters: { [form.label]: [form.extension] },
  });
}

export async function save(target: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  achieved('kept');
  await offerToOpen(target);
}

/** The same for the whole session of a file. */
export async function exportSession(
  document: TraceDocument,
  context: Pick<vscode.ExtensionContext, 'globalState' | 'secrets'>,
): Promise<void> {
  const { t } = vscode.l10n;
  const opened = await document.wholeSession();
  const form = await chooseForm<SessionForm>(t('Export Session'), [
    ...forms({
      structure: t('Tokens, cost, time and tools of the calls, without any text'),
      json: t('Turns, calls and tools with their figures, for scripts'),
      csv: t('One line a call, for spreadsheets and notebooks'),
    }),
    {
      extension: 'otlp.json',
      label: 'OpenTelemetry',
      detail: t('GenAI spans as OTLP JSON, for a store of traces'),
      structureOnly: false,
    },
    {
      extension: 'otlp.json',
      label: t('OpenTelemetry, to an address…'),
      detail: t('The same, sent to a collector that you name, after a question'),
      structureOnly: false,
      sends: true,
    },
  ]);
  if (form === undefined) return;
  const keep = form.structureOnly ? [] : await review(await opened.ask('sessionRedactions', {}));
  if (keep === null) return;
  const name = `${document.view().name}.session.${form.extension}`;
  const target = form.sends ? null : await chooseTarget(name, document, form);
  if (target === undefined) return;
  const text = await opened.ask('exportSession', {
    form: form.extension,
    structureOnly: form.structureOnly,
    essentialOnly: false,
    keep,
    exportedAt: new Date().toISOString(),
    language: vscode.env.language,
    translations: vscode.l10n.bundle ?? {},
  });
  if (target !== null) return save(target, text);
  const { sendOtlp } = await import('./sendOtlp');
  await sendOtlp(context, text);
}

/** An export as text in the display language. `keep` names credentials that stay readable. */
export async function exportedText(
  document: TraceDocument,
  index: number,
  form: ExportForm,
  structureOnly: boolean,
  keep: readonly string[],
  essentialOnly = false,
): Promise<string> {
  const { header } = await document.outline(index);
  return document.ask('exportText', {
    index,
    form,
    structureOnly,
    essentialOnly,
    keep,
    exportedAt: new Date().toISOString(),
    facts: exportFacts(header, hostVoice()),
    words: exportWords(),
    language: vscode.env.language,
    translations: vscode.l10n.bundle ?? {},
  });
}

/** Keys of what is kept in the text; `null` when the user gave up. Credentials are blacked out unless unticked. */
export async function review(found: readonly Reviewed[]): Promise<readonly string[] | null> {
  if (found.length === 0) return [];
  const items = found.map((r) => ({
    key: r.key,
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
  const blackedOut = new Set(picked.map((p) => p.key));
  return found.map((r) => r.key).filter((key) => !blackedOut.has(key));
}

async function offerToOpen(target: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Exported to {0}.', baseName(target)),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('vscode.open', target);
}
