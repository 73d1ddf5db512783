import { formatUsd } from '../ui/format';
import { t } from '../ui/l10n';
import { callMs, type SessionModel } from './sessionModel';
import type { ColumnOfCalls, CallScale } from './timeline';

/** Tops and heights of the lanes, in pixels. */
export const LANES = {
  strip: { top: 38, height: 66 },
  sums: { top: 104, height: 14 },
  other: { top: 120, height: 14 },
  tools: { top: 138, height: 16 },
  curves: { top: 158, height: 34 },
  height: 196,
} as const;

interface LaneProps {
  readonly model: SessionModel;
  readonly scale: CallScale;
  readonly columns: readonly ColumnOfCalls[];
}

/** What the widths do not show: time where they are money or calls, money where they are time. */
export function OtherLane({ model, scale, columns }: LaneProps) {
  const { top, height } = LANES.other;
  const values = columns.map(({ from, to }) => {
    const calls = model.order.slice(from, to).map((call) => model.session.calls[call]!);
    return Math.max(
      0,
      ...calls.map((call) =>
        scale.unit === 'time' ? (call.money.usd ?? 0) : (callMs(model.session, call) ?? 0),
      ),
    );
  });
  const most = Math.max(0, ...values);
  if (most === 0) return null;
  return (
    <>
      {columns.map(({ from, left, right }, i) => {
        const tall = Math.max(1, (values[i]! / most) * height);
        const width = Math.min(10, Math.max(1, right - left - 1));
        const x = (left + right - width) / 2;
        const y = top + height - tall;
        return <rect key={from} class="session-other" {...{ x, y, width }} height={tall} />;
      })}
    </>
  );
}

/** From this share of the session on, what a call cost stands under it. */
const SHARE = 0.08;
const ROOM = 44;

/** Under the strip: what the calls cost that are worth a look. */
export function Sums({ model, columns, width }: Omit<LaneProps, 'scale'> & { width: number }) {
  const { session, order, usdBefore } = model;
  const whole = usdBefore.at(-1) ?? 0;
  if (whole === 0) return null;
  let free = 0;
  return (
    <>
      {columns.map(({ from, to, left, right }) => {
        const usd = session.calls[order[from]!]!.money.usd ?? 0;
        const start = Math.max(0, left);
        const hasRoom = right - start >= 12 && start >= free && start + ROOM <= width;
        if (to - from > 1 || usd < SHARE * whole || !hasRoom) return null;
        free = start + ROOM;
        return (
          <span
            key={from}
            class="session-sum"
            style={{ left: `${start + 1}px` }}
            aria-hidden="true"
          >
            {formatUsd(usd)}
          </span>
        );
      })}
    </>
  );
}

/** What each lane shows, at its left; left out where there is no room. */
export function LaneNames({ model, scale }: Pick<LaneProps, 'model' | 'scale'>) {
  const hasMoney = (model.usdBefore.at(-1) ?? 0) > 0;
  const hasTime = model.session.calls.some((call) => callMs(model.session, call) !== null);
  const byTime = scale.unit === 'time';
  const names = [
    [LANES.strip, byTime || !hasMoney ? t('output') : t('cost')],
    [LANES.other, byTime ? (hasMoney ? t('cost') : '') : hasTime ? t('time') : ''],
    [LANES.tools, t('tools')],
    [LANES.curves, t('context')],
  ] as const;
  return (
    <div class="session-lane-names" aria-hidden="true">
      {names.map(([{ top, height }, name]) => (
        <span key={top} style={{ top: `${top + height / 2 - 9}px` }}>
          {name}
        </span>
      ))}
    </div>
  );
}
