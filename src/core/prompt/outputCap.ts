import { bare } from './callWords';
import { environmentDefault, plainString } from './evaluate';
import { calledName, type Reading } from './resolve';
import { nestedEntries } from './site';
import type { Entry, Value } from './syntax/value';

/** Limits of the output in every library's spelling (`max_tokens`, `maxOutputTokens`, C#'s `MaxOutputTokenCount`, Ollama's `num_predict`), bare and without `with`. */
const LIMIT = /^max(?:completion|output|new)?tokens?(?:tosample|count)?$|^numpredict$/;
/** Calls that give back the one number they are given: Go's `openai.Int(400)`, Rust's `Some(400)`, `Optional.of(400)`, `int(...)`. */
const WRAPS = /^(?:u?int(?:32|64)?|long|some|ptr|of|valueof|newopt|f|float|number|to\w{1,20})$/;
const MAX_DEPTH = 6;

const isLimit = ({ name }: Entry): boolean =>
  name !== null && LIMIT.test(bare(name).replace(/^(?:with|set)/, ''));

/** The number that a value is: written there, in a constant, wrapped, or the default of a variable; null where it is not known. */
function numberIn(value: Value, reading: Reading, depth = 0): number | null {
  if (depth > MAX_DEPTH) return null;
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'number' ? value.value : null;
    case 'string': {
      const text = plainString(value)?.trim() ?? '';
      return /^\d{1,9}$/.test(text) ? Number(text) : null;
    }
    case 'name':
    case 'member': {
      const known = reading.follow(value);
      return known === null ? null : numberIn(known, reading, depth + 1);
    }
    case 'foreign':
      return numberIn(value.value, reading.abroad(value.program), depth + 1);
    case 'call': {
      const fallback = environmentDefault(value);
      if (fallback !== null) return numberIn(fallback, reading, depth + 1);
      const [only, ...rest] = value.args;
      const isWrapped = WRAPS.test(bare(calledName(value)).replace(/\[.*$/, ''));
      return only !== undefined && rest.length === 0 && isWrapped
        ? numberIn(only.value, reading, depth + 1)
        : null;
    }
    case 'record':
    case 'list':
    case 'spread':
    case 'sum':
    case 'pipe':
    case 'format':
    case 'choice':
    case 'function':
    case 'class':
    case 'other':
      return null;
  }
}

/**
 * The output cap in the arguments of a call, or of what made its model, in tokens: the first that is told, also in a nested
 * configuration. Null where none is set, or where it is computed.
 */
export function outputCap(entries: readonly Entry[], reading: Reading): number | null {
  for (const entry of nestedEntries(entries, reading)) {
    const cap = isLimit(entry) ? numberIn(entry.value, reading) : null;
    // `max_tokens=-1` and `0` stand for no limit.
    if (cap !== null && cap > 0) return cap;
  }
  return null;
}
