import * as vscode from 'vscode';
import type { ModelChoice } from '../../core/estimate/model';
import type { Services } from '../shared/services';
import { createTraceWorker } from '../shared/workerFiles';
import { calibrate, resetCalibration } from './calibrate';
import { defaultChoices, pickChoices } from './choices';
import { codeHints } from './codeHints';
import { Estimator } from './estimator';
import { estimateTool } from './estimateTool';
import { Learning } from './learning';
import { LensText } from './lensText';
import { MeasuredRuns } from './measured';
import { MigrationHints } from './migrationHints';
import { updatePrices } from './priceUpdate';
import { pickPrompt } from './promptPick';
import { activePrompt, describePart, promptIn, type PromptSource } from './promptSource';
import { Reports } from './reports';
import { statusItem } from './statusItem';

/** "Estimate reasoning cost": the command, its report, and what stands in place in the code. */
export function estimateFeature(services: Services): vscode.Disposable {
  const { context } = services;
  const learning = new Learning(context.globalStorageUri);
  const estimator = new Estimator(services, learning);
  const worker = createTraceWorker(context.extensionUri);
  const hints = new MigrationHints();
  const runs = new MeasuredRuns(context.globalStorageUri);
  const reports = new Reports({ services, estimator, runs, hints, worker });
  const text = new LensText(services, estimator);
  return vscode.Disposable.from(
    learning,
    estimator,
    worker,
    hints,
    reports,
    codeHints(estimator, text),
    statusItem(services, text),
    estimateTool(services, estimator),
    vscode.commands.registerCommand('lrmLens.estimateReasoningCost', (target?: unknown) =>
      estimate(services, estimator, reports, target),
    ),
    vscode.commands.registerCommand('lrmLens.updatePrices', () =>
      updatePrices(estimator, learning),
    ),
    vscode.commands.registerCommand('lrmLens.calibrate', () =>
      calibrate({ worker, estimator, learning }),
    ),
    learning.onDidChange(() => reports.estimateAll()),
    vscode.commands.registerCommand('lrmLens.copyReport', () =>
      reports.active?.runAction('copyMarkdown'),
    ),
    vscode.commands.registerCommand('lrmLens.saveReport', () => reports.active?.runAction('save')),
    vscode.commands.registerCommand('lrmLens.resetCalibration', () => resetCalibration(learning)),
  );
}

/** Where a lens or another feature wants the estimate to look. */
interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

async function promptAt(target: unknown): Promise<PromptSource | null> {
  if (target instanceof vscode.Uri) {
    const document = await vscode.workspace.openTextDocument(target);
    return promptIn(document, new vscode.Range(0, 0, 0, 0));
  }
  if (typeof target === 'object' && target !== null && 'line' in target) {
    const { uri, line, character } = target as Place;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    return promptIn(document, new vscode.Range(line, character, line, character));
  }
  return activePrompt();
}

async function estimate(
  services: Services,
  estimator: Estimator,
  reports: Reports,
  target: unknown,
): Promise<void> {
  let source = await promptAt(target);
  if (source === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is no prompt here. Select its text, or put the cursor into a prompt file, a string or a call to a model.',
      ),
    );
    return;
  }
  // The tokenizer loads while the models are picked.
  estimator.warm();
  for (;;) {
    const guess = guessOf(source);
    const picked = await pickChoices(services, estimator, {
      defaults: defaultChoices(services, guess),
      guessed: guess !== null,
      prompt: await describe(source),
    });
    if (picked === undefined) return;
    if (picked !== 'prompt') {
      reports.show(source, picked);
      return;
    }
    source = (await pickPrompt(source)) ?? source;
  }
}

async function describe({ uri, found, name }: PromptSource): Promise<string> {
  const document = uri === null ? null : await vscode.workspace.openTextDocument(uri);
  return `${name}, ${describePart(found, document)}`;
}

function guessOf({ found }: PromptSource): ModelChoice | null {
  return found.model === null ? null : { model: found.model, effort: found.effort };
}
