/**
 * How sure a label is, in words that hold on texts kept apart (measured in `test/bench/STEPS.md`): a number of two digits
 * would promise more than it keeps. `from` is the least confidence of the band; `right` how many of ten labels of the band
 * agree with a careful reader at least.
 */
export const BANDS = [
  { id: 'sure', from: 0.8, right: 8 },
  { id: 'likely', from: 0.5, right: 5 },
  { id: 'unsure', from: 0, right: 0 },
] as const satisfies readonly {
  readonly id: string;
  readonly from: number;
  readonly right: number;
}[];

export type BandId = (typeof BANDS)[number]['id'];

/** The band of a confidence (0..1). */
export function bandOf(confidence: number): BandId {
  return BANDS.find(({ from }) => confidence >= from)?.id ?? 'unsure';
}
