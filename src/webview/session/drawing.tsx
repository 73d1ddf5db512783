import { formatShort, formatUsd } from '../ui/format';
import { Icon, type IconName } from '../ui/icons';
import { memo } from '../ui/memo';
import { t } from '../ui/l10n';
import { failedCall, type SessionModel } from './sessionModel';
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
export function Drawing({ model, scale, columns, width, at }: DrawingProps) {
  const left = scale.at[at]! * width;
  const right = Math.max(left + 2, scale.at[at + 1]! * width);
  return (
    <>
      <Lanes model={model} scale={scale} columns={columns} width={width} />
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

const Lanes = memo(function Lanes({ model, scale, columns, width }: Omit<DrawingProps, 'at'>) {
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
        {columns.map((column) => (
          <Bar key={column.from} column={column} />
        ))}
        {turnStretches(model, scale).map(({ index, left }) => (
          <path
            key={index}
            class="session-border"
            d={`M${Math.round(left * width) + 0.5} 0V${HEIGHT}`}
          />
        ))}
        <ToolTicks model={model} columns={columns} />
        <Curves model={model} columns={columns} scale={scale} />
      </svg>
      <CurveLabels model={model} columns={columns} scale={scale} />
    </>
  );
});

/** What a column paid for, from the top: reasoning, answer, new context, context read again. */
function Bar({ column }: { readonly column: ColumnOfCalls }) {
  const { left, right, parts, height, hidden } = column;
  const gap = right - left > 4 ? 1 : 0;
  const width = Math.max(1, right - left - gap);
  const tall = Math.max(2, height * STRIP.height);
  const bottom = STRIP.top + STRIP.height;
  if (parts === null) {
    return <rect class="part-again" x={left} y={bottom - tall} width={width} height={tall} />;
  }
  let y = bottom - tall;
  return (
    <>
      {(['reasoning', 'answer', 'fresh', 'again'] as const).map((name) => {
        const size = parts[name] * tall;
        const top = y;
        y += size;
        return size < 0.2 ? null : (
          <>
            <rect class={`part-${name}`} x={left} y={top} width={width} height={size} />
            {name === 'reasoning' && hidden && (
              <rect fill="url(#texture-gap)" x={left} y={top} width={width} height={size} />
            )}
          </>
        );
      })}
    </>
  );
}

/** A tick for what a column did; taller and red where something failed. */
function ToolTicks({
  model,
  columns,
}: {
  readonly model: SessionModel;
  readonly columns: readonly ColumnOfCalls[];
}) {
  const { order, session } = model;
  const middle = TOOLS.top + TOOLS.height / 2;
  return (
    <>
      {columns.map(({ from, to, left, right }) => {
        const calls = order.slice(from, to);
        const tools = calls.reduce((sum, call) => sum + session.calls[call]!.tools.length, 0);
        if (tools === 0) return null;
        const x = (left + right) / 2;
        const failed = calls.some((call) => failedCall(model, call));
        const wide = right - left >= 14;
        if (failed && wide) {
          return (
            <path
              key={from}
              class="session-failed"
              d={`M${x - 4} ${middle - 4}l8 8M${x + 4} ${middle - 4}l-8 8`}
            />
          );
        }
        const half = failed ? 7 : 3;
        return (
          <path
            key={from}
            class={failed ? 'session-failed' : 'session-tick'}
            d={`M${x} ${middle - half}v${2 * half}`}
          />
        );
      })}
    </>
  );
}

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
      {turnStretches(model, scale).map(({ index, left, right }) => {
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
  const leftOf = (call: number): number => scale.at[placeOf[call] ?? 0]! * width;
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
