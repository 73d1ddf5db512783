import { say } from '../../model/sentence';
import { caseId } from '../file';
import { matchColumns, plainName } from '../holes';
import type { TrialCase, TrialPrompt, TrialProblem } from '../model';
import type { CaseTable } from './caseTable';

/** Columns that hold expected answers in the files people have, the likeliest first. */
const EXPECTED_NAMES = [
  'expected',
  'expected answer',
  'expected output',
  'ground truth',
  'gold',
  'gold answer',
  'reference',
  'reference answer',
  'target',
  'label',
  'ideal',
  'correct',
  'correct answer',
  'answer',
  'solution',
  'output',
];

/** The cases of a table for a prompt, with what is wrong with its columns. */
export interface CasesOfTable {
  readonly cases: readonly TrialCase[];
  /** The column of each hole; `null` where there is none. */
  readonly columns: ReadonlyMap<string, string | null>;
  readonly expected: string | null;
  readonly problems: readonly TrialProblem[];
}

/**
 * Gives the rows of a table their meaning: columns named as the prompt's holes fill them, one more may hold the expected
 * answer (`expected` names it, else it is told by its name), the rest is kept beside the case and never sent.
 */
export function casesOf(
  table: CaseTable,
  { holes }: Pick<TrialPrompt, 'holes'>,
  asked: string | null = null,
): CasesOfTable {
  const columns = matchColumns(holes, table.columns);
  const used = new Set([...columns.values()]);
  const free = table.columns.filter((c) => !used.has(c));
  const byName = EXPECTED_NAMES.flatMap(
    (n) => free.find((c) => plainName(c) === plainName(n)) ?? [],
  );
  const [expected = null] = [asked, table.expected, ...byName].filter(
    (c): c is string => c !== null && free.includes(c),
  );
  const problems: TrialProblem[] = [...table.problems];
  for (const [hole, column] of columns) {
    if (column === null && table.rows.length > 0) problems.push(missingColumn(hole, free));
  }
  if (asked !== null && expected !== asked) problems.push(missingColumn(asked, free));
  const about = free.filter((c) => c !== expected);
  const cases = table.rows.map((row) => {
    const values = Object.fromEntries(
      [...columns].flatMap(([hole, column]) =>
        column === null || row[column] === undefined ? [] : [[hole, row[column]]],
      ),
    );
    const answer = expected === null ? '' : (row[expected] ?? '');
    return {
      id: caseId(values),
      values,
      expected: answer.trim() === '' ? null : answer,
      about: Object.fromEntries(about.flatMap((c) => (row[c] ? [[c, row[c]]] : []))),
    };
  });
  return { cases, columns, expected, problems };
}

function missingColumn(hole: string, free: readonly string[]): TrialProblem {
  return {
    code: 'missing-column',
    sentence:
      free.length === 0
        ? say('No column is named “{0}”.', hole)
        : say('No column is named “{0}”; there are: {1}.', hole, free.slice(0, 8).join(', ')),
    blocks: true,
    at: { part: 'column', column: hole },
  };
}
