import type { Analysis } from '../../../core/steps/model';
import type { Trace } from '../../../core/trace/model';
import type { TokenPrice } from './figures';

/** A trace read and analysed, as the page's answers are made from. */
export interface AnalysedTrace {
  readonly trace: Trace;
  /** The joined reasoning text that step offsets point into. */
  readonly text: string;
  /** With the corrections of the sidecar applied. */
  readonly analysis: Analysis;
  /** As the classifier said. */
  readonly suggested: Analysis;
  /** Steps whose label or borders a person set. */
  readonly corrected: ReadonlySet<number>;
  /** Notes by step number. */
  readonly notes: ReadonlyMap<number, string>;
  readonly price: TokenPrice | null;
  /** Rises with every correction and growth. */
  readonly version: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}
