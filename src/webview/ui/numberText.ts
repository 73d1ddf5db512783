import type { Voice } from '../../core/text/voice';

/** A typed number, and how its group marks were taken. */
export interface NumberText {
  readonly text: string;
  /** `null` for an empty text, NaN for what is no number. */
  readonly value: number | null;
  /** The text has group marks, which say nothing of the value. */
  readonly grouped: boolean;
}

/** What writes numbers: the voice of a page. */
type Writer = Pick<Voice, 'count' | 'decimal'>;

/**
 * Reads a number as the page of that language writes it, and as it is typed: spaces, `_`, `'` and `$` are passed over, `k`
 * and `M` multiply. A group mark counts as such only where it stands as one, before three digits (a typed `2.50` is 2.5 in
 * German too), or where it did in the text `before`, of which this one is an edit: a zero after `10.000` is 100,000.
 */
export function readNumber(
  text: string,
  writer: Writer,
  before: NumberText | null = null,
): NumberText {
  const { group, decimal, digits } = marksOf(writer);
  const bare = text.replace(/[\s_$'’]/g, '').replace(/./gsu, (sign) => {
    if (sign === group) return ',';
    if (sign === decimal) return '.';
    return digits.includes(sign) ? String(digits.indexOf(sign)) : sign;
  });
  const grouped =
    GROUPED.test(bare) || (before?.grouped === true && keepsMark(before.text, text, group));
  const plain = grouped ? bare.replaceAll(',', '') : bare.replace(',', '.');
  return { text, value: valueOf(plain), grouped };
}

/** Groups before which no zero stands; some languages have two digits in all but the last. */
const GROUPED = /^[1-9]\d{0,2}(?:,\d{2,3}){0,9},\d{3}(?:\.\d*)?[kKmM]?$/;

function valueOf(bare: string): number | null {
  if (bare === '') return null;
  const [, number, unit = ''] = /^(\d*\.?\d+)([kKmM]?)$/.exec(bare) ?? [];
  return number === undefined ? NaN : Number(number) * FACTORS[unit.toLowerCase()]!;
}

const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6 };

/** Whether an edit left the text before the first mark, or that behind the last, as it was. */
function keepsMark(before: string, after: string, mark: string): boolean {
  const [first, last] = [before.indexOf(mark), before.lastIndexOf(mark)];
  return (
    first >= 0 &&
    (after.startsWith(before.slice(0, first + 1)) || after.endsWith(before.slice(last)))
  );
}

interface Marks {
  readonly group: string;
  readonly decimal: string;
  /** The digits from 0 to 9. */
  readonly digits: readonly string[];
}

const known = new WeakMap<Writer, Marks>();

/** The marks of a language, as they stand in a number that has all of them. */
function marksOf(writer: Writer): Marks {
  let marks = known.get(writer);
  if (marks === undefined) {
    const digits = Array.from({ length: 10 }, (_, n) => writer.count(n));
    // Some languages group from five digits on only.
    const all = writer.decimal(1_234_567.5, 1).match(/./gsu) ?? [];
    const signs = all.filter((sign) => !digits.includes(sign));
    known.set(writer, (marks = { group: signs[0] ?? ',', decimal: signs.at(-1) ?? '.', digits }));
  }
  return marks;
}
