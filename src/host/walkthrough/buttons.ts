import * as vscode from 'vscode';
import { nextTrace } from '../shared/activeTrace';
import { SavedStore } from '../shared/savedStore';
import type { Services } from '../shared/services';

const TRACE_EDITOR = 'lrmLens.trace';
/** Opened where the user has no trace open: a long one, which comes to its answer about halfway. */
const SAMPLE = { file: 'long-with-backtracks.deepseek.json', kind: 'setup' } as const;

/**
 * Opens the newest of the user's own traces: of those that Saved Traces knows, else of the agent's folder that is chosen now.
 * The sample where that holds none; nothing where no folder was chosen.
 */
export async function trace(services: Services): Promise<void> {
  const { folders } = new SavedStore(services.context);
  const shipped = services.context.extensionUri.path;
  const newest = (): vscode.Uri | undefined =>
    services.ownTraces.files.find(({ path }) => !path.startsWith(shipped));
  if (newest() === undefined) {
    const more = folders.length > 0 ? 'search' : 'addSessions';
    await vscode.commands.executeCommand(`lrmLens.savedTraces.${more}`);
  }
  const found = newest();
  if (found !== undefined) await vscode.commands.executeCommand('lrmLens.openTrace', found);
  else if (new SavedStore(services.context).folders.length > 0)
    await vscode.commands.executeCommand('lrmLens.openSample', SAMPLE);
}

/** Goes to the first conclusion of the trace that is open, else of the sample. */
export async function answer(services: Services): Promise<void> {
  if (!(await bringOpenTrace(services)))
    await vscode.commands.executeCommand('lrmLens.openSample', SAMPLE);
  await vscode.commands.executeCommand('lrmLens.trace.goToAnswer');
}

/** Estimates the prompt of the trace that is open, else a sample prompt: the sample traces hold none. */
export async function estimate(services: Services): Promise<void> {
  const isOpen = await bringOpenTrace(services);
  await vscode.commands.executeCommand(
    isOpen ? 'lrmLens.estimateFromTrace' : 'lrmLens.concepts.tryEstimate',
  );
}

/** Brings a trace that is open to the front; whether there is one. */
async function bringOpenTrace(services: Services): Promise<boolean> {
  const before = services.activeTrace.current;
  if (before !== null) return true;
  const open = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap(({ input }) =>
      input instanceof vscode.TabInputCustom && input.viewType === TRACE_EDITOR ? [input.uri] : [],
    )[0];
  if (open === undefined) return false;
  const opened = nextTrace(services.activeTrace, before);
  await vscode.commands.executeCommand('lrmLens.openTrace', open);
  return (await opened) !== null;
}
