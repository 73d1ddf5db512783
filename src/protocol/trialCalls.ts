import type { Calibration } from '../core/estimate/calibration';
import type { CameTo } from '../core/trial/parting';
import type { LabelsToPlan, PlannedLabels } from '../core/labels/plan';
import type { Rates } from '../core/model/rates';
import type { Trace } from '../core/model/trace';
import type { Grade } from '../core/trial/journalModel';
import type { CaseTable } from '../core/trial/cases/caseTable';
import type { TrialCase, TrialFile, TrialPrompt } from '../core/trial/model';
import type { TrialVerdict } from '../core/trial/verdictModel';
import type { ModelPlace } from '../core/trial/expected';
import type { PlannedTrial } from '../core/trial/plan';
import type { Journal } from '../core/trial/run/journal';
import type { EffortRun } from '../core/trial/trialEfforts';
import type { TrialExportInput } from '../core/trial/export/exports';
import type { FileToRead } from './engine';
import { call } from './rpc';
import type { TrialExportKind } from './trial';

// What the host asks the engine about a trial: the engine holds prices, tokenizer and statistics.

/** A plan with what the runner needs of it, as data: what is known of each model, and of the judge. */
export interface PlannedData extends Omit<PlannedTrial, 'ratesOf' | 'thinks'> {
  /** By index of the model. */
  readonly terms: readonly ModelTerms[];
  readonly judgeTerms: ModelTerms | null;
}

/** How a model is asked and billed. */
export interface ModelTerms {
  readonly rates: Rates | null;
  readonly thinks: boolean;
}

/** What an export is made of, and its form. */
export type ExportRequest = TrialExportInput & { readonly kind: TrialExportKind };

export const trialRequests = {
  /** Share of the reasoning of a call after its answer, 0..1; `null` where it cannot be told. */
  afterAnswer: call<{ readonly trace: Trace }, number | null>(),
  /** Where calls came to their answers, from the texts of their capture files, in their order. */
  cameTo: call<{ readonly captured: readonly string[] }, readonly (CameTo | null)[]>(),
  /** Cases in the bytes of a file, or in a text that was copied. */
  caseTable: call<{ readonly name: string; readonly bytes: Uint8Array }, CaseTable>(),
  /** Cases of the traces of this prompt that a file holds; none where it holds no such. */
  casesOfTraces: call<
    { readonly file: FileToRead; readonly prompt: TrialPrompt },
    readonly TrialCase[]
  >(),
  /** The result in a form, with the file ending that is offered. */
  exportTrial: call<
    ExportRequest,
    { readonly content: string | Uint8Array; readonly ending: string }
  >(),
  /** The plan of what is still to be done. `places` by index of the model. Sends nothing. */
  planTrial: call<
    {
      readonly trial: TrialFile;
      readonly journal: Journal;
      readonly places: readonly (ModelPlace | null)[];
      readonly judgePlace: ModelPlace | null;
    },
    PlannedData
  >(),
  /** What questions about the steps of a trace will cost, as a trial's plan tells it. Sends nothing. */
  planLabels: call<LabelsToPlan, PlannedLabels>(),
  /** Runs of a prompt in another trial of it. */
  runsOfTrial: call<
    { readonly trial: TrialFile; readonly journal: Journal },
    readonly EffortRun[]
  >(),
  /** Runs of a trial's prompt that a file of traces holds; none where it holds no such. */
  runsOfTraces: call<
    { readonly file: FileToRead; readonly trial: TrialFile },
    readonly EffortRun[]
  >(),
  /** What the calls with these keys teach the estimate of other prompts. */
  trialLessons: call<
    { readonly trial: TrialFile; readonly journal: Journal; readonly keys: ReadonlySet<string> },
    Calibration
  >(),
  /** The grade of every call by its key, and what the trial has shown so far. */
  judgeTrial: call<
    {
      readonly trial: TrialFile;
      readonly journal: Journal;
      readonly keys: ReadonlySet<string>;
      readonly others: readonly EffortRun[];
    },
    { readonly grades: ReadonlyMap<string, Grade>; readonly verdict: TrialVerdict }
  >(),
};
