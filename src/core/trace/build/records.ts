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
