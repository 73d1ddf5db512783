import type { CheckSpec, TrialCase, TrialFile, TrialModel, TrialPrompt } from './model';

/** A change of the plan by the user. Each leaves the rest as it is. */
export type TrialEdit =
  | { readonly op: 'prompt'; readonly prompt: TrialPrompt }
  | { readonly op: 'cases'; readonly cases: readonly TrialCase[] }
  | { readonly op: 'expected'; readonly case: string; readonly expected: string | null }
  | { readonly op: 'remove-case'; readonly case: string }
  | { readonly op: 'check'; readonly check: CheckSpec }
  | { readonly op: 'models'; readonly models: readonly TrialModel[] }
  | { readonly op: 'settings'; readonly settings: Partial<TrialSettings> };

/** The numbers of a plan. */
export type TrialSettings = Pick<
  TrialFile,
  | 'repeats'
  | 'budgetUsd'
  | 'maxOutputTokens'
  | 'concurrency'
  | 'timeoutSeconds'
  | 'usefulDifference'
  | 'stopEarly'
  | 'callsPerMonth'
  | 'seed'
>;

/** The trial after a change. A change of a case that is not there changes nothing. */
export function edited(trial: TrialFile, edit: TrialEdit): TrialFile {
  switch (edit.op) {
    case 'prompt':
      return { ...trial, prompt: edit.prompt };
    case 'cases':
      return { ...trial, cases: edit.cases };
    case 'expected':
      return {
        ...trial,
        cases: trial.cases.map((c) => (c.id === edit.case ? { ...c, expected: edit.expected } : c)),
      };
    case 'remove-case':
      return { ...trial, cases: trial.cases.filter((c) => c.id !== edit.case) };
    case 'check':
      return { ...trial, check: edit.check };
    case 'models':
      return { ...trial, models: edit.models };
    case 'settings':
      return { ...trial, ...edit.settings };
  }
}
