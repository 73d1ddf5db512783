import { say } from '../../model/sentence';
import { jsonText } from '../../text/json';
import type { CheckSpec, TrialProblem } from '../model';
import { MAX_CASES } from '../schema';

/** Rows of a file of cases as texts, before a prompt gives them a meaning. */
export interface CaseTable {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** Column that holds expected answers, where the file itself says so. */
  readonly expected: string | null;
  /** How the file itself judges answers, where it says so. */
  readonly check: CheckSpec | null;
  readonly problems: readonly TrialProblem[];
}

/** What a cell holds as text: texts as they are, unknown as '', other values as JSON. */
export const cellText = (value: unknown): string =>
  value === null || value === undefined ? '' : jsonText(value);

/** More cases than a trial holds: nobody is asked ten thousand questions by mistake. */
export function tooMany(count: number): TrialProblem {
  return {
    code: 'too-many-cases',
    sentence: say(
      'There are {0} cases; a trial holds {1}. A hundred or two are enough for most questions.',
      String(count),
      String(MAX_CASES),
    ),
    blocks: true,
    at: { part: 'file' },
  };
}
