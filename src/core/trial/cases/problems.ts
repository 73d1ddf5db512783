import { say } from '../../model/sentence';
import { needsExpected } from '../checks/table';
import type { TrialCase, TrialFile, TrialProblem } from '../model';
import { MAX_CASES } from '../schema';
import { tooMany } from './caseTable';

/** Longest text of a cell that is sent; a file that was read as a cell by mistake is longer. UTF-16 units. */
const MAX_CELL = 400_000;

/** What no text holds: control characters other than white space, and what could not be decoded. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const BINARY = /[\u0000-\u0008\u000e-\u001f\ufffd]/;

/** The cases that are used, in file order, and what is wrong with the others, at their row and cell. */
export interface CheckedCases {
  readonly usable: readonly TrialCase[];
  readonly problems: readonly TrialProblem[];
}

/** Looks at every case of a trial before anything is sent. Cases with a problem are left out and named. */
export function checkCases(trial: Pick<TrialFile, 'cases' | 'prompt' | 'check'>): CheckedCases {
  const { cases, prompt, check } = trial;
  const problems: TrialProblem[] = [];
  if (prompt.holes.length === 0) problems.push(noHoles());
  if (cases.length > MAX_CASES) problems.push(tooMany(cases.length));
  const rows = new Map<string, number>();
  const needs = needsExpected(check);
  const usable = cases.filter((item, row) => {
    const found = [...caseProblems(item, row, prompt.holes, needs)];
    const before = rows.get(item.id);
    if (before === undefined) rows.set(item.id, row);
    else found.push(duplicate(row, before));
    problems.push(...found);
    return found.length === 0;
  });
  if (usable.length === 0) problems.push(noCases(cases.length));
  return { usable, problems };
}

function* caseProblems(
  item: TrialCase,
  row: number,
  holes: readonly string[],
  needsAnswer: boolean,
): Generator<TrialProblem> {
  for (const hole of holes) {
    const value = Object.hasOwn(item.values, hole) ? (item.values[hole] ?? '') : '';
    const at = { part: 'case', row, column: hole } as const;
    if (value.trim() === '')
      yield {
        code: 'missing-value',
        sentence: say('Row {0} has nothing for “{1}”.', String(row + 1), hole),
        blocks: false,
        at,
      };
    else if (BINARY.test(value))
      yield {
        code: 'binary-cell',
        sentence: say('“{1}” of row {0} holds bytes that are no text.', String(row + 1), hole),
        blocks: false,
        at,
      };
    else if (value.length > MAX_CELL)
      yield {
        code: 'too-large',
        sentence: say('“{1}” of row {0} is too long to send.', String(row + 1), hole),
        blocks: false,
        at,
      };
  }
  if (needsAnswer && (item.expected ?? '').trim() === '')
    yield {
      code: 'missing-expected',
      sentence: say('Row {0} has no expected answer.', String(row + 1)),
      blocks: false,
      at: { part: 'case', row, column: null },
    };
}

const duplicate = (row: number, before: number): TrialProblem => ({
  code: 'duplicate-case',
  sentence: say('Row {0} repeats row {1}.', String(row + 1), String(before + 1)),
  blocks: false,
  at: { part: 'case', row, column: null },
});

const noHoles = (): TrialProblem => ({
  code: 'no-holes',
  sentence: say('The prompt is the same for every case: write {0} where a case goes.', '{{name}}'),
  blocks: true,
  at: { part: 'prompt' },
});

const noCases = (rows: number): TrialProblem => ({
  code: 'no-cases',
  sentence:
    rows === 0
      ? say('There are no cases yet.')
      : say('None of the {0} cases can be used.', String(rows)),
  blocks: true,
  at: { part: 'file' },
});
