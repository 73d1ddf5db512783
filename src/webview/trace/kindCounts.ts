import { coarseKinds } from '../../core/steps/kinds';
import { formatCount } from '../ui/format';
import type { TraceModel } from './traceModel';
import { kindLabel } from '../ui/kinds';

/** Kinds of a run of steps with their number, for the table and hovers. */
export function kindCounts(model: TraceModel, first: number, last: number): string {
  const counts = coarseKinds.map(() => 0);
  for (let i = first; i <= last; i++) counts[model.kinds[i]!]!++;
  return coarseKinds
    .flatMap((kind, k) => (counts[k]! > 0 ? [`${formatCount(counts[k]!)} ${kindLabel(kind)}`] : []))
    .join(', ');
}
