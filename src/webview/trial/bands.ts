/** Cases of one group, in the order in which they are drawn. */
export interface Group<T> {
  readonly id: string;
  readonly name: string;
  readonly items: readonly T[];
}

/** A stretch of a group that stands in one band. */
export interface BandPart<T> {
  readonly group: string;
  /** "11 gained"; `continued` where the group began in the band before. */
  readonly name: string;
  readonly total: number;
  readonly continued: boolean;
  readonly items: readonly T[];
}

/** Columns between two groups of a band, and the least that a group's name needs. */
const GAP = 1;
const LEAST = 3;
/** A group that fits is not begun in less room than this. */
const BEGIN = 6;

/**
 * Groups cut into bands of at most `room` columns, in order: whole groups where they fit, long ones continued. Groups
 * without items are left out.
 */
export function bandsOf<T>(
  groups: readonly Group<T>[],
  room: number,
): readonly (readonly BandPart<T>[])[] {
  const width = Math.max(LEAST, Math.floor(room));
  const bands: BandPart<T>[][] = [[]];
  let left = width;
  for (const { id, name, items } of groups) {
    for (let from = 0; from < items.length;) {
      const wanted = from === 0 ? Math.min(items.length, BEGIN) : LEAST;
      if (left < Math.max(LEAST, wanted) && left < width) {
        bands.push([]);
        left = width;
      }
      const part = items.slice(from, from + left);
      const continued = from > 0;
      bands.at(-1)!.push({ group: id, name, total: items.length, continued, items: part });
      from += part.length;
      left -= Math.max(LEAST, part.length) + GAP;
    }
  }
  return bands.filter((band) => band.length > 0);
}
