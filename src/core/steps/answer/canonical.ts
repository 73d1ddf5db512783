import { isDigit } from '../segment/characters';

/**
 * Writes answers one way, whichever way they were written: `\dfrac{5}{12}`, `\frac5{12}` and `5/12`; `\sqrt{51}`, `√51`
 * and `sqrt(51)`; `1,000`, `1{,}000` and `1000`; `π` and `\pi`; `12 %`, `12\%` and `12 percent`. Marks of mathematics and
 * emphasis fall away, letters become small, white space one blank or none beside an operator.
 */
export interface Canonical {
  readonly text: string;
  /** For each unit of `text` the place in the source where it was written; one more for the end. */
  readonly places: Int32Array;
}

/** Groups in braces longer than this are left as they are. UTF-16 units. */
const LONGEST_GROUP = 200;
const DEEPEST = 4;

const GREEK =
  'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω hbar ℏ';
const SIGNS =
  'infty ∞ times * cdot * div / pm ± mp ∓ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ ll ≪ gg ≫ in ∈ cup ∪ cap ∩ degree ° circ ° emptyset ∅ to → rightarrow → langle ⟨ rangle ⟩';

/** What commands stand for; Greek letters are written small. */
const SYMBOLS = pairs(`${GREEK} ${SIGNS}`);

const CHARACTERS: ReadonlyMap<string, string> = pairs(
  "− - × * · * ⋅ * ÷ / ½ 1/2 ¼ 1/4 ¾ 3/4 ⅓ 1/3 ⅔ 2/3 ∛ √[3] ’ ' ϕ φ µ μ ħ ℏ",
);

/** `name sign name sign ...` as a map. */
function pairs(list: string): ReadonlyMap<string, string> {
  const words = list.split(' ');
  return new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1]!] as const] : [])));
}

/** Raised signs, each at the place of what it stands for in `LOWERED`. */
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';
const LOWERED = '0123456789-';

/** Commands that only dress what is in their braces. */
const DRESS =
  /^(?:text|textbf|textit|mathrm|mathbf|mathit|operatorname|boxed|displaystyle|left|right|big|Big)$/;
/** White space beside one of these says nothing. */
const TIGHT = new Set(
  Array.from('-+*/^=<>≤≥≠≈±∓≪≫⟨⟩→,;:()[]{}√%∪∩∈|αβγδεζηθκλμνξπρστφχψωℏ', (c) => c.charCodeAt(0)),
);
const BLANK = 0x20;
const STAR = 0x2a;
const RAISE = 0x5e;
const DEGREE = 0xb0;

/** A small letter, Latin or Greek, or a root. */
function isNamed(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x3b1 && unit <= 0x3c9) || unit === 0x221a;
}

/** Collects the canonical text with the place of each of its units. */
class Writer {
  #units = new Uint16Array(1024);
  #places = new Int32Array(1024);
  #length = 0;

  write(text: string, place: number): void {
    for (let i = 0; i < text.length; i++) this.unit(text.charCodeAt(i), place);
  }

  unit(unit: number, place: number): void {
    const last = this.#length === 0 ? BLANK : this.#units[this.#length - 1]!;
    if (unit === BLANK) {
      if (last === BLANK || TIGHT.has(last)) return;
    } else if (last === BLANK && this.#length > 0 && TIGHT.has(unit)) this.#length -= 1;
    else if (last === STAR && isNamed(unit) && isDigit(this.#units[this.#length - 2] ?? BLANK)) {
      // 2*x is 2x.
      this.#length -= 1;
    } else if (last === RAISE && unit === DEGREE) this.#length -= 1;
    if (this.#length === this.#units.length) this.#grow();
    this.#units[this.#length] = unit;
    this.#places[this.#length] = place;
    this.#length += 1;
  }

  #grow(): void {
    const [units, places] = [this.#units, this.#places];
    this.#units = new Uint16Array(2 * units.length);
    this.#units.set(units);
    this.#places = new Int32Array(2 * places.length);
    this.#places.set(places);
  }

  end(place: number): Canonical {
    const places = new Int32Array(this.#length + 1);
    places.set(this.#places.subarray(0, this.#length));
    places[this.#length] = place;
    return { text: utf16Text(this.#units.subarray(0, this.#length)), places };
  }
}

function utf16Text(units: Uint16Array): string {
  const parts: string[] = [];
  for (let at = 0; at < units.length; at += 8_192) {
    parts.push(String.fromCharCode(...units.subarray(at, at + 8_192)));
  }
  return parts.join('');
}

/** The canonical form of a text of any length, in one pass. */
export function canonical(source: string): Canonical {
  const writer = new Writer();
  copy(source, 0, source.length, writer, 0);
  return writer.end(source.length);
}

function copy(source: string, from: number, to: number, writer: Writer, depth: number): void {
  for (let at = from; at < to;) {
    const code = source.charCodeAt(at);
    // Small letters but for s and p, and digits: most of any text.
    if (code >= 0x30 && code <= 0x39) writer.unit(code, at++);
    else if (code >= 0x61 && code <= 0x7a && code !== 0x73 && code !== 0x70)
      writer.unit(code, at++);
    else if (code <= BLANK) writer.unit(BLANK, at++);
    else if (code === 0xa0 || code === 0x202f || code === 0x2009) {
      // In numbers it is a mark of thousands.
      if (!isThousands(source, at)) writer.unit(BLANK, at);
      at += 1;
    } else at = special(source, at, to, writer, depth);
  }
}

/** Writes what may be more than the character it is; gives the place behind it. */
function special(source: string, at: number, to: number, writer: Writer, depth: number): number {
  const c = source.charAt(at);
  switch (c) {
    case '\\':
      return command(source, at, to, writer, depth);
    case '$':
    case '}':
      return at + 1;
    case '{':
      return source.startsWith('{,}', at) ? at + 3 : at + 1;
    case '*':
      if (isEmphasis(source, at)) return at + 1;
      break;
    case '^': {
      // 10^(-3) is 10^-3.
      const power = /^\^\((-?\d{1,4})\)/.exec(source.slice(at, at + 8));
      if (power === null) break;
      writer.write(`^${power[1]}`, at);
      return at + power[0].length;
    }
    case '<':
    case '>':
      if (source.charAt(at + 1) === '=') {
        writer.write(c === '<' ? '≤' : '≥', at);
        return at + 2;
      }
      break;
    case ',':
      if (isThousands(source, at)) return at + 1;
      break;
    case 's':
      if (source.startsWith('sqrt(', at)) {
        return root(source, at + 4, ')', to, writer, depth, at);
      }
      break;
    case '√':
      if (source.charAt(at + 1) === '(') return root(source, at + 1, ')', to, writer, depth, at);
      break;
    case 'p':
      if (/^per ?cent(?![a-z])/.test(source.slice(at, at + 9))) {
        writer.write('%', at);
        return at + (source.charAt(at + 3) === ' ' ? 8 : 7);
      }
      break;
  }
  const raised = RAISED.indexOf(c);
  if (raised >= 0) {
    const goesOn = at > 0 && RAISED.includes(source.charAt(at - 1));
    writer.write(`${goesOn ? '' : '^'}${LOWERED.charAt(raised)}`, at);
    return at + 1;
  }
  writer.write(CHARACTERS.get(c) ?? c.toLowerCase(), at);
  return at + 1;
}

/** `**bold**` and `*it*`: a star beside another one, or at the edge of a word. A product has blanks or digits around it. */
function isEmphasis(source: string, at: number): boolean {
  if (source.charAt(at + 1) === '*' || source.charAt(at - 1) === '*') return true;
  const before = source.charAt(at - 1);
  const after = source.charAt(at + 1);
  return (before === '' || before <= ' ') !== (after === '' || after <= ' ');
}

/** A mark between a digit and exactly three more. */
function isThousands(source: string, at: number): boolean {
  return /\d/.test(source.charAt(at - 1)) && /^\d{3}(?!\d)/.test(source.slice(at + 1, at + 5));
}

function command(source: string, at: number, to: number, writer: Writer, depth: number): number {
  const next = source.charAt(at + 1);
  if (!/[a-zA-Z]/.test(next)) {
    // \( \[ \, \; \! \: \$ \{ fall away; \% is a per cent sign.
    if (next === '%') writer.write('%', at);
    return at + 2;
  }
  const name = /^[a-zA-Z]+/.exec(source.slice(at + 1, at + 20))?.[0] ?? '';
  const end = at + 1 + name.length;
  if (/^[dt]?frac$/.test(name)) return fraction(source, end, to, writer, depth);
  if (name === 'sqrt') {
    const open = skipBlanks(source, end);
    if (source.charAt(open) === '{') return root(source, open, '}', to, writer, depth, at);
    writer.write('√', at);
    return open;
  }
  if (DRESS.test(name)) return end;
  const symbol = SYMBOLS.get(name) ?? SYMBOLS.get(name.toLowerCase());
  if (symbol !== undefined) writer.write(symbol, at);
  // What is not known stays as a word, without its backslash.
  else writer.write(` ${name.toLowerCase()} `, at);
  return end;
}

function skipBlanks(source: string, at: number): number {
  return source.charAt(at) === ' ' ? at + 1 : at;
}

/** The end of a group that opens at `open`, after its closing mark; -1 when it is too long or never closes. */
function groupEnd(source: string, open: number, close: string, to: number): number {
  const start = source.charAt(open);
  let depth = 0;
  for (let i = open; i < to && i < open + LONGEST_GROUP; i++) {
    const c = source.charAt(i);
    if (c === start) depth += 1;
    else if (c === close && --depth === 0) return i + 1;
  }
  return -1;
}

/** `√x`, in brackets where x is more than one number or name. */
function root(
  source: string,
  open: number,
  close: string,
  to: number,
  writer: Writer,
  depth: number,
  place: number,
): number {
  writer.write('√', place);
  const end = depth < DEEPEST ? groupEnd(source, open, close, to) : -1;
  if (end < 0) return open;
  group(source, open + 1, end - 1, writer, depth);
  return end;
}

/** Without brackets where it is one number or name, above a line of a fraction also a product. */
function group(
  source: string,
  from: number,
  to: number,
  writer: Writer,
  depth: number,
  isAbove = false,
): void {
  const bare =
    (isAbove && isProduct(source.slice(from, to))) ||
    /^\s*-?(?:\\sqrt\s?\{?\w+\}?|√?[\d.,]+|\\?[a-zA-Zπ]+)\s*$/.test(source.slice(from, to));
  if (!bare) writer.write('(', from);
  copy(source, from, to, writer, depth + 1);
  if (!bare) writer.write(')', to);
}

/** No sum and no fraction outside of its brackets. */
function isProduct(text: string): boolean {
  return !/[-+−±=,<>/]|\\(?:[dt]?frac|pm|text)/.test(text.replace(/\([^()]*\)/g, ''));
}

/** `a/b` of `\frac{a}{b}` and `\frac12`. */
function fraction(
  source: string,
  after: number,
  to: number,
  writer: Writer,
  depth: number,
): number {
  let at = skipBlanks(source, after);
  for (const part of [0, 1]) {
    if (part === 1) writer.write('/', at);
    at = skipBlanks(source, at);
    if (source.charAt(at) === '{') {
      const end = depth < DEEPEST ? groupEnd(source, at, '}', to) : -1;
      if (end < 0) return at;
      group(source, at + 1, end - 1, writer, depth, part === 0);
      at = end;
    } else if (at < to) {
      writer.write(source.charAt(at).toLowerCase(), at);
      at += 1;
    }
  }
  return at;
}
