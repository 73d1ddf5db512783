import { linearPattern, type Match } from '../text/pattern/automaton';
import type { PatternProblem } from '../text/pattern/parse';
import { requiredWords } from '../text/pattern/required';
import { needlesOf, type Needle } from './bytes';
import type { SearchQuery } from './model';

/** A query ready to look at texts. */
export interface Matcher {
  /** A quick look whether it may match anything in a text. */
  mayMatch(text: string): boolean;
  /** The first match from an offset on, in linear time; `null` without one. */
  find(text: string, from: number): Match | null;
  /** Nothing is asked of the words: every step is a hit, as a whole. */
  readonly everyStep: boolean;
  /** Bytes one of which stands in each file with a match; `null` where every file must be read. */
  readonly needles: readonly Needle[] | null;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Makes ready what is looked for; why it cannot be looked for, where it cannot. */
export function createMatcher({
  text,
  regex,
}: Pick<SearchQuery, 'text' | 'regex'>): Matcher | PatternProblem {
  if (text === '') {
    return { mayMatch: (body) => body !== '', find: () => null, everyStep: true, needles: null };
  }
  return regex ? patternMatcher(text) : wordsMatcher(text);
}

function wordsMatcher(text: string): Matcher {
  const pattern = new RegExp(escaped(text), 'gi');
  const find = (body: string, from: number): Match | null => {
    pattern.lastIndex = from;
    const found = pattern.exec(body);
    return found === null ? null : { start: found.index, end: found.index + found[0].length };
  };
  const mayMatch = (body: string): boolean => find(body, 0) !== null;
  return { mayMatch, find, everyStep: false, needles: needlesOf(text) };
}

/** Whatever the case, line by line. */
const FLAGS = { ignoreCase: true, multiline: true, dotAll: false } as const;

function patternMatcher(source: string): Matcher | PatternProblem {
  const pattern = linearPattern(source, FLAGS);
  if ('problem' in pattern) return pattern;
  const { automaton } = pattern;
  const words = requiredWords(pattern.tree);
  const quick = words && new RegExp(words.map(escaped).join('|'), 'iu');
  const needles = words?.map((word) => needlesOf(word)) ?? [null];
  return {
    mayMatch: (body) => quick === null || quick.test(body),
    find: (body, from) => automaton.find(body, from),
    everyStep: false,
    needles: needles.every((n) => n !== null) ? needles.flat() : null,
  };
}
