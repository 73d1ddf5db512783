import * as vscode from 'vscode';
import { promptText } from '../../core/prompt/model';
import { parseChoice } from '../../core/estimate/effort';
import type { ModelChoice } from '../../core/estimate/model';
import type { Services } from '../shared/services';
import type { TraceWorker } from '../shared/traceWorker';
import type { MeasuredRun } from '../../protocol/estimateData';
import { words } from '../shared/words';
import { openInWorker } from '../shared/traceFileClient';
import { workerFile } from '../shared/workerFiles';
import { applyChanges } from './changes';
import { choiceText, pickChoices, type Choices } from './choices';
import type { Estimator } from './estimator';
import { traceKey, type MeasuredRuns, type RunLesson } from './measured';
import { measuredRun } from './measuredRun';
import type { MigrationHints } from './migrationHints';
import { setOwnPrice } from './ownPrices';
import { pickPrompt } from './promptPick';
import { promptIn, type PromptSource } from './promptSource';
import { REPORT_VIEW } from './views';
import {
  ReportPanel,
  type MeasureChoices,
  type ReportActions,
  type ReportKey,
} from './reportPanel';
import { ask } from '../shared/ask';

/** What reports are made with. */
export interface ReportTools {
  readonly services: Services;
  readonly estimator: Estimator;
  readonly runs: MeasuredRuns;
  readonly hints: MigrationHints;
  readonly worker: TraceWorker;
}

/** The open reports: one a document, restored after a reload; and what they can be asked to do. */
export class Reports implements vscode.Disposable, ReportActions {
  private readonly open = new Set<ReportPanel>();

  constructor(private readonly tools: ReportTools) {}

  /** The report in front of the user. */
  get active(): ReportPanel | undefined {
    return [...this.open].find((r) => r.panel.active);
  }

  /** Shows the estimate of a prompt beside the editor, in the report of the same document where there is one. */
  show(source: PromptSource, choices: Choices): void {
    const known = [...this.open].find((r) => r.isOf(source));
    if (known !== undefined) {
      known.panel.reveal(undefined, false);
      known.update(source, choices);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      REPORT_VIEW,
      vscode.l10n.t('Estimate: {0}', source.name),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false },
      { enableFindWidget: true },
    );
    this.attach(panel, source, choices);
  }

  /** Prices or what was learnt have changed. */
  estimateAll(): void {
    for (const report of this.open) void report.estimate();
  }

  async changePrompt(report: ReportPanel): Promise<void> {
    const source = await pickPrompt(report.source);
    if (source !== undefined) report.update(source, report.choices);
  }

  async changeModels(report: ReportPanel): Promise<void> {
    const { services, estimator } = this.tools;
    const picked = await pickChoices(services, estimator, {
      defaults: report.choices,
      guessed: false,
      prompt: report.source.name,
    });
    if (picked !== undefined && picked !== 'prompt') report.update(report.source, picked);
  }

  async estimateAgain(report: ReportPanel): Promise<void> {
    const source = await findAgain(report.source);
    if (source !== null) report.update(source, report.choices);
  }

  async applyFix(report: ReportPanel, change: string | null): Promise<void> {
    const { uri } = report.source;
    const changes = report.changes.filter((c) => change === null || c.id === change);
    if (uri === null || changes.length === 0) return;
    await applyChanges(await vscode.workspace.openTextDocument(uri), changes);
  }

  async setPrice(report: ReportPanel, model: string): Promise<void> {
    if (await setOwnPrice(model)) await report.estimate();
  }

  /** Runs the prompt once, keeps what it used, and shows it beside the estimate, which it narrows. */
  async measure(report: ReportPanel, { choices, maxOutputTokens }: MeasureChoices): Promise<void> {
    const choice = await pickMeasured(choices);
    if (choice === undefined) return;
    const { messages, placeholders } = report.source.found;
    const { measure } = await import('../capture/measure');
    const run = await measure(this.tools.services, {
      question: {
        messages: messages.map(({ role, text }) => ({ role, text })),
        model: choice.model,
        effort: choice.effort,
        maxOutputTokens,
      },
      expected: choice.expected,
      placeholders,
    });
    if (run === null) return;
    if (run.end.message !== null) void vscode.window.showWarningMessage(words(run.end.message));
    if (run.end.reason === 'complete') await this.learn(report, run.uri, choice);
  }

  dispose(): void {
    // The panels stay: the editor brings them back after a reload.
    for (const report of this.open) report.dispose();
  }

  /** Reads the trace of a finished run and estimates again with it. */
  private async learn(report: ReportPanel, uri: vscode.Uri, choice: ModelChoice): Promise<void> {
    const { worker, runs } = this.tools;
    const file = await openInWorker(worker, () => workerFile(uri));
    if ('error' in file) return;
    try {
      const trace = await file.read(0);
      if (report.estimated === null) return;
      const prompt = promptText(report.source.found);
      const run = measuredRun(trace, choice, report.estimated);
      const lesson = await this.lessonOf(prompt, run);
      const [summary] = file.summaries;
      await runs.add(prompt, run, { ...lesson, trace: summary ? traceKey(summary) : null });
      this.estimateAll();
    } finally {
      await file.close();
    }
  }

  /** How far the run lies from what was expected of its model on this prompt. */
  private async lessonOf(
    prompt: string,
    { model, effort, reasoningTokens }: MeasuredRun,
  ): Promise<Pick<RunLesson, 'logRatio'>> {
    if (reasoningTokens === null) return { logRatio: null };
    const trace = { model, effort, prompt, reasoningTokens };
    const { calibration } = await this.tools.estimator.calibrate([trace]);
    return { logRatio: calibration.models[0]?.meanLogRatio ?? null };
  }

  private attach(panel: vscode.WebviewPanel, source: PromptSource, choices: Choices): void {
    const { services, estimator, runs, hints } = this.tools;
    const report = new ReportPanel(
      panel,
      { services, estimator, runs, hints, actions: this },
      source,
      choices,
    );
    this.open.add(report);
    panel.onDidDispose(() => {
      this.open.delete(report);
      report.dispose();
    });
    void report.estimate();
  }

  /** Fills a panel that VS Code kept over a reload, or closes it when its document is gone. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const key = (state as { key?: ReportKey } | undefined)?.key;
    const source = key === undefined ? null : await restoreSource(key);
    if (key === undefined || source === null) {
      panel.dispose();
      return;
    }
    const to = key.to.map((c) => parseChoice(c));
    this.attach(panel, source, { from: parseChoice(key.from), to });
  }
}

async function pickMeasured(
  choices: MeasureChoices['choices'],
): Promise<MeasureChoices['choices'][number] | undefined> {
  if (choices.length <= 1) return choices[0];
  const items = choices.map((choice) => ({
    label: choiceText(choice),
    description: choice.expected ?? '',
    choice,
  }));
  const picked = await ask(() =>
    vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Measure which one?'),
    }),
  );
  return picked?.choice;
}

/** The prompt at the same place of the document as it is now. */
async function findAgain({ uri, at }: PromptSource): Promise<PromptSource | null> {
  if (uri === null) return null;
  const document = await vscode.workspace.openTextDocument(uri);
  return promptIn(
    document,
    new vscode.Range(document.positionAt(at.start), document.positionAt(at.end)),
  );
}

async function restoreSource(key: ReportKey): Promise<PromptSource | null> {
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
