import * as vscode from 'vscode';
import type { SampleHint } from '../../core/concepts/model';
import { nextTrace } from '../shared/activeTrace';
import type { Services } from '../shared/services';

/** The address of a file of media/samples. */
export function sampleUri(services: Services, file: string): vscode.Uri {
  return vscode.Uri.joinPath(services.context.extensionUri, 'media', 'samples', file);
}

/** Opens a sample in the trace editor and selects the first step of the kind that the page is about. */
export async function openSample(services: Services, hint: SampleHint): Promise<void> {
  const before = services.activeTrace.current;
  const opened = nextTrace(services.activeTrace, before);
  await vscode.commands.executeCommand('lrmLens.openTrace', sampleUri(services, hint.file));
  const trace = await opened;
  trace?.showKinds([hint.kind]);
}
