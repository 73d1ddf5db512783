import type { FileRecord } from '../../format';
import { at, bool, isObject, list, num, obj, str, text } from '../../../text/json';

/** A call whose arguments come in pieces, as Vertex streams them. */
interface OpenCall {
  readonly first: FileRecord;
  readonly name: string;
  readonly id: string | null;
  readonly args: Record<string, unknown>;
}

/**
 * Puts together the function calls of a Gemini stream whose arguments come in pieces (`partialArgs`, each with the
 * path of its value): the first part names the function, the last one is empty.
 */
export class GeminiCalls {
  #open: OpenCall | null = null;

  /**
   * Takes a part of a candidate: `pending` while a call is not complete, the whole part with the record it began in
   * when it is; `null` for every other part.
   */
  take(
    part: unknown,
    record: FileRecord,
  ): { part: unknown; record: FileRecord } | 'pending' | null {
    const call = obj(part, 'functionCall') ?? obj(part, 'function_call');
    if (call === null) return null;
    const pieces = list(call, 'partialArgs');
    const goesOn = bool(call, 'willContinue') === true;
    if (this.#open === null && !goesOn && pieces.length === 0) return null;
    this.#open ??= {
      first: record,
      name: text(call, 'name') ?? '',
      id: text(call, 'id'),
      args: { ...obj(call, 'args') },
    };
    for (const piece of pieces) put(this.#open.args, piece);
    return goesOn ? 'pending' : this.finish();
  }

  /** The call that is still open when the stream ends. */
  finish(): { part: unknown; record: FileRecord } | 'pending' {
    if (this.#open === null) return 'pending';
    const { first, name, id, args } = this.#open;
    this.#open = null;
    return { part: { functionCall: { name, id, args } }, record: first };
  }
}

const MAX_PATH = 64;
const MAX_INDEX = 10_000;

/** Sets the value at a path such as `$.recipe.steps[0].text`; a string goes on where it stopped. */
function put(args: Record<string, unknown>, piece: unknown): void {
  const keys = [...(str(piece, 'jsonPath') ?? '').matchAll(/\[(\d+)\]|\['([^']*)'\]|\.([^.[\]]+)/g)]
    .slice(0, MAX_PATH)
    .map(([, index, quoted, name]) =>
      index === undefined ? (quoted ?? name ?? '') : Number(index),
    );
  if (keys.some((key) => key === '__proto__' || Number(key) > MAX_INDEX)) return;
  let holder: unknown = args;
  for (const [i, key] of keys.entries()) {
    if (!isHolder(holder)) return;
    const known = at(holder, key);
    const next = keys[i + 1];
    if (next === undefined) holder[key] = joined(known, valueOf(piece));
    else if (known === undefined) holder[key] = typeof next === 'number' ? [] : {};
    holder = at(holder, key);
  }
}

/** An array takes numbers, an object names: both are indexed alike here. */
function isHolder(value: unknown): value is Record<string | number, unknown> {
  return isObject(value) || Array.isArray(value);
}

function joined(known: unknown, value: unknown): unknown {
  return typeof known === 'string' && typeof value === 'string' ? known + value : value;
}

function valueOf(piece: unknown): unknown {
  return str(piece, 'stringValue') ?? num(piece, 'numberValue') ?? bool(piece, 'boolValue');
}
