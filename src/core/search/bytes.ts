import type { ByteSource } from '../trace/source';
import { foldOf } from '../text/pattern/parse';

/** A run of bytes to look for; letters of ASCII in lower case stand for both cases. */
export type Needle = Uint8Array;

/** Characters that no writer of JSON, Python or YAML escapes: all others may stand there in another form. */
const PLAIN = /[A-Za-z0-9 !#$%()*,\-.:;?@[\]^_{|}~]+/g;
/** A lone half of a character stands nowhere as such. */
const FOREIGN = /[^\p{ASCII}\p{Cs}]+/gu;
/** A plain run this long tells enough; below it letters of other scripts tell more. */
const ENOUGH = 3;
/** Forms of a text that are looked for one by one, at most. */
const MOST_FORMS = 24;

/**
 * Runs of bytes one of which stands in every file that holds the text in its strings, whether as UTF-8 or escaped
 * (`\u00e9`, also in JSON inside JSON); `null` where nothing of the text is sure to stand there.
 */
export function needlesOf(text: string): readonly Needle[] | null {
  const plain = longest(text.match(PLAIN));
  const foreign = longest(text.match(FOREIGN));
  if (plain.length >= ENOUGH || foreign === '') {
    return plain === '' ? null : [utf8(plain.toLowerCase())];
  }
  return foreignNeedles(foreign);
}

/** The same for a text of which a page border may stand in the middle: one half is whole then. */
export function halvesOf(needles: readonly Needle[]): readonly Needle[] | null {
  if (needles.some((needle) => needle.length < 2)) return null;
  return needles.flatMap((needle) => {
    const half = needle.length >> 1;
    return [needle.subarray(0, half), needle.subarray(half)];
  });
}

function longest(runs: readonly string[] | null): string {
  return (runs ?? []).reduce((best, run) => (run.length > best.length ? run : best), '');
}

function utf8(text: string): Needle {
  return new TextEncoder().encode(text);
}

/** As UTF-8 in each case that its first characters can have, or as the escape of the first of them. */
function foreignNeedles(run: string): readonly Needle[] | null {
  const chars = Array.from(run);
  const cases = chars.map(casesOf);
  const whole = cases.every((c) => c.length === 1);
  const first = whole ? [run] : combinations(cases.slice(0, 2));
  const escapes = cases[0]!.map((c) => `u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const forms = [...first, ...escapes];
  return forms.length > MOST_FORMS ? null : forms.map(utf8);
}

function combinations(cases: readonly (readonly string[])[]): readonly string[] {
  return cases.reduce<readonly string[]>(
    (before, next) => before.flatMap((start) => next.map((char) => start + char)),
    [''],
  );
}

let byFold: ReadonlyMap<number, readonly string[]> | null = null;

/** The character in all its cases. */
function casesOf(char: string): readonly string[] {
  const codePoint = char.codePointAt(0)!;
  if (byFold === null) {
    const found = new Map<number, string[]>();
    for (let c = 128; c <= 0xffff; c++) {
      const fold = foldOf(c);
      if (fold === c) continue;
      const same = found.get(fold);
      if (same === undefined) found.set(fold, [String.fromCharCode(fold), String.fromCharCode(c)]);
      else same.push(String.fromCharCode(c));
    }
    byFold = found;
  }
  return byFold.get(foldOf(codePoint)) ?? [char];
}

const isUpper = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
const FOLD = Uint8Array.from({ length: 256 }, (_, byte) => (isUpper(byte) ? byte + 32 : byte));

/** Finds one run of bytes, whatever the case of its letters (Horspool 1980). */
class Finder {
  readonly #needle: Needle;
  /** How far a byte under the needle's end lets the needle move on. */
  readonly #moves = new Int32Array(256);

  constructor(needle: Needle) {
    this.#needle = needle;
    const last = needle.length - 1;
    this.#moves.fill(needle.length);
    for (let i = 0; i < last; i++) {
      const byte = needle[i]!;
      this.#moves[byte] = last - i;
      if (byte >= 0x61 && byte <= 0x7a) this.#moves[byte - 32] = last - i;
    }
  }

  isIn(bytes: Uint8Array): boolean {
    const needle = this.#needle;
    const moves = this.#moves;
    const last = needle.length - 1;
    const end = needle[last]!;
    for (let at = last; at < bytes.length;) {
      const byte = bytes[at]!;
      if (FOLD[byte] === end) {
        let i = last - 1;
        for (let j = at - 1; i >= 0 && FOLD[bytes[j]!] === needle[i]; i--) j--;
        if (i < 0) return true;
      }
      at += moves[byte]!;
    }
    return false;
  }
}

const CHUNK = 1024 * 1024;

/**
 * Whether any of the needles stands in the bytes of a source. Reads it once, in pieces, and stops at the first. Rejects
 * when the source does or the signal aborts.
 */
export async function holdsAny(
  source: ByteSource,
  needles: readonly Needle[],
  {
    signal,
    onProgress,
  }: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((bytes: number) => void) | undefined;
  } = {},
): Promise<boolean> {
  const finders = needles.map((needle) => new Finder(needle));
  const overlap = Math.max(...needles.map((needle) => needle.length)) - 1;
  const readFrom = (at: number): Promise<Uint8Array> | null => {
    if (at >= source.size) return null;
    const reading = source.read(
      Math.max(0, at - overlap),
      Math.min(source.size, at + CHUNK),
      signal,
    );
    // Awaited below, unless something was found before.
    reading.catch(() => undefined);
    return reading;
  };
  let reading = readFrom(0);
  for (let at = 0; reading !== null; at += CHUNK) {
    const bytes = await reading;
    signal?.throwIfAborted();
    reading = readFrom(at + CHUNK);
    if (finders.some((finder) => finder.isIn(bytes))) return true;
    onProgress?.(Math.min(source.size, at + CHUNK));
  }
  return false;
}
