import * as vscode from 'vscode';
import { parseChoice } from '../../core/estimate/effort';
import type { ModelChoice } from '../../core/estimate/model';
import type { Services } from '../shared/services';
import { defaultChoices, pickChoices } from './choices';
import { Estimator } from './estimator';
import { activePrompt, promptIn, type PromptSource } from './promptSource';
import { REPORT_VIEW, ReportPanel, type ReportContext, type ReportKey } from './reportPanel';

/** "Estimate reasoning cost": the command, its report, and what stands in place in the code. */
export function estimateFeature(services: Services): vscode.Disposable {
  const estimator = new Estimator(services);
  const reports = new Set<ReportPanel>();
  const context: ReportContext = {
    services,
    estimator,
    actions: {
      changePrompt: async (report) => {
        await report.estimate();
      },
      changeModels: async (report) => {
        const choices = await pickChoices(services, estimator, report.choices, false);
        if (choices !== undefined) report.update(report.source, choices);
      },
      estimateAgain: async (report) => {
        const source = await findAgain(report.source);
        if (source !== null) report.update(source, report.choices);
      },
      measure: () => Promise.resolve(),
      applyFix: () => Promise.resolve(),
      setPrice: () => Promise.resolve(),
      updatePrices: () => Promise.resolve(),
      calibrate: () => Promise.resolve(),
    },
  };

  const attach = (panel: vscode.WebviewPanel, source: PromptSource, key: Choice): void => {
    const report = new ReportPanel(panel, context, source, key);
    reports.add(report);
    panel.onDidDispose(() => {
      reports.delete(report);
      report.dispose();
    });
    void report.estimate();
  };
  type Choice = ConstructorParameters<typeof ReportPanel>[3];

  const estimate = async (): Promise<void> => {
    const source = activePrompt();
    if (source === null) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'There is no prompt here. Select its text, or put the cursor into a prompt file, a string or a call to a model.',
        ),
      );
      return;
    }
    estimator.warm();
    const guess = guessOf(source);
    const choices = await pickChoices(
      services,
      estimator,
      defaultChoices(services, guess),
      guess !== null,
    );
    if (choices === undefined) return;
    const open = [...reports].find((r) => sameDocument(r.source, source));
    if (open !== undefined) {
      open.panel.reveal(undefined, true);
      open.update(source, choices);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      REPORT_VIEW,
      vscode.l10n.t('Estimate: {0}', source.name),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false },
      { enableFindWidget: true },
    );
    attach(panel, source, choices);
  };

  return vscode.Disposable.from(
    estimator,
    vscode.commands.registerCommand('lrmLens.estimateReasoningCost', estimate),
    vscode.window.registerWebviewPanelSerializer(REPORT_VIEW, {
      async deserializeWebviewPanel(panel, state: { key?: ReportKey } | undefined) {
        const key = state?.key;
        const source = key === undefined ? null : await restore(key);
        if (key === undefined || source === null) {
          panel.dispose();
          return;
        }
        const to = key.to.map((c) => parseChoice(c));
        attach(panel, source, { from: parseChoice(key.from), to });
      },
    }),
    new vscode.Disposable(() => {
      for (const report of reports) report.panel.dispose();
    }),
  );
}

function guessOf({ found }: PromptSource): ModelChoice | null {
  return found.model === null ? null : { model: found.model, effort: found.effort };
}

const sameDocument = (a: PromptSource, b: PromptSource): boolean =>
  a.uri !== null && a.uri.toString() === b.uri?.toString();

/** The prompt at the same place of the document as it is now. */
async function findAgain(source: PromptSource): Promise<PromptSource | null> {
  if (source.uri === null) return source;
  const document = await vscode.workspace.openTextDocument(source.uri);
  const range = new vscode.Range(
    document.positionAt(source.at.start),
    document.positionAt(source.at.end),
  );
  return promptIn(document, range);
}

async function restore(key: ReportKey): Promise<PromptSource | null> {
  if (key.uri === null) return null;
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(key.uri));
    const range = new vscode.Range(document.positionAt(key.start), document.positionAt(key.end));
    return promptIn(document, range);
  } catch {
    // The file is gone: there is nothing to estimate any more.
    return null;
  }
}
