import type { JSX } from 'preact';
import { t } from '../ui/l10n';

/** How one call of a trial ended, or where it stands. */
export type CallOutcome =
  'right' | 'wrong' | 'cutOff' | 'refused' | 'failed' | 'notJudged' | 'inFlight' | 'notSent';

/** The order of a key under a drawing. */
export const OUTCOMES: readonly CallOutcome[] = [
  'right',
  'wrong',
  'cutOff',
  'refused',
  'failed',
  'notJudged',
  'inFlight',
  'notSent',
];

/** The word of an outcome; a shape never stands without it for a screen reader. */
export function outcomeWord(outcome: CallOutcome): string {
  switch (outcome) {
    case 'right':
      return t('right');
    case 'wrong':
      return t('wrong');
    case 'cutOff':
      return t('cut off, billed and empty');
    case 'refused':
      return t('refused');
    case 'failed':
      return t('no answer');
    case 'notJudged':
      return t('not judged yet');
    case 'inFlight':
      return t('in flight');
    case 'notSent':
      return t('not sent yet');
  }
}

const frame = <rect class="off" x="1.5" y="1.5" width="11" height="15" rx="1" />;
const dashed = <rect class="off dashed" x="1.5" y="1.5" width="11" height="15" rx="1" />;

/** Shape first: colour only repeats the model. */
const SHAPES: Readonly<Record<CallOutcome, JSX.Element>> = {
  right: <rect class="on" x="1" y="1" width="12" height="16" rx="1" />,
  wrong: (
    <>
      {frame}
      <path class="stroke" d="M4 6l6 6M10 6l-6 6" />
    </>
  ),
  cutOff: (
    <>
      {frame}
      <path class="on" d="M1 17v-6l3 2 3-3 3 3 3-2v6z" />
    </>
  ),
  refused: (
    <>
      {frame}
      <path class="stroke" d="M4 9h6" />
    </>
  ),
  failed: (
    <>
      {dashed}
      <path class="stroke" d="M7 4.5v5M7 11.5v2" />
    </>
  ),
  notJudged: (
    <>
      {frame}
      <circle class="on" cx="7" cy="9" r="1.5" />
    </>
  ),
  inFlight: dashed,
  notSent: <rect class="pending" x="5" y="7" width="4" height="4" />,
};

interface TileProps {
  readonly outcome: CallOutcome;
  /** Today's model is drawn in the colour of text. */
  readonly base?: boolean;
}

/** One call as a tile of 16 by 20 pixels. Hidden from screen readers: whoever draws it says the word. */
export function Tile({ outcome, base = false }: TileProps): JSX.Element {
  return (
    <svg class={base ? 'tile base' : 'tile'} viewBox="0 0 14 18" aria-hidden="true">
      {SHAPES[outcome]}
    </svg>
  );
}

/** What the shapes mean, those that occur. */
export function TileKey({ shown }: { readonly shown: ReadonlySet<CallOutcome> }): JSX.Element {
  return (
    <p class="key quiet">
      {OUTCOMES.filter((outcome) => shown.has(outcome)).map((outcome) => (
        <span key={outcome}>
          <Tile outcome={outcome} />
          {outcomeWord(outcome)}
        </span>
      ))}
    </p>
  );
}
