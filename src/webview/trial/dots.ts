/** A mark of one call on a line; `x` in percent of the width. */
export interface Dot {
  readonly x: number;
  readonly full: boolean;
}

/** A mark with its place: level 0 stands on the line. */
export interface PlacedMark extends Dot {
  readonly level: number;
}

/** Levels that have room; what would be higher stays on the highest. */
const LEVELS = 7;

/** Marks stacked so that none covers another that is nearer than `step` percent, from left to right. */
export function stacked(marks: readonly Dot[], step: number): readonly PlacedMark[] {
  /** Place of the last mark of each level: marks come in order, so only that one can be near. */
  const last: number[] = [];
  return [...marks]
    .sort((a, b) => a.x - b.x)
    .map((mark) => {
      let level = 0;
      while (level < LEVELS - 1 && mark.x - (last[level] ?? -Infinity) < step) level++;
      last[level] = mark.x;
      return { ...mark, level };
    });
}
