import * as vscode from 'vscode';
import {
  isTrial,
  readTrial,
  JOURNAL_ENDING,
  RUNS_ENDING,
  TRIAL_ENDING,
} from '../../core/trial/file';
import type { TrialFile } from '../../core/trial/model';
import { isSamePrompt } from '../../core/trial/holes';
import type { EffortRun } from '../../core/trial/trialEfforts';
import { fileToRead } from '../shared/engineHost';
import type { Services } from '../shared/services';
import { baseName, sibling } from '../shared/uris';
import { JournalFile } from './journalFile';

/** Files beyond so many are left out. */
const MOST_FILES = 500;

/** Runs of a prompt outside of one trial. */
export interface OtherRuns {
  readonly runs: readonly EffortRun[];
  /** Files that held some. */
  readonly files: number;
}

/** Looks through the workspace's other trials and the user's traces for runs of a trial's prompt. Null: given up. */
export async function otherRuns(
  services: Services,
  trial: TrialFile,
  uri: vscode.Uri,
): Promise<OtherRuns | null> {
  const trials = await vscode.workspace.findFiles(
    `**/*${TRIAL_ENDING}`,
    '**/node_modules/**',
    MOST_FILES,
  );
  const own = uri.toString();
  // What a trial has saved of its calls is in its journal already.
  const traces = services.ownTraces.files.filter((file) => !file.path.includes(`${RUNS_ENDING}/`));
  const all = [
    ...trials
      .filter((other) => other.toString() !== own)
      .map((other) => ({ file: other, read: () => runsOfTrialAt(services, trial, other) })),
    ...traces
      .slice(0, MOST_FILES)
      .map((file) => ({ file, read: () => runsOfTraces(services, trial, file) })),
  ];
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Looking for other runs of this prompt'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const found: EffortRun[] = [];
    let files = 0;
    for (const [i, { file, read }] of all.entries()) {
      if (token.isCancellationRequested) return null;
      progress.report({ message: `${i + 1} / ${all.length}`, increment: 100 / all.length });
      try {
        const runs = await read();
        if (runs.length > 0) files += 1;
        found.push(...runs);
      } catch (error) {
        // The other files may hold some.
        services.log.warn(`trial: ${baseName(file)} not read: ${String(error)}`);
      }
    }
    return { runs: found, files };
  });
}

async function runsOfTrialAt(
  { engine }: Services,
  { prompt }: TrialFile,
  uri: vscode.Uri,
): Promise<readonly EffortRun[]> {
  const other = readTrial(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  if (!isTrial(other) || !isSamePrompt(other.prompt, prompt)) return [];
  const name = baseName(uri).slice(0, -TRIAL_ENDING.length);
  const journal = await new JournalFile(sibling(uri, `${name}${JOURNAL_ENDING}`)).load();
  return engine.call('runsOfTrial', { trial: other, journal });
}

async function runsOfTraces(
  { engine, columns }: Services,
  trial: TrialFile,
  uri: vscode.Uri,
): Promise<readonly EffortRun[]> {
  return engine.call('runsOfTraces', { file: await fileToRead(uri, columns.of(uri)), trial });
}
