import * as vscode from 'vscode';
import type { Controls } from '../../core/estimate/report';
import { DEFAULT_CONTROLS } from '../../core/estimate/whatIf';
import { promptText } from '../../core/prompt/model';
import { estimateProtocol } from '../../protocol/estimate';
import type { ReportState } from '../../protocol/estimateData';
import { attachPage, type PageHandlers } from '../shared/webviewPage';
import type { Services } from '../shared/services';
import { choiceText, type Choices } from './choices';
import type { Estimator } from './estimator';
import { subjectOf, type PromptSource } from './promptSource';
import { saveReport } from './saveReport';

export const REPORT_VIEW = 'lrmLens.estimateReport';

/** What a report needs of the feature around it. */
export interface ReportContext {
  readonly services: Services;
  readonly estimator: Estimator;
  /** Called when the user asks for it from the page. */
  readonly actions: ReportPanelActions;
}

export interface ReportPanelActions {
  changePrompt(report: ReportPanel): Promise<void>;
  changeModels(report: ReportPanel): Promise<void>;
  estimateAgain(report: ReportPanel): Promise<void>;
  measure(report: ReportPanel, candidate: string | null): Promise<void>;
  applyFix(report: ReportPanel, change: string | null): Promise<void>;
  setPrice(model: string): Promise<void>;
  updatePrices(): Promise<void>;
  calibrate(): Promise<void>;
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
      const model = await this.context.estimator.prepare({
        prompt,
        from: { ...this.choices.from },
        to: this.choices.to.map((c) => ({ ...c })),
        observed: [],
      });
      if (run !== this.run) return;
      this.show({
        state: 'ready',
        subject: subjectOf(this.source, this.document(), this.changed),
        model,
        changes: [],
        measured: [],
      });
    } catch (error) {
      if (run !== this.run) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.show({ state: 'failed', message: vscode.l10n.t('The estimate failed: {0}', reason) });
    }
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
        measure: ({ candidate }) => done(actions.measure(this, candidate)),
        setPrice: ({ model }) => done(actions.setPrice(model)),
        updatePrices: () => done(actions.updatePrices()),
        calibrate: () => done(actions.calibrate()),
        openConcept: async ({ id }) => {
          await vscode.commands.executeCommand('lrmLens.openConcept', id);
          return null;
        },
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
    if (uri === null || change !== null) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const range = found.messages.find((m) => m.range !== null)?.range ?? { start: 0, end: 0 };
    const selection = new vscode.Range(
      document.positionAt(range.start),
      document.positionAt(range.end),
    );
    await vscode.window.showTextDocument(document, {
      selection,
      viewColumn: vscode.ViewColumn.One,
    });
  }
}
