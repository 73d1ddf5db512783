import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { msg, type Message } from '../../../core/model/message';
import { formatCount, formatDecimal, formatUsd } from '../../ui/format';
import { t } from '../../ui/l10n';
import data from './figures.data.json';
import { dataWords } from './dataWords';
import { Frame, percent, type FigureProps } from './kit';

const RUNS = data.aider.runs.filter((run) => run.model === 'gpt-5');

interface Scale {
  readonly label: Message;
  readonly max: number;
  readonly value: (run: (typeof RUNS)[number]) => number;
  readonly show: (value: number) => string;
}
const SCALES: readonly Scale[] = [
  { label: msg('Cost of a task'), max: 0.14, value: (r) => r.usd, show: formatUsd },
  { label: msg('Time'), max: 210, value: (r) => r.seconds, show: (x) => t('{0} s', x) },
  { label: msg('Tasks solved'), max: 100, value: (r) => r.solved, show: (x) => percent(x, 1) },
];

/** Effort of one model against cost, time and success: measured, three stops, all lines from zero. */
export function EffortSlider({ alt }: FigureProps): JSX.Element {
  const [stop, setStop] = useState(1);
  const run = RUNS[stop]!;
  return (
    <Frame
      alt={alt}
      caption={t(
        'Measured: gpt-5 on the {0}, {1}; OpenAI ends the model on {2}. Each line starts at zero.',
        dataWords(data.aider.source),
        data.aider.asOf,
        data.aider.retires,
      )}
      table={{
        head: [t('Effort'), t('Output tokens'), t('Cost'), t('Time'), t('Solved')],
        rows: RUNS.map((r) => [
          r.effort,
          formatCount(r.outputTokens ?? 0),
          formatUsd(r.usd),
          t('{0} s', r.seconds),
          percent(r.solved, 1),
        ]),
      }}
    >
      <div class="effort">
        <div class="slider-row stops-row">
          <label for="effort">{t('Effort')}</label>
          <div class="stops-box">
            <input
              id="effort"
              type="range"
              min={0}
              max={RUNS.length - 1}
              step={1}
              value={stop}
              aria-valuetext={run.effort}
              aria-describedby="effort-sum"
              onInput={(event) => setStop(event.currentTarget.valueAsNumber)}
            />
            <div class="stops" aria-hidden="true">
              {RUNS.map((r, i) => (
                <span key={r.effort} class={i === stop ? 'strong' : ''}>
                  {r.effort}
                </span>
              ))}
            </div>
          </div>
          <span class="strong value" />
        </div>
        {SCALES.map((scale) => (
          <ScaleRow key={scale.label} scale={scale} stop={stop} />
        ))}
        <p class="effort-sum" id="effort-sum" aria-live="polite">
          {sentence(stop)}
        </p>
      </div>
    </Frame>
  );
}

function ScaleRow({ scale, stop }: { scale: Scale; stop: number }): JSX.Element {
  const at = (i: number): string => `${(scale.value(RUNS[i]!) / scale.max) * 100}%`;
  return (
    <div class="slider-row">
      <span>{t(scale.label)}</span>
      <svg class="scale" height="24" aria-hidden="true">
        <line class="axis" x1="0" x2="100%" y1="12" y2="12" />
        <line class="fill" x1="0" x2={at(stop)} y1="12" y2="12" />
        {RUNS.map((_, i) => (
          <circle
            key={i}
            class={i === stop ? 'on' : ''}
            cx={at(i)}
            cy="12"
            r={i === stop ? 5 : 3.5}
          />
        ))}
      </svg>
      <span class="strong value">{scale.show(scale.value(RUNS[stop]!))}</span>
    </div>
  );
}

/** The marginal price of one more solved task, in words. */
function sentence(stop: number): string {
  const run = RUNS[stop]!;
  const before = RUNS[stop - 1];
  if (before === undefined) {
    return t(
      'Low effort solves {0} for {1} and {2} a task.',
      percent(run.solved, 1),
      formatUsd(run.usd),
      t('{0} s', run.seconds),
    );
  }
  const points = run.solved - before.solved;
  const cost = run.usd - before.usd;
  const name = run.effort[0]!.toUpperCase() + run.effort.slice(1);
  return t(
    '{0}: {1} more of 100 solved for {2} and {3} more a task. One more solved task costs {4}.',
    name,
    formatDecimal(points, 1),
    formatUsd(cost),
    t('{0} s', run.seconds - before.seconds),
    formatUsd((cost / points) * 100),
  );
}
