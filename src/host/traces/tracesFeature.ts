import * as vscode from 'vscode';
import type { Services } from '../shared/services';
import { chooseOther, comparisonOf } from './actions/compare';
import { estimateFromTrace } from './actions/estimate';
import { exportTrace } from './actions/exporting';
import { pageCommands, type HostCommand } from './commands';
import type { DocumentTools } from './editor/traceDocument';
import { TraceEditor } from './editor/traceEditor';
import type { PanelActions } from './editor/tracePanel';
import { noPrices } from './prices';
import { inProcessReader } from './reading/traceReader';

/** Registers the trace editor with everything around it. */
export function tracesFeature(services: Services): vscode.Disposable {
  const tools: DocumentTools = { services, reader: inProcessReader, prices: noPrices };
  const editor: TraceEditor = new TraceEditor(
    tools,
    panelActions(() => editor, services),
  );
  const commands: Readonly<Partial<Record<HostCommand, (...args: never[]) => unknown>>> = {
    'lrmLens.openTrace': (uri?: vscode.Uri) => openTrace(editor, uri),
    'lrmLens.openTraceAsText': () => {
      const uri = editor.active?.document.uri;
      return uri && vscode.commands.executeCommand('vscode.openWith', uri, 'default');
    },
    'lrmLens.estimateFromTrace': () => withActiveTrace(editor, estimateFromTrace),
  };
  return vscode.Disposable.from(
    editor.register(),
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, guarded(services, run)),
    ),
    ...pageCommands.map(({ action, command }) =>
      vscode.commands.registerCommand(command, (target?: { lrmStep?: unknown }) => {
        const step = target?.lrmStep;
        editor.run(action, typeof step === 'number' ? step : undefined);
      }),
    ),
  );
}

function panelActions(editor: () => TraceEditor, services: Services): PanelActions {
  return {
    exportTrace: async (document, index) =>
      exportTrace(await document.analysed(index), document.uri),
    chooseOther: (document, index) => chooseOther(document, index, editor().documents),
    compare: async ({ a, b }) => {
      const sides = await Promise.all([a, b].map((ref) => editor().side(ref)));
      return comparisonOf(sides[0]!.trace, sides[1]!.trace, [sides[0]!.name, sides[1]!.name]);
    },
    startEstimate: async (document, index) => estimateFromTrace(await document.analysed(index)),
    openConcept: async (topic) => {
      services.log.debug(`concept asked for: ${topic}`);
      await vscode.commands.executeCommand('lrmLens.openConcept', topic);
    },
  };
}

async function withActiveTrace(
  editor: TraceEditor,
  run: (trace: Awaited<ReturnType<TraceEditor['side']>>['trace']) => Promise<void>,
): Promise<void> {
  const panel = editor.active;
  if (panel) await run(await panel.document.analysed(panel.state.index ?? 0));
}

/** Opens the given file, else that of the active text editor, as traces. */
async function openTrace(editor: TraceEditor, uri: vscode.Uri | undefined): Promise<void> {
  const target = uri ?? vscode.window.activeTextEditor?.document.uri ?? (await chooseFile());
  if (target) await editor.openAt(target, null);
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Open a Saved Reasoning Trace'),
    canSelectMany: false,
  });
  return files?.[0];
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
      const message = error instanceof Error ? error.message : String(error);
      services.log.error(message);
      void vscode.window.showErrorMessage(`LRM Lens: ${message}`);
    }
  };
}
