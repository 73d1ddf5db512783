import type { FileRecord, Grouper } from '../../format';

/** Responses that may be waited for at a time; older ones never came to an end. */
const MOST_OPEN = 1_000;

/**
 * A grouper before which records that show one thing again and again while it is made (a response that is polled) count
 * once, as they showed it last. `idOf` is `null` for records of another kind.
 */
export function latestGrouper(
  inner: Grouper,
  idOf: (value: unknown) => string | null,
  isOpen: (value: unknown) => boolean,
): Grouper {
  const open = new Map<string, FileRecord>();
  return {
    push: (record) => {
      const id = idOf(record.value);
      if (id === null) return inner.push(record);
      open.delete(id);
      if (!isOpen(record.value)) return inner.push(record);
      open.set(id, record);
      const [oldest] = open;
      if (open.size <= MOST_OPEN || oldest === undefined) return [];
      open.delete(oldest[0]);
      return [[oldest[1]]];
    },
    end: () => [...inner.end(), ...[...open.values()].map((record) => [record])],
  };
}
