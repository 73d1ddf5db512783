/** Values that are named one by one, in canonical writing: `a=13,b=10` or `a:13, b:10`. */
const PAIR = /^([\p{L}][\p{L}\d_]{0,11})[=:](\S{1,20})$/u;
const MOST_PAIRS = 8;
/** In a canonical text all of them stand within so many units. */
const WITHIN = 160;

/**
 * Where a text in canonical writing gives all the values that an answer of several named values gives, in whatever order:
 * start and end of each such place. Nothing for other answers.
 */
export function* together(text: string, answer: string): Generator<readonly [number, number]> {
  const pairs = answer.split(/,|;| and | or /u).map((pair) => PAIR.exec(pair.trim()));
  if (pairs.length < 2 || pairs.length > MOST_PAIRS || pairs.includes(null)) return;
  const wanted = new Map<string, number>();
  for (const [i, pair] of pairs.entries()) wanted.set(`${pair?.[1]}=${pair?.[2]}`, i);
  if (wanted.size !== pairs.length) return;
  const last: number[] = pairs.map(() => -1);
  for (const hit of text.matchAll(
    /(?<![\p{L}\d_])([\p{L}][\p{L}\d_]{0,11})[=:](-?[^\s,;:=()<>]{1,20})/gu,
  )) {
    const [whole, name = '', value = ''] = hit;
    const pair = wanted.get(`${name}=${value.replace(/[.。]$/u, '')}`);
    if (pair === undefined) continue;
    last[pair] = hit.index;
    const start = Math.min(...last);
    const end = hit.index + whole.replace(/[.。]$/u, '').length;
    if (start < 0 || end - start > WITHIN) continue;
    yield [start, end];
    last.fill(-1);
  }
}
