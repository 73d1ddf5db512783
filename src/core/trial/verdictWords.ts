import { countFigure, percentFigure, say, usdFigure, type Sentence } from '../model/sentence';
import type { Comparison, Interval } from './verdictModel';

type Shown = Omit<Comparison, 'sentence' | 'certainty'>;

/** Fewer pairs than this are spoken of as a first look. */
const A_LOOK = 10;
/** From so many cases on shares are given beside counts. */
const MANY = 200;

/** The one plain sentence of a comparison: right answers and money, counted in cases, with the interval. */
export function sentenceOf(c: Shown): Sentence {
  const { difference, pairs, candidate } = c;
  if (difference === null || pairs === 0) return say('No case was answered by both yet.');
  const cases = countFigure(pairs);
  const more = difference.value * pairs;
  const [low, high] = [whole(difference.low * pairs), whole(difference.high * pairs)];
  const by = countFigure(Math.round(Math.abs(more) * 10) / 10);
  const money = moneyOf(c.costUsd);
  if (Math.abs(more) < 0.05)
    return say(
      '{0} is right as often as {1} on {2} cases (95 %: {3} to {4}){5}.',
      candidate,
      c.baseline,
      cases,
      low,
      high,
      money,
    );
  return more > 0
    ? say(
        '{0} is right on {1} more of {2} cases (95 %: {3} to {4}){5}.',
        candidate,
        by,
        cases,
        low,
        high,
        money,
      )
    : say(
        '{0} is right on {1} fewer of {2} cases (95 %: {3} to {4}){5}.',
        candidate,
        by,
        cases,
        low,
        high,
        money,
      );
}

/** A signed whole number, as words: a figure has no sign. */
const whole = (n: number): string => {
  const rounded = Math.round(n);
  return rounded < 0 ? `−${String(-rounded)}` : String(rounded);
};

function moneyOf(usd: Interval | null): Sentence | string {
  if (usd === null || usd.value === 0) return '';
  return usd.value > 0
    ? say(' for {0} more a call', usdFigure(usd.value))
    : say(' for {0} less a call', usdFigure(-usd.value));
}

/** The one line of certainty that stands below it. Never a p value: what may be said, and what would settle the rest. */
export function certaintyOf(c: Shown): Sentence {
  const { evidence, pairs, atMost } = c;
  if (pairs === 0) return say('Nothing can be said yet.');
  switch (evidence.kind) {
    case 'better':
      return say(
        'Enough evidence that it is better on cases like these: a trial errs so in at most {0} of 100. By how much is less sure.',
        perHundred(c.errorRate),
      );
    case 'worse':
      return say(
        'Enough evidence that it is worse on cases like these: a trial errs so in at most {0} of 100. By how much is less sure.',
        perHundred(c.errorRate),
      );
    case 'same':
      return say(
        'No useful difference: at most {0} of 100 cases either way.',
        countFigure(Math.ceil((atMost ?? 1) * 100)),
      );
    case 'open':
      return openWords(pairs, evidence.moreCases, atMost);
  }
}

const perHundred = (rate: number): string => String(Math.round(rate * 10_000) / 100);

function openWords(pairs: number, moreCases: number | null, atMost: number | null): Sentence {
  const bound = percentFigure(Math.min(1, atMost ?? 1));
  if (pairs < A_LOOK)
    return say(
      'A first look only: {0} cases decide nothing unless all of them differ.',
      countFigure(pairs),
    );
  if (moreCases === null)
    return pairs < MANY
      ? say(
          'Not decided: no difference larger than {0} was found, and many more cases would be needed.',
          bound,
        )
      : say(
          'Not decided after {0} cases: no difference larger than {1} was found.',
          countFigure(pairs),
          bound,
        );
  return say(
    'Not decided yet: about {0} more cases would probably do (8 times in 10, if the difference stays as it is).',
    countFigure(moreCases),
  );
}
