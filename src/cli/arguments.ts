import { parseArgs, type ParseArgsConfig } from 'node:util';
import { reasonOf } from '../core/text/errors';

/** Wrong use or input; the message names what is wrong. */
export class UseError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;
type Read<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; tokens: true }>
>;

/**
 * A command line as options and what stands beside them: the one reader of all commands. What follows `--` is no option,
 * whatever it begins with. Throws a `UseError` on an option that is not among `options`, or that has no value.
 */
export function readArgs<const T extends Options>(args: readonly string[], options: T): Read<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new UseError(shortReason(reasonOf(error)));
  }
}

/** Node's own words for the two usual mistakes go on for lines. */
function shortReason(message: string): string {
  const option = /'(--?[\w-]+)/.exec(message)?.[1];
  if (option === undefined) return message;
  if (message.startsWith('Unknown')) return `unknown option '${option}'`;
  return /missing|ambiguous/.test(message) ? `${option} takes a value` : message;
}

type Tokens = Read<Options>['tokens'];

/**
 * Values of an option that takes several in a row (`--sessions A B C`): what follows it up to the next option with a value
 * is its own. Gives back the values, and what stands beside all options.
 */
export function readRow(
  tokens: Tokens,
  name: string,
): { readonly values: readonly string[]; readonly beside: readonly string[] } {
  const values: string[] = [];
  const beside: string[] = [];
  let inRow = false;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') inRow = false;
    else if (token.kind === 'positional') (inRow ? values : beside).push(token.value);
    else if (token.value !== undefined) {
      inRow = token.name === name;
      if (inRow) values.push(token.value);
    }
  }
  return { values, beside };
}

/** The parts of a list with commas, blanks and empty ones left out. */
export const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '');

/** The number of an option. */
export function positive(name: string, text: string): number {
  const n = Number(text);
  if (!Number.isFinite(n) || n < 0 || text.trim() === '') {
    throw new UseError(`--${name} takes a number, not '${text}'`);
  }
  return n;
}

/** An option that is there or not. */
export const FLAG = { type: 'boolean', default: false } as const;
/** An option with a value. */
export const TEXT = { type: 'string' } as const;
