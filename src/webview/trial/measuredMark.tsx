import type { JSX } from 'preact';
import type { Axis } from '../ui/axis';

interface MarkProps {
  readonly axis: Axis;
  readonly value: number;
  /** Where the true value lies, 95 %: thick. */
  readonly sure: readonly [low: number, high: number] | null;
  /** What 8 of 10 calls lie between: thin, with caps. */
  readonly calls: readonly [low: number, high: number] | null;
  /** A whole sentence: the mark is an image to a screen reader. */
  readonly label: string;
}

const MIDDLE = 10;
const percent = (x: number): string => `${Math.round(x * 100) / 100}%`;

/** A measured value with its interval and, thinner, how single calls spread. The dot is cut out of the bar by a ring of background. */
export function MeasuredMark({ axis, value, sure, calls, label }: MarkProps): JSX.Element {
  const at = (x: number): string => percent(axis.place(x));
  return (
    <svg class="interval measured" role="img" aria-label={label}>
      {axis.ticks.map((tick) => (
        <line key={tick.at} class="grid" x1={at(tick.at)} x2={at(tick.at)} y1="0" y2="20" />
      ))}
      {calls !== null && (
        <>
          <line class="thin" x1={at(calls[0])} x2={at(calls[1])} y1={MIDDLE} y2={MIDDLE} />
          <line class="thin" x1={at(calls[0])} x2={at(calls[0])} y1="7" y2="13" />
          <line class="thin" x1={at(calls[1])} x2={at(calls[1])} y1="7" y2="13" />
        </>
      )}
      {sure !== null && (
        <line class="sure" x1={at(sure[0])} x2={at(sure[1])} y1={MIDDLE} y2={MIDDLE} />
      )}
      <circle class="ring" cx={at(value)} cy={MIDDLE} r="5" />
    </svg>
  );
}
