import { linearPattern, type Match } from '../text/pattern/automaton';
import type { PatternProblem } from '../text/pattern/parse';
import { requiredWords } from '../text/pattern/required';
import { needlesOf, type Needle } from './bytes';
import type { SearchQuery } from './model';

/** A query ready to look at texts. */
export interface Matcher {
  /** A quick look whether it may match anything in a text. */
  mayMatch(text: string): boolean;
  /** The first match from an offset on, in linear time; `null` without one, or when the time is over. */
  find(text: string, from: number, isOver?: () => boolean): Match | null;
  /** Nothing is asked of the words: every step is a hit, as a whole. */
  readonly everyStep: boolean;
  /** Bytes one of which stands in each file with a match; `null` where every file must be read. */
  readonly needles: readonly Needle[] | null;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** What is looked for; upper and lower case are alike unless it says otherwise. */
interface Wanted extends Pick<SearchQuery, 'text' | 'regex'> {
  readonly matchCase?: boolean;
}

/** Makes ready what is looked for; why it cannot be looked for, where it cannot. */
export function createMatcher({
  text,
  regex,
  matchCase = false,
}: Wanted): Matcher | PatternProblem {
  if (text === '') {
    return { mayMatch: (body) => body !== '', find: () => null, everyStep: true, needles: null };
  }
  return regex ? patternMatcher(text, matchCase) : wordsMatcher(text, matchCase);
}

function wordsMatcher(text: string, matchCase: boolean): Matcher {
  const pattern = new RegExp(escaped(text), matchCase ? 'g' : 'gi');
  const find = (body: string, from: number): Match | null => {
    pattern.lastIndex = from;
    const found = pattern.exec(body);
    return found === null ? null : { start: found.index, end: found.index + found[0].length };
  };
  const mayMatch = (body: string): boolean => find(body, 0) !== null;
  return { mayMatch, find, everyStep: false, needles: needlesOf(text) };
}

/** Line by line. */
function patternMatcher(source: string, matchCase: boolean): Matcher | PatternProblem {
  const flags = { ignoreCase: !matchCase, multiline: true, dotAll: false };
  const pattern = linearPattern(source, flags);
  if ('problem' in pattern) return pattern;
  const { automaton } = pattern;
  const words = requiredWords(pattern.tree);
  const quick = words && new RegExp(words.map(escaped).join('|'), 'iu');
  const needles = words?.map((word) => needlesOf(word)) ?? [null];
  return {
    mayMatch: (body) => quick === null || quick.test(body),
    find: (body, from, isOver) => automaton.find(body, from, isOver),
    everyStep: false,
    needles: needles.every((n) => n !== null) ? needles.flat() : null,
  };
}
