import type { PromptMessage } from '../../model/trace';
import { has, isObject, list, obj, str, text } from '../../text/json';
import type { JsonObject } from '../../text/json';
import { hasTag, type Columns } from './columns';
import { contentText, messageBody, promptMessages, roleOf } from './content';
import { hasReasoningBlock } from './contentBlocks';
import { pairMessages } from './pairs';
import { carriedReasoning, keyMeaning, typedThought } from './reasoningKeys';
import type { RowText } from './rowText';
import { isJustification, reasoningOf } from './rowTexts';

/** Names under which rows have a whole conversation, before lists of messages of any other name. */
const CONVERSATIONS = ['conversations', 'conversation', 'messages'];
/** Names under which programs keep the chat of a run: documents of another format. */
const RUNS = new Set(['history', 'trajectory', 'chat_history', 'transcript', 'turns', 'events']);

/**
 * The conversations of a row: one under any name, or two in a preference pair (`chosen`, `rejected`). TRL keeps the
 * prompt's messages beside those of the completion.
 */
export function conversationsOf(columns: Columns): readonly (readonly unknown[])[] {
  const lists = [...columns]
    .filter(([name]) => !RUNS.has(name))
    .map(([name, value]): readonly [string, readonly unknown[]] => [name, turnsOf(value)])
    .filter(([, turns]) => turns.some(isTurn));
  const order = ([name]: readonly [string, unknown]) => {
    const at = CONVERSATIONS.indexOf(name);
    return at < 0 ? CONVERSATIONS.length : at;
  };
  const answered = lists
    .filter(([, turns]) => turns.some(isAnswer))
    .sort((a, b) => order(a) - order(b));
  const pair = answered.filter(([name]) => name === 'chosen' || name === 'rejected');
  const asked = lists.find(([, turns]) => !turns.some(isAnswer));
  const chosen = pair.length === 2 ? pair : answered.slice(0, 1);
  return chosen.map(([, turns]) => (asked && isAnswer(turns[0]) ? [...asked[1], ...turns] : turns));
}

/** The messages in a cell: a list of them (ARC's attempts number them as `choices`), or pairs of what was said. */
function turnsOf(value: unknown): readonly unknown[] {
  const turns = list(value).map((turn) => {
    const inner = has(turn, 'index') ? obj(turn, 'message') : null;
    return str(inner, 'role') !== null && !has(turn, 'role') ? inner : turn;
  });
  return turns.some(isTurn) ? turns : pairMessages(value);
}

function isTurn(turn: unknown): boolean {
  return str(turn, 'role') !== null || str(turn, 'from') !== null;
}

/** Whether a turn is the assistant's. */
export function isAnswer(turn: unknown): boolean {
  return roleOf(str(turn, 'role') ?? str(turn, 'from')) === 'assistant';
}

/** Whether a turn is the assistant's and carries reasoning. */
export function isReasonedTurn(turn: unknown): boolean {
  if (!isAnswer(turn)) return false;
  const words = contentText(messageBody(turn));
  return (
    hasTag(words) ||
    carriedReasoning(turn) !== null ||
    typedThought(turn) !== null ||
    hasReasoningBlock(messageBody(turn)) ||
    text(turn, 'info', 'think_content') !== null
  );
}

/** A conversation of one answer whose reasoning stands in a column beside it, with it in that answer. */
export function withRowReasoning(
  columns: Columns,
  conversations: readonly (readonly unknown[])[],
): readonly (readonly unknown[])[] {
  const [turns = [], ...others] = conversations;
  const answers = turns.filter(isAnswer);
  const [answer] = answers;
  const listed = others.length > 0 ? null : listedThoughts(columns, answers);
  if (listed !== null)
    return [turns.map((turn) => withThought(turn, listed[answers.indexOf(turn)]))];
  const beside = reasoningOf(columns);
  if (others.length > 0 || answers.length !== 1 || !isObject(answer) || beside === null)
    return conversations;
  if (isReasonedTurn(answer) || isJustification(columns, beside)) return conversations;
  const whole: JsonObject = { ...answer, [beside.name]: beside.value };
  return [turns.map((turn) => (turn === answer ? whole : turn))];
}

/** The reasoning of each answer, where a column lists as many (`reasoning_per_turn`). */
function listedThoughts(columns: Columns, answers: readonly unknown[]): readonly string[] | null {
  if (answers.some(isReasonedTurn)) return null;
  for (const [name, value] of columns) {
    if (keyMeaning(name) !== 'reasoning' || !list(value).some(isObject)) continue;
    const thoughts = list(value).map((item) => carriedReasoning(item)?.text ?? '');
    if (thoughts.length === answers.length && thoughts.some((words) => words !== ''))
      return thoughts;
  }
  return null;
}

function withThought(turn: unknown, words: string | undefined): unknown {
  return isObject(turn) && words !== undefined && words !== ''
    ? { ...turn, reasoning_content: words }
    : turn;
}

/** Whether a turn says what the row does, its reasoning included. */
export function repeats(turn: unknown, row: RowText | undefined): boolean {
  const reasoning = row?.reasoning ?? null;
  if (reasoning === null || !isAnswer(turn)) return false;
  const carried = carriedReasoning(turn)?.text ?? contentText(messageBody(turn));
  return carried.includes(reasoning.trim());
}

/** The chat before what a row says, where its prompt is a list of messages. */
export function askedBefore(columns: Columns, said: string): readonly PromptMessage[] {
  const lists = [...columns].filter(([name]) => !RUNS.has(name)).map(([, value]) => turnsOf(value));
  const turns = lists.find((found) => found.some(isTurn)) ?? [];
  const end = turns.findLastIndex(
    (turn) => isAnswer(turn) && contentText(messageBody(turn)).trim() === said.trim(),
  );
  return promptMessages(end < 0 ? turns : turns.slice(0, end));
}
