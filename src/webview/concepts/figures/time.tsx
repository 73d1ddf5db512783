import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatCount, formatDecimal } from '../../ui/format';
import { t } from '../../ui/l10n';
import { Chart, Frame, Slider, percent, type FigureProps } from './kit';

const TTFT = 1;
const ANSWER_TOKENS = 400;

/** A call in time: the answer's first token waits for the thinking. */
export function Latency({ alt }: FigureProps): JSX.Element {
  const [thinking, setThinking] = useState(3000);
  const [speed, setSpeed] = useState(60);
  const first = TTFT + thinking / speed;
  const end = first + ANSWER_TOKENS / speed;
  const scale = (8000 + ANSWER_TOKENS) / 30 + TTFT;
  return (
    <Frame
      alt={alt}
      caption={t(
        'Arithmetic: {0} s to the first token, {1} tokens of answer. The scale is logarithmic, so that short and long calls fit.',
        TTFT,
        ANSWER_TOKENS,
      )}
      table={{
        head: [t('Moment'), t('Seconds')],
        rows: [
          [t('First token (of thinking)'), formatDecimal(TTFT, 1)],
          [t('First token of the answer'), formatDecimal(first, 1)],
          [t('End'), formatDecimal(end, 1)],
        ],
      }}
    >
      <Slider
        label={t('Thinking')}
        min={0}
        max={8000}
        step={200}
        value={thinking}
        text={t('{0} tokens', formatCount(thinking))}
        onInput={setThinking}
      />
      <Slider
        label={t('Speed')}
        min={30}
        max={200}
        step={10}
        value={speed}
        text={t('{0} tokens/s', speed)}
        onInput={setSpeed}
      />
      <Chart
        height={72}
        title={alt}
        description={t(
          'First token after {0} s, first answer token after {1} s, end after {2} s.',
          TTFT,
          formatDecimal(first, 0),
          formatDecimal(end, 0),
        )}
      >
        {(width) => {
          const x = (seconds: number): number =>
            (Math.log1p(seconds) / Math.log1p(scale)) * (width - 2);
          const label = Math.min(Math.max(x(first), 30), width - 60);
          return (
            <>
              <rect class="c-input" x={0} y={8} width={x(TTFT)} height={20} />
              <rect
                class="c-think"
                x={x(TTFT)}
                y={8}
                width={Math.max(0, x(first) - x(TTFT))}
                height={20}
              />
              <rect class="c-answer" x={x(first)} y={8} width={x(end) - x(first)} height={20} />
              <line class="axis" x1={x(first)} x2={x(first)} y1={4} y2={40} />
              <text x={label} y={54} text-anchor={label < 90 ? 'start' : 'end'} class="strong">
                {t('answer starts at {0} s', formatDecimal(first, 0))}
              </text>
              <text x={label} y={69} text-anchor={label < 90 ? 'start' : 'end'} class="q">
                {t('ends at {0} s', formatDecimal(end, 0))}
              </text>
            </>
          );
        }}
      </Chart>
    </Frame>
  );
}

/** Share of chains of n steps that succeed where a step does with q. */
const at = (q: number, n: number): number => q ** n;

/** Success of a chain of steps: p to the power of n. */
export function Survival({ alt }: FigureProps): JSX.Element {
  const [perStep, setPerStep] = useState(99);
  const [steps, setSteps] = useState(50);
  const p = perStep / 100;
  const other = Math.min(0.999, p + (1 - p) / 2);
  return (
    <Frame
      alt={alt}
      caption={t(
        'Arithmetic: steps that succeed independently. Dashed: half as many errors per step. Real chains differ in both directions, see the text.',
      )}
      table={{
        head: [
          t('Steps'),
          t('{0} a step', percent(perStep, 1)),
          t('{0} a step', percent(other * 100, 1)),
        ],
        rows: [1, 10, 20, 50, 100].map((n) => [
          n,
          percent(at(p, n) * 100),
          percent(at(other, n) * 100),
        ]),
      }}
    >
      <Slider
        label={t('Success a step')}
        min={80}
        max={99.5}
        step={0.5}
        value={perStep}
        text={percent(perStep, 1)}
        onInput={setPerStep}
      />
      <Slider
        label={t('Steps')}
        min={1}
        max={100}
        value={steps}
        text={formatCount(steps)}
        onInput={setSteps}
      />
      <Chart
        height={148}
        title={alt}
        description={t(
          'After {0} steps {1} succeed; with half the errors {2}.',
          steps,
          percent(at(p, steps) * 100),
          percent(at(other, steps) * 100),
        )}
      >
        {(width) => <SurvivalCurves width={width} p={p} other={other} steps={steps} />}
      </Chart>
    </Frame>
  );
}

function SurvivalCurves({
  width,
  p,
  other,
  steps,
}: {
  readonly width: number;
  readonly p: number;
  readonly other: number;
  readonly steps: number;
}): JSX.Element {
  const left = 48;
  const x = (n: number): number => left + (n / 100) * (width - left - 8);
  const y = (q: number): number => 8 + (1 - q) * 112;
  const path = (q: number): string =>
    Array.from(
      { length: 51 },
      (_, i) => `${i === 0 ? 'M' : 'L'}${x(i * 2)} ${y(at(q, i * 2))}`,
    ).join('');
  const here = at(p, steps);
  return (
    <>
      {[0, 0.5, 1].map((q) => (
        <g key={q}>
          <line class="rule" x1={left} x2={width - 8} y1={y(q)} y2={y(q)} />
          <text class="q" x={left - 6} y={y(q) + 4} text-anchor="end">
            {percent(q * 100)}
          </text>
        </g>
      ))}
      <path class="curve alt" d={path(other)} />
      <path class="curve" d={path(p)} />
      <circle class="dot" cx={x(steps)} cy={y(here)} r={5} />
      <text class="strong" x={Math.min(x(steps) + 8, width - 56)} y={Math.min(y(here) - 6, 112)}>
        {percent(here * 100)}
      </text>
      <text class="q" x={left} y={140}>
        {t('1 step')}
      </text>
      <text class="q" x={width - 8} y={140} text-anchor="end">
        {t('{0} steps', 100)}
      </text>
    </>
  );
}
