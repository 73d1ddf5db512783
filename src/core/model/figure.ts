import type { Message } from './message';

/** Where a number comes from: recorded in the file, computed from recorded numbers, or modelled. */
export type Provenance = 'measured' | 'derived' | 'estimated';

/** A number that tells where it comes from. `note` says in one line how, for a hover. */
export interface Figure {
  readonly value: number;
  readonly provenance: Provenance;
  readonly note?: Message;
  /** Only where the true value may be greater: shown as "≥". */
  readonly bound?: 'at-least';
}

/** How far a sum or a cost can be trusted, the strongest first. */
export type Bound = 'exact' | 'at-least' | 'estimated' | 'unknown';
