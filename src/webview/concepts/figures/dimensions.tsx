import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { msg } from '../../../core/model/message';
import data from './figures.data.json';
import { DataTable } from '../dataTable';
import { formatUsd } from '../../ui/format';
import { t } from '../../ui/l10n';
import { dataWords } from './dataWords';
import { Chart, Frame, percent, type FigureProps } from './kit';

const SHOWN = data.aider.runs.filter((run) => run.effort !== 'medium');
const name = (run: (typeof SHOWN)[number]): string =>
  run.effort === 'none' ? t('{0}, not thinking', run.model) : `${run.model}, ${run.effort}`;

/** Axes of the radar, each from worst (centre) to best (rim) of what is shown. */
const AXES = [
  {
    label: msg('Cost'),
    show: (r: Run) => formatUsd(r.usd),
    goodness: (r: Run) => 1 - r.usd / 0.14,
  },
  {
    label: msg('Performance'),
    show: (r: Run) => percent(r.solved, 1),
    goodness: (r: Run) => r.solved / 100,
  },
  {
    label: msg('Latency'),
    show: (r: Run) => t('{0} s', r.seconds),
    goodness: (r: Run) => 1 - r.seconds / 210,
  },
  {
    label: msg('Builder effort'),
    show: (r: Run) => (r.effort === 'none' ? t('none') : t('{0} things', 8)),
    goodness: (r: Run) => (r.effort === 'none' ? 1 : 0.35),
  },
] as const;
type Run = (typeof SHOWN)[number];

/** Leaves room for the names left and right. */
const radiusFor = (width: number): number => Math.max(24, Math.min(112, width / 2 - 84));

/** Three ways to run the same 225 tasks on four axes: further out is better. */
export function FourDimensions({ alt }: FigureProps): JSX.Element {
  const [shown, setShown] = useState<readonly number[]>([0, 1, 2]);
  const toggle = (i: number): void =>
    setShown(shown.includes(i) ? shown.filter((k) => k !== i) : [...shown, i]);
  return (
    <Frame
      alt={alt}
      caption={t(
        'Further out is better. Cost, performance and latency measured: {0}, {1}. Builder effort: the eight new things to handle, not a measurement.',
        dataWords(data.aider.source),
        data.aider.asOf,
      )}
    >
      <div class="chips" role="group" aria-label={t('Models shown')}>
        {SHOWN.map((run, i) => (
          <button
            key={i}
            type="button"
            class="chip"
            aria-pressed={shown.includes(i)}
            onClick={() => toggle(i)}
          >
            <svg class="mark" width="18" height="12" aria-hidden="true">
              <line class={`r-line r${i}`} x1="0" x2="18" y1="6" y2="6" />
            </svg>
            {name(run)}
          </button>
        ))}
      </div>
      <div class="radar">
        <Chart
          height={(width) => 2 * radiusFor(width) + 68}
          title={alt}
          description={SHOWN.map(
            (run) => `${name(run)}: ${AXES.map((a) => `${t(a.label)} ${a.show(run)}`).join(', ')}`,
          ).join('. ')}
        >
          {(width) => <Radar width={width} shown={shown} />}
        </Chart>
      </div>
      <DataTable
        label={t('Values of the models shown')}
        head={[t('Model'), ...AXES.map((axis) => t(axis.label))]}
        rows={SHOWN.filter((_, i) => shown.includes(i)).map((run) => [
          name(run),
          ...AXES.map((axis) => axis.show(run)),
        ])}
      />
    </Frame>
  );
}

/** The axes with their rings, and a shape for each model that is shown. */
function Radar({
  width,
  shown,
}: {
  readonly width: number;
  readonly shown: readonly number[];
}): JSX.Element {
  const cx = width / 2;
  const radius = radiusFor(width);
  const cy = radius + 30;
  const point = (axis: number, r: number): [number, number] => [
    cx + [0, 1, 0, -1][axis]! * r * radius,
    cy + [-1, 0, 1, 0][axis]! * r * radius,
  ];
  const ring = (r: number): string => AXES.map((_, k) => point(k, r).join(',')).join(' ');
  const names = [
    [cx, cy - radius - 12, 'middle'],
    [cx + radius + 8, cy - 8, 'start'],
    [cx, cy + radius + 22, 'middle'],
    [cx - radius - 8, cy - 8, 'end'],
  ] as const;
  return (
    <>
      {[0.33, 0.66, 1].map((r) => (
        <polygon key={r} class="ring" points={ring(r)} />
      ))}
      {AXES.map((axis, k) => {
        const [x, y] = point(k, 1);
        const [tx, ty, anchor] = names[k]!;
        const label = t(axis.label);
        const words = radius < 100 ? label.split(' ') : [label];
        return (
          <g key={axis.label}>
            <line class="rule" x1={cx} y1={cy} x2={x} y2={y} />
            {words.map((word, line) => (
              <text key={word} class="strong" x={tx} y={ty + line * 14} text-anchor={anchor}>
                {word}
              </text>
            ))}
          </g>
        );
      })}
      {SHOWN.map(
        (run, i) =>
          shown.includes(i) && (
            <polygon
              key={i}
              class={`r-line r${i}`}
              points={AXES.map((axis, k) => point(k, axis.goodness(run)).join(',')).join(' ')}
            />
          ),
      )}
    </>
  );
}

const QUESTIONS = [
  msg('Several steps that depend on each other?'),
  msg('Can the answer be checked?'),
  msg('Is a wrong answer expensive?'),
];
const LEVELS = [
  [msg('Off.'), msg('One look is enough: a plain model or no thinking.')],
  [msg('Off.'), msg('One look is enough: a plain model, with a retry if need be.')],
  [msg('Low.'), msg('Start low and measure before turning it up.')],
  [msg('Medium or high.'), msg('This is the work thinking was trained for.')],
] as const;

/** Three questions that lead to a level of thinking. */
export function WhenToThink({ alt }: FigureProps): JSX.Element {
  const [yes, setYes] = useState<readonly boolean[]>([true, true, false]);
  const [level, why] = LEVELS[yes.filter(Boolean).length]!;
  return (
    <Frame alt={alt} caption={t('A rule of thumb to start from; measure on your own tasks.')}>
      <div class="ask" role="group" aria-label={t('Your task')}>
        {QUESTIONS.map((question, i) => (
          <label key={question}>
            <input
              type="checkbox"
              checked={yes[i]}
              onChange={() => setYes(yes.map((value, k) => (k === i ? !value : value)))}
            />
            {t(question)}
          </label>
        ))}
        <p aria-live="polite">
          <b>{t(level)}</b> {t(why)}
        </p>
      </div>
    </Frame>
  );
}
