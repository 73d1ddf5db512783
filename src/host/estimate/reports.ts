import * as v from 'valibot';
import * as vscode from 'vscode';
import { topicOfEnd, type CaptureEnd } from '../../core/capture/model';
import type { Sentence } from '../../core/model/sentence';
import { promptText } from '../../core/prompt/model';
import { parseChoice } from '../../core/estimate/effort';
import type { ModelChoice } from '../../core/estimate/model';
import type { Services } from '../shared/services';
import { reportKeySchema, type MeasuredRun, type ReportKey } from '../../protocol/estimateData';
import { hostVoice } from '../shared/voice';
import type { Engine } from '../shared/engine';
import { EngineFile } from '../shared/engineFile';
import { LikeRuns } from '../shared/likeRuns';
import { fileToRead } from '../shared/engineHost';
import { applyChanges, changesOf, fixableModels } from './changes';
import { pickChoices, type Choices } from './choices';
import { choiceText } from '../shared/modelPick';
import type { Estimator } from './estimator';
import { FollowedPrompt } from './followedPrompt';
import type { MeasuredRuns, RunLesson } from './measured';
import type { MigrationHints } from './migrationHints';
import { setOwnPrice } from './ownPrices';
import { pickPrompt } from '../shared/promptPick';
import { promptIn, type PromptSource } from '../shared/promptSource';
import { REPORT_VIEW } from './views';
import { rangeIn } from '../shared/rangeIn';
import { ReportPanel, type MeasureChoices, type ReportPanelActions } from './reportPanel';
import { ask } from '../shared/ask';
import { SentenceError } from '../../core/text/sentenceError';

/** What reports are made with. */
export interface ReportTools {
  readonly services: Services;
  readonly estimator: Estimator;
  readonly runs: MeasuredRuns;
  readonly hints: MigrationHints;
}

/** The open reports: one a document, restored after a reload; and what they can be asked to do. */
export class Reports implements vscode.Disposable, ReportPanelActions {
  private readonly open = new Set<ReportPanel>();

  private readonly likeRuns: LikeRuns;

  constructor(private readonly tools: ReportTools) {
    this.likeRuns = new LikeRuns(tools.services);
  }

  /** The report in front of the user. */
  get active(): ReportPanel | undefined {
    return [...this.open].find((r) => r.panel.active);
  }

  get latest(): ReportPanel | undefined {
    return [...this.open].at(-1);
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
    this.attach(panel, new FollowedPrompt(source), choices);
  }

  /** Prices or what was learnt have changed. */
  estimateAll(): void {
    for (const report of this.open) void report.estimate();
  }

  async changePrompt(report: ReportPanel): Promise<void> {
    const { uri } = report.source;
    if (uri === null) return;
    const source = await pickPrompt(this.tools.services.engine, uri);
    if (source !== null) report.update(source, report.choices);
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
    const { uri } = report.source;
    if (uri !== null) await vscode.workspace.openTextDocument(uri);
    await report.estimate();
  }

  async applyFix(report: ReportPanel, change: string | null): Promise<void> {
    const { uri } = report.source;
    if (uri === null) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const changes = await report.changesFor(document, change);
    const models = fixableModels(changes);
    // The changes of two models do not fit together: one is asked for.
    const model =
      models.length < 2 || change !== null
        ? models[0]
        : await vscode.window.showQuickPick(models, {
            title: vscode.l10n.t('Change the prompt and its call for which model?'),
          });
    if (model !== undefined) return applyChanges(document, changesOf(changes, model));
    if (models.length > 0) return;
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The file was edited since, and this change does not fit it any more. The report lists what is needed now.',
      ),
    );
  }

  async setPrice(report: ReportPanel, model: string): Promise<void> {
    if (await setOwnPrice(model)) await report.estimate();
  }

  /** Runs the prompt once, keeps what it used, and shows it beside the estimate, which it narrows. */
  async measure(report: ReportPanel, { choices, maxOutputTokens }: MeasureChoices): Promise<void> {
    // The report can show another prompt by the time the run ends.
    const { source } = report;
    const { messages, placeholders } = source.found;
    const choice = await pickMeasured(choices);
    if (choice === undefined) return;
    const { measure } = await import('../capture/measure');
    const run = await measure(this.tools.services, {
      question: {
        messages: messages.map(({ role, text }) => ({ role, text })),
        model: choice.model,
        effort: choice.effort,
        thinks: choice.thinks,
        maxOutputTokens,
      },
      expected: choice.expected,
      placeholders,
    });
    if (run === null) return;
    if (run.end.message !== null) void tellEnd(run.end, run.end.message);
    if (run.end.reason !== 'complete') return;
    try {
      await this.learn(run.uri, promptText(source.found), choice);
    } catch (error) {
      const reason = hostVoice().reason(error);
      void vscode.window.showErrorMessage(
        vscode.l10n.t('The run has ended, but the estimate could not take it in: {0}', reason),
      );
    }
  }

  dispose(): void {
    // The panels stay: the editor brings them back after a reload.
    for (const report of this.open) report.dispose();
  }

  /** Reads the trace of a finished run of a prompt and estimates again with it. */
  private async learn(uri: vscode.Uri, prompt: string, choice: ModelChoice): Promise<void> {
    const { services, runs } = this.tools;
    const file = new EngineFile(services.engine, () => fileToRead(uri));
    const failure = await file.open();
    if (failure !== null) throw new SentenceError(failure.error.message);
    try {
      const { model, effort } = choice;
      const { key, ...used } = await file.ask('used', { index: 0, asked: model });
      const run = { model, effort, ...used };
      const lesson = await this.lessonOf(prompt, run);
      await runs.add(prompt, run, { ...lesson, trace: key });
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
    const run = { model, effort, prompt, reasoningTokens };
    return { logRatio: await this.tools.estimator.lesson(run) };
  }

  private attach(panel: vscode.WebviewPanel, prompt: FollowedPrompt, choices: Choices): void {
    const { services, estimator, runs, hints } = this.tools;
    const { likeRuns } = this;
    const context = { services, estimator, runs, hints, likeRuns, actions: this };
    const report = new ReportPanel(panel, context, prompt, choices);
    this.open.add(report);
    panel.onDidDispose(() => {
      this.open.delete(report);
      report.dispose();
    });
    void report.estimate();
  }

  /** Fills a panel that VS Code kept over a reload, or closes it when its document is gone. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const read = v.safeParse(reportKeySchema, (state as { key?: unknown } | undefined)?.key);
    const source = read.success
      ? await restoreSource(this.tools.services.engine, read.output)
      : null;
    if (!read.success || source === null) {
      panel.dispose();
      return;
    }
    const { prompt, from, to } = read.output;
    this.attach(panel, new FollowedPrompt(source, prompt), {
      from: parseChoice(from),
      to: to.map((c) => parseChoice(c)),
    });
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

async function restoreSource(engine: Engine, key: ReportKey): Promise<PromptSource | null> {
  if (key.uri === null) return null;
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(key.uri));
    return await promptIn(engine, document, rangeIn(document, key));
  } catch {
    // The file is gone: there is nothing to estimate any more.
    return null;
  }
}

/** Says why a live run ended as it did, with a way to the page that explains it. */
async function tellEnd(end: CaptureEnd, message: Sentence): Promise<void> {
  const why = vscode.l10n.t('Explain');
  const answer = await vscode.window.showWarningMessage(hostVoice().words(message), why);
  if (answer === why) await vscode.commands.executeCommand('lrmLens.openConcept', topicOfEnd(end));
}
