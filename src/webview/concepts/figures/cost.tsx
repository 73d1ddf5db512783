import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import data from './figures.data.json';
import { Frame, Slider, count, usd, type FigureProps } from './kit';

const { perMillion, call, source } = data.launchPrices;

const parts = (price: (typeof perMillion)[number]) => ({
  input: (call.input * price.input) / 1e6,
  thinking: price.thinks ? (call.thinking * price.output) / 1e6 : 0,
  answer: (call.answer * price.output) / 1e6,
});
const total = (price: (typeof perMillion)[number]): number => {
  const { input, thinking, answer } = parts(price);
  return input + thinking + answer;
};
const LARGEST = Math.max(...perMillion.map(total));

/** One call at three launch prices, split into input, thinking and answer, on one scale. */
export function CallCost({ alt }: FigureProps): JSX.Element {
  return (
    <Frame
      alt={alt}
      caption={`${count(call.input)} tokens in, ${count(call.thinking)} of thinking, ${call.answer} of answer; gpt-4o answers without the thinking. One scale. ${source}: $15/$60, $0.55/$2.19, $2.50/$10 a million tokens.`}
      table={{
        head: ['Model', 'Input', 'Thinking', 'Answer', 'Call'],
        rows: perMillion.map((price) => {
          const { input, thinking, answer } = parts(price);
          return [price.model, usd(input), usd(thinking), usd(answer), usd(total(price))];
        }),
      }}
    >
      <div class="bars">
        {perMillion.map((price) => (
          <PriceBar key={price.model} price={price} />
        ))}
      </div>
      <Legend />
    </Frame>
  );
}

function PriceBar({ price }: { price: (typeof perMillion)[number] }): JSX.Element {
  const { input, thinking, answer } = parts(price);
  const share = (value: number): string => `${(value / LARGEST) * 100}%`;
  return (
    <div class="bar-row">
      <span>{price.model}</span>
      <svg class="meter" height="24" aria-hidden="true">
        <rect class="c-input" x="0" width={share(input)} height="24" />
        <rect class="c-think" x={share(input)} width={share(thinking)} height="24" />
        <rect class="c-answer" x={share(input + thinking)} width={share(answer)} height="24" />
      </svg>
      <span class="strong value">{usd(total(price))}</span>
    </div>
  );
}

export function Legend(): JSX.Element {
  return (
    <p class="legend quiet" aria-hidden="true">
      <span>
        <i class="c-input" />
        input
      </span>
      <span>
        <i class="c-think" />
        thinking
      </span>
      <span>
        <i class="c-answer" />
        answer
      </span>
    </p>
  );
}

const NEEDS = { thinking: 3000, answer: 500 };
const OUTPUT_PRICE = 10;

/** What an output limit does to one call: thinking first, the answer from what is left. */
export function Budget({ alt }: FigureProps): JSX.Element {
  const [limit, setLimit] = useState(4000);
  const thinking = Math.min(limit, NEEDS.thinking);
  const answer = Math.min(limit - thinking, NEEDS.answer);
  const share = (tokens: number): string => `${(tokens / 4000) * 100}%`;
  const state =
    answer === NEEDS.answer
      ? 'Complete.'
      : answer > 0
        ? 'The answer is cut off.'
        : 'No answer at all.';
  return (
    <Frame
      alt={alt}
      caption="Worked example: a call that wants 3,000 tokens of thinking and 500 of answer, at $10 a million output tokens."
    >
      <Slider
        label="Output limit"
        min={500}
        max={4000}
        step={100}
        value={limit}
        text={`${count(limit)} tokens`}
        onInput={setLimit}
      />
      <svg class="meter budget" height="32" aria-hidden="true">
        <rect class="c-think" width={share(thinking)} height="24" y="4" />
        <rect class="c-answer" x={share(thinking)} width={share(answer)} height="24" y="4" />
        <line class="limit" x1={share(limit)} x2={share(limit)} y1="0" y2="32" />
      </svg>
      <Legend />
      <p aria-live="polite">
        <b>{state}</b> Billed {count(thinking + answer)} tokens,{' '}
        {usd(((thinking + answer) * OUTPUT_PRICE) / 1e6)}; of them {count(answer)} you can read.
      </p>
    </Frame>
  );
}
