/** Where a reader can be: on a concept page, or in the ledger (at a claim). */
export type ReaderPlace =
  | { readonly kind: 'concept'; readonly id: string }
  | { readonly kind: 'ledger'; readonly claim: string | null };

/** The places visited, as a browser keeps them. */
export interface ReadingHistory {
  readonly places: readonly ReaderPlace[];
  /** Index of the place shown. */
  readonly at: number;
}

/** Older places are forgotten beyond this. */
const MAX_PLACES = 100;

export function startHistory(place: ReaderPlace): ReadingHistory {
  return { places: [place], at: 0 };
}

/** Goes to a new place; what lay ahead is forgotten. The place shown already changes nothing. */
export function visit(history: ReadingHistory, place: ReaderPlace): ReadingHistory {
  if (samePlace(currentPlace(history), place)) return history;
  const places = [...history.places.slice(0, history.at + 1), place].slice(-MAX_PLACES);
  return { places, at: places.length - 1 };
}

/** One place back (-1) or forward (1); the same history where there is none. */
export function move(history: ReadingHistory, by: -1 | 1): ReadingHistory {
  return canMove(history, by) ? { ...history, at: history.at + by } : history;
}

export function canMove(history: ReadingHistory, by: -1 | 1): boolean {
  return history.places[history.at + by] !== undefined;
}

export function currentPlace(history: ReadingHistory): ReaderPlace {
  // A history is never empty and `at` always points into it.
  return history.places[history.at]!;
}

/** The key under which positions are kept: one for each page, one for the ledger. */
export function placeKey(place: ReaderPlace): string {
  return place.kind === 'concept' ? place.id : 'ledger';
}

function samePlace(a: ReaderPlace, b: ReaderPlace): boolean {
  if (a.kind === 'ledger') return b.kind === 'ledger' && a.claim === b.claim;
  return b.kind === 'concept' && a.id === b.id;
}
