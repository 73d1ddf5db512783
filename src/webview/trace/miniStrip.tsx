import { useMemo } from 'preact/hooks';
import { coarseKinds } from '../../core/steps/kinds';
import { memo } from '../ui/memo';
import { WHOLE } from '../ui/zoom';
import { segments, timelineScale, type StripUnit } from './timeline';
import type { TraceModel } from './traceModel';

interface MiniStripProps {
  readonly model: TraceModel;
  readonly unit: StripUnit;
  readonly width: number;
}

/** The whole trace in little. */
export const MiniStrip = memo(function MiniStrip({ model, unit, width }: MiniStripProps) {
  const list = useMemo(() => {
    const all = new Uint8Array(model.count).fill(1);
    return segments(model, timelineScale(model, unit, WHOLE, width), all, 2);
  }, [model, unit, width]);
  return (
    <svg width="100%" height="12" aria-hidden="true">
      {list.map(({ first, kind, x, width: size }) => (
        <rect
          key={first}
          class={`fill-${coarseKinds[kind]!}`}
          x={x}
          y={3}
          width={size}
          height={6}
        />
      ))}
    </svg>
  );
});
