import * as vscode from 'vscode';
import type { Services } from '../shared/services';
import { registerLazyTool } from '../shared/lazyTool';
import { alwaysHints } from './alwaysHints';
import { codeHints } from './codeHints';
import { Estimator } from './estimator';
import { LensText } from './lensText';
import { MeasuredRuns } from './measured';
import type { MigrationHints } from './migrationHints';
import type { PageAction } from './reportPanel';
import type { Reports } from './reports';
import { configuration } from '../shared/settings';
import { REPORT_VIEW } from './views';

/** "Estimate reasoning cost": the command, its report, and what stands in place in the code. */
export function estimateFeature(services: Services): vscode.Disposable {
  const { context } = services;
  const runs = new MeasuredRuns(context.globalStorageUri);
  const estimator = new Estimator(services, runs);
  const text = new LensText(services, estimator);

  // Hints, reports and what they need are loaded when the first one is asked for.
  let shownHints: MigrationHints | null = null;
  const hints = async (): Promise<MigrationHints> => {
    const { MigrationHints: Loaded } = await import('./migrationHints');
    return (shownHints ??= new Loaded());
  };
  let loaded: Reports | null = null;
  const reports = async (): Promise<Reports> => {
    const { Reports: Loaded } = await import('./reports');
    const tools = { services, estimator, runs, hints: await hints() };
    return (loaded ??= new Loaded(tools));
  };
  const commands: Readonly<Record<string, (target?: unknown) => unknown>> = {
    'lrmLens.estimateReasoningCost': async (target) => {
      const { estimate } = await import('./estimateCommand');
      await estimate(services, estimator, await reports(), target);
    },
    'lrmLens.updatePrices': async () => {
      const { updatePrices } = await import('./priceUpdate');
      await updatePrices(services);
    },
    'lrmLens.calibrate': async () => {
      const { calibrate } = await import('./calibrate');
      await calibrate({ services, estimator, runs });
    },
    'lrmLens.resetCalibration': async () => {
      const { resetCalibration } = await import('./calibrate');
      await resetCalibration(services.memory, runs);
    },
    'lrmLens.copyReport': () => onReport(loaded, 'copyMarkdown'),
    'lrmLens.saveReport': () => onReport(loaded, 'save'),
  };
  return vscode.Disposable.from(
    estimator,
    runs,
    text,
    codeHints(services.engine, estimator, text),
    whenSwitchedOn('statusBar', services, async () => {
      const { statusItem } = await import('./statusItem');
      return statusItem(services, text);
    }),
    alwaysHints(services, async (document) => {
      const { lookAtPrompts } = await import('./lookAtPrompts');
      await lookAtPrompts(services, estimator, await hints(), document);
    }),
    registerLazyTool('lrm-lens_estimate_reasoning_cost', async () => {
      const { estimateTool } = await import('./estimateTool');
      return estimateTool(services, estimator);
    }),
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
    vscode.window.registerWebviewPanelSerializer(REPORT_VIEW, {
      deserializeWebviewPanel: async (panel, state: unknown) =>
        (await reports()).restore(panel, state),
    }),
    services.engine.onDidConfigure(() => {
      text.forget();
      loaded?.estimateAll();
    }),
    runs.onDidChange(() => text.forget()),
    new vscode.Disposable(() => {
      loaded?.dispose();
      shownHints?.dispose();
    }),
  );
}

/** Loads what a setting switches on once that is so; from then on it watches the setting itself. */
function whenSwitchedOn(
  setting: string,
  { log }: Services,
  load: () => Promise<vscode.Disposable>,
): vscode.Disposable {
  let loaded: Promise<vscode.Disposable | null> | null = null;
  const look = (): void => {
    if (loaded === null && configuration().get<boolean>(setting, false)) {
      loaded = load().catch((error: unknown) => {
        log.error(String(error));
        return null;
      });
    }
  };
  look();
  const listening = vscode.workspace.onDidChangeConfiguration(look);
  return new vscode.Disposable(() => {
    listening.dispose();
    void loaded?.then((one) => {
      one?.dispose();
    });
  });
}

/** Does something with the report in front, else with the one that was opened last; says so where there is none. */
function onReport(reports: Reports | null, action: PageAction): void {
  const report = reports?.active ?? reports?.latest;
  if (report !== undefined) report.runAction(action);
  else void vscode.window.showInformationMessage(vscode.l10n.t('Estimate a prompt first.'));
}
