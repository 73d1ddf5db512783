import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Legend } from './cost';
import { DataTable } from '../dataTable';
import data from './figures.data.json';
import { Choice, Frame, Slider, count, type FigureProps } from './kit';

/** What each vendor shows of the reasoning. The figure is a table, so it needs no twin. */
export function Visibility({ alt }: FigureProps): JSX.Element {
  const { vendors, source } = data.visibility;
  return (
    <Frame alt={alt} caption={`${source}. Sealed: returned for the next call, not readable.`}>
      <DataTable
        label={alt}
        head={['Vendor', 'Raw text', 'Summary', 'Sealed', 'Billed']}
        rows={vendors.map(({ name, raw, summary, sealed }) => [
          name,
          raw,
          summary,
          sealed,
          name === 'Open weights' ? 'own hardware' : 'in full',
        ])}
      />
    </Frame>
  );
}

/** Share of hint-driven answers whose trace admits the hint. */
export function Faithfulness({ alt }: FigureProps): JSX.Element {
  const { models, source } = data.faithfulness;
  return (
    <Frame
      alt={alt}
      caption={`Filled: the trace mentions the hint that decided the answer. Hollow: it does not. ${source}.`}
      table={{
        head: ['Model', 'Admits the hint'],
        rows: models.map((m) => [m.name, `${m.admits} %`]),
      }}
    >
      <div class="bars">
        {models.map((model) => (
          <div class="bar-row" key={model.name}>
            <span>{model.name}</span>
            <svg class="meter" height="20" aria-hidden="true">
              <rect class="hollow" x="1" y="1" width="99%" height="18" />
              <rect class="c-think" x="1" y="1" width={`${model.admits}%`} height="18" />
            </svg>
            <span class="strong value">{model.admits} %</span>
          </div>
        ))}
      </div>
    </Frame>
  );
}

const WINDOW = 128_000;
const TURN = { input: 6000, thinking: 8000, answer: 1500 };

/** A window that fills over turns, with earlier thinking kept or dropped. */
export function CallTokens({ alt }: FigureProps): JSX.Element {
  const [turn, setTurn] = useState(3);
  const [keep, setKeep] = useState<'drop' | 'keep'>('keep');
  const earlier = turn - 1;
  const parts = [
    ['c-input', 'data and questions', TURN.input * turn],
    ['c-answer', 'earlier answers', TURN.answer * earlier],
    ['c-think faint', 'earlier thinking', keep === 'keep' ? TURN.thinking * earlier : 0],
    ['c-think', 'thinking of this call', TURN.thinking],
    ['c-answer', 'answer of this call', TURN.answer],
  ] as const;
  const used = parts.reduce((sum, [, , tokens]) => sum + tokens, 0);
  const asInput = used - TURN.thinking - TURN.answer;
  let before = 0;
  return (
    <Frame
      alt={alt}
      caption={`Worked example: each turn adds ${count(TURN.input)} tokens of input, ${count(TURN.thinking)} of thinking, ${count(TURN.answer)} of answer, in a window of ${count(WINDOW)}. Paler: thinking of earlier turns.`}
      table={{
        head: ['Part', 'Tokens'],
        rows: parts.map(([, name, tokens]) => [name, count(tokens)]),
      }}
    >
      <Slider label="Turn" min={1} max={8} value={turn} text={`turn ${turn}`} onInput={setTurn} />
      <Choice
        legend="Thinking of earlier turns"
        options={[
          ['keep', 'kept'],
          ['drop', 'dropped'],
        ]}
        value={keep}
        onChange={setKeep}
      />
      <svg class="meter window" height="28" aria-hidden="true">
        <rect class="hollow" x="1" y="1" width="99%" height="26" />
        {parts.map(([style, name, tokens]) => {
          const x = before;
          before += tokens;
          return (
            <rect
              key={name}
              class={style}
              x={`${(x / WINDOW) * 100}%`}
              width={`${(tokens / WINDOW) * 100}%`}
              y="1"
              height="26"
            />
          );
        })}
      </svg>
      <Legend />
      <p aria-live="polite">
        {Math.round((used / WINDOW) * 100)} % of the window. Billed as input: {count(asInput)}{' '}
        tokens, as output: {count(TURN.thinking + TURN.answer)}.
      </p>
    </Frame>
  );
}
