import type { TrialProblem } from '../../core/trial/model';
import type { TrialState } from '../../protocol/trial';
import type { TrialActions } from './actions';

/** What every row of the form is given. */
export interface FormProps {
  readonly trial: TrialState;
  readonly actions: TrialActions;
}

/** Problems at one part of the form. */
export const problemsAt = (
  { problems }: TrialState,
  ...parts: readonly TrialProblem['at']['part'][]
): readonly TrialProblem[] => problems.filter(({ at }) => parts.includes(at.part));

/** The last part of a path, of any system. */
export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
