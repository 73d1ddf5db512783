import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { BasisKind, Range } from '../../core/estimate/model';
import type { Axis, Tick } from './axis';
import { useWidth } from './useWidth';
import { rounded } from '../../core/text/round';

interface Props {
  readonly axis: Axis;
  readonly range: Range;
  readonly kind: BasisKind;
  /** A whole sentence: the interval is an image to a screen reader. */
  readonly label: string;
  /** A recorded value of this very prompt, drawn as a square. */
  readonly measured?: number | null;
}

const MIDDLE = 10;

/**
 * p10 to p90 as a line with caps, p50 as a dot: full for measured, hollow for estimated, hollow with a dashed line for extrapolated.
 * x is in percent and there is no viewBox, so nothing but the line scales with the width.
 */
export function IntervalMark({ axis, range, kind, label, measured }: Props): JSX.Element {
  const from = axis.place(range.p10);
  const to = axis.place(range.p90);
  return (
    <svg class={`interval ${kind}`} role="img" aria-label={label}>
      {axis.ticks.map(({ at }) => (
        <line
          key={at}
          class="grid"
          x1={pc(axis.place(at))}
          x2={pc(axis.place(at))}
          y1="0"
          y2="20"
        />
      ))}
      <line class="range" x1={pc(from)} x2={pc(to)} y1={MIDDLE} y2={MIDDLE} />
      <End at={from} out={axis.outside(range.p10)} way={-1} />
      <End at={to} out={axis.outside(range.p90)} way={1} />
      <circle class="dot" cx={pc(axis.place(range.p50))} cy={MIDDLE} r="4" />
      {measured !== null && measured !== undefined && (
        <svg class="measured" x={pc(axis.place(measured))} y={MIDDLE}>
          <rect x="-4" y="-4" width="8" height="8" />
        </svg>
      )}
    </svg>
  );
}

/** A cap, or an arrow head where the range leaves the axis. */
function End({ at, out, way }: { at: number; out: boolean; way: 1 | -1 }): JSX.Element {
  if (!out) return <line class="cap" x1={pc(at)} x2={pc(at)} y1="6" y2="14" />;
  return (
    <svg class="arrow" x={pc(at)} y={MIDDLE}>
      <path d={`M${-5 * way} -4 L${way} 0 L${-5 * way} 4`} />
    </svg>
  );
}

/** Tick labels over a column; hidden from screen readers, which get the figures. */
export function AxisLabels({ axis }: { readonly axis: Axis }): JSX.Element {
  const element = useRef<HTMLSpanElement>(null);
  const width = useWidth(element);
  return (
    <span class="axis" aria-hidden="true" ref={element}>
      {readable(axis, width).map(({ at, label }) => {
        const x = axis.place(at);
        return (
          <span key={at} class={x < 8 ? 'first' : x > 92 ? 'last' : ''} style={{ left: pc(x) }}>
            {label}
          </span>
        );
      })}
    </span>
  );
}

/** Pixels that a character of a label needs, and a gap between labels; on the wide side. */
const CHARACTER = 7;
const GAP = 6;

/** The ticks whose labels stand clear of each other on an axis that is `width` pixels wide. */
export function readable(axis: Axis, width: number): readonly Tick[] {
  const kept: Tick[] = [];
  // How far a label reaches to the left of its tick: the first and last are drawn inside the axis.
  const reach = ({ at, label }: Tick): readonly [left: number, right: number] => {
    const x = axis.place(at);
    const size = label.length * CHARACTER;
    const middle = (x / 100) * width;
    const left = x < 8 ? middle : x > 92 ? middle - size : middle - size / 2;
    return [left, left + size];
  };
  for (const tick of axis.ticks) {
    const last = kept.at(-1);
    if (last === undefined || reach(tick)[0] - reach(last)[1] >= GAP) kept.push(tick);
  }
  return kept;
}

const pc = (x: number): string => `${rounded(x, 2)}%`;
