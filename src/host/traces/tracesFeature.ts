import * as vscode from 'vscode';
import type { Services } from '../shared/services';
import { achieved } from '../shared/achieved';
import { registerLazyTool } from '../shared/lazyTool';
import { RecentFiles } from '../shared/recentFiles';
import { pageCommands } from './commands';
import type { HostCommand } from './contributions';
import type { DocumentTools } from './editor/followedFile';
import { TraceEditor } from './editor/traceEditor';
import type { PanelActions, StartPlace } from './editor/tracePanel';
import { TraceReader } from './reading/traceReader';
import { runningFeature, type RunningFeature } from './running/runningFeature';
import { savedFeature, type SavedFeature } from './saved/savedFeature';
import type { SavedNode } from './saved/savedTree';
import { registerBlockProviders } from './text/blockProviders';
import { Excerpts } from './text/excerpts';
import { SniffContext } from './text/sniffContext';
import { reasonOf } from '../../core/text/errors';
import { hostVoice } from '../shared/voice';

/** Registers the trace editor with everything around it. */
export function tracesFeature(services: Services): vscode.Disposable {
  const reader = new TraceReader(services.engine, services.columns);
  const tools: DocumentTools = { services, reader };
  const recent = new RecentFiles(services.context);
  const editor: TraceEditor = new TraceEditor(
    tools,
    panelActions(services, () => editor, reader, recent),
    recent,
  );
  const saved = savedFeature(services, editor, reader, recent);
  services.ownTraces.provide(() => [...editor.documents.map(({ uri }) => uri), ...saved.known()]);
  const running = runningFeature(services, reader, (uri, column) =>
    editor.openAt(uri, null, column),
  );
  const handlers = commandHandlers(editor, saved, running);
  return vscode.Disposable.from(
    editor.register(),
    saved,
    running,
    registerBlockProviders(),
    new Excerpts().register(),
    new SniffContext(services, reader),
    ...Object.entries(handlers).map(([id, run]) =>
      vscode.commands.registerCommand(id, guarded(services, run)),
    ),
    ...pageCommands.map(({ action, command }) =>
      vscode.commands.registerCommand(command, (target?: { lrmStep?: unknown }) => {
        const step = target?.lrmStep;
        editor.run(action, typeof step === 'number' ? step : undefined);
        if (action === 'goToAnswer' && editor.active) achieved('answerFound');
      }),
    ),
    registerLazyTool('lrm-lens_inspect_trace', async () => {
      const { InspectTool } = await import('./inspectTool');
      return new InspectTool(tools);
    }),
  );
}

type CommandHandlers = Readonly<Record<HostCommand, (...args: never[]) => unknown>>;

function commandHandlers(
  editor: TraceEditor,
  saved: SavedFeature,
  running: RunningFeature,
): CommandHandlers {
  return {
    ...saved.commands,
    ...running.commands,
    'lrmLens.openTrace': (uri?: vscode.Uri, place?: unknown) =>
      openTrace(editor, uri, startPlace(place)),
    'lrmLens.chooseTrace': async () => {
      const chosen = await chooseFile();
      if (chosen) await editor.openAt(chosen, null);
    },
    'lrmLens.openTraceAsText': () => {
      const uri = editor.active?.document.uri;
      return uri && vscode.commands.executeCommand('vscode.openWith', uri, 'default');
    },
    'lrmLens.visualiseReasoning': (uri: vscode.Uri) => editor.openAt(uri, null),
    'lrmLens.compareTraces': async (clicked: unknown, selected?: readonly unknown[]) => {
      const [a, b] = filesOf(selected ?? [clicked], saved);
      if (a && b) await editor.compare(a, 0, b, 0, true);
    },
    'lrmLens.copyForBugReport': async () => {
      const { copyForBugReport } = await import('./actions/bugReport');
      const panel = editor.active;
      if (panel) await copyForBugReport(panel.document, panel.state.index);
    },
    'lrmLens.estimateFromTrace': async () => {
      const panel = editor.active;
      if (panel) await startEstimate(panel.document, panel.state.index ?? 0);
    },
  };
}

function panelActions(
  services: Services,
  editor: () => TraceEditor,
  reader: TraceReader,
  recent: RecentFiles,
): PanelActions {
  return {
    exportTrace: async (document, index) => {
      const { exportTrace } = await import('./actions/exporting');
      await exportTrace(document, index);
    },
    exportSession: async (document) => {
      const { exportSession } = await import('./actions/exporting');
      await exportSession(document, services.context);
    },
    modelLabels: async (document, index, drop) => {
      const { modelLabels } = await import('./actions/labelWithModel');
      await modelLabels(services, document, index, drop);
    },
    forgetCorrections: async () => {
      await services.memory.forgetLabels();
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Corrections made so far no longer adjust labels in this workspace.'),
      );
    },
    chooseOther: async (document, index) => {
      const { chooseOther } = await import('./actions/chooseOther');
      return chooseOther(document, index, editor().documents);
    },
    compare: (document, { a, b }) => editor().comparison(document, [a, b]),
    chooseOtherSession: async (document) => {
      const { chooseSession } = await import('./actions/chooseSession');
      const open = editor().documents.map(({ uri }) => uri);
      const known = { open, recent: recent.uris };
      return (await chooseSession(document.uri, known, reader))?.toString() ?? null;
    },
    compareSessions: (document, pair) => editor().sessionComparison(document, pair),
    openOther: (document, place) => editor().openOther(document, place),
    startEstimate,
    openConcept: async (topic) => {
      await vscode.commands.executeCommand('lrmLens.openConcept', topic);
    },
  };
}

const startEstimate: PanelActions['startEstimate'] = async (document, index) => {
  const { estimateFromTrace } = await import('./actions/estimate');
  await estimateFromTrace(document, index);
};

/** Opens the given file, else that of the active editor, else one that the user chooses, as traces. */
async function openTrace(
  editor: TraceEditor,
  uri: vscode.Uri | undefined,
  place: StartPlace | null,
): Promise<void> {
  const target = uri ?? activeFile() ?? (await chooseFile());
  if (target) await editor.openAt(target, place);
}

/** The file of the active tab: of text, also one that is too large for VS Code to show to extensions, or of a trace. */
function activeFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) {
    return input.uri;
  }
  return vscode.window.activeTextEditor?.document.uri;
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Open a Saved Reasoning Trace'),
    canSelectMany: false,
  });
  return files?.[0];
}

/** The explorer passes what was selected as its second argument, so a place is told by its shape. */
function startPlace(value: unknown): StartPlace | null {
  if (typeof value !== 'object' || value === null || !('index' in value)) return null;
  const step = 'step' in value && typeof value.step === 'number' ? value.step : null;
  return typeof value.index === 'number' ? { index: value.index, step } : null;
}

/** Files selected in the explorer or in Saved Traces. */
function filesOf(selected: readonly unknown[], saved: SavedFeature): readonly vscode.Uri[] {
  const uris = selected.filter((item) => item instanceof vscode.Uri);
  const nodes = selected.filter(
    (item): item is SavedNode => typeof item === 'object' && item !== null && 'type' in item,
  );
  return [...uris, ...saved.filesOf(nodes)];
}

/** A command that tells its failure to the user instead of leaving it to VS Code's generic message. */
function guarded(
  services: Services,
  run: (...args: never[]) => unknown,
): (...args: never[]) => Promise<void> {
  return async (...args) => {
    try {
      await run(...args);
    } catch (error) {
      services.log.error(reasonOf(error));
      void vscode.window.showErrorMessage(`LRM Lens: ${hostVoice().reason(error)}`);
    }
  };
}
