import * as vscode from 'vscode';
import { achieved } from '../shared/achieved';
import { nextTrace } from '../shared/activeTrace';
import type { Services } from '../shared/services';

const TRACE_EDITOR = 'lrmLens.trace';
/** Opened where the user has no trace open: a long one with a recorded prompt. */
const SAMPLE = { file: 'long-with-backtracks.deepseek.json', kind: 'setup' } as const;

/** Buttons of the walkthrough that need a trace in front: the Welcome page has none, so they bring one there first. */
export function walkthroughFeature(services: Services): vscode.Disposable {
  const onTrace = async (command: string): Promise<void> => {
    if (await bringTrace(services)) await vscode.commands.executeCommand(command);
  };
  return vscode.Disposable.from(
    services.activeTrace.onDidChange((trace) => {
      if (trace !== null && trace.kinds.size > 0) achieved('traceSeen');
    }),
    vscode.commands.registerCommand('lrmLens.walkthrough.answer', () =>
      onTrace('lrmLens.trace.goToAnswer'),
    ),
    vscode.commands.registerCommand('lrmLens.walkthrough.estimate', () =>
      onTrace('lrmLens.estimateFromTrace'),
    ),
  );
}

/** Whether a trace is in front: the one that is, else one that is open, else the sample. */
async function bringTrace(services: Services): Promise<boolean> {
  const before = services.activeTrace.current;
  if (before !== null) return true;
  const open = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap(({ input }) =>
      input instanceof vscode.TabInputCustom && input.viewType === TRACE_EDITOR ? [input.uri] : [],
    )[0];
  if (open === undefined) {
    await vscode.commands.executeCommand('lrmLens.openSample', SAMPLE);
    return services.activeTrace.current !== null;
  }
  const opened = nextTrace(services.activeTrace, before);
  await vscode.commands.executeCommand('lrmLens.openTrace', open);
  return (await opened) !== null;
}
