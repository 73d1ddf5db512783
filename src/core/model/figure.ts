/** Where a number comes from: recorded in the file, computed from recorded numbers, or modelled. */
export type Provenance = 'measured' | 'derived' | 'estimated';

/** A number that tells where it comes from. `note` says in one line how, for a hover. */
export interface Figure {
  readonly value: number;
  readonly provenance: Provenance;
  readonly note?: string;
}
