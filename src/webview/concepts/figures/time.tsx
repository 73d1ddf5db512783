import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Chart, Frame, Slider, count, type FigureProps } from './kit';

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
      caption={`Arithmetic: ${TTFT} s to the first token, ${ANSWER_TOKENS} tokens of answer. The scale is logarithmic, so that short and long calls fit.`}
      table={{
        head: ['Moment', 'Seconds'],
        rows: [
          ['First token (of thinking)', TTFT.toFixed(1)],
          ['First token of the answer', first.toFixed(1)],
          ['End', end.toFixed(1)],
        ],
      }}
    >
      <Slider
        label="Thinking"
        min={0}
        max={8000}
        step={200}
        value={thinking}
        text={`${count(thinking)} tokens`}
        onInput={setThinking}
      />
      <Slider
        label="Speed"
        min={30}
        max={200}
        step={10}
        value={speed}
        text={`${speed} tokens/s`}
        onInput={setSpeed}
      />
      <Chart
        height={72}
        title={alt}
        description={`First token after ${TTFT} s, first answer token after ${first.toFixed(0)} s, end after ${end.toFixed(0)} s.`}
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
                answer starts at {first.toFixed(0)} s
              </text>
              <text x={label} y={69} text-anchor={label < 90 ? 'start' : 'end'} class="q">
                ends at {end.toFixed(0)} s
              </text>
            </>
          );
        }}
      </Chart>
    </Frame>
  );
}

/** Success of a chain of steps: p to the power of n. */
export function Survival({ alt }: FigureProps): JSX.Element {
  const [percent, setPercent] = useState(99);
  const [steps, setSteps] = useState(50);
  const p = percent / 100;
  const other = Math.min(0.999, p + (1 - p) / 2);
  const at = (q: number, n: number): number => q ** n;
  return (
    <Frame
      alt={alt}
      caption="Arithmetic: steps that succeed independently. Dashed: half as many errors per step. Real chains differ in both directions, see the text."
      table={{
        head: ['Steps', `${percent} % a step`, `${(other * 100).toFixed(1)} % a step`],
        rows: [1, 10, 20, 50, 100].map((n) => [
          n,
          `${(at(p, n) * 100).toFixed(0)} %`,
          `${(at(other, n) * 100).toFixed(0)} %`,
        ]),
      }}
    >
      <Slider
        label="Success a step"
        min={80}
        max={99.5}
        step={0.5}
        value={percent}
        text={`${percent} %`}
        onInput={setPercent}
      />
      <Slider
        label="Steps"
        min={1}
        max={100}
        value={steps}
        text={count(steps)}
        onInput={setSteps}
      />
      <Chart
        height={148}
        title={alt}
        description={`After ${steps} steps ${(at(p, steps) * 100).toFixed(0)} percent succeed; with half the errors ${(at(other, steps) * 100).toFixed(0)} percent.`}
      >
        {(width) => {
          const left = 40;
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
                    {q * 100} %
                  </text>
                </g>
              ))}
              <path class="curve alt" d={path(other)} />
              <path class="curve" d={path(p)} />
              <circle class="dot" cx={x(steps)} cy={y(here)} r={5} />
              <text
                class="strong"
                x={Math.min(x(steps) + 8, width - 56)}
                y={Math.min(y(here) - 6, 112)}
              >
                {(here * 100).toFixed(0)} %
              </text>
              <text class="q" x={left} y={140}>
                1 step
              </text>
              <text class="q" x={width - 8} y={140} text-anchor="end">
                100 steps
              </text>
            </>
          );
        }}
      </Chart>
    </Frame>
  );
}
