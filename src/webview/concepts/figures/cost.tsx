import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { formatCount, formatUsd } from '../../ui/format';
import { t } from '../../ui/l10n';
import data from './figures.data.json';
import { FigureContext } from './figureData';
import { Frame, Slider, type FigureProps } from './kit';

const { call } = data;

/** One bar: a model at its list price, with or without thinking. */
interface Call {
  readonly name: string;
  readonly input: number;
  readonly thinking: number;
  readonly answer: number;
  readonly total: number;
}

function callOf(name: string, input: number, output: number, thinks: boolean): Call {
  const parts = {
    input: (call.input * input) / 1e6,
    thinking: thinks ? (call.thinking * output) / 1e6 : 0,
    answer: (call.answer * output) / 1e6,
  };
  return { name, ...parts, total: parts.input + parts.thinking + parts.answer };
}

/** One call at the list prices of the day, split into input, thinking and answer, on one scale; first without thinking. */
export function CallCost({ alt }: FigureProps): JSX.Element {
  const models = useContext(FigureContext).models.flatMap(({ id, input, output, asOf }) =>
    input === null || output === null ? [] : [{ id, input, output, asOf }],
  );
  const [first] = models;
  const calls = [
    ...(first === undefined
      ? []
      : [callOf(t('{0}, not thinking', first.id), first.input, first.output, false)]),
    ...models.map(({ id, input, output }) => callOf(id, input, output, true)),
  ];
  const largest = Math.max(...calls.map(({ total }) => total));
  return (
    <Frame
      alt={alt}
      caption={t(
        '{0} tokens in, {1} of thinking, {2} of answer, at the list prices of {3}. One scale.',
        formatCount(call.input),
        formatCount(call.thinking),
        formatCount(call.answer),
        first?.asOf ?? '',
      )}
      table={{
        head: [t('Model'), t('Input'), t('Thinking'), t('Answer'), t('Call')],
        rows: calls.map((one) => [
          one.name,
          formatUsd(one.input),
          formatUsd(one.thinking),
          formatUsd(one.answer),
          formatUsd(one.total),
        ]),
      }}
    >
      <div class="bars">
        {calls.map((one) => (
          <PriceBar key={one.name} call={one} largest={largest} />
        ))}
      </div>
      <Legend />
    </Frame>
  );
}

function PriceBar(props: { readonly call: Call; readonly largest: number }): JSX.Element {
  const { name, input, thinking, answer, total } = props.call;
  const share = (value: number): string => `${(value / props.largest) * 100}%`;
  return (
    <div class="bar-row">
      <span>{name}</span>
      <svg class="meter" height="24" aria-hidden="true">
        <rect class="c-input" x="0" width={share(input)} height="24" />
        <rect class="c-think" x={share(input)} width={share(thinking)} height="24" />
        <rect class="c-answer" x={share(input + thinking)} width={share(answer)} height="24" />
      </svg>
      <span class="strong value">{formatUsd(total)}</span>
    </div>
  );
}

export function Legend(): JSX.Element {
  return (
    <p class="legend quiet" aria-hidden="true">
      <span>
        <i class="c-input" />
        {t('input')}
      </span>
      <span>
        <i class="c-think" />
        {t('thinking')}
      </span>
      <span>
        <i class="c-answer" />
        {t('answer')}
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
      ? t('Complete.')
      : answer > 0
        ? t('The answer is cut off.')
        : t('No answer at all.');
  return (
    <Frame
      alt={alt}
      caption={t(
        'Worked example: a call that wants {0} tokens of thinking and {1} of answer, at ${2} a million output tokens.',
        formatCount(NEEDS.thinking),
        formatCount(NEEDS.answer),
        OUTPUT_PRICE,
      )}
    >
      <Slider
        label={t('Output limit')}
        min={500}
        max={4000}
        step={100}
        value={limit}
        text={t('{0} tokens', formatCount(limit))}
        onInput={setLimit}
      />
      <svg class="meter budget" height="32" aria-hidden="true">
        <rect class="c-think" width={share(thinking)} height="24" y="4" />
        <rect class="c-answer" x={share(thinking)} width={share(answer)} height="24" y="4" />
        <line class="limit" x1={share(limit)} x2={share(limit)} y1="0" y2="32" />
      </svg>
      <Legend />
      <p aria-live="polite">
        <b>{state}</b>{' '}
        {t(
          'Billed {0} tokens, {1}; of them {2} you can read.',
          formatCount(thinking + answer),
          formatUsd(((thinking + answer) * OUTPUT_PRICE) / 1e6),
          formatCount(answer),
        )}
      </p>
    </Frame>
  );
}
