import * as vscode from 'vscode';
import { firstLine } from '../../../core/text/firstLine';
import type { FoundRuns } from '../../../protocol/estimateData';
import { ask } from '../../shared/ask';
import { Cancelled } from '../../shared/engine';
import type { LikeRuns } from '../../shared/likeRuns';
import { likeRunsWords } from './likeRunsWords';

/** So much of a task fits a line that is typed. */
const MOST_WORDS = 400;

/** Asks for the words of a task and tells what the user's own runs like it took; `null` when the user went away. */
export async function askAboutTask(
  runs: LikeRuns,
  /** The first words of the session that goes on. */
  running: string | null,
  watched: vscode.Uri | null,
): Promise<{ readonly runs: FoundRuns; readonly isRunning: boolean } | null> {
  const { t } = vscode.l10n;
  const title = t('What Would This Task Take?');
  const value = firstLine(running ?? '', MOST_WORDS);
  const prompt = t('Your own sessions with like first words are looked for, on this machine.');
  const words = await ask(() => vscode.window.showInputBox({ title, prompt, value }));
  if (words === undefined || words.trim() === '') return null;
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (bar, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const isRunning = words === value && running !== null;
    const task = {
      words: isRunning ? running : words,
      folder: null,
      model: null,
      effort: null,
    };
    const onRead = (read: number, logs: number): void =>
      bar.report({ message: t('{0} of {1} sessions', String(read), String(logs)) });
    const also = watched === null ? [] : [watched];
    try {
      return {
        runs: await runs.forecast(task, also, { signal: stop.signal, onRead }),
        isRunning,
      };
    } catch (error) {
      if (error instanceof Cancelled) return null;
      throw error;
    }
  });
}

/** Shows what was found; a cap can be taken as the budget that is told of. */
export async function tellRuns({ folders, found }: FoundRuns): Promise<void> {
  const { t } = vscode.l10n;
  if (folders === 0) {
    const add = t('Add a session folder…');
    const words = t('No folder with sessions was added to Saved Traces.');
    if ((await vscode.window.showInformationMessage(words, add)) === add)
      await vscode.commands.executeCommand('lrmLens.savedTraces.addSessions');
    return;
  }
  const budget = t('Use as Budget');
  const buttons = found.capUsd === null ? [] : [budget];
  const answer = await vscode.window.showInformationMessage(likeRunsWords(found), ...buttons);
  if (answer === budget) {
    const settings = vscode.workspace.getConfiguration('lrmLens.session');
    await settings.update('budget', found.capUsd, vscode.ConfigurationTarget.Global);
  }
}
