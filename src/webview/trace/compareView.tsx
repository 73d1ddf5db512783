import type { Comparison } from '../../protocol/traceData';
import type { Session } from './session';

/** Two traces side by side. */
export function CompareView({
  comparison,
}: {
  readonly session: Session;
  readonly comparison: Comparison;
}) {
  return <p>{comparison.names.join(' / ')}</p>;
}
