import * as vscode from 'vscode';
import { ask } from '../../shared/ask';
import { sibling } from '../../shared/uris';
import type { TraceDocument } from '../editor/traceDocument';
import { exportedText, review, save } from './exporting';

type Form = 'md' | 'html';

/**
 * What a bug report needs of a trace, or of the whole session where `index` is `null`: what matters first, credentials
 * blacked out after a review. Goes to the clipboard as Markdown, or to a file as HTML.
 */
export async function copyForBugReport(
  document: TraceDocument,
  index: number | null,
): Promise<void> {
  const { t } = vscode.l10n;
  const isSession = index === null && document.view().isSession;
  const choice = await ask(() =>
    vscode.window.showQuickPick(
      [
        { label: t('Copy as Markdown'), detail: t('For an issue or a chat'), form: 'md' as const },
        {
          label: t('Save as HTML…'),
          detail: t('One file with everything in it: no script, nothing remote'),
          form: 'html' as const,
        },
      ],
      {
        title: isSession ? t('Session for a Bug Report') : t('Trace for a Bug Report'),
        placeHolder: t('What failed, what findings name and how it ended; credentials blacked out'),
      },
    ),
  );
  if (choice === undefined) return;
  const text = isSession
    ? await sessionReport(document, choice.form)
    : await traceReport(document, index ?? 0, choice.form);
  if (text === null) return;
  if (choice.form === 'html') {
    const defaultUri = sibling(document.uri, `${document.view().name}.report.html`);
    const target = await vscode.window.showSaveDialog({ defaultUri, filters: { HTML: ['html'] } });
    if (target !== undefined) await save(target, text);
    return;
  }
  await vscode.env.clipboard.writeText(text);
  void vscode.window.showInformationMessage(t('Copied. Read it once more before you send it.'));
}

/** `null` when the user gave up. */
async function traceReport(
  document: TraceDocument,
  index: number,
  form: Form,
): Promise<string | null> {
  const keep = await review(await document.ask('redactions', { index }));
  return keep && exportedText(document, index, form, false, keep, true);
}

async function sessionReport(document: TraceDocument, form: Form): Promise<string | null> {
  const opened = await document.wholeSession();
  const keep = await review(await opened.ask('sessionRedactions', {}));
  return (
    keep &&
    opened.ask('exportSession', {
      form,
      structureOnly: false,
      essentialOnly: true,
      keep,
      exportedAt: new Date().toISOString(),
      language: vscode.env.language,
      translations: vscode.l10n.bundle ?? {},
    })
  );
}
