import { forms } from './forms';

/** Figures of a value as it is written, powers of ten apart. */
const NUMBER =
  /(?<![\w.^])([-+]?\d{1,15}(?:\.\d{1,15})?)(?![\d^])(?:(?:\*|x| x )10\^\(?([-+]?\d{1,3})\)?|\*?1?e([-+]?\d{1,3}))?/gu;
const WHOLE = new RegExp(`^[~≈ ]*${NUMBER.source}(?= ?(?:[a-z°%*(]|$))`, 'u');
/** With fewer figures too much would be near. */
const LEAST_FIGURES = 2;

/** A number with as many figures as were written. */
interface Rounded {
  readonly value: number;
  readonly figures: number;
}

function rounded([, mantissa = '', power, e]: RegExpMatchArray): Rounded {
  const figures = mantissa.replace(/^[-+]?0*\.?0*|\./gu, '').length;
  return { value: Number(`${mantissa}e${power ?? e ?? '0'}`), figures };
}

/**
 * Where a text in canonical writing has a number that rounds to the one of an option: `33.54` for `~ 33.5 days`, `2.61e5`
 * for `2.6*10^5 GeV`. Start and end of each in that text.
 */
export function* numbersNear(text: string, option: string): Generator<readonly [number, number]> {
  const [written = ''] = forms(option);
  const whole = WHOLE.exec(written);
  if (whole === null) return;
  const wanted = rounded(whole);
  if (wanted.figures < LEAST_FIGURES || wanted.value === 0) return;
  for (const found of text.matchAll(NUMBER)) {
    const { value, figures } = rounded(found);
    if (figures < wanted.figures || Math.sign(value) !== Math.sign(wanted.value)) continue;
    if (Number(value.toPrecision(wanted.figures)) !== wanted.value) continue;
    yield [found.index, found.index + found[0].length];
  }
}
