import type { Message } from '../model/message';
import type { Problem } from '../model/problem';
import { isObject } from '../text/json';
import type { Container, FileRecord } from './format';

/** What a file seems to be, told from what could be read of it. */
export type Seems =
  'empty' | 'packed' | 'archive' | 'database' | 'table' | 'json' | 'text' | 'binary';

/**
 * Why a file is not traces, as facts for a page that helps: what was taken off, what was tried and how far it came,
 * and which columns there are to choose from.
 */
export interface Unrecognised {
  readonly seems: Seems;
  /** Names of the layers that were taken off, from the outermost ("zstd"). */
  readonly layers: readonly Message[];
  /** What it is, where its first bytes say so ("an xz file"), and the step that makes it readable. */
  readonly kind: { readonly title: Message; readonly advice: Message | null } | null;
  readonly tried: readonly Tried[];
  /** Records by the table that they stand in; empty when nothing has fields. */
  readonly tables: readonly FoundTable[];
}

/** One way in which the file was read. */
export interface Tried {
  readonly container: Container;
  /** Records that were looked at; none of them was known. */
  readonly records: number;
  /** What went wrong first; `null` when everything could be read. */
  readonly problem: Problem | null;
}

export interface FoundTable {
  /** The table's name in a database, the entry's in an archive. */
  readonly name: string | null;
  /** Records that were looked at. */
  readonly records: number;
  readonly fields: readonly Field[];
}

/** A column of a table, or a value inside JSON by its path ("choices.0.text"). */
export interface Field {
  readonly path: string;
  /** The first value that is not empty, cut to a line. */
  readonly sample: string;
  /** Longest text seen; 0 for numbers and alike. */
  readonly longest: number;
  /** In how many of the records it is. */
  readonly filled: number;
}

const MAX_RECORDS = 50;
const MAX_TABLES = 50;
const MAX_FIELDS = 300;
const MAX_DEPTH = 8;
const MAX_SAMPLE = 120;

/** The tables among records that no format knows, with the fields that may be chosen as columns. */
export function tablesIn(records: readonly FileRecord[]): readonly FoundTable[] {
  const byName = new Map<string | null, FileRecord[]>();
  for (const record of records) {
    const own = byName.get(record.name);
    if (own !== undefined) own.push(record);
    else if (byName.size < MAX_TABLES) byName.set(record.name, [record]);
  }
  return [...byName].flatMap(([name, own]) => {
    const looked = own.slice(0, MAX_RECORDS);
    const fields = fieldsOf(looked.map((record) => record.value));
    return fields.length === 0 ? [] : [{ name, records: own.length, fields }];
  });
}

function fieldsOf(values: readonly unknown[]): readonly Field[] {
  const fields = new Map<string, { sample: string; longest: number; filled: number }>();
  const add = (path: string, value: unknown): void => {
    const known = fields.get(path);
    if (known === undefined && fields.size >= MAX_FIELDS) return;
    const words =
      typeof value === 'string' ? value : (value ?? null) === null ? '' : JSON.stringify(value);
    const field = known ?? { sample: '', longest: 0, filled: 0 };
    fields.set(path, field);
    if (words !== '') field.filled += 1;
    if (field.sample === '') field.sample = sampleOf(words);
    if (typeof value === 'string') field.longest = Math.max(field.longest, value.length);
  };
  const walk = (path: string, value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    const inside = Array.isArray(value)
      ? value.slice(0, 3).map((item, i): [string, unknown] => [String(i), item])
      : isObject(value)
        ? Object.entries(value)
        : null;
    if (inside === null) {
      if (path !== '') add(path, value);
      return;
    }
    for (const [key, item] of inside) walk(path === '' ? key : `${path}.${key}`, item, depth + 1);
  };
  // A list of rows in one document: its items are the records.
  const rows =
    values.length === 1 && Array.isArray(values[0]) ? values[0].slice(0, MAX_RECORDS) : values;
  for (const row of rows) walk('', row, 0);
  return [...fields].map(([path, field]) => ({ path, ...field }));
}

function sampleOf(words: string): string {
  return words
    .slice(0, 4 * MAX_SAMPLE)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_SAMPLE);
}

/** The value at a field's path; a key that itself has dots comes before the parts of it. */
export function valueAt(value: unknown, path: string, depth = 0): unknown {
  if (depth > MAX_DEPTH + 1) return undefined;
  const own = (key: string): unknown => {
    if (Array.isArray(value))
      return /^\d+$/.test(key) ? (value as unknown[])[Number(key)] : undefined;
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  };
  const whole = own(path);
  if (whole !== undefined) return whole;
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const next = own(path.slice(0, dot));
    const found = next === undefined ? undefined : valueAt(next, path.slice(dot + 1), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a file seems to be, by the ways to read it that led to records. */
export function seemsLike(
  tried: readonly { readonly container: Container; readonly records: readonly FileRecord[] }[],
  head: Uint8Array,
): Seems {
  if (head.length === 0) return 'empty';
  const first = tried[0]?.container;
  if (first === 'zip') return 'archive';
  if (first === 'sqlite') return 'database';
  if (first === 'parquet') return 'table';
  if (isBinary(head)) return 'binary';
  const read = tried.find(({ records }) => records.some(({ value }) => typeof value === 'object'));
  if (read === undefined) return 'text';
  return read.container === 'csv' ? 'table' : 'json';
}

/** Text has no zero bytes, but for those that a crash left at its start. */
function isBinary(head: Uint8Array): boolean {
  let from = 0;
  while (from < head.length && head[from] === 0) from += 1;
  return head.length > 0 && (from === head.length || head.subarray(from).includes(0));
}
