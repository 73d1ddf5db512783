import * as vscode from 'vscode';
import type { EstimateModel } from '../../core/estimate/model';
import type { Controls } from '../../core/estimate/report';
import { DEFAULT_CONTROLS } from '../../core/estimate/report';
import { promptText } from '../../core/prompt/model';
import { estimateProtocol } from '../../protocol/estimate';
import type { MeasuredRun, ReportState } from '../../protocol/estimateData';
import type { Params } from '../../protocol/rpc';
import { attachPage, type PageHandlers } from '../shared/webviewPage';
import type { Services } from '../shared/services';
import { neededChanges, reportChanges, type NeededChange } from './changes';
import { rangeIn } from './rangeIn';
import { choiceText, type Choices } from './choices';
import type { Estimator } from './estimator';
import type { MeasuredRuns } from './measured';
import type { MigrationHints } from './migrationHints';
import { ownCounts } from './ownCounts';
import { subjectOf, type PromptSource } from './promptSource';
import { saveReport } from './saveReport';

/** What a report needs of the feature around it. */
export interface ReportContext {
  readonly services: Services;
  readonly estimator: Estimator;
  readonly runs: MeasuredRuns;
  readonly hints: MigrationHints;
  readonly actions: ReportActions;
}

export type MeasureChoices = Params<(typeof estimateProtocol)['host'], 'measure'>;

/** What the page can ask for beyond its own panel. */
export interface ReportActions {
  changePrompt(report: ReportPanel): Promise<void>;
  changeModels(report: ReportPanel): Promise<void>;
  estimateAgain(report: ReportPanel): Promise<void>;
  measure(report: ReportPanel, choices: MeasureChoices): Promise<void>;
  applyFix(report: ReportPanel, change: string | null): Promise<void>;
  setPrice(report: ReportPanel, model: string): Promise<void>;
}

/** Kept by the page's state: enough to estimate again after a reload. */
export interface ReportKey {
  readonly uri: string | null;
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: readonly string[];
}

const CONTROLS = 'lrmLens.estimate.controls';

/** Calls a month to begin with: a round number that the reader replaces. */
const CALLS = 10_000;

/** One report beside the editor. Lives as long as its panel. */
export class ReportPanel implements vscode.Disposable {
  private state: ReportState;
  /** Changes that the candidates need, of the last estimate. */
  changes: readonly NeededChange[] = [];
  private changed = false;
  private run = 0;
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly page: ReturnType<typeof attachPage<typeof estimateProtocol>>;

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly context: ReportContext,
    public source: PromptSource,
    public choices: Choices,
  ) {
    this.state = this.counting();
    panel.title = vscode.l10n.t('Estimate: {0}', source.name);
    this.page = attachPage(panel.webview, context.services, {
      page: 'estimate',
      title: panel.title,
      protocol: estimateProtocol,
      handlers: this.handlers(),
    });
    this.subscriptions.push(
      this.page,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0 || this.changed) return;
        if (document.uri.toString() !== this.source.uri?.toString()) return;
        this.changed = true;
        this.refreshSubject();
      }),
    );
  }

  /** The figures that are shown; null while there are none. */
  get estimated(): EstimateModel | null {
    return this.state.state === 'ready' ? this.state.model : null;
  }

  /** Whether it is the report of the document that a prompt stands in. */
  isOf({ uri }: PromptSource): boolean {
    return uri !== null && uri.toString() === this.source.uri?.toString();
  }

  /** Estimates again with another prompt or other models. */
  update(source: PromptSource, choices: Choices): void {
    this.source = source;
    this.choices = choices;
    this.changed = false;
    this.panel.title = vscode.l10n.t('Estimate: {0}', source.name);
    void this.estimate();
  }

  /** Counts, prices and shows. A later call makes an earlier one's answer void. */
  async estimate(): Promise<void> {
    const run = ++this.run;
    this.show(this.counting());
    const prompt = promptText(this.source.found);
    if (prompt.trim() === '') {
      const message = vscode.l10n.t('The prompt is empty: there is nothing to estimate.');
      this.show({ state: 'empty', message });
      return;
    }
    try {
      const measured = await this.context.runs.of(prompt);
      const source = this.document();
      const request = {
        prompt,
        source: source && { found: this.source.found, document: source.getText() },
        from: { ...this.choices.from },
        to: this.choices.to.map((c) => ({ ...c })),
        observed: measured.flatMap(({ model, effort, reasoningTokens: tokens }) =>
          tokens === null ? [] : [{ model, effort, tokens }],
        ),
      };
      const { estimator } = this.context;
      const model = await estimator.prepare(request);
      if (run !== this.run) return;
      this.showModel(model, measured);
      // The editor's own models may be slow to answer: their counts come after.
      const counts = await ownCounts(
        prompt,
        [request.from, ...request.to].map((c) => c.model),
      );
      if (run !== this.run || Object.keys(counts).length === 0) return;
      const refined = await estimator.prepare({ ...request, ownCounts: counts });
      if (run === this.run) this.showModel(refined, measured);
    } catch (error) {
      if (run !== this.run) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.show({ state: 'failed', message: vscode.l10n.t('The estimate failed: {0}', reason) });
    }
  }

  private showModel(model: EstimateModel, measured: readonly MeasuredRun[]): void {
    const document = this.document();
    this.changes = neededChanges(model);
    if (document !== null) this.context.hints.show(document, this.changes);
    this.show({
      state: 'ready',
      subject: subjectOf(this.source, document, this.changed),
      model,
      changes: reportChanges(this.changes, model, document),
      measured: [...measured],
    });
  }

  runAction(action: 'copyMarkdown' | 'save'): void {
    this.page.emit('runAction', { action });
  }

  dispose(): void {
    this.run++;
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private document(): vscode.TextDocument | null {
    const uri = this.source.uri?.toString();
    return vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri) ?? null;
  }

  private counting(): ReportState {
    return {
      state: 'counting',
      subject: subjectOf(this.source, this.document(), false),
      baseline: choiceText(this.choices.from),
      candidates: this.choices.to.map(choiceText),
    };
  }

  private show(state: ReportState): void {
    this.state = state;
    this.page.emit('reportChanged', state);
  }

  private refreshSubject(): void {
    if (this.state.state !== 'ready') return;
    const subject = subjectOf(this.source, this.document(), this.changed);
    this.show({ ...this.state, subject });
  }

  private key(): ReportKey {
    return {
      uri: this.source.uri?.toString() ?? null,
      start: this.source.at.start,
      end: this.source.at.end,
      from: choiceText(this.choices.from),
      to: this.choices.to.map(choiceText),
    };
  }

  /** The controls as last seen in this workspace; the output cap as the call itself sets it. */
  private controls(): Controls {
    const remembered = this.context.services.context.workspaceState.get<Partial<Controls>>(
      CONTROLS,
      { callsPerMonth: CALLS },
    );
    const cap = this.source.found.call?.parameters.find((p) =>
      /^max_?(?:completion_?|output_?)?tokens$/i.test(p.name),
    );
    return {
      ...DEFAULT_CONTROLS,
      ...remembered,
      efforts: {},
      taskType: null,
      visibleTokens: null,
      capTokens: typeof cap?.value === 'number' ? cap.value : null,
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
        getReport: () => ({ report: this.state, controls: this.controls(), key: this.key() }),
        copy: ({ text }) => done(this.copy(text)),
        save: (forms) => done(saveReport(this.source.name, forms)),
        reveal: ({ change }) => done(this.reveal(change)),
        applyFix: ({ change }) => done(actions.applyFix(this, change)),
        changePrompt: () => done(actions.changePrompt(this)),
        changeModels: () => done(actions.changeModels(this)),
        estimateAgain: () => done(actions.estimateAgain(this)),
        measure: (choices) => done(actions.measure(this, choices)),
        setPrice: ({ model }) => done(actions.setPrice(this, model)),
        updatePrices: () => done(command('lrmLens.updatePrices')),
        calibrate: () => done(command('lrmLens.calibrate')),
        openConcept: ({ id }) => done(command('lrmLens.openConcept', id)),
      },
      events: {
        controlsChanged: (controls) =>
          void services.context.workspaceState.update(CONTROLS, controls),
      },
    };
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
    const prompt = found.messages.find((m) => m.range !== null)?.range;
    const place = change === null ? prompt : this.changes.find((c) => c.id === change)?.range;
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
