/**
 * Safe access to JSON of unknown shape: every getter takes a value and a path of own keys and array indexes, and
 * gives `null` (or an empty list) when what is there is missing or of another type. Prototype keys are never seen.
 */
export type JsonObject = Readonly<Record<string, unknown>>;
export type JsonPath = readonly (string | number)[];

/** Whether a value is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of own keys, `undefined` when there is none. */
export function at(value: unknown, ...path: JsonPath): unknown {
  let current = value;
  for (const key of path) {
    if (typeof key === 'number') {
      current = Array.isArray(current) ? current[key] : undefined;
    } else {
      current = isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
    }
  }
  return current;
}

/** Whether there is an own key, whatever its value (also null). */
export function has(value: unknown, key: string): boolean {
  return isObject(value) && Object.hasOwn(value, key);
}

export function str(value: unknown, ...path: JsonPath): string | null {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : null;
}

/** A string that is not empty. */
export function text(value: unknown, ...path: JsonPath): string | null {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : null;
}

/** A finite number. */
export function num(value: unknown, ...path: JsonPath): number | null {
  const found = at(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

/** A count of tokens or items: a whole number from 0 to 2^53, also when written as digits or as pandas prints it (`36.0`). */
export function count(value: unknown, ...path: JsonPath): number | null {
  const found = at(value, ...path);
  const n = typeof found === 'string' && /^\d{1,15}(?:\.0)?$/.test(found) ? Number(found) : found;
  return Number.isSafeInteger(n) && typeof n === 'number' && n >= 0 ? n : null;
}

export function bool(value: unknown, ...path: JsonPath): boolean | null {
  const found = at(value, ...path);
  return typeof found === 'boolean' ? found : null;
}

export function obj(value: unknown, ...path: JsonPath): JsonObject | null {
  const found = at(value, ...path);
  return isObject(found) ? found : null;
}

/** The items of an array, none when it is not an array. */
export function list(value: unknown, ...path: JsonPath): readonly unknown[] {
  const found: unknown = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Epoch milliseconds of an ISO 8601 string or of a number in seconds, milliseconds, microseconds or nanoseconds; `null` also where no date is so far away. */
export function time(value: unknown, ...path: JsonPath): number | null {
  const found = at(value, ...path);
  if (typeof found === 'string') {
    const parsed = /^\d{9,20}$/.test(found) ? fromNumber(Number(found)) : Date.parse(found);
    return dated(parsed);
  }
  return typeof found === 'number' && found > 0 ? dated(fromNumber(found)) : null;
}

/** The largest time that a date can stand for, either way (ECMAScript, section 21.4.1.1). */
const LAST_DATE = 8.64e15;

const dated = (ms: number): number | null => (Math.abs(ms) <= LAST_DATE ? ms : null);

/** The unit is told by the size: seconds stay below 1e11 until the year 5138. */
function fromNumber(n: number): number {
  if (n < 1e11) return Math.round(n * 1e3);
  if (n < 1e14) return Math.round(n);
  return Math.round(n < 1e17 ? n / 1e3 : n / 1e6);
}

/** JSON text of a value for a raw segment or a tool's input; a string stays as it is. */
export function jsonText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  try {
    return JSON.stringify(value);
  } catch (error) {
    // JSON that was parsed has no cycles: only nesting beyond the stack fails.
    return `(${error instanceof Error ? error.message : 'not printable'})`;
  }
}
