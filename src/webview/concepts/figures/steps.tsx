import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Mark } from '../icons';
import { Choice, Frame, type FigureProps } from './kit';

type Mark = 'setup' | 'plan' | 'work' | 'check' | 'rethink' | 'conclude';

/** A strip of steps: letter and shade say the kind, so that colour alone carries nothing. */
function Strip({ label, steps }: { label: string; steps: readonly Mark[] }): JSX.Element {
  return (
    <div class="strip-row">
      <span class="strong">{label}</span>
      <ol class="strip" aria-label={`${label}: ${steps.join(', ')}`}>
        {steps.map((step, i) => (
          <li key={i} class={`s-${step}`} title={step}>
            {step[0]!.toUpperCase()}
          </li>
        ))}
      </ol>
    </div>
  );
}

const repeat = (times: number, steps: readonly Mark[]): Mark[] =>
  Array.from({ length: times }, () => steps).flat();

const OVER: readonly Mark[] = ['setup', 'work', 'conclude', ...repeat(5, ['check', 'conclude'])];
const UNDER: readonly Mark[] = ['setup', ...repeat(5, ['plan', 'work', 'rethink']), 'conclude'];

/** Two faults with the same token count. */
export function OverUnder({ alt }: FigureProps): JSX.Element {
  return (
    <Frame
      alt={alt}
      caption="Drawn, not measured. S setup, P plan, W work, C check or conclude (filled: conclude), R rethink."
    >
      <Strip label="Overthinking" steps={OVER} />
      <p class="quiet strip-note">
        The answer stands at step 3. Everything after it only confirms.
      </p>
      <Strip label="Underthinking" steps={UNDER} />
      <p class="quiet strip-note">Five plans, none carried to its end.</p>
    </Frame>
  );
}

const PARTS: readonly (readonly [name: string, share: number, labels: string, what: string])[] = [
  ['Define', 10, 'setup', 'the task in its own words'],
  ['Bloom', 45, 'plan, recall, reason', 'the first full attempt'],
  ['Reconstruct', 35, 'check, rethink', 'no round, or twenty'],
  ['Decide', 10, 'result, answer', 'it commits'],
];

/** The four parts of a typical trace with the labels of the trace view. */
export function TraceAnatomy({ alt }: FigureProps): JSX.Element {
  return (
    <Frame
      alt={alt}
      caption="Parts after Thoughtology, 2025. Lengths are typical, not measured: bloom is usually the longest, reconstruction differs most."
    >
      <ol class="anatomy">
        {PARTS.map(([name, share, labels, what], i) => (
          <li key={name} style={{ flexGrow: share }} class={`a${i}`}>
            <span class="strong">{name}</span>
            <span>{what}</span>
            <span class="quiet">{labels}</span>
          </li>
        ))}
      </ol>
    </Frame>
  );
}

const TRACE = [
  ['Simplify 16/64. Both numbers have two digits and share a 6.', true],
  ['The same digit above and below can be struck out: 1/4.', false],
  ['1 and 4 have no common factor, so 1/4 is in lowest terms.', true],
] as const;

/** The same lucky trace under two rewards. */
export function RewardDesign({ alt }: FigureProps): JSX.Element {
  const [reward, setReward] = useState<'outcome' | 'process'>('outcome');
  return (
    <Frame
      alt={alt}
      caption="A trace that is right by luck: striking out the sixes works for 16/64 and almost nowhere else."
    >
      <Choice
        legend="Reward"
        options={[
          ['outcome', 'Outcome: the answer'],
          ['process', 'Process: each step'],
        ]}
        value={reward}
        onChange={setReward}
      />
      <ol class="graded">
        {TRACE.map(([text, sound]) => (
          <li key={text}>
            <span>{text}</span>
            <span class="grade">
              {reward === 'process' && (
                <>
                  <Mark name={sound ? 'supported' : 'wrong'} /> {sound ? 'sound' : 'not sound'}
                </>
              )}
            </span>
          </li>
        ))}
        <li class="strong">
          <span>Answer: 1/4</span>
          <span class="grade">
            <Mark name="supported" /> right
          </span>
        </li>
      </ol>
      <p aria-live="polite">
        {reward === 'outcome'
          ? 'Reward 1.0. The unsound step is strengthened along with the rest.'
          : 'Reward 0.67. The unsound step is seen; somebody had to label three steps for it.'}
      </p>
    </Frame>
  );
}
