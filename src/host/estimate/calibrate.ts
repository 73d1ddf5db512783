import { hostVoice } from '../shared/voice';
import * as vscode from 'vscode';
import type { CalibrationTrace } from '../../core/estimate/calibration';
import { reasonOf } from '../../core/text/errors';
import { RUNS_ENDING, TRIAL_ENDING } from '../../core/trial/file';
import type { Lesson } from '../../core/corpus/lessons';
import type { Learnt } from '../../protocol/estimateCalls';
import type { Services } from '../shared/services';
import { filesBelow } from '../shared/traceFiles';
import { fileToRead } from '../shared/engineHost';
import type { Estimator } from './estimator';
import type { Learning } from '../shared/learning';
import type { TrialLessons } from '../shared/storedLearning';
import { baseName } from '../shared/uris';
import type { MeasuredRuns } from './measured';

/** Files of a chosen folder beyond this many are left out, and said so. */
const MOST_FILES = 2_000;

interface Tools {
  readonly services: Services;
  readonly estimator: Estimator;
  readonly runs: MeasuredRuns;
}

/** Trace files under the chosen files and folders; nothing else is looked at. */
async function filesUnder(
  chosen: readonly vscode.Uri[],
  trials: readonly TrialLessons[],
  token: vscode.CancellationToken,
): Promise<vscode.Uri[]> {
  const files: vscode.Uri[] = [];
  const stopped = (): boolean => token.isCancellationRequested || files.length >= MOST_FILES;
  // What cannot be read teaches nothing.
  for await (const { uri } of filesBelow(chosen, stopped, () => undefined))
    if (!isTaught(uri, trials)) files.push(uri);
  return files;
}

/** Whether a file is of the runs of a trial whose calls count already. */
export function isTaught(uri: vscode.Uri, trials: readonly TrialLessons[]): boolean {
  const file = uri.toString();
  return trials.some((t) =>
    file.startsWith(`${t.uri.slice(0, -TRIAL_ENDING.length)}${RUNS_ENDING}/`),
  );
}

/** Lessons without those that measured runs have taught already. */
export function uncounted(
  lessons: readonly Lesson[],
  counted: ReadonlySet<string>,
): readonly Lesson[] {
  return lessons.filter(({ key }) => key === null || !counted.has(key));
}

/** "o4-mini high: 14 traces, your median 2,100, expected 1,900 reasoning tokens". */
export function learntLines(learnt: readonly Learnt[]): string[] {
  const number = hostVoice().count;
  return [...learnt]
    .sort((a, b) => b.n - a.n)
    .map(({ model, effort, n, own, expected }) =>
      vscode.l10n.t(
        '{0}: {1} traces, your median {2}, expected {3} reasoning tokens',
        effort === null ? model : `${model} ${effort}`,
        n,
        number(own),
        number(expected),
      ),
    );
}

/** "Trial doors.trial.json, 2026-11-29: o4-mini high ×40, gpt-5 ×40": what can be forgotten, newest first. */
export function trialLines(trials: readonly TrialLessons[]): string[] {
  return trials
    .toReversed()
    .map(({ uri, at, calibration }) =>
      vscode.l10n.t(
        'Trial {0}, {1}: {2}',
        baseName(vscode.Uri.parse(uri)),
        at,
        calibration.models
          .map(({ model, effort, n }) => `${effort === null ? model : `${model} ${effort}`} ×${n}`)
          .join(', '),
      ),
    );
}

/** Asks for files or folders, reads these only, shows what they teach, and keeps it when the user agrees. */
export async function calibrate({ services, estimator, runs }: Tools): Promise<void> {
  const { engine, memory: learning } = services;
  const known = await learning.calibration();
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Traces to calibrate from: files or folders'),
    openLabel: vscode.l10n.t('Calibrate'),
    canSelectFiles: true,
    canSelectFolders: true,
    canSelectMany: true,
  });
  if (chosen === undefined) return;
  const read = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Reading traces'),
      cancellable: true,
    },
    async (progress, token) => {
      const files = await filesUnder(chosen, await learning.trials(), token);
      const counted = await runs.traces();
      const traces: CalibrationTrace[] = [];
      let unread = 0;
      for (const [i, uri] of files.entries()) {
        if (token.isCancellationRequested) return null;
        progress.report({ message: `${i + 1} / ${files.length}`, increment: 100 / files.length });
        try {
          const lessons = await engine.call('lessons', { file: await fileToRead(uri) });
          traces.push(...uncounted(lessons, counted));
        } catch (error) {
          // One that cannot be read teaches nothing; the others do.
          unread += 1;
          services.log.warn(`${uri.toString()}: ${reasonOf(error)}`);
        }
      }
      return { files: files.length - unread, traces };
    },
  );
  if (read === null) return;
  const { calibration, learnt } = await estimator.calibrate(read.traces);
  if (learnt.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('None of the {0} files says a model and its reasoning tokens.', read.files),
    );
    return;
  }
  const use = vscode.l10n.t('Use it');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Learnt from {0} files', read.files),
    {
      modal: true,
      detail: [
        ...learntLines(learnt).slice(0, 12),
        known === null ? '' : vscode.l10n.t('This replaces what was learnt on {0}.', known.at),
      ].join('\n'),
    },
    use,
  );
  if (answer === use) await learning.setCalibration(read.files, learnt, calibration);
}

/** Forgets what was learnt, after asking. */
export async function resetCalibration(learning: Learning, runs: MeasuredRuns): Promise<void> {
  const known = await learning.calibration();
  const measured = (await runs.traces()).size;
  const trials = await learning.trials();
  if (known === null && measured === 0 && trials.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing was learnt from your traces so far.'),
    );
    return;
  }
  const forget = vscode.l10n.t('Forget');
  const answer = await vscode.window.showInformationMessage(
    known === null
      ? measured === 0
        ? vscode.l10n.t('Forget what trials taught?')
        : vscode.l10n.t('Forget what measured runs taught? Their number: {0}.', measured)
      : vscode.l10n.t('Forget what was learnt from {0} files on {1}?', known.files, known.at),
    {
      modal: true,
      detail: [
        ...learntLines(known?.learnt ?? []).slice(0, 12),
        known === null || measured === 0
          ? ''
          : vscode.l10n.t('Measured runs that are forgotten too: {0}.', measured),
        ...trialLines(trials).slice(0, 12),
      ].join('\n'),
    },
    forget,
  );
  if (answer !== forget) return;
  await runs.forgetLessons();
  await learning.resetCalibration();
}
