// cspell:ignore gleu closedqa -- names of assertions
import { say, type Sentence } from '../../model/sentence';
import { at, isObject, jsonText, list, obj, str, text } from '../../text/json';
import { parseYaml } from '../../trace/reader/parseYaml';
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
const ASSERTIONS: Readonly<Record<string, (value: unknown) => CheckSpec>> = {
  equals: () => ({ kind: 'equals' }),
  contains: () => ({ kind: 'contains' }),
  icontains: () => ({ kind: 'contains' }),
  regex: () => ({ kind: 'pattern', pattern: null }),
  'is-json': (value) => ({ kind: 'json-schema', schema: schemaIn(value) }),
  'contains-json': (value) => ({ kind: 'json-schema', schema: schemaIn(value) }),
};

/** The others, which cells of a table may begin with (promptfoo.dev/docs/configuration/expected-outputs; `fn`, `eval` and `grade` are of old). */
const OTHERS: ReadonlySet<string> = new Set(
  [
    'answer-relevance bleu classifier contains-all contains-any contains-html contains-sql contains-xml',
    'context-faithfulness context-recall context-relevance conversation-relevance cost eval factuality',
    'finish-reason fn g-eval gleu grade guardrails icontains-all icontains-any is-html is-refusal is-sql',
    'is-valid-function-call is-valid-openai-function-call is-valid-openai-tools-call is-xml javascript',
    'latency levenshtein llm-rubric meteor model-graded-closedqa model-graded-factuality moderation',
    'perplexity perplexity-score pi python rouge-n ruby search-rubric similar starts-with webhook',
  ].flatMap((names) => names.split(' ')),
);

/** A schema is written as data, or as the text of a document. */
function schemaIn(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? true;
  const read = parseYaml(value);
  return value.trim() === '' ? true : read.ok ? read.value : value;
}

const CELL = /^((?:not-)?([a-z][a-z-]{1,40}))(?:\(\d+(?:\.\d+)?\))?(?::([\s\S]*))?$/;

/** A cell of `__expected` as an assertion: `contains: Paris`, `is-json`, `similar(0.8): hello`; a text without a type is the answer. */
export function assertionOf(cell: string): { readonly type: string; readonly value?: string } {
  const [, type = '', base = '', value] = CELL.exec(cell.trim()) ?? [];
  const isKnown = Object.hasOwn(ASSERTIONS, base) || OTHERS.has(base);
  // A word alone may be an answer: "similar" is, "is-json" is not.
  if (!isKnown || (value === undefined && !base.includes('-')))
    return { type: 'equals', value: cell };
  return value === undefined ? { type } : { type, value: value.trim() };
}

/** Rows of promptfoo's tests, lists of values of a variable multiplied out as promptfoo does. */
export function promptfooTable(data: unknown): CaseTable {
  const tests = Array.isArray(data) ? data : list(data, 'tests');
  const shared = obj(data, 'defaultTest', 'vars') ?? {};
  const sharedAsserts = list(data, 'defaultTest', 'assert');
  const columns = new Set<string>();
  const rows: Record<string, string>[] = [];
  const asked = new AssertedCheck();
  for (const [row, test] of tests.entries()) {
    if (rows.length > MAX_CASES) break;
    const asserts = [...list(test, 'assert'), ...sharedAsserts];
    const expected = asked.take(row, asserts);
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
    check: asked.check,
    problems: asked.problems,
  };
}

/** The one check of a trial: the first that a row asks for. What else rows ask for is told, and no answer is judged by it. */
export class AssertedCheck {
  check: CheckSpec | null = null;
  readonly problems: TrialProblem[] = [];

  /** The expected answer of a row of so many assertions; `null` without one that the check can judge. */
  take(row: number, asserts: readonly unknown[]): string | null {
    const read = asserts.map((assert) => ({ assert, ...assertion(assert) }));
    this.check ??= read.find(({ check }) => check !== undefined)?.check ?? null;
    const own = read.find(({ check }) => check !== undefined && isSame(check, this.check));
    const left = read.filter((one) => one !== own);
    this.problems.push(
      ...left.map(({ assert }) => (own === undefined ? notUnderstood : notAsked)(row, assert)),
    );
    return own?.expected ?? null;
  }
}

const isSame = (a: CheckSpec, b: CheckSpec | null): boolean => jsonText(a) === jsonText(b);

function assertion(
  assert: unknown,
): { readonly check: CheckSpec; readonly expected: string | null } | null {
  const type = str(assert, 'type') ?? '';
  if (!Object.hasOwn(ASSERTIONS, type)) return null;
  const value = at(assert, 'value');
  const check = ASSERTIONS[type]!(value);
  return { check, expected: check.kind === 'json-schema' ? null : cellText(value) };
}

const notUnderstood = (row: number, assert: unknown): TrialProblem =>
  notJudged(
    row,
    say(
      'The assertion “{0}” has no counterpart here: the case has no expected answer.',
      text(assert, 'type') ?? '?',
    ),
  );

const notAsked = (row: number, assert: unknown): TrialProblem =>
  notJudged(
    row,
    say(
      'The assertion “{0}” is left out: a trial judges by one check.',
      text(assert, 'type') ?? '?',
    ),
  );

const notJudged = (row: number, sentence: Sentence): TrialProblem => ({
  ...{ code: 'missing-expected', sentence, blocks: false },
  at: { part: 'case', row, column: EXPECTED },
});

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
