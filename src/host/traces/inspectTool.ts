import * as vscode from 'vscode';
import {
  inspectTrace,
  MAX_STEPS,
  type InspectedFile,
  type InspectQuestion,
} from '../../tools/inspectTrace';
import { isAbsolute, tidyPath } from '../../core/text/paths';
import { createQuoting } from '../../tools/quoting';
import type { DocumentTools } from './editor/followedFile';
import { TraceDocument } from './editor/traceDocument';

interface InspectInput extends InspectQuestion {
  /** Path in the workspace, or a URI. */
  readonly file: string;
}

/** A language model's way to the viewer's findings about a saved trace, as plain text. */
export class InspectTool implements vscode.LanguageModelTool<InspectInput> {
  constructor(private readonly tools: DocumentTools) {}

  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<InspectInput>): vscode.PreparedToolInvocation {
    const { t } = vscode.l10n;
    return {
      invocationMessage: t('Inspecting the reasoning trace {0}', input.file),
      confirmationMessages: {
        title: t('Inspect reasoning trace'),
        message: leaving(input),
      },
    };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<InspectInput>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const document = new TraceDocument(uriOf(input.file), this.tools);
    const cancelling = token.onCancellationRequested(() => document.cancelOpening());
    try {
      await document.whenOpen();
      const quoting = createQuoting(crypto.randomUUID().slice(0, 8));
      const { text } = await inspectTrace(inspectedFile(document), input, quoting);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    } finally {
      cancelling.dispose();
      document.dispose();
    }
  }
}

/** What leaves this machine, in words. */
function leaving({ file, fromStep = 1, steps = 0 }: InspectInput): string {
  const { t } = vscode.l10n;
  const figures = t(
    'The language model of this chat, and so its provider, gets of {0}: model, tokens, cost, kinds of steps and the answer; of a file of many traces the first words of each prompt.',
    file,
  );
  const last = fromStep + Math.min(steps, MAX_STEPS) - 1;
  const texts =
    steps > 0
      ? t('And the text of steps {0} to {1}.', fromStep, last)
      : t('The text of its steps stays here.');
  return [figures, texts, t('Credentials that are recognised are blacked out.')].join(' ');
}

/** A path below a workspace folder or a URI; absolute paths outside the workspace are left to URIs. */
function uriOf(file: string): vscode.Uri {
  if (/^[a-z][a-z0-9+.-]+:/i.test(file)) return vscode.Uri.parse(file, true);
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open: give the file as a URI.');
  const path = tidyPath(file);
  if (isAbsolute(path)) return folder.uri.with({ path: path.startsWith('/') ? path : `/${path}` });
  return vscode.Uri.joinPath(folder.uri, path);
}

/** What the viewer shows of a document, the labels set by hand included. */
function inspectedFile(document: TraceDocument): InspectedFile {
  const { count, formatTitle } = document.view();
  return {
    count,
    formatTitle,
    rows: (indexes) => document.rows(indexes),
    outline: (index) => document.outline(index),
    bodies: (index, from, to) => document.ask('bodies', { index, from, to }),
  };
}
