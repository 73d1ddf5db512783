import type { FileRecord } from '../format';
import { at, list, str } from '../../text/json';

/** Records of a file, with the items of a JSON array each as a record of its own (in the array's range). */
export function itemsOf(records: readonly FileRecord[]): readonly FileRecord[] {
  return records.flatMap((record) =>
    Array.isArray(record.value)
      ? list(record.value).map((value) => ({ ...record, value }))
      : [record],
  );
}

/** The `type` of a record's value, '' when there is none. */
export function typeOf(value: unknown, ...path: readonly string[]): string {
  return str(at(value, ...path), 'type') ?? '';
}

/** Records by what is told of each, those of a group in their order, the groups in the order of their first. */
export function groupedBy<T>(
  records: readonly T[],
  told: (record: T) => string | null,
): readonly (readonly T[])[] {
  const groups = new Map<string | null, T[]>();
  for (const record of records) {
    const key = told(record);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [record]);
    else own.push(record);
  }
  return [...groups.values()];
}
