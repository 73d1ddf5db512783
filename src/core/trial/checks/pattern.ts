import { say, type Sentence } from '../../model/sentence';
import { linearPattern } from '../../text/pattern/automaton';
import type { PatternProblem } from '../../text/pattern/parse';

/** Whether a pattern is found in a text. */
export type Pattern = (text: string) => boolean;

/** So much of an answer is searched. */
const MAX_TEXT = 100_000;

/**
 * Compiles a regular expression as JavaScript writes it (`a+b`, or `/a+b/i`) to one whose time grows with the text only,
 * whatever the pattern. Look-around and back references need more than that: they are refused.
 */
export function compilePattern(source: string): Pattern | PatternProblem {
  const [, inner = source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(source) ?? [];
  if (/[^gimsu]/.test(flags)) return { problem: unknownFlag(flags) };
  return compileBare(inner, flags);
}

/** The same without marks around it and flags after them: in a JSON Schema `/home/x` is a path. */
export function compileBare(source: string, flags = ''): Pattern | PatternProblem {
  const pattern = linearPattern(source, {
    ignoreCase: flags.includes('i'),
    multiline: flags.includes('m'),
    dotAll: flags.includes('s'),
  });
  if ('problem' in pattern) return pattern;
  return (text) => pattern.automaton.matches(text.slice(0, MAX_TEXT));
}

const unknownFlag = (flags: string): Sentence =>
  say('The pattern has a flag that is not known: {0}', flags);

export const isPattern = (found: Pattern | PatternProblem): found is Pattern =>
  typeof found === 'function';
