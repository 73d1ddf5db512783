import { msg, type Message } from '../model/message';

/**
 * How sure a label is, in words that hold on texts kept apart (measured in `test/bench/STEPS.md`): a number of two digits
 * would promise more than it keeps. `from` is the least confidence of the band; `right` how many of ten labels of the band
 * agree with a careful reader at least.
 */
export const BANDS = [
  {
    id: 'sure',
    from: 0.8,
    right: 8,
    label: msg('sure'),
    about: msg('Sure: of ten such labels about nine agree with a careful reader'),
  },
  {
    id: 'likely',
    from: 0.5,
    right: 5,
    label: msg('likely'),
    about: msg('Likely: of ten such labels about six agree with a careful reader'),
  },
  {
    id: 'unsure',
    from: 0,
    right: 0,
    label: msg('unsure'),
    about: msg('Unsure: of ten such labels about four agree with a careful reader'),
  },
] as const satisfies readonly {
  readonly id: string;
  readonly from: number;
  readonly right: number;
  readonly label: Message;
  readonly about: Message;
}[];

export type BandId = (typeof BANDS)[number]['id'];
type Band = (typeof BANDS)[number];

/** The band of a confidence (0..1) with its words. */
export function bandWords(confidence: number): Band {
  return BANDS.find(({ from }) => confidence >= from) ?? BANDS[2];
}

/** The name of the band of a confidence (0..1). */
export function bandOf(confidence: number): BandId {
  return bandWords(confidence).id;
}
