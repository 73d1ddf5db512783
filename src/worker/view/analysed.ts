import type { TokenPrice } from '../../core/trace/figures';
import type { Analysis } from '../../core/steps/model';
import type { Trace } from '../../core/model/trace';

/** A trace read and analysed, as every view of it is made from. */
export interface AnalysedTrace {
  readonly trace: Trace;
  /** The joined reasoning text that step offsets point into. */
  readonly text: string;
  /** With the corrections applied. */
  readonly analysis: Analysis;
  /** As the classifier said. */
  readonly suggested: Analysis;
  /** Corrections whose step is no longer in the trace. */
  readonly unmatched: number;
  readonly price: TokenPrice | null;
}
