import { at, isObject } from '../../text/json';
import { canonical } from '../../steps/answer/canonical';
import { forms, unitOf } from '../../steps/answer/forms';
import { finalAnswer, optionLetter } from '../../steps/answer/final';
import { mentions } from '../../steps/answer/match';

/** Answers longer than this are compared as they are, white space and case folded. UTF-16 units. */
const SHORT = 400;

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

/** The part of an answer that is compared: what it states, boxes or ends with, as answer tracking finds it. */
export function statedAnswer(answer: string): string {
  return finalAnswer('', answer)?.answer ?? answer.trim();
}

/**
 * Whether an answer says what was expected, however it is written: `\frac{1}{2}`, `1/2` and `0.5`; `1,000` and `1000`;
 * `B`, `(B)` and `option B`. The same forms as in answer tracking.
 */
export function saysTheSame(answer: string, expected: string): boolean {
  if (folded(answer) === folded(expected)) return true;
  if (expected.length > SHORT) return false;
  const wanted = new Set(forms(expected));
  const stated = statedAnswer(answer);
  // A bare number is taken for any unit, one unit not for another.
  const [unit, other] = [unitOf(expected), unitOf(answer) ?? unitOf(stated)];
  if (unit !== null && other !== null && unit !== other) return false;
  const given = answer.length <= SHORT ? [...forms(answer), ...forms(stated)] : forms(stated);
  if (given.some((form) => wanted.has(form))) return true;
  const letter = optionLetter(expected.trim());
  return letter !== null && letter === optionLetter(stated);
}

/** Whether the expected text stands somewhere in an answer, a number as one of its own: 42 does not stand in 142, "no" does in "know". */
export function containsAnswer(answer: string, expected: string): boolean {
  if (folded(answer).includes(folded(expected)) && !/^[\d\s.,%$€£-]+$/.test(expected)) return true;
  const [first] = mentions(answer, { answer: expected.trim() });
  return first !== undefined;
}

/** The number that an answer comes to: the stated one, else the last that stands in it; `null` without any. */
export function numberIn(answer: string): number | null {
  return numberOf(statedAnswer(answer)) ?? lastNumber(answer.slice(-2_000));
}

/** The number that a short text is, with thousands, currency, per cent or a simple fraction; `null` for any other. */
export function numberOf(text: string): number | null {
  // A number in words is an answer in words.
  if (!/\d/.test(canonical(text).text)) return null;
  for (const form of forms(text)) {
    const plain = form.replace(/^([-+]?)[$€£]/, '$1').replace(/ ?%$/, '');
    const [, over, under] = /^([-+]?\d{1,15}(?:\.\d{1,15})?)\/(\d{1,15})$/.exec(plain) ?? [];
    if (over !== undefined && Number(under) > 0) return Number(over) / Number(under);
    if (/^[-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:e[-+]?\d{1,3})?$/.test(plain))
      return Number(plain);
  }
  return null;
}

function lastNumber(text: string): number | null {
  const all = [...canonical(text).text.matchAll(/-?\d+(?:\.\d+)?/g)];
  const last = all.at(-1)?.[0];
  return last === undefined ? null : Number(last);
}

/** A JSON value with whether there was one: `null` is a value. */
export type FoundJson =
  { readonly found: true; readonly value: unknown } | { readonly found: false };

/** Starts of values that are tried in an answer with words around its JSON. */
const MAX_STARTS = 20;
const MAX_JSON = 1_000_000;

/** The JSON of an answer: all of it, its last code block, or the first object or list in its words. */
export function jsonIn(answer: string): FoundJson {
  const text = answer.slice(0, MAX_JSON).trim();
  const close = text.lastIndexOf('```');
  const open = close <= 0 ? -1 : text.lastIndexOf('```', close - 1);
  const block = open < 0 ? null : text.slice(text.indexOf('\n', open) + 1, close);
  for (const candidate of [text, block]) {
    const parsed = candidate === null ? ({ found: false } as const) : parsedJson(candidate);
    if (parsed.found) return parsed;
  }
  let from = 0;
  for (let i = 0; i < MAX_STARTS; i++) {
    const start = nextOpening(text, from);
    if (start < 0) break;
    const end = closing(text, start);
    const parsed = end < 0 ? ({ found: false } as const) : parsedJson(text.slice(start, end));
    if (parsed.found) return parsed;
    from = start + 1;
  }
  return { found: false };
}

function parsedJson(text: string): FoundJson {
  try {
    return { found: true, value: JSON.parse(text) as unknown };
  } catch {
    // Most answers are no JSON: that is told by `found`.
    return { found: false };
  }
}

function nextOpening(text: string, from: number): number {
  const found = /[{[]/g;
  found.lastIndex = from;
  return found.exec(text)?.index ?? -1;
}

/** The end of the value that opens at a place, outside of its strings; -1 when it never closes. */
function closing(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c === '\\') i += 1;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' || c === '[') depth += 1;
    else if ((c === '}' || c === ']') && --depth === 0) return i + 1;
  }
  return -1;
}

/** The value at a path such as `items.0.price` or `items[0].price`; `undefined` when there is none. */
export function fieldAt(value: unknown, path: string): unknown {
  const parts = path.split(/[.[\]]+/).filter((part) => part !== '');
  return parts.reduce<unknown>(
    (inner, part) => (isObject(inner) ? at(inner, part) : at(inner, Number(part))),
    value,
  );
}
