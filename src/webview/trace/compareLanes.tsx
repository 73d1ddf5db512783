import { useMemo, useRef } from 'preact/hooks';
import { coarseKinds, SHOWN_KINDS } from '../../core/steps/kinds';
import { formatCount } from '../ui/format';
import { t } from '../ui/l10n';
import { useWidth } from '../ui/useWidth';
import type { CompareRow } from './compareModel';
import { segments, timelineScale, type StepScale } from './timeline';
import type { TraceModel } from './traceModel';

interface LanesProps {
  readonly a: TraceModel;
  readonly b: TraceModel;
  readonly rows: readonly CompareRow[];
}

const LANE = 18;
const TOP = 18;
const GAP = 38;
const B_TOP = TOP + LANE + GAP;
const HEIGHT = B_TOP + LANE + 20;
/** More joining lines than this are a tangle. */
const MAX_JOINS = 24;
const WHOLE = [0, 1] as const;

/** Both traces on one token scale, so that the lengths tell the truth, joined where groups start. */
export function CompareLanes({ a, b, rows }: LanesProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const [totalA, totalB] = [a.tokensBefore.at(-1)!, b.tokensBefore.at(-1)!];
  const perToken = width / Math.max(totalA, totalB, 1);
  const scaleA = useMemo(
    () => timelineScale(a, 'tokens', WHOLE, totalA * perToken),
    [a, totalA, perToken],
  );
  const scaleB = useMemo(
    () => timelineScale(b, 'tokens', WHOLE, totalB * perToken),
    [b, totalB, perToken],
  );
  return (
    <div class="lanes">
      <div class="lane-names" aria-hidden="true">
        <b>A</b>
        <b>B</b>
      </div>
      <div class="lane-strips" ref={place}>
        {width > 0 && (
          <svg
            width="100%"
            height={HEIGHT}
            role="img"
            aria-label={t(
              'A has {0} tokens, B {1}, drawn to one scale',
              formatCount(totalA),
              formatCount(totalB),
            )}
          >
            <Joins a={scaleA} b={scaleB} rows={rows} />
            <Lane model={a} scale={scaleA} top={TOP} />
            <Lane model={b} scale={scaleB} top={B_TOP} />
            <Conclusion
              model={a}
              scale={scaleA}
              name="A"
              y={12}
              from={4}
              to={TOP + LANE}
              room={width}
            />
            <Conclusion
              model={b}
              scale={scaleB}
              name="B"
              y={HEIGHT - 4}
              from={B_TOP}
              to={HEIGHT - 2}
              room={width}
            />
          </svg>
        )}
      </div>
    </div>
  );
}

function Lane({ model, scale, top }: { model: TraceModel; scale: StepScale; top: number }) {
  const list = useMemo(
    () => segments(model, scale, new Uint8Array(model.count).fill(1), 2),
    [model, scale],
  );
  return (
    <g>
      {list.map(({ first, kind, x, width }) => {
        const name = coarseKinds[kind]!;
        const textured = SHOWN_KINDS[name].texture !== null;
        return (
          <g key={first} class={width < 4 ? 'segment thin' : 'segment'}>
            <rect class={`fill-${name}`} x={x} y={top} width={width} height={LANE} />
            {textured && width > 3 && (
              <rect
                fill={`url(#texture-${name})`}
                x={x}
                y={top + LANE - 6}
                width={width}
                height={6}
              />
            )}
          </g>
        );
      })}
    </g>
  );
}

interface ConclusionProps {
  readonly model: TraceModel;
  readonly scale: StepScale;
  readonly name: string;
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly room: number;
}

function Conclusion({ model, scale, name, y, from, to, room }: ConclusionProps) {
  const step = model.outline.answer.firstConcluded;
  if (step === null) return null;
  const tokens = scale.totals[step + 1]!;
  const x = scale.x(tokens);
  const right = x < room - 160;
  return (
    <g class="mark">
      <line x1={x} x2={x} y1={from} y2={to} />
      <text x={right ? x + 4 : x - 4} y={y} text-anchor={right ? 'start' : 'end'}>
        {t('{0} concludes at {1}', name, formatCount(tokens))}
      </text>
    </g>
  );
}

/** Lines from where a group starts in A to where it starts in B. */
function Joins({ a, b, rows }: { a: StepScale; b: StepScale; rows: readonly CompareRow[] }) {
  const starts = rows
    .filter((row) => row.kind === 'group' && row.a !== null && row.b !== null)
    .slice(0, MAX_JOINS);
  return (
    <g class="joins">
      {starts.map((row) =>
        row.kind !== 'group' || row.a === null || row.b === null ? null : (
          <line
            key={row.group}
            x1={a.x(a.totals[row.a[0]]!)}
            y1={TOP + LANE}
            x2={b.x(b.totals[row.b[0]]!)}
            y2={B_TOP}
          />
        ),
      )}
    </g>
  );
}
