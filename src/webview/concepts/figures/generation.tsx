import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Frame, Slider, type FigureProps } from './kit';

const QUESTION = 'A bat and a ball cost $1.10. The bat costs $1 more than the ball. The ball?';
const ANSWER_LLM = ['10', 'cents', '.'];
const THINKING = (
  'Let the ball be b . The bat is b + 1 . Together 2 b + 1 = 1.10 , so b = 0.05 . ' +
  'Check : 0.05 + 1.05 = 1.10 . Not 0.10 .'
).split(' ');
const ANSWER_LRM = ['5', 'cents', '.'];
const ALL = THINKING.length + ANSWER_LRM.length;

/** The same question answered at once, and after thinking; the slider writes token by token. */
export function Generation({ alt }: FigureProps): JSX.Element {
  const [written, setWritten] = useState(ALL);
  return (
    <Frame
      alt={alt}
      caption="Invented example. Dashed: thinking. Solid: answer. Both models write one token after another."
    >
      <p class="quiet">{QUESTION}</p>
      <Slider
        label="Tokens written"
        min={0}
        max={ALL}
        value={written}
        text={`${written} of ${ALL}`}
        onInput={setWritten}
      />
      <TokenRow name="LLM" thinking={[]} answer={ANSWER_LLM} written={written} verdict="wrong" />
      <TokenRow
        name="LRM"
        thinking={THINKING}
        answer={ANSWER_LRM}
        written={written}
        verdict="right"
      />
    </Frame>
  );
}

interface RowProps {
  readonly name: string;
  readonly thinking: readonly string[];
  readonly answer: readonly string[];
  readonly written: number;
  readonly verdict: string;
}

function TokenRow({ name, thinking, answer, written, verdict }: RowProps): JSX.Element {
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
        {done ? (
          <span class="quiet">
            {' '}
            answered after {thinking.length + answer.length} tokens, {verdict}
          </span>
        ) : (
          <span class="quiet"> …</span>
        )}
      </p>
    </div>
  );
}
