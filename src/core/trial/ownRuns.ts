import { answerText } from '../model/trace';
import { analyse } from '../steps/analyse';
import { METRICS } from '../steps/metricTable';
import { countedTokens, traceFacts } from '../trace/facts';
import { openTraceFile } from '../trace/open';
import type { ByteSource } from '../trace/source';
import { summarise } from '../trace/summary';
import type { OpenOptions } from '../trace/traceFile';
import { choiceText } from './candidate';
import { valuesOfTrace } from './cases/fromTraces';
import { gradeAnswer } from './checks/table';
import { caseId } from './file';
import { gradesOf } from './grades';
import type { TrialFile } from './model';
import type { Journal } from './run/journal';
import { callKey } from './run/order';
import { MAX_CASES } from './schema';
import { effortRuns, type EffortRun } from './trialEfforts';

/** The calls of another trial of the prompt as runs, judged by its own check. Calls of an earlier text of it are left out. */
export function runsOfTrial(trial: TrialFile, journal: Journal): readonly EffortRun[] {
  const cases = new Map(trial.cases.map((c) => [c.id, c]));
  const models = new Map(trial.models.map((m) => [choiceText(m), m]));
  const records = [...journal.calls.values()].filter((r) => {
    const [item, model] = [cases.get(r.case), models.get(r.candidate)];
    if (r.kind !== 'answer' || item === undefined || model === undefined) return false;
    return r.key === callKey(trial, item, model, r.repeat);
  });
  return effortRuns(trial, records, gradesOf(trial, journal, records));
}

/**
 * Saved traces of a trial's prompt as runs: right where the file says so, else by the trial's check where one of its cases has an
 * expected answer. None where the file holds no such traces. Rejects when the source does.
 */
export async function runsOfTraceFile(
  source: ByteSource,
  trial: TrialFile,
  options: OpenOptions = {},
): Promise<readonly EffortRun[]> {
  const opened = await openTraceFile(source, options);
  if ('error' in opened) return [];
  const cases = new Map(trial.cases.map((c) => [c.id, c]));
  const runs: EffortRun[] = [];
  for (const { index } of opened.summaries.slice(0, MAX_CASES)) {
    const trace = await opened.read(index);
    const values = valuesOfTrace(trial.prompt, trace);
    if (values === null) continue;
    const summary = summarise(trace);
    const { model, effort, cost } = traceFacts(summary, null);
    if (model === null) continue;
    const id = caseId(values);
    const item = cases.get(id);
    const graded = item && gradeAnswer(trial.check, answerText(trace), item);
    const right = trace.outcome?.correct ?? graded?.right ?? null;
    runs.push({
      ...{ model, effort, case: id, right },
      afterAnswer: METRICS.afterAnswerShare.of(analyse(trace)),
      reasoningTokens: countedTokens(summary),
      costUsd: cost.figure?.value ?? null,
    });
  }
  return runs;
}
