import { at, isObject, list, obj } from '../../text/json';
import { answerOf, columnsOf, rowPrompt, type Columns } from './columns';
import { rowId, rowModel } from './rowFacts';

/** Names under which a document holds its rows. */
const TABLES = [
  'rows',
  'data',
  'results',
  'examples',
  'items',
  'records',
  'traces',
  'runs',
  'request_states',
  'test_cases',
  'testCases',
];

/** Parts of a data set, which a document may hold side by side (`train`, `test_sft`). */
const SPLIT = /^(?:train|test|validation|valid|val|dev|eval)(?:_\w{1,30})?$/;

/** The rows of all splits; a row that asks something has lists of its own under such names (KodCode's `test_info`). */
function splitRows(value: unknown): readonly unknown[] {
  const splits = isObject(value) ? Object.entries(value).filter(([name]) => SPLIT.test(name)) : [];
  const rows = splits.flatMap(([, part]) => (list(part).some(isObject) ? list(part) : []));
  return rows.length > 0 && rowPrompt(columnsOf(value)).length > 0 ? [] : rows;
}

/**
 * Rows of a document (the Hugging Face viewer wraps each once more), of all its splits, also where they are numbered in an
 * object (OpenCompass, the attempts of ARC's testing) or stand there under their ids (Humanity's Last Exam), or the value as one row.
 */
export function rowsOf(value: unknown): readonly unknown[] {
  const tables = [...TABLES.map((name) => list(value, name)), splitRows(value)];
  const table = tables.find((rows) => rows.some(isObject));
  return table === undefined
    ? (numberedRows(value) ?? rowsById(value) ?? columnRows(value) ?? splitFrame(value) ?? [value])
    : table.map((row) => obj(row, 'row') ?? row);
}

/** Rows under numbers; the number tells those of one task apart. */
function numberedRows(value: unknown): readonly unknown[] | null {
  if (!isObject(value)) return null;
  const entries = Object.entries(value);
  const numbered = entries.every(
    ([key, row]) => /^(?:[a-z]{1,20}_)?\d{1,9}$/i.test(key) && (row === null || isObject(row)),
  );
  if (!numbered || entries.length === 0) return null;
  return entries.map(([key, row]) => {
    if (!isObject(row)) return row;
    const id = rowId(nestedColumns(row) ?? columnsOf(row));
    return { ...row, id: id === null ? key : `${id}#${key}` };
  });
}

/** Rows under the ids of what was asked, each of which names its model and has its answer. */
function rowsById(value: unknown): readonly unknown[] | null {
  const entries = isObject(value) ? Object.entries(value) : [];
  const isOwn = ([key, row]: readonly [string, unknown]): boolean => {
    if (!/\d/.test(key) || !isObject(row)) return false;
    const columns = columnsOf(row);
    return rowModel(columns) !== null && answerOf(columns) !== null;
  };
  if (entries.length === 0 || !entries.every(isOwn)) return null;
  return entries.map(([key, row]) => (isObject(row) ? { id: key, ...row } : row));
}

/** Rows that pandas wrote by column, each a value a row (`to_json()`): `{question: {'0': …}, answer: {'0': …}}`. */
function columnRows(value: unknown): readonly unknown[] | null {
  const columns = isObject(value) ? Object.entries(value) : [];
  const [[, head] = []] = columns;
  if (columns.length < 2 || !isObject(head)) return null;
  const labels = Object.keys(head);
  const isColumn = ([, column]: readonly [string, unknown]): boolean => {
    if (!isObject(column)) return false;
    const own = Object.keys(column);
    return own.length === labels.length && own.every((label, i) => label === labels[i]);
  };
  if (labels.length === 0 || !labels.every((label) => /^\d{1,15}$/.test(label))) return null;
  if (!columns.every(isColumn)) return null;
  return labels.map((label) =>
    Object.fromEntries(columns.map(([name, column]) => [name, at(column, label)])),
  );
}

/** Rows that pandas wrote apart from the names of their columns (`orient="split"`). */
function splitFrame(value: unknown): readonly unknown[] | null {
  const names = list(value, 'columns').filter((name) => typeof name === 'string');
  const rows = list(value, 'data');
  if (names.length === 0 || rows.length === 0) return null;
  if (!rows.every((row) => list(row).length === names.length)) return null;
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, list(row)[i]])));
}

/** Objects in which a record of an evaluation keeps what was sent, what came back, and what is known of it. */
const HOLDERS = [
  'model_response',
  'response',
  'result',
  'output',
  'generation',
  'request',
  'metadata',
  'doc',
  'instance',
  'question',
  'sample',
  'metric',
  'metrics',
];

/** The columns of a row with those of the objects in it; `null` where it has no such object. */
export function nestedColumns(row: unknown): Columns | null {
  const inner = HOLDERS.map((name) => obj(row, name)).filter(isObject);
  if (inner.length === 0) return null;
  const columns = inner.toReversed().flatMap((part) => [...columnsOf(part)]);
  // That a request went through says nothing of the answer.
  return new Map([...columns.filter(([name]) => name !== 'success'), ...columnsOf(row)]);
}
