import { caseId } from '../../core/trial/file';
import type { TrialCase, TrialProblem } from '../../core/trial/model';
import type { Sheet } from './sheet';

/** What the columns of the cases' table stand for, in the order they are drawn: holes, expected answer, what is beside. */
export interface CaseColumns {
  readonly holes: readonly string[];
  readonly about: readonly string[];
}

/** Columns that are drawn at most: names beyond are kept in the file. */
const MAX_ABOUT = 12;

/** Values of the holes, then of every other name that a case fills, then what is kept beside them. */
export function columnsOf(cases: readonly TrialCase[], holes: readonly string[]): CaseColumns {
  const about = new Set(cases.flatMap((c) => Object.keys(c.about)));
  const filled = new Set([...holes, ...cases.flatMap((c) => Object.keys(c.values))]);
  return { holes: [...filled], about: [...about].slice(0, MAX_ABOUT) };
}

/** Number of the column with the expected answers. */
export const expectedColumn = ({ holes }: CaseColumns): number => holes.length;

/** The cases as a table of texts. */
export function sheetOf(
  cases: readonly TrialCase[],
  columns: CaseColumns,
  expectedName: string,
): Sheet {
  return {
    columns: [...columns.holes, expectedName, ...columns.about],
    rows: cases.map((c) => [
      ...columns.holes.map((name) => c.values[name] ?? ''),
      c.expected ?? '',
      ...columns.about.map((name) => c.about[name] ?? ''),
    ]),
  };
}

/** The cases of an edited table; a row without any text is none. Names that are not drawn stay as they were. */
export function casesOfSheet(
  sheet: Sheet,
  columns: CaseColumns,
  before: readonly TrialCase[],
): readonly TrialCase[] {
  const expected = expectedColumn(columns);
  const known = new Map(before.map((c) => [c.id, c]));
  return sheet.rows.flatMap((row, at) => {
    if (row.every((text) => text.trim() === '')) return [];
    const values = Object.fromEntries(columns.holes.map((name, i) => [name, row[i] ?? '']));
    const id = caseId(values);
    const shown = columns.about.flatMap((name, i) => {
      const text = row[expected + 1 + i] ?? '';
      return text === '' ? [] : [[name, text] as const];
    });
    // A case whose text was changed has another id, and stands where it did.
    const was = before[at]?.id === id ? before[at] : (known.get(id) ?? before[at]);
    const hidden = Object.entries(was?.about ?? {}).filter(
      ([name]) => !columns.about.includes(name),
    );
    const answer = row[expected] ?? '';
    return [
      {
        id,
        values,
        expected: answer === '' ? null : answer,
        about: Object.fromEntries([...shown, ...hidden]),
      },
    ];
  });
}

/** A problem of a case at its cell of the table. */
export function problemCells(
  problems: readonly TrialProblem[],
  columns: CaseColumns,
): readonly {
  readonly row: number;
  readonly column: number | null;
  readonly problem: TrialProblem;
}[] {
  const names = [...columns.holes, null, ...columns.about];
  return problems.flatMap((problem) => {
    if (problem.at.part !== 'case') return [];
    const { row, column } = problem.at;
    const isExpected = problem.code === 'missing-expected';
    const at = isExpected ? expectedColumn(columns) : names.indexOf(column);
    return [{ row, column: column === null && !isExpected ? null : at < 0 ? null : at, problem }];
  });
}
