import { rounded } from '../../text/round';
import { canonical } from './canonical';

const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** Words before an amount that leave it what it is. */
const ABOUT = /^(?:[~≈]|(?:about|around|approximately|roughly|exactly) )+/u;
/** An amount with its unit or with what it counts. */
const AMOUNT =
  /^([-+]?[$€£]?\d+(?:\.\d+)?)(?: ?(?:[a-z°]{1,12}|%)(?:[/^][a-z\d-]+)?| [a-z][^\d;,]*)$/u;
/** Powers of ten are written out up to here. */
const LONGEST_POWER = 12;
const MOST_ITEMS = 8;
const LONGEST_ITEM = 20;

/**
 * The ways in which one answer may stand in a canonical text: itself, the value behind `x =`, a number without its unit
 * or without what it counts, a short decimal for a simple fraction and the other way round, a set in another order,
 * `±a` for `a, -a`, a power of ten as a number, infinity in words, a word for a small number, a bare yes or no.
 */
export function forms(answer: string): readonly string[] {
  const whole = canonical(answer)
    .text.trim()
    .replace(ABOUT, '')
    .replace(/(?<=[^.])[.。]$/u, '');
  const value = /^[a-zα-ω]{1,3}(?:=|∈)(.+)$/u.exec(whole)?.[1];
  const core = value ?? whole;
  const bare = [whole, value, ...amounts(core), ...numbers(core), ...lists(core), ...words(core)];
  return [...new Set(bare.filter((form) => form !== undefined && form !== ''))] as string[];
}

function amounts(core: string): readonly string[] {
  // In a text "12 500" may be two numbers, as an answer it is one.
  const spaced = /^\d{1,3}(?: \d{3})+(?= \p{L}|$)/u.exec(core)?.[0].replaceAll(' ', '');
  const amount = AMOUNT.exec(core)?.[1]?.replace(/^[$€£]/u, '');
  const power = /^(.*10\^-?\d+) ?[a-z]{1,12}$/u.exec(core)?.[1];
  const currency = /^[$€£](\d.*)$/u.exec(core)?.[1];
  return [spaced, amount, power, currency].filter((form) => form !== undefined);
}

/** A number written in other ways: `3.0`, `.5`, `3/4`, `6.02*10^23`. */
function numbers(core: string): readonly string[] {
  const found: string[] = [];
  if (/^-?\d{0,12}\.\d{1,12}$/u.test(core)) found.push(String(Number(core)));
  const [, over, under] = /^(-?\d{1,4})\/(\d{1,4})$/u.exec(core) ?? [];
  if (over !== undefined && Number(under) > 0) {
    const decimal = Number(over) / Number(under);
    if (rounded(decimal, 4) === decimal) found.push(String(decimal));
  }
  const [, times, power] = /^(?:(-?\d{1,15}(?:\.\d{1,15})?)\*)?10\^(-?\d{1,3})$/u.exec(core) ?? [];
  if (power !== undefined) {
    found.push(`${times ?? '1'}e${power}`);
    const plain = Number(`${times ?? '1'}e${power}`);
    if (Math.abs(plain) < 10 ** LONGEST_POWER && Number.isInteger(plain)) found.push(String(plain));
  }
  const [, mantissa, e] = /^(-?\d{1,15}(?:\.\d{1,15})?)e\+?(-?\d{1,3})$/u.exec(core) ?? [];
  if (mantissa !== undefined) found.push(`${mantissa}*10^${e}`);
  return found;
}

/** Without brackets: a set, or several solutions. In order, and two of them also the other way round. */
function lists(core: string): readonly string[] {
  if (/[()[\]{}]/u.test(core)) return [];
  const items = core.split(/,| or | and |;/u).map((item) => item.trim().replace(/^[a-z]=/u, ''));
  const isList = items.length > 1 && items.length <= MOST_ITEMS;
  if (!isList || !items.every((item) => isItem(item))) return [];
  const sorted = items.toSorted();
  const found = [items.join(','), sorted.join(',')];
  const [first = '', second = ''] = items;
  if (items.length === 2) {
    found.push(`${second},${first}`);
    const size = first.replace(/^[-+]/u, '');
    if (first !== second && size === second.replace(/^[-+]/u, '')) found.push(`±${size}`);
  }
  return found;
}

function isItem(item: string): boolean {
  return item !== '' && item.length <= LONGEST_ITEM && (/^[^ ]+$/u.test(item) || /\d/u.test(item));
}

function words(core: string): readonly string[] {
  const found: string[] = [];
  if (/^\+?∞$/u.test(core)) found.push('∞', 'infinite', 'infinity');
  const said = /^(yes|no|true|false)[,.;:] ?\S/u.exec(core)?.[1];
  if (said !== undefined) found.push(said);
  const count = WORDS.indexOf(core);
  if (count >= 0) found.push(String(count));
  return found;
}

/** Units of measure with the ways to write each; the first is what stands for it. */
const UNITS: readonly (readonly string[])[] = [
  'km kilometer kilometre',
  'm meter metre',
  'cm centimeter centimetre',
  'mm millimeter millimetre',
  'mile mi',
  'kg kilogram',
  'g gram',
  'l liter litre',
  'h hr hour',
  'min minute',
  's sec second',
  'day d',
  'week wk',
  'month',
  'year yr',
  '$ usd dollar',
  '€ eur euro',
  '£ gbp',
  '% percent',
  '° degree deg',
  'j joule',
  'kj kilojoule',
  'n newton',
  'w watt',
  'kw kilowatt',
  'v volt',
  'ev',
].map((names) => names.split(' '));

/** The unit of measure of an amount, in one way of writing; `null` where it has none that is known. */
export function unitOf(answer: string): string | null {
  // Dollars fall away in the one way of writing, as marks of mathematics.
  if (/^\s*[-−]?\$\d[^$]*$/u.test(answer)) return '$';
  const text = canonical(answer).text.trim().replace(ABOUT, '');
  const [, before, after] = /^[-+]?([$€£])?\d[\d.,]*(?: ?([a-z°%]{1,12}))?$/u.exec(text) ?? [];
  const name = before ?? after;
  if (name === undefined) return null;
  const known = UNITS.find(
    (names) => names.includes(name) || names.includes(name.replace(/s$/u, '')),
  );
  return known?.[0] ?? null;
}
