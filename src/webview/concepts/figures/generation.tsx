import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../ui/l10n';
import { Frame, Slider, type FigureProps } from './kit';

/** The example's words, a blank between two tokens. */
const tokensOf = (text: string): readonly string[] => text.split(' ');
const exampleOf = () => ({
  question: t('A bat and a ball cost $1.10. The bat costs $1 more than the ball. The ball?'),
  atOnce: tokensOf(t('10 cents .')),
  thinking: tokensOf(
    t(
      'Let the ball be b . The bat is b + 1 . Together 2 b + 1 = 1.10 , so b = 0.05 . Check : 0.05 + 1.05 = 1.10 . Not 0.10 .',
    ),
  ),
  thought: tokensOf(t('5 cents .')),
});

/** The same question answered at once, and after thinking; the slider writes token by token. */
export function Generation({ alt }: FigureProps): JSX.Element {
  const { question, atOnce, thinking, thought } = exampleOf();
  const all = thinking.length + thought.length;
  const [written, setWritten] = useState(all);
  return (
    <Frame
      alt={alt}
      caption={t(
        'Invented example. Dashed: thinking. Solid: answer. Both models write one token after another.',
      )}
    >
      <p class="quiet">{question}</p>
      <Slider
        label={t('Tokens written')}
        min={0}
        max={all}
        value={written}
        text={t('{0} of {1}', written, all)}
        onInput={setWritten}
      />
      <TokenRow
        name="LLM"
        thinking={[]}
        answer={atOnce}
        written={written}
        end={t('answered after {0} tokens, wrong', atOnce.length)}
      />
      <TokenRow
        name="LRM"
        thinking={thinking}
        answer={thought}
        written={written}
        end={t('answered after {0} tokens, right', all)}
      />
    </Frame>
  );
}

interface RowProps {
  readonly name: string;
  readonly thinking: readonly string[];
  readonly answer: readonly string[];
  readonly written: number;
  /** What is said once all is written. */
  readonly end: string;
}

function TokenRow({ name, thinking, answer, written, end }: RowProps): JSX.Element {
  const done = written >= thinking.length + answer.length;
  return (
    <div class="gen-row">
      <span class="strong">{name}</span>
      <p class="tokens">
        {[...thinking, ...answer].slice(0, written).map((token, i) => (
          <span key={i} class={i < thinking.length ? 'tok think' : 'tok'}>
            {token}
          </span>
        ))}
        {done ? <span class="quiet"> {end}</span> : <span class="quiet"> …</span>}
      </p>
    </div>
  );
}
