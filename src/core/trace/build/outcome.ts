import type { Outcome } from '../../model/trace';
import type { Columns } from './columns';
import { contentText } from './content';
import { list } from '../../text/json';

const CORRECT = [
  'is_correct',
  'correct',
  'correctness',
  'is_right',
  'final_answer_correct',
  'exact_match',
  'acc',
  'accuracy',
  'passed',
  'pass',
  'resolved',
  'success',
];
const SCORE = ['score', 'reward', 'rewards', 'grade', 'rating', 'final_score', 'total_score'];
const EXPECTED = [
  'expected_answer',
  'ground_truth',
  'ground_truth_answer',
  'gold_answer',
  'gold',
  'gts',
  'gold_standard_solution',
  'reference_answer',
  'reference',
  'correct_answer',
  'target',
  'expected',
  'expected_output',
];

/**
 * What a row says of the answer: right or wrong, a score, the expected answer. `nth` picks from columns that are lists
 * over several answers of a row. `undefined` when it says nothing.
 */
export function rowOutcome(columns: Columns, nth: number | null = null): Outcome | undefined {
  const cell = (name: string): unknown => {
    const value = columns.get(name);
    return Array.isArray(value) && nth !== null ? list(value)[nth] : value;
  };
  const names = [...columns.keys()];
  const listed = names.filter((name) => name.startsWith('correctness_'));
  const verdict = first([...CORRECT, ...listed], (name) => asVerdict(cell(name)));
  const score = first(SCORE, (name) => asScore(cell(name)));
  const expected = first(EXPECTED, (name) => asText(columns.get(name)));
  return outcomeOf({ correct: verdict, score, expected });
}

/** An outcome, when any of it is known. */
export function outcomeOf(outcome: Outcome): Outcome | undefined {
  const { correct, score, expected } = outcome;
  return correct === null && score === null && expected === null ? undefined : outcome;
}

function first<T>(names: readonly string[], get: (name: string) => T | null): T | null {
  for (const name of names) {
    const found = get(name);
    if (found !== null) return found;
  }
  return null;
}

/** A truth value in the spellings of eval tools; a share between 0 and 1 is none. */
export function asVerdict(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return null;
  if (/^(?:true|yes|correct|right|c|pass|passed|1|1\.0)$/i.test(value)) return true;
  return /^(?:false|no|incorrect|wrong|i|fail|failed|0|0\.0)$/i.test(value) ? false : null;
}

/** A score as a number, also where it was written as text. */
export function asScore(value: unknown): number | null {
  const n = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof n === 'number' && Number.isFinite(n) ? n : null;
}

/** An expected answer as text: a list gives its items a line each. */
export function asText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  const items = Array.isArray(value) ? list(value) : [value];
  const texts = items.map((item) => (typeof item === 'number' ? String(item) : contentText(item)));
  const words = texts.filter((t) => t !== '').join('\n');
  return words === '' || words.length > LONGEST ? null : words;
}

/** An expected answer is short; a whole article under `reference` is none. */
const LONGEST = 20_000;
