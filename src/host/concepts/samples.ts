import * as vscode from 'vscode';
import type { SampleHint } from '../../core/concepts/model';
import type { ActiveTrace } from '../shared/activeTrace';
import type { Services } from '../shared/services';

/** How long a sample may take to open before its step is no longer waited for. */
const OPENING_MS = 10_000;

/** The address of a file of media/samples. */
export function sampleUri(services: Services, file: string): vscode.Uri {
  return vscode.Uri.joinPath(services.context.extensionUri, 'media', 'samples', file);
}

/** Opens a sample in the trace editor and selects the first step of the kind that the page is about. */
export async function openSample(services: Services, hint: SampleHint): Promise<void> {
  const before = services.activeTrace.current;
  const opened = nextTrace(services, before);
  await vscode.commands.executeCommand('lrmLens.openTrace', sampleUri(services, hint.file));
  const trace = await opened;
  trace?.showKinds([hint.kind]);
}

/** The next trace that becomes active and has steps; `null` when none does in time. */
function nextTrace(services: Services, before: ActiveTrace | null): Promise<ActiveTrace | null> {
  return new Promise((resolve) => {
    const done = (trace: ActiveTrace | null): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve(trace);
    };
    const timer = setTimeout(() => done(null), OPENING_MS);
    const subscription = services.activeTrace.onDidChange((trace) => {
      if (trace !== null && trace !== before && trace.kinds.size > 0) done(trace);
    });
  });
}
