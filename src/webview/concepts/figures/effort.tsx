import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../ui/l10n';
import data from './figures.data.json';
import { Frame, count, type FigureProps } from './kit';

const RUNS = data.aider.runs.filter((run) => run.model === 'gpt-5');

interface Scale {
  readonly label: string;
  readonly max: number;
  readonly value: (run: (typeof RUNS)[number]) => number;
  readonly show: (value: number) => string;
}
const SCALES: readonly Scale[] = [
  { label: 'Cost of a task', max: 0.14, value: (r) => r.usd, show: (x) => `$${x.toFixed(3)}` },
  { label: 'Time', max: 210, value: (r) => r.seconds, show: (x) => `${x} s` },
  { label: 'Tasks solved', max: 100, value: (r) => r.solved, show: (x) => `${x.toFixed(1)} %` },
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
        data.aider.source,
        data.aider.asOf,
        data.aider.retires,
      )}
      table={{
        head: ['Effort', 'Output tokens', 'Cost', 'Time', 'Solved'],
        rows: RUNS.map((r) => [
          r.effort,
          count(r.outputTokens ?? 0),
          `$${r.usd.toFixed(3)}`,
          `${r.seconds} s`,
          `${r.solved.toFixed(1)} %`,
        ]),
      }}
    >
      <div class="effort">
        <div class="slider-row stops-row">
          <label for="effort">Effort</label>
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
      <span>{scale.label}</span>
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
    return `Low effort solves ${run.solved.toFixed(1)} % for $${run.usd.toFixed(3)} and ${run.seconds} s a task.`;
  }
  const points = run.solved - before.solved;
  const cost = run.usd - before.usd;
  const name = run.effort[0]!.toUpperCase() + run.effort.slice(1);
  return (
    `${name}: ${points.toFixed(1)} more of 100 solved for $${cost.toFixed(3)} and ` +
    `${run.seconds - before.seconds} s more a task. One more solved task costs $${((cost / points) * 100).toFixed(2)}.`
  );
}
