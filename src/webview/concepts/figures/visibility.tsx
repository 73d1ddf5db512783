import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Legend } from './cost';
import { DataTable } from '../dataTable';
import data from './figures.data.json';
import { msg } from '../../../core/model/message';
import { formatCount } from '../../ui/format';
import { t } from '../../ui/l10n';
import { dataWords } from './dataWords';
import { Choice, Frame, Slider, percent, type FigureProps } from './kit';

/** What each vendor shows of the reasoning. The figure is a table, so it needs no twin. */
export function Visibility({ alt }: FigureProps): JSX.Element {
  const { vendors, source } = data.visibility;
  return (
    <Frame
      alt={alt}
      caption={t('{0}. Sealed: returned for the next call, not readable.', dataWords(source))}
    >
      <DataTable
        label={alt}
        head={[t('Vendor'), t('Raw text'), t('Summary'), t('Sealed'), t('Billed')]}
        rows={vendors.map(({ name, raw, summary, sealed }) => [
          ...[name, raw, summary, sealed].map(dataWords),
          name === 'Open weights' ? t('own hardware') : t('in full'),
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
      caption={t(
        'Filled: the trace mentions the hint that decided the answer. Hollow: it does not. {0}.',
        dataWords(source),
      )}
      table={{
        head: [t('Model'), t('Admits the hint')],
        rows: models.map((m) => [m.name, percent(m.admits)]),
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
            <span class="strong value">{percent(model.admits)}</span>
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
    ['c-input', msg('data and questions'), TURN.input * turn],
    ['c-answer', msg('earlier answers'), TURN.answer * earlier],
    ['c-think faint', msg('earlier thinking'), keep === 'keep' ? TURN.thinking * earlier : 0],
    ['c-think', msg('thinking of this call'), TURN.thinking],
    ['c-answer', msg('answer of this call'), TURN.answer],
  ] as const;
  const used = parts.reduce((sum, [, , tokens]) => sum + tokens, 0);
  const asInput = used - TURN.thinking - TURN.answer;
  let before = 0;
  return (
    <Frame
      alt={alt}
      caption={t(
        'Worked example: each turn adds {0} tokens of input, {1} of thinking, {2} of answer, in a window of {3}. Paler: thinking of earlier turns.',
        formatCount(TURN.input),
        formatCount(TURN.thinking),
        formatCount(TURN.answer),
        formatCount(WINDOW),
      )}
      table={{
        head: [t('Part'), t('Tokens')],
        rows: parts.map(([, name, tokens]) => [t(name), formatCount(tokens)]),
      }}
    >
      <Slider
        label={t('Turn')}
        min={1}
        max={8}
        value={turn}
        text={t('turn {0}', turn)}
        onInput={setTurn}
      />
      <Choice
        legend={t('Thinking of earlier turns')}
        options={[
          ['keep', t('kept')],
          ['drop', t('dropped')],
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
        {t(
          '{0} of the window. Billed as input: {1} tokens, as output: {2}.',
          percent((used / WINDOW) * 100),
          formatCount(asInput),
          formatCount(TURN.thinking + TURN.answer),
        )}
      </p>
    </Frame>
  );
}
