import * as vscode from 'vscode';
import type { Services } from '../../shared/services';
import type { HostCommand } from '../hostCommands';
import type { TraceReader } from '../reading/traceReader';

type RunningCommand = Extract<HostCommand, `lrmLens.session.${string}`>;

/** The folder that is watched for this workspace; nothing is until the user names one. */
const KEY = 'running.folder';

export interface RunningFeature extends vscode.Disposable {
  readonly commands: Readonly<Record<RunningCommand, () => unknown>>;
}

/** The status bar item of the session that goes on. Nothing is loaded or looked at before a folder was named. */
export function runningFeature(
  services: Services,
  reader: TraceReader,
  open: (uri: vscode.Uri) => unknown,
): RunningFeature {
  const { workspaceState, globalStorageUri } = services.context;
  let item: vscode.Disposable | null = null;
  let disposed = false;
  const show = async (folder: vscode.Uri): Promise<void> => {
    const { RunningItem } = await import('./runningItem');
    if (disposed) return;
    item?.dispose();
    item = new RunningItem(services, reader, folder, open);
  };
  const named = workspaceState.get<string | null>(KEY, null);
  if (named !== null) {
    show(vscode.Uri.parse(named)).catch((error: unknown) => services.log.error(String(error)));
  }
  return {
    commands: {
      'lrmLens.session.watch': async () => {
        const { chooseSessions } = await import('../saved/savedChoices');
        const title = vscode.l10n.t('Watch the Newest Session in a Folder');
        const folder = await chooseSessions(globalStorageUri, title);
        if (folder === null) return;
        await workspaceState.update(KEY, folder.uri);
        await show(vscode.Uri.parse(folder.uri));
      },
      'lrmLens.session.stopWatching': async () => {
        item?.dispose();
        item = null;
        await workspaceState.update(KEY, undefined);
      },
    },
    dispose: () => {
      disposed = true;
      item?.dispose();
    },
  };
}
