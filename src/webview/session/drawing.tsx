import { formatShort, formatUsd } from '../ui/format';
import { Icon } from '../ui/icons';
import { memo } from '../ui/memo';
import { t } from '../ui/l10n';
import { Bar, ToolGlyphs } from './bars';
import type { SessionModel } from './sessionModel';
import { contextAt, curveOf, turnStretches, type ColumnOfCalls, type CallScale } from './timeline';
import { LANES, OtherLane, Sums } from './lanesBeside';
import { Brackets, Marks } from './marks';
import { firstWords } from './words';
import { rounded } from '../../core/text/round';

interface DrawingProps {
  readonly model: SessionModel;
  readonly scale: CallScale;
  readonly columns: readonly ColumnOfCalls[];
  /** Shares of the reasoning by kind, by column. */
  readonly kinds: readonly (readonly number[])[];
  readonly width: number;
  /** Place of the chosen call. */
  readonly at: number;
}

const { strip: STRIP, tools: TOOLS, curves: CURVES, height: HEIGHT } = LANES;

/** The lanes under one another on one axis: turns, marks, money, its sums, the other measure, tools, curves. */
export function Drawing({ model, scale, columns, kinds, width, at }: DrawingProps) {
  const left = scale.at[at]! * width;
  const right = Math.max(left + 2, scale.at[at + 1]! * width);
  return (
    <>
      <Lanes model={model} scale={scale} columns={columns} kinds={kinds} width={width} />
      <svg class="session-cursor" width={width} height={HEIGHT} aria-hidden="true">
        <rect
          x={left}
          y={STRIP.top - 1}
          width={right - left}
          height={STRIP.height + 2}
          class="session-chosen"
        />
      </svg>
    </>
  );
}

const Lanes = memo(function Lanes(props: Omit<DrawingProps, 'at'>) {
  const { model, scale, columns, kinds, width } = props;
  return (
    <>
      <TurnNames model={model} scale={scale} width={width} />
      <Marks model={model} scale={scale} width={width} />
      <svg
        class="strip-svg session-lanes"
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        aria-hidden="true"
      >
        {columns.map((column, i) => (
          <Bar key={column.from} column={column} kinds={kinds[i]!} lane={STRIP} />
        ))}
        {turnStretches(model, scale).map(({ index, left }) => (
          <path
            key={index}
            class="session-border"
            d={`M${Math.round(left * width) + 0.5} 0V${HEIGHT}`}
          />
        ))}
        <Brackets model={model} scale={scale} width={width} />
        <OtherLane model={model} scale={scale} columns={columns} />
        <ToolGlyphs model={model} columns={columns} width={width} lane={TOOLS} />
        <Curves model={model} columns={columns} scale={scale} />
      </svg>
      <Sums model={model} columns={columns} width={width} />
      <CurveLabels model={model} columns={columns} scale={scale} />
    </>
  );
});

type CurveProps = Pick<DrawingProps, 'model' | 'columns' | 'scale'>;

/** Context as a step line, and the money so far where the width is not money itself. */
function Curves({ model, columns, scale }: CurveProps) {
  const context = curveOf(columns, (place) => contextAt(model, place));
  const money = curveOf(columns, (place) => model.usdBefore[place + 1]!);
  const path = (points: readonly { x: number; y: number }[]): string =>
    points
      .map(({ x, y }, i) => {
        const down = CURVES.top + CURVES.height * (1 - y);
        return `${i === 0 ? 'M' : 'L'}${rounded(x, 1)} ${rounded(down, 1)}`;
      })
      .join('');
  return (
    <>
      {context.most > 0 && <path class="session-context" d={path(context.points)} />}
      {scale.unit !== 'cost' && money.most > 0 && (
        <path class="session-spent" d={path(money.points)} />
      )}
    </>
  );
}

function CurveLabels({ model, columns, scale }: CurveProps) {
  const context = curveOf(columns, (place) => contextAt(model, place));
  const money = model.usdBefore.at(-1) ?? 0;
  const words = [
    context.most > 0 ? t('context to {0}', formatShort(context.most)) : '',
    scale.unit !== 'cost' && money > 0 ? t('dashed: cost to {0}', formatUsd(money)) : '',
  ].filter((part) => part !== '');
  return (
    <span class="session-curve-label" aria-hidden="true">
      {words.join(', ')}
    </span>
  );
}

/** Narrower than this, in pixels, a name has no room. */
const NAME_ROOM = 56;

function TurnNames({ model, scale, width }: Pick<DrawingProps, 'model' | 'scale' | 'width'>) {
  return (
    <>
      {turnStretches(model, scale).map(({ index, left: start, right: end }) => {
        const left = Math.max(0, start);
        const right = Math.min(1, end);
        const room = (right - left) * width;
        const { prompt } = model.session.turns[index]!;
        if (room < NAME_ROOM || prompt === '') return null;
        return (
          <span
            key={index}
            class="session-name"
            title={firstWords(prompt, 600)}
            style={{ left: `${left * width + 4}px`, width: `${room - 8}px` }}
            aria-hidden="true"
          >
            <Icon name="person" class="small" /> {firstWords(prompt, 80)}
          </span>
        );
      })}
    </>
  );
}
