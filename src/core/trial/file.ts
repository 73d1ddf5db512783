import * as v from 'valibot';
import { say } from '../model/sentence';
import { textHash } from '../text/hash';
import type { TrialCase, TrialFile, TrialProblem } from './model';
import { DEFAULT_SETTINGS, trialSchema } from './schema';
import { reasonOf } from '../text/errors';

/** Ending of the file that holds the plan of a trial. */
export const TRIAL_ENDING = '.trial.json';
/** What stands in place of it for the journal, and for the folder of the traces, beside the file. */
export const JOURNAL_ENDING = '.trial.calls.jsonl';
export const RUNS_ENDING = '.trial.runs';

const nothingBlocks = (message: string): TrialProblem => ({
  code: 'malformed',
  sentence: say('This is not a trial: {0}', message),
  blocks: true,
  at: { part: 'file' },
});

/** Reads the text of a `.trial.json`. Text that is none is a problem with the place of the first fault; nothing throws. */
export function readTrial(json: string): TrialFile | TrialProblem {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return nothingBlocks(reasonOf(error));
  }
  const read = v.safeParse(trialSchema, data);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const place = v.getDotPath(issue);
  return nothingBlocks(place === null ? issue.message : `${place}: ${issue.message}`);
}

export const isTrial = (read: TrialFile | TrialProblem): read is TrialFile => 'lrmLens' in read;

/** The file's text: stable order of keys, a case a few lines, a line break at the end, so that git shows what changed. */
export function trialText(trial: TrialFile): string {
  return `${JSON.stringify(trial, null, 2)}\n`;
}

/** A new trial without cases and models. */
export function newTrial(prompt: TrialFile['prompt']): TrialFile {
  return {
    lrmLens: 'trial/1',
    prompt,
    cases: [],
    check: { kind: 'equals' },
    models: [],
    ...DEFAULT_SETTINGS,
  };
}

/** Id of a case: a hash of what is sent, names in order. */
export function caseId(values: TrialCase['values']): string {
  const names = Object.keys(values).sort();
  return textHash(JSON.stringify(names.map((name) => [name, values[name]])));
}
