import * as vscode from 'vscode';
import type { Services } from '../../shared/services';
import type { HostCommand } from '../contributions';
import type { TraceReader } from '../reading/traceReader';
import type { NowRow } from './nowRows';

type RunningCommand = Extract<HostCommand, `lrmLens.session.${string}`>;

export interface RunningFeature extends vscode.Disposable {
  readonly commands: Readonly<Record<RunningCommand, (row: NowRow) => unknown>>;
}

/** The status bar item of the session that goes on. Nothing is loaded or looked at before a folder was named. */
export function runningFeature(
  services: Services,
  reader: TraceReader,
  open: (uri: vscode.Uri, column?: vscode.ViewColumn) => unknown,
): RunningFeature {
  const key = 'running.folder';
  const { workspaceState } = services.context;
  const load = async () => {
    const { RunningControl } = await import('./runningControl');
    return new RunningControl(services, reader, key, open);
  };
  let loaded: ReturnType<typeof load> | null = null;
  const control = () => (loaded ??= load());
  if (workspaceState.get(key) !== undefined) void control();
  return {
    commands: {
      'lrmLens.session.watch': async () => (await control()).choose(),
      'lrmLens.session.taskAhead': async () => (await control()).taskAhead(),
      'lrmLens.session.stopWatching': async () => (await control()).stop(),
      'lrmLens.session.openBeside': async () => (await control()).openBeside(),
      'lrmLens.session.wrongAlarm': async (row) => (await control()).sendAway(row),
      'lrmLens.session.explainAlarm': ({ alarm }) =>
        alarm && vscode.commands.executeCommand('lrmLens.openConcept', `alarm.${alarm.id}`),
      'lrmLens.session.quiet': async () => (await control()).quiet(),
    },
    dispose: () => void loaded?.then((running) => running.dispose()),
  };
}
