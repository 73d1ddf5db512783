import { say, type Sentence } from '../model/sentence';
import { coarseKinds, STEP_KINDS } from '../steps/kinds';
import type { CoarseKind, StepKind } from '../steps/model';
import { NO_FILTERS, type SearchFilters, type SearchQuery } from './model';
import { isoTime } from '../text/times';

/** Kinds a search may ask for: the fine ones and the shown ones. */
export const SEARCH_KINDS: readonly (StepKind | CoarseKind)[] = [
  ...new Set([...STEP_KINDS, ...coarseKinds]),
];

/** A filter as it is written: `--since DAY` in a terminal, `since:DAY` in the editor. */
interface FilterForm {
  readonly name: keyof SearchFilters;
  readonly option: string;
  /** What stands for a filter that takes no value, in the editor. */
  readonly word: string;
  readonly takesValue: boolean;
  /** What is wrong with a value; `null` for a good one. */
  readonly problem: (value: string) => Sentence | null;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const anything = (): null => null;
const needsDay = (value: string): Sentence | null =>
  // A day that a month does not have is read as one of the next.
  DAY.test(value) && isoTime(Date.parse(value))?.startsWith(value) === true
    ? null
    : say("'{0}' is no day like 2026-11-29", value);

/** Every filter, in the order of the help. */
export const FILTERS: readonly FilterForm[] = [
  {
    name: 'kind',
    option: '--kind',
    word: 'kind:',
    takesValue: true,
    problem: (value) =>
      SEARCH_KINDS.some((kind) => kind === value)
        ? null
        : say("'{0}' is no kind of step: {1}", value, SEARCH_KINDS.join(', ')),
  },
  { name: 'model', option: '--model', word: 'model:', takesValue: true, problem: anything },
  { name: 'tool', option: '--tool', word: 'tool:', takesValue: true, problem: anything },
  { name: 'since', option: '--since', word: 'since:', takesValue: true, problem: needsDay },
  { name: 'until', option: '--until', word: 'until:', takesValue: true, problem: needsDay },
  {
    name: 'afterAnswer',
    option: '--after-answer',
    word: 'after:answer',
    takesValue: false,
    problem: anything,
  },
  {
    name: 'beforeError',
    option: '--before-error',
    word: 'before:error',
    takesValue: false,
    problem: anything,
  },
];

/** Takes filters as they come, one by one. */
export class FilterReader {
  #filters: SearchFilters = NO_FILTERS;
  /** What is wrong with the first bad one. */
  problem: Sentence | null = null;

  get filters(): SearchFilters {
    return this.#filters;
  }

  set({ name, takesValue, problem, option }: FilterForm, value: string | undefined): void {
    const bad =
      takesValue && !value
        ? say('{0} takes a value', option.replace(/^--/, ''))
        : problem(value ?? '');
    this.problem ??= bad;
    this.#filters = { ...this.#filters, [name]: takesValue ? (value ?? null) : true };
  }
}

/** Whether a query asks for anything at all. */
export function isEmpty({ text, filters }: SearchQuery): boolean {
  return text === '' && Object.values(filters).every((value) => value === null || value === false);
}

/**
 * Reads what is typed on one line: words to find, or `/a pattern/`, with filters among them (`kind:check model:opus
 * after:answer`). What stands in double quotes is text, also where it looks like a filter. Gives back why it is no query.
 */
export function readQueryLine(line: string): SearchQuery | { readonly problem: Sentence } {
  const reader = new FilterReader();
  const words: string[] = [];
  const parts = line.match(/"[^"]*"?|\/(?:[^/\\]|\\.)+\/(?=\s|$)|[^\s"]+/g) ?? [];
  for (const part of parts) {
    const form = FILTERS.find(({ word, takesValue }) =>
      takesValue ? part.startsWith(word) : part === word,
    );
    if (form === undefined) words.push(part);
    else reader.set(form, form.takesValue ? part.slice(form.word.length) : undefined);
  }
  if (reader.problem !== null) return { problem: reader.problem };
  const text = words.join(' ');
  const pattern = /^\/(.+)\/$/s.exec(text)?.[1];
  const { filters } = reader;
  if (pattern !== undefined) return { text: pattern, regex: true, filters };
  return { text: words.map((word) => word.replace(/^"|"$/g, '')).join(' '), regex: false, filters };
}
