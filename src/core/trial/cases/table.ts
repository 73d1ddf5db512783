import { say, verbatim, type Sentence } from '../../model/sentence';
import { at, isObject, list } from '../../text/json';
import { decode } from '../../trace/reader/decode';
import { NdjsonReader } from '../../trace/reader/ndjson';
import { parseYaml } from '../../trace/reader/parseYaml';
import { ProblemList } from '../../trace/reader/problems';
import type { RecordReader } from '../../trace/reader/recordReader';
import { CsvReader } from '../../trace/reader/tables/csv';
import type { TrialProblem } from '../model';
import { MAX_CASES } from '../schema';
import { cellText, tooMany, type CaseTable } from './caseTable';
import { AssertedCheck, assertionOf, EXPECTED, isPromptfoo, promptfooTable } from './promptfoo';
import { reasonOf } from '../../text/errors';

/** Files of cases are read whole. */
const MAX_BYTES = 64 * 1024 * 1024;

const malformed = (message: Sentence, row: number | null = null): TrialProblem => ({
  code: 'malformed',
  sentence: say('These cases cannot be read: {0}', message),
  blocks: row === null,
  at: row === null ? { part: 'file' } : { part: 'case', row, column: null },
});

const emptyTable = (problem: TrialProblem): CaseTable => ({
  columns: [],
  rows: [],
  expected: null,
  check: null,
  problems: [problem],
});

/**
 * Reads cases from the bytes of a CSV, TSV, JSONL or JSON file, a promptfoo configuration or test file (YAML, JSON, CSV),
 * or from text copied out of a table. Told by content first, then by the name. Never throws: what is wrong is a problem.
 */
export function readCaseTable(fileName: string, bytes: Uint8Array): CaseTable {
  if (bytes.byteLength > MAX_BYTES)
    return emptyTable({
      code: 'too-large',
      sentence: say('The file is larger than {0} MB.', String(MAX_BYTES / 1024 / 1024)),
      blocks: true,
      at: { part: 'file' },
    });
  const text = decode(bytes);
  const start = text.trimStart();
  if (start === '') return emptyTable(malformed(say('it is empty.')));
  if (/\.(?:csv|tsv|tab)$/i.test(fileName)) return tableOf(read(bytes, true));
  if (/\.(?:jsonl|ndjson)$/i.test(fileName)) return tableOf(read(bytes, false));
  if (/^[[{]/.test(start)) return fromJson(text, bytes);
  if (/\.ya?ml$/i.test(fileName)) return fromYaml(text);
  return tableOf(read(bytes, true));
}

interface Read {
  readonly values: readonly unknown[];
  readonly problems: readonly TrialProblem[];
}

const textRow = (names: readonly string[], cells: readonly string[]): unknown =>
  Object.fromEntries(cells.map((cell, i) => [names[i] ?? `column_${i + 1}`, cell]));

/** Rows of a table, or a JSON value a line. */
function read(bytes: Uint8Array, isTable: boolean): Read {
  const problems = new ProblemList();
  const start = { offset: 0, record: 0, problems };
  const reader: RecordReader = isTable ? new CsvReader(start, textRow) : new NdjsonReader(start);
  const values = [...reader.push(bytes), ...reader.end()].map((r) => r.value);
  return {
    values,
    problems: problems.all().map((p) => malformed(p.message, p.at?.record ?? null)),
  };
}

/** Keys under which files keep their list of cases. */
const LISTS = ['cases', 'tests', 'rows', 'data', 'examples', 'samples', 'items'] as const;

function fromJson(text: string, bytes: Uint8Array): CaseTable {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    // Not one document: a value a line, when its first line is one.
    const lines = read(bytes, false);
    if (lines.values.length > 1) return tableOf(lines);
    return emptyTable(malformed(verbatim(reasonOf(error))));
  }
  return fromData(data);
}

function fromYaml(text: string): CaseTable {
  const parsed = parseYaml(text);
  return parsed.ok ? fromData(parsed.value) : emptyTable(malformed(parsed.message));
}

function fromData(data: unknown): CaseTable {
  if (isPromptfoo(data)) return promptfooTable(data);
  if (Array.isArray(data)) return tableOf({ values: data, problems: [] });
  for (const key of LISTS) {
    if (Array.isArray(at(data, key))) return tableOf({ values: list(data, key), problems: [] });
  }
  return isObject(data)
    ? tableOf({ values: [data], problems: [] })
    : emptyTable(malformed(say('there is no list of cases in it.')));
}

/** Column names of promptfoo's own tables begin so. */
const PROMPTFOO_EXPECTED = /^__expected\d*$/;

function tableOf({ values, problems }: Read): CaseTable {
  const columns = new Set<string>();
  const found: TrialProblem[] = [...problems];
  const rows: Record<string, string>[] = [];
  for (const [row, value] of values.slice(0, MAX_CASES + 1).entries()) {
    if (!isObject(value)) {
      found.push(malformed(say('the row is no record of named values.'), row));
      continue;
    }
    const cells = Object.entries(value).map(([name, cell]) => [name, cellText(cell)] as const);
    for (const [name] of cells) columns.add(name);
    rows.push(Object.fromEntries(cells));
  }
  if (rows.length === 0) found.push(malformed(say('it has no rows.')));
  if (values.length > MAX_CASES) found.push(tooMany(values.length));
  const table = { columns: [...columns], rows: rows.slice(0, MAX_CASES), problems: found };
  const asserted = table.columns.filter((c) => PROMPTFOO_EXPECTED.test(c));
  return asserted.length === 0
    ? { ...table, expected: null, check: null }
    : assertedTable(table, asserted);
}

/** A table whose cells may be assertions (`contains: Paris`), with the answers alone in one column. */
function assertedTable(
  { columns, rows, problems }: Pick<CaseTable, 'columns' | 'rows' | 'problems'>,
  asserted: readonly string[],
): CaseTable {
  const asked = new AssertedCheck();
  const cellsOf = (row: CaseTable['rows'][number]): readonly string[] =>
    asserted.flatMap((c) => (row[c]?.trim() ? [row[c]] : []));
  const isTyped = rows.some((row) => cellsOf(row).some((cell) => assertionOf(cell).value !== cell));
  const answered = rows.map((row, i) => ({
    ...row,
    [EXPECTED]: asked.take(i, cellsOf(row).map(assertionOf)) ?? '',
  }));
  return {
    columns: [...new Set([...columns, EXPECTED])],
    rows: answered,
    expected: EXPECTED,
    // Answers alone do not say how they are judged.
    check: isTyped ? asked.check : null,
    problems: [...problems, ...asked.problems],
  };
}
