import { formatShort, formatUsd } from '../ui/format';
import { Icon, type IconName } from '../ui/icons';
import { memo } from '../ui/memo';
import { t } from '../ui/l10n';
import { Bar, ToolGlyphs } from './bars';
import type { SessionModel } from './sessionModel';
import {
  agentStretches,
  contextAt,
  curveOf,
  turnStretches,
  type ColumnOfCalls,
  type Scale,
} from './timeline';
import { eventIcons, eventLabel, firstWords } from './words';

interface DrawingProps {
  readonly model: SessionModel;
  readonly scale: Scale;
  readonly columns: readonly ColumnOfCalls[];
  /** Shares of the reasoning by kind, by column. */
  readonly kinds: readonly (readonly number[])[];
  readonly width: number;
  /** Place of the chosen call. */
  readonly at: number;
}

/** Tops and heights of the lanes, in pixels. */
const STRIP = { top: 36, height: 66 };
const TOOLS = { top: 106, height: 16 };
const CURVES = { top: 126, height: 34 };
const HEIGHT = 164;

/** The lanes under one another on one axis: turns, marks, money, tools, curves. */
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
        <ToolGlyphs model={model} columns={columns} width={width} lane={TOOLS} />
        <Curves model={model} columns={columns} scale={scale} />
      </svg>
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
        return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${down.toFixed(1)}`;
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

interface Mark {
  readonly left: number;
  readonly icon: IconName;
  readonly text: string;
  readonly warn: boolean;
}

const MARKED: ReadonlySet<string> = new Set(['output-limit', 'failing-command', 'cache-expired']);

/** Sub-agents with their sum, what a finding is about, and compactions; the first of what would lie over each other. */
function Marks({ model, scale, width }: Pick<DrawingProps, 'model' | 'scale' | 'width'>) {
  const { session, placeOf, findings } = model;
  const marks: Mark[] = [];
  // A mark stays with what is visible of its call.
  const leftOf = (call: number): number => {
    const place = placeOf[call] ?? 0;
    const left = scale.at[place]! * width;
    return left < 0 && scale.at[place + 1]! > 0 ? 0 : left;
  };
  for (const { rule, call } of findings) {
    if (!MARKED.has(rule)) continue;
    const text =
      rule === 'output-limit'
        ? t('output limit')
        : rule === 'failing-command'
          ? t('same failure')
          : t('cache expired');
    marks.push({
      left: leftOf(call),
      icon: rule === 'output-limit' ? 'cut' : rule === 'cache-expired' ? 'clock' : 'loop',
      text,
      warn: rule !== 'cache-expired',
    });
  }
  for (const { index, left } of agentStretches(model, scale)) {
    const { name, figures } = session.agents[index]!;
    const sum = figures.money.usd === null ? '' : ` ${formatUsd(figures.money.usd)}`;
    const text = `${name ?? t('sub-agent')}${sum}`;
    marks.push({ left: left * width, icon: 'branch', text, warn: false });
  }
  for (const event of session.events) {
    if (event.kind !== 'compaction') continue;
    const left = event.call < session.calls.length ? leftOf(event.call) : width;
    marks.push({ left, icon: eventIcons[event.kind], text: eventLabel(event), warn: false });
  }
  let free = -1;
  return (
    <>
      {marks
        .filter(({ left }) => left >= 0 && left <= width)
        .sort((a, b) => a.left - b.left)
        .map(({ left, icon, text, warn }, i) => {
          const start = Math.min(left, Math.max(0, width - 24));
          if (start < free) return null;
          const size = text.length * 7 + 26;
          free = start + Math.min(size, width - start);
          return (
            <span
              key={i}
              class={warn ? 'session-mark warn' : 'session-mark'}
              title={text}
              style={{ left: `${start}px`, maxWidth: `${width - start}px` }}
              aria-hidden="true"
            >
              <Icon name={icon} class="small" /> {text}
            </span>
          );
        })}
    </>
  );
}
