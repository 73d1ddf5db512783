import type { JSX } from 'preact';
import type { CallTile } from '../../protocol/trial';
import { logAxis, type Axis } from '../ui/axis';
import { count } from '../ui/figures';
import { t } from '../ui/l10n';
import { stacked } from './dots';
import { Block } from '../ui/report/block';
import type { ResultRow } from './resultRows';
import { outcomeOf, spreadOf } from './tally';

interface RugProps {
  readonly rows: readonly ResultRow[];
  readonly calls: readonly CallTile[];
}

/** Marks of a row at most; with more of them a mark tells nothing. */
const MARKS = 400;
const BOTTOM = 52.5;

/** Reasoning tokens of every call on one scale: full is right, hollow is not. */
export function Rug({ rows, calls }: RugProps): JSX.Element | null {
  const thought = (row: ResultRow): readonly CallTile[] =>
    calls.filter((c) => c.candidate === row.candidate && (c.reasoningTokens ?? 0) > 0);
  const shown = rows.filter((row) => thought(row).length > 0);
  if (shown.length === 0) return null;
  const ranges = shown.flatMap((row) =>
    thought(row).map(({ reasoningTokens: n }) => ({ p10: n!, p50: n!, p90: n! })),
  );
  const axis = logAxis(ranges, count);
  return (
    <Block id="tokens" title={t('Reasoning tokens')} more={t('one mark a call')}>
      {shown.map((row) => (
        <RugRow key={row.candidate} row={row} calls={thought(row)} axis={axis} />
      ))}
      <div class="rug rug-axis" aria-hidden="true">
        <span />
        <svg>
          {axis.ticks.map(({ at, label }) => {
            const x = axis.place(at);
            return (
              <text key={at} class={x < 8 ? 'first' : x > 92 ? 'last' : ''} x={`${x}%`} y="14">
                {label}
              </text>
            );
          })}
        </svg>
      </div>
      <p class="quiet">{t('Full: right. Hollow: wrong, cut off or not judged.')}</p>
    </Block>
  );
}

interface RowProps {
  readonly row: ResultRow;
  readonly calls: readonly CallTile[];
  readonly axis: Axis;
}

function RugRow({ row, calls, axis }: RowProps): JSX.Element {
  const middle = spreadOf(calls.map((c) => c.reasoningTokens!))!.middle;
  const marks = calls.slice(0, MARKS).map((call) => ({
    x: axis.place(call.reasoningTokens!),
    full: outcomeOf(call) === 'right',
  }));
  const at = `${axis.place(middle)}%`;
  return (
    <div class="rug">
      <div class="rug-name">
        {row.name}
        <span class="quiet">{t('middle {0}', count(Math.round(middle)))}</span>
      </div>
      <svg
        role="img"
        aria-label={t(
          '{0}: reasoning tokens of {1} calls, middle {2}',
          row.name,
          count(calls.length),
          count(Math.round(middle)),
        )}
      >
        <line class="line" x1="0" x2="100%" y1={BOTTOM} y2={BOTTOM} />
        <line class="middle" x1={at} x2={at} y1="48" y2="58" />
        {stacked(marks, 2.2).map(({ x, full, level }, i) => (
          <circle
            key={i}
            class={full ? 'full' : 'hollow'}
            cx={`${x}%`}
            cy={47 - level * 6.5}
            r={full ? 3.4 : 2.7}
          />
        ))}
      </svg>
    </div>
  );
}
