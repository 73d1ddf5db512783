import { at, isObject, list, num, obj, str, text } from '../../text/json';
import { say } from '../../model/sentence';
import type { CheckSpec, TrialProblem } from '../model';
import { MAX_CASES } from '../schema';
import { cellText, type CaseTable } from './caseTable';

/** Column in which the expected answers of promptfoo's assertions are put. */
export const EXPECTED = '__expected';

/** Whether data are promptfoo tests: a configuration with `tests`, or a list of entries with `vars`. */
export function isPromptfoo(data: unknown): boolean {
  const tests = Array.isArray(data) ? data : list(data, 'tests');
  return (
    tests
      .slice(0, 20)
      .some((t) => isObject(t) && (isObject(t['vars']) || Array.isArray(t['assert']))) ||
    (isObject(data) && isObject(at(data, 'defaultTest')) && Array.isArray(at(data, 'tests')))
  );
}

/** Assertions that a check of ours stands for. The value is the expected answer unless the check takes it itself. */
const ASSERTIONS: Readonly<
  Record<string, (value: unknown, threshold: number | null) => CheckSpec>
> = {
  equals: () => ({ kind: 'equals' }),
  contains: () => ({ kind: 'contains' }),
  icontains: () => ({ kind: 'contains' }),
  regex: () => ({ kind: 'pattern', pattern: null }),
  'is-json': (value) => ({ kind: 'json-schema', schema: value ?? true }),
  'contains-json': (value) => ({ kind: 'json-schema', schema: value ?? true }),
};

/** Rows of promptfoo's tests, lists of values of a variable multiplied out as promptfoo does. */
export function promptfooTable(data: unknown): CaseTable {
  const tests = Array.isArray(data) ? data : list(data, 'tests');
  const shared = obj(data, 'defaultTest', 'vars') ?? {};
  const sharedAsserts = list(data, 'defaultTest', 'assert');
  const problems: TrialProblem[] = [];
  const columns = new Set<string>();
  const rows: Record<string, string>[] = [];
  let check: CheckSpec | null = null;
  for (const [row, test] of tests.entries()) {
    if (rows.length > MAX_CASES) break;
    const asserts = [...list(test, 'assert'), ...sharedAsserts];
    const found = asserts.flatMap((a) => assertion(a) ?? [])[0];
    check ??= found?.check ?? null;
    const expected = found?.expected ?? null;
    if (found === undefined && asserts.length > 0) problems.push(notUnderstood(row, asserts[0]));
    for (const vars of combinations({ ...shared, ...obj(test, 'vars') })) {
      const cells = { ...vars, ...(expected === null ? {} : { [EXPECTED]: expected }) };
      for (const name of Object.keys(cells)) columns.add(name);
      rows.push(cells);
    }
  }
  return {
    columns: [...columns],
    rows: rows.slice(0, MAX_CASES),
    expected: columns.has(EXPECTED) ? EXPECTED : null,
    check,
    problems,
  };
}

function assertion(
  assert: unknown,
): { readonly check: CheckSpec; readonly expected: string | null } | null {
  const type = str(assert, 'type') ?? '';
  if (!Object.hasOwn(ASSERTIONS, type)) return null;
  const value = at(assert, 'value');
  const check = ASSERTIONS[type]!(value, num(assert, 'threshold'));
  return { check, expected: check.kind === 'json-schema' ? null : cellText(value) };
}

function notUnderstood(row: number, assert: unknown): TrialProblem {
  return {
    code: 'missing-expected',
    sentence: say(
      'The assertion “{0}” has no counterpart here: the case has no expected answer.',
      text(assert, 'type') ?? '?',
    ),
    blocks: false,
    at: { part: 'case', row, column: EXPECTED },
  };
}

/** One record for each choice of a value from every list. */
function combinations(vars: Readonly<Record<string, unknown>>): readonly Record<string, string>[] {
  let all: Record<string, string>[] = [{}];
  for (const [name, value] of Object.entries(vars)) {
    const options: readonly unknown[] = Array.isArray(value) ? value : [value];
    all = all
      .flatMap((row) => options.map((option) => ({ ...row, [name]: cellText(option) })))
      .slice(0, MAX_CASES + 1);
  }
  return all;
}
