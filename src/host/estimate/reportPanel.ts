import * as vscode from 'vscode';
import type { EstimateModel } from '../../core/estimate/model';
import { capOf, promptText } from '../../core/prompt/model';
import { estimateProtocol } from '../../protocol/estimate';
import type {
  FoundRuns,
  MeasuredRun,
  ReportKey,
  ReportState,
  Subject,
} from '../../protocol/estimateData';
import type { Params } from '../../protocol/rpc';
import { attachPage, type PageHandlers } from '../shared/webviewPage';
import type { LikeRuns } from '../shared/likeRuns';
import type { Services } from '../shared/services';
import { neededChanges, reportChanges, type NeededChange } from './changes';
import { rangeIn } from '../shared/rangeIn';
import { type Choices } from './choices';
import { choiceText } from '../shared/modelPick';
import type { Estimator } from './estimator';
import type { FollowedPrompt } from './followedPrompt';
import type { MeasuredRuns } from './measured';
import type { MigrationHints } from './migrationHints';
import { ownCounts } from './ownCounts';
import { subjectOf, type PromptSource } from '../shared/promptSource';
import { firstControls, rememberControls } from './reportControls';
import { achieved } from '../shared/achieved';
import { saveReport } from './saveReport';
import { hostVoice } from '../shared/voice';

/** What a report needs of the feature around it. */
export interface ReportContext {
  readonly services: Services;
  readonly estimator: Estimator;
  readonly runs: MeasuredRuns;
  readonly hints: MigrationHints;
  readonly actions: ReportPanelActions;
  readonly likeRuns: LikeRuns;
}

export type MeasureChoices = Params<(typeof estimateProtocol)['host'], 'measure'>;

/** What the page can ask for beyond its own panel. */
export interface ReportPanelActions {
  changePrompt(report: ReportPanel): Promise<void>;
  changeModels(report: ReportPanel): Promise<void>;
  estimateAgain(report: ReportPanel): Promise<void>;
  measure(report: ReportPanel, choices: MeasureChoices): Promise<void>;
  applyFix(report: ReportPanel, change: string | null): Promise<void>;
  setPrice(report: ReportPanel, model: string): Promise<void>;
}

/** What is on show, without what every state of a report has. */
type Shown = DistributiveOmit<ReportState, 'key' | 'capTokens'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

type EstimateRequest = Parameters<Estimator['prepare']>[0];

/** What the report's page does when a command asks for it. */
export type PageAction = 'copyMarkdown' | 'save';

/** One report beside the editor. Lives as long as its panel. */
export class ReportPanel implements vscode.Disposable {
  private shown: Shown;
  /** Changes that the candidates need, at their places in the text that the prompt was found in. */
  private needed: readonly NeededChange[] = [];
  private run = 0;
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly stop = new AbortController();
  private readonly page: ReturnType<typeof attachPage<typeof estimateProtocol>>;

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly context: ReportContext,
    private readonly prompt: FollowedPrompt,
    public choices: Choices,
  ) {
    this.shown = this.counting();
    panel.title = vscode.l10n.t('Estimate: {0}', this.source.name);
    this.page = attachPage(panel.webview, context.services, {
      page: 'estimate',
      title: panel.title,
      protocol: estimateProtocol,
      handlers: this.handlers(),
    });
    const edits = vscode.workspace.onDidChangeTextDocument((event) => {
      if (this.prompt.note(event)) this.refreshSubject();
    });
    this.subscriptions.push(this.page, edits);
  }

  /** The prompt as it was found last. */
  get source(): PromptSource {
    return this.prompt.source;
  }

  /** The figures that are shown; null while there are none. */
  get estimated(): EstimateModel | null {
    return this.shown.state === 'ready' ? this.shown.model : null;
  }

  /** Whether it is the report of the document that a prompt stands in. */
  isOf({ uri }: PromptSource): boolean {
    return uri !== null && uri.toString() === this.source.uri?.toString();
  }

  /** Estimates again with another prompt or other models. */
  update(source: PromptSource, choices: Choices): void {
    if (source !== this.source) this.prompt.replace(source);
    this.choices = choices;
    this.panel.title = vscode.l10n.t('Estimate: {0}', source.name);
    void this.estimate();
  }

  /**
   * Changes that fit a document as it is now: one by its id, or all. Estimates again where it was edited since; empty
   * when the change is not found in it any more.
   */
  async changesFor(
    document: vscode.TextDocument,
    id: string | null,
  ): Promise<readonly NeededChange[]> {
    const isAsked = (change: NeededChange): boolean => id === null || change.id === id;
    if (this.prompt.fits(document)) return this.needed.filter(isAsked);
    const asked = this.changes().filter(isAsked);
    await this.estimate();
    if (!this.prompt.fits(document)) return [];
    return this.needed.filter(
      ({ code, range, models }) =>
        id === null ||
        asked.some(
          (a) =>
            a.code === code &&
            a.range?.start === range?.start &&
            a.models.some((m) => models.includes(m)),
        ),
    );
  }

  /** Counts, prices and shows. A later call makes an earlier one's answer void. */
  async estimate(): Promise<void> {
    const run = ++this.run;
    this.needed = [];
    this.show(this.counting());
    try {
      await this.prompt.findAgain(this.context.services.engine);
    } catch (error) {
      // It is estimated as it was found last.
      this.context.services.log.warn(`report: ${String(error)}`);
    }
    if (run !== this.run) return;
    this.show(this.counting());
    const { found, text, uri } = this.source;
    const prompt = promptText(found);
    if (prompt.trim() === '') {
      const message = vscode.l10n.t('The prompt is empty: there is nothing to estimate.');
      this.show({ state: 'empty', message });
      return;
    }
    try {
      const measured = await this.context.runs.of(prompt);
      const request = {
        prompt,
        source: uri && { found, document: text },
        from: { ...this.choices.from },
        to: this.choices.to.map((c) => ({ ...c })),
        observed: measured.flatMap(({ model, effort, reasoningTokens: tokens }) =>
          tokens === null ? [] : [{ model, effort, tokens }],
        ),
      };
      const model = await this.context.estimator.prepare(request);
      if (run !== this.run) return;
      this.showModel(model, measured);
      achieved('estimated');
      void this.refine(run, request, measured);
    } catch (error) {
      this.fail(run, error);
    }
  }

  /** The editor's own models may be slow to answer: nobody waits for their counts. */
  private async refine(
    run: number,
    request: EstimateRequest,
    measured: readonly MeasuredRun[],
  ): Promise<void> {
    try {
      const models = [request.from, ...request.to].map((c) => c.model);
      const counts = await ownCounts(request.prompt, models);
      if (run !== this.run || Object.keys(counts).length === 0) return;
      const refined = await this.context.estimator.prepare({ ...request, ownCounts: counts });
      if (run === this.run) this.showModel(refined, measured);
    } catch (error) {
      this.fail(run, error);
    }
  }

  private fail(run: number, error: unknown): void {
    if (run !== this.run) return;
    const reason = hostVoice().reason(error);
    this.show({ state: 'failed', message: vscode.l10n.t('The estimate failed: {0}', reason) });
  }

  private showModel(model: EstimateModel, measured: readonly MeasuredRun[]): void {
    const { document } = this.prompt;
    this.needed = neededChanges(model);
    if (document !== null && this.prompt.fits(document))
      this.context.hints.show(document, this.needed);
    this.show({
      state: 'ready',
      subject: this.subject(),
      model,
      changes: reportChanges(this.changes(), model, document),
      measured: [...measured],
    });
  }

  /** The needed changes where they stand by now, without those whose place was deleted. */
  private changes(): readonly NeededChange[] {
    return this.needed.flatMap((change) => {
      if (change.range === null) return [change];
      const range = this.prompt.placeNow(change.range);
      return range === null ? [] : [{ ...change, range }];
    });
  }

  runAction(action: PageAction): void {
    this.page.emit('runAction', { action });
  }

  dispose(): void {
    this.run++;
    this.stop.abort();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private subject(): Subject {
    return subjectOf(this.source, this.prompt.document, this.prompt.isEdited);
  }

  private counting(): Shown {
    return {
      state: 'counting',
      subject: this.subject(),
      baseline: choiceText(this.choices.from),
      candidates: this.choices.to.map(choiceText),
    };
  }

  private show(shown: Shown): void {
    this.shown = shown;
    this.page.emit('reportChanged', this.report());
  }

  private refreshSubject(): void {
    if (this.shown.state === 'ready') this.show({ ...this.shown, subject: this.subject() });
  }

  private report(): ReportState {
    return { ...this.shown, key: this.key(), capTokens: capOf(this.source.found) };
  }

  private key(): ReportKey {
    return {
      prompt: this.prompt.id,
      uri: this.source.uri?.toString() ?? null,
      ...this.prompt.at,
      from: choiceText(this.choices.from),
      to: this.choices.to.map(choiceText),
    };
  }

  private handlers(): PageHandlers<typeof estimateProtocol> {
    const { actions, services } = this.context;
    const done = async (work: Promise<void>): Promise<null> => {
      await work;
      return null;
    };
    return {
      requests: {
        getReport: () => {
          const report = this.report();
          return { report, controls: firstControls(services, report.capTokens) };
        },
        copy: ({ text }) => done(this.copy(text)),
        save: (forms) => done(saveReport(this.source.name, forms)),
        reveal: ({ change }) => done(this.reveal(change)),
        applyFix: ({ change }) => done(actions.applyFix(this, change)),
        changePrompt: () => done(actions.changePrompt(this)),
        changeModels: () => done(actions.changeModels(this)),
        estimateAgain: () => done(actions.estimateAgain(this)),
        measure: (choices) => done(actions.measure(this, choices)),
        tryOnExamples: ({ callsPerMonth }) => {
          const models = [this.choices.from, ...this.choices.to];
          const handedOver = { source: this.source, models, callsPerMonth };
          return done(command('lrmLens.tryOnExamples', handedOver));
        },
        setPrice: ({ model }) => done(actions.setPrice(this, model)),
        updatePrices: () => done(command('lrmLens.updatePrices')),
        calibrate: () => done(command('lrmLens.calibrate')),
        likeRuns: () => this.likeRuns(),
        openConcept: ({ id }) => done(command('lrmLens.openConcept', id)),
      },
      events: {
        controlsChanged: (controls) => void rememberControls(services, controls),
      },
    };
  }

  /** Runs of agents whose first words are like the prompt. */
  private likeRuns(): Promise<FoundRuns> {
    const words = promptText(this.source.found);
    const task = { words, folder: null, model: null, effort: null };
    return this.context.likeRuns.forecast(task, [], { signal: this.stop.signal });
  }

  private async copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(vscode.l10n.t('The report was copied.'), 3_000);
  }

  /** Shows the prompt, or the place of a change, beside the report. */
  private async reveal(change: string | null): Promise<void> {
    const { uri, found } = this.source;
    if (uri === null) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const prompt = found.messages.find((m) => m.range !== null)?.range ?? null;
    const place =
      change === null
        ? prompt && this.prompt.placeNow(prompt)
        : this.changes().find((c) => c.id === change)?.range;
    const selection = rangeIn(document, place ?? { start: 0, end: 0 });
    await vscode.window.showTextDocument(document, {
      selection,
      viewColumn: vscode.ViewColumn.One,
    });
  }
}

async function command(id: string, ...args: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand(id, ...args);
}
