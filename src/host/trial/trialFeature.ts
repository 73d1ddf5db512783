import * as vscode from 'vscode';
import type { Services } from '../shared/services';
import type { TrialEditor } from './trialEditor';
import { TRIAL_EDITOR } from './views';

/** Trials: a prompt measured on the user's own examples, in a custom editor of `*.trial.json`. */
export function trialFeature(services: Services): vscode.Disposable {
  // The editor, and with it checks and runner, is loaded when the first trial is opened.
  let loaded: TrialEditor | null = null;
  const editor = async (): Promise<TrialEditor> => {
    const { TrialEditor: Loaded } = await import('./trialEditor');
    return (loaded ??= new Loaded(services));
  };
  const commands: Readonly<Record<string, (target?: unknown) => unknown>> = {
    'lrmLens.tryOnExamples': async (target) => {
      const { tryOnExamples } = await import('./newTrial');
      await tryOnExamples(services, target);
    },
    'lrmLens.trial.pause': () => loaded?.sessions.active?.pause(),
    'lrmLens.trial.export': async () => {
      const session = loaded?.sessions.active ?? null;
      if (session === null) return;
      const { pickExport } = await import('./trialExport');
      await pickExport(services, session);
    },
    'lrmLens.trial.openAsText': () => {
      const uri = loaded?.sessions.active?.uri;
      return uri && vscode.commands.executeCommand('vscode.openWith', uri, 'default');
    },
  };
  const refresh = (): void => loaded?.sessions.refreshAll();
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(TRIAL_EDITOR, {
      resolveCustomTextEditor: async (document, panel) =>
        (await editor()).resolveCustomTextEditor(document, panel),
    }),
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
    services.engine.onDidConfigure(refresh),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('lrmLens.capture.endpoints')) refresh();
    }),
    services.context.secrets.onDidChange(refresh),
    new vscode.Disposable(() => loaded?.dispose()),
  );
}
