import { has, isObject, list } from '../../text/json';
import { hasTag, isWritten, stringsOf, writtenFirst, type Columns } from './columns';
import { groupedBy } from './records';
import { roundsOf } from './rounds';
import { carriedReasoning, keyMeaning } from './reasoningKeys';
import { bare, type RowText } from './rowText';

/**
 * Several responses to one prompt in a list: texts (OpenR1's `generations`, `completions`, `responses`), or objects that
 * carry their reasoning (HELM's `completions`).
 */
export function listedTexts(columns: Columns): readonly RowText[] {
  for (const [name, value] of writtenFirst(columns)) {
    if (!Array.isArray(value) || isConversation(value)) continue;
    const whole = isWritten(name) || name === 'choices' || name === 'candidates';
    const items = list(value).map((item) => answersOf(item, whole));
    const answers = items.length === 1 ? items.flat() : items.flatMap(placed);
    if (answers.some(({ reasoning, answer }) => reasoning !== null || hasTag(answer)))
      return answers;
  }
  return [];
}

/** Responses in columns that are numbered (DeepMath's `r1_solution_1`, `r1_solution_2`). */
export function numberedTexts(columns: Columns): readonly RowText[] {
  const baseOf = ([name]: readonly [string, unknown]) => name.replace(/_?\d{1,3}$/, '');
  const named = writtenFirst(columns).filter((column) => isWritten(baseOf(column)));
  for (const members of groupedBy(named, baseOf)) {
    if (members.length < 2) continue;
    const texts = members.map(([, value]) => (typeof value === 'string' ? value : ''));
    if (texts.some(hasTag)) return texts.map((words, i) => ({ ...bare(words, true), place: i }));
  }
  return [];
}

/** The answers of an item among others: what stands beside the list is of the items. */
function placed(answers: readonly RowText[], i: number): readonly RowText[] {
  return answers.map((answer) => ({ ...answer, place: answers.length === 1 ? i : null }));
}

/** Lists of messages and of pairs are conversations. */
function isConversation(value: unknown): boolean {
  return list(value).some((v) => has(v, 'role') || has(v, 'from')) || roundsOf(value).length > 0;
}

/** What an item says; MT-Bench and LiveBench keep the turns of an answer in it. */
function answersOf(item: unknown, whole: boolean): readonly RowText[] {
  // One that came to nothing keeps its place: verdicts stand in lists of the same length.
  if (item === null || item === '') return [bare('', true)];
  const turns = whole ? list(item, 'turns').flatMap(stringsOf) : [];
  const found = turns.length > 0 ? turns : stringsOf(item);
  const words = found.length === 0 && whole && isObject(item) ? [''] : found;
  const carried = whole && isObject(item) ? carriedReasoning(item) : null;
  if (carried === null) return words.map((answer) => bare(answer, true));
  const digest = carried.meaning === 'summary';
  return [{ reasoning: carried.text, answer: words[0] ?? '', tagged: false, digest }];
}

/**
 * A list of reasoning texts and one of as many answers (LightEval); where one has no reasoning, its answer may hold
 * tags.
 */
export function parallelTexts(columns: Columns): readonly RowText[] {
  const reasoned = [...columns].find(
    ([name, value]) =>
      keyMeaning(name) === 'reasoning' && isTexts(value) && list(value).some(Boolean),
  );
  if (reasoned === undefined) return [];
  const thoughts = list(reasoned[1]);
  const answered = writtenFirst(columns).find(
    ([name, value]) =>
      name !== reasoned[0] &&
      isWritten(name) &&
      isTexts(value) &&
      list(value).length === thoughts.length,
  );
  return list(answered?.[1]).map((answer, i) => {
    const thought = thoughts[i];
    const words = typeof answer === 'string' ? answer : '';
    return typeof thought === 'string' && thought !== ''
      ? { reasoning: thought, answer: words, tagged: false, digest: false }
      : bare(words, true);
  });
}

/** A list of texts, some of which may be missing. */
function isTexts(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    list(value).every((item) => typeof item === 'string' || item === null)
  );
}
