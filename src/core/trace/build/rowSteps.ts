import { at, isObject, list, num, str, text } from '../../text/json';
import type { Columns } from './columns';
import { contentText, messageBody, roleOf } from './content';
import { wordsOf } from './reasoningKeys';
import { bare, type RowText } from './rowText';

/**
 * Solutions that a data set for reward models keeps step by step, each step labelled by somebody else (PRM800K,
 * ProcessBench, Math-Shepherd, TRL's stepwise supervision): the steps are the model's reasoning, the labels are not.
 */
export function steppedTexts(columns: Columns): readonly RowText[] {
  const marked = markedCourse(columns);
  if (marked !== null) return [course(marked)];
  if (!QUESTIONS.some((name) => typeof columns.get(name) === 'string')) return [];
  const rated = ratedCourse(columns);
  if (rated !== null) return [course(rated)];
  const lists = [...columns].flatMap(([name, value]) => {
    const steps = stepsIn(value);
    return steps !== null && isStepList(columns, name) && isJudged(columns, name, steps.length)
      ? [steps]
      : [];
  });
  return lists.map(course);
}

/** A task has steps that nobody reasoned, a question hardly. */
const QUESTIONS = ['problem', 'question', 'prompt', 'query'];

/** Steps as one course of reasoning. */
function course(steps: readonly string[]): RowText {
  return { ...bare('', false), reasoning: steps.join('\n\n') };
}

/** The texts of a list that has nothing else; `null` for any other value. */
function stepsIn(value: unknown): readonly string[] | null {
  const steps = list(value).filter((step) => typeof step === 'string' && step.trim() !== '');
  return steps.length > 0 && steps.length === list(value).length ? steps.map(String) : null;
}

/** `steps`, `original_process`; TRL calls them `completions` and has as many labels beside them. */
function isStepList(columns: Columns, name: string): boolean {
  if (name === 'completions') return Array.isArray(columns.get('labels'));
  return /^(?:steps|process)$/.test(wordsOf(name).at(-1) ?? '');
}

/** Words of a column that says which steps are right. */
const LABELS = /^(?:labels?|ratings?|correctness|errors?|scores?|rewards?)$/;
/** Columns that name the model which took the steps. */
const WRITERS = ['generator', 'policy_model'];

/**
 * Whether somebody judged the steps, which tells them from those of a recipe: a label for each, the number of the first
 * wrong one, or the model that is on trial.
 */
function isJudged(columns: Columns, name: string, count: number): boolean {
  if (WRITERS.some((writer) => typeof columns.get(writer) === 'string')) return true;
  return [...columns].some(([other, value]) => {
    if (other === name || !wordsOf(other).some((word) => LABELS.test(word))) return false;
    if (Array.isArray(value))
      return isLabels(value) && (value.length === count || /error.*step/.test(other));
    return other === 'label' && Number.isInteger(value);
  });
}

function isLabels(value: readonly unknown[]): boolean {
  return value.every(
    (label) =>
      typeof label === 'number' || typeof label === 'boolean' || /^[-+]$/.test(String(label)),
  );
}

/**
 * PRM800K: the solution as it was generated, or (phase 1) the step that was taken at each place. What a labeller wrote
 * in the place of a step is no model's.
 */
function ratedCourse(columns: Columns): readonly string[] | null {
  const places = list(columns.get('label'), 'steps');
  if (!places.some((place) => Array.isArray(at(place, 'completions')))) return null;
  const generated = stepsIn(columns.get('pre_generated_steps'));
  if (generated !== null) return generated;
  const taken = places.flatMap((place) => {
    const chosen = num(place, 'chosen_completion');
    if (chosen === null && isObject(at(place, 'human_completion'))) return [];
    const step = text(place, 'completions', chosen ?? 0, 'text');
    return step === null ? [] : [step];
  });
  return taken.length > 0 ? taken : null;
}

/** Where Math-Shepherd asks for the label of a step. */
const MARK = 'ки';
const FIRST_STEP = /\bStep 1\b/;

/**
 * A question and the steps to its answer in one text: Math-Shepherd has a mark behind each and the same text with labels
 * in their place, RLHFlow a chat in which the "assistant" says + or - to each step. `null` for any other row.
 */
function markedText(columns: Columns): string | null {
  const [input, label] = [columns.get('input'), columns.get('label')];
  if (typeof input === 'string' && typeof label === 'string' && input.includes(MARK)) {
    const first = input.search(FIRST_STEP);
    return first >= 0 && label.startsWith(input.slice(0, first)) ? input : null;
  }
  const turns = list(columns.get('conversations')).map((turn) => ({
    role: roleOf(str(turn, 'role') ?? str(turn, 'from')),
    words: contentText(messageBody(turn)),
  }));
  const told = turns.filter(({ role }) => role === 'assistant');
  const isLabelled = told.length > 0 && told.every(({ words }) => /^\s*[-+]\s*$/.test(words));
  const steps = turns.filter(({ role }) => role === 'user').map(({ words }) => words);
  return isLabelled && FIRST_STEP.test(steps[0] ?? '') ? steps.join(MARK) : null;
}

function markedCourse(columns: Columns): readonly string[] | null {
  const text = markedText(columns);
  if (text === null) return null;
  const steps = text.slice(text.search(FIRST_STEP)).split(MARK);
  return steps.map((step) => step.trim()).filter((step) => step !== '');
}

/** What such a text asks, without the steps that follow in it; `null` for any other row. */
export function markedQuestion(columns: Columns): string | null {
  const text = markedText(columns);
  return text === null ? null : text.slice(0, text.search(FIRST_STEP)).trim();
}
