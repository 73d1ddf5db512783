import * as vscode from 'vscode';
import { RUNS_ENDING } from '../../core/trial/file';
import type { JournalLine } from '../../core/trial/journalModel';
import type { TrialFile } from '../../core/trial/model';
import type { PlannedCall } from '../../core/trial/planModel';
import type { PlannedTrial } from '../../core/trial/plan';
import type { Journal } from '../../core/trial/run/journal';
import { judging, type RunCode } from '../../core/trial/run/judging';
import { TrialRun, type TraceSink } from '../../core/trial/run/runner';
import { reasonOf } from '../../core/text/errors';
import { unjudged } from '../../core/trial/run/unjudged';
import type { PlannedData } from '../../protocol/trialCalls';
import { askOf } from '../capture/askModel';
import { CaptureFile } from '../capture/captureFile';
import type { RunTarget } from '../capture/liveRun';
import { sleep } from '../capture/sleep';
import { placeOf } from '../capture/target';
import type { Services } from '../shared/services';

interface Start {
  readonly services: Services;
  readonly trial: TrialFile;
  readonly planned: PlannedData;
  /** By index of the model, the judge's behind them. */
  readonly targets: readonly (RunTarget | null)[];
  readonly calls: readonly PlannedCall[];
  readonly journal: Journal;
  /** Runs the command of the check, after consent; `null` where none runs. */
  readonly runCode: RunCode | null;
  /** Folder and name of the trial's file. */
  readonly folder: vscode.Uri;
  readonly name: string;
  readonly append: (line: JournalLine) => Promise<void>;
  readonly isDecided: () => boolean;
  readonly onChange: () => void;
}

/** Starts the calls. Every call is asked where the plan said, and nowhere else. */
export function startRun(start: Start): TrialRun {
  const { services, trial, planned, targets, calls } = start;
  const whole = withTerms(planned);
  const targetFor = ({ kind, model }: PlannedCall): RunTarget => {
    const target = targets[kind === 'judge' ? trial.models.length : model];
    if (target === null || target === undefined) throw new Error('a model without a place');
    return target;
  };
  return new TrialRun(
    {
      calls,
      unjudged: unjudged(trial, planned.keys, start.journal),
      budgetUsd: trial.budgetUsd,
      spentUsd: start.journal.spentUsd,
      judgeWorstUsd: planned.judgeWorstUsd,
      concurrency: trial.concurrency,
      timeoutSeconds: trial.timeoutSeconds,
    },
    {
      ask: (call) => askOf(targetFor(call), whole.thinks),
      hostOf: (call) => placeOf(targetFor(call)).host,
      ratesOf: whole.ratesOf,
      now: () => Date.now(),
      sleep,
      journal: start.append,
      openTrace: (call) => openTrace(start, call, services.log),
      afterAnswer: async (trace) => {
        try {
          return await services.engine.call('afterAnswer', { trace });
        } catch (error) {
          services.log.warn(
            `trial: the answer was not looked for in the reasoning: ${reasonOf(error)}`,
          );
          return null;
        }
      },
      judge: judging(trial, whole, start.runCode),
      decided: start.isDecided,
      onChange: start.onChange,
    },
  );
}

/** The plan as the core knows it, from what crossed as data. */
function withTerms(planned: PlannedData): PlannedTrial {
  const { terms, judgeTerms } = planned;
  const termsOf = ({ kind, model }: Pick<PlannedCall, 'kind' | 'model'>) =>
    kind === 'judge' ? judgeTerms : (terms[model] ?? null);
  return {
    ...planned,
    ratesOf: (call) => termsOf(call)?.rates ?? null,
    thinks: (call) => termsOf(call)?.thinks ?? false,
  };
}

/** Name of a call's trace, relative to the trial's file: the same as in the terminal, so that either goes on where the other stopped. */
export const traceFile = (name: string, key: string): string =>
  `${name}${RUNS_ENDING}/${key}.capture.jsonl`;

/** A capture file in the trial's folder of traces. */
function openTrace(
  { folder, name }: Start,
  call: PlannedCall,
  log: vscode.LogOutputChannel,
): TraceSink {
  const file = traceFile(name, call.key);
  const capture = new CaptureFile(vscode.Uri.joinPath(folder, file));
  return {
    file,
    write: (line) => capture.write(line),
    close: async () => {
      const failure = await capture.close();
      if (failure !== null) log.error(`trial: ${file} not written: ${failure.message}`);
    },
  };
}
