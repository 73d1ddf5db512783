import * as vscode from 'vscode';
import { achieved } from '../shared/achieved';
import { nextTrace } from '../shared/activeTrace';
import type { Services } from '../shared/services';

const TRACE_EDITOR = 'lrmLens.trace';
/** Opened where the user has no trace open: a long one, which comes to its answer about halfway. */
const SAMPLE = { file: 'long-with-backtracks.deepseek.json', kind: 'setup' } as const;

/** Buttons of the walkthrough that need a trace in front: the Welcome page has none, so they bring one there first. */
export function walkthroughFeature(services: Services): vscode.Disposable {
  const run = vscode.commands.executeCommand;
  return vscode.Disposable.from(
    services.activeTrace.onDidChange((trace) => {
      if (trace !== null && trace.kinds.size > 0) achieved('traceSeen');
    }),
    vscode.commands.registerCommand('lrmLens.walkthrough.answer', async () => {
      if (!(await bringOpenTrace(services))) await run('lrmLens.openSample', SAMPLE);
      await run('lrmLens.trace.goToAnswer');
    }),
    // The samples hold no prompts: without a trace of the user's own the estimate takes a sample prompt.
    vscode.commands.registerCommand('lrmLens.walkthrough.estimate', async () => {
      const isOpen = await bringOpenTrace(services);
      await run(isOpen ? 'lrmLens.estimateFromTrace' : 'lrmLens.concepts.tryEstimate');
    }),
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
