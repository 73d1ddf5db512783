import { msg } from '../../../model/message';
import type { PromptMessage, RecordRange, Usage } from '../../../model/trace';
import { countedReasoning } from '../../figures';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { addChatItem, chatModel } from '../apis/chatItem';
import { shownBranch } from './chatTree';
import { chatMessages, isChatItem } from '../apis/chatItems';
import {
  answerOf,
  columnsOf,
  firstString,
  hasTag,
  promptTexts,
  rowTexts,
  stringsOf,
  type Columns,
  type RowText,
} from '../../build/columns';
import { contentText, messageBody, promptMessages, roleOf } from '../../build/content';
import { hasReasoningBlock } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { at, isObject, list, obj, str, text } from '../../../text/json';
import { addTaggedText } from '../apis/logMessage';
import { carriedReasoning } from '../../build/reasoningKeys';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { begin, MODEL, usageOf } from './rowFacts';

/**
 * Rows of reasoning data sets and of scripts (JSONL or a JSON array): columns with a prompt, reasoning and answer
 * under any of their usual names, several generations in a row (OpenR1), or whole conversations (OpenThoughts,
 * ShareGPT, AM).
 */
export const datasetRows: Format = {
  id: 'dataset-rows',
  title: msg('Rows with reasoning'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => rowsOf(value).slice(0, 50).some(isRow)),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap((record) =>
        rowsOf(record.value).flatMap((row) => readRow({ ...record, value: row })),
      ),
    ),
};

/** Names under which a document holds its rows. */
const TABLES = [
  'rows',
  'data',
  'results',
  'examples',
  'items',
  'records',
  'traces',
  'train',
  'test',
  'runs',
];

/** Rows of a document (the Hugging Face viewer wraps each once more), or the value as one row. */
function rowsOf(value: unknown): readonly unknown[] {
  const table = TABLES.map((name) => list(value, name)).find((rows) => rows.some(isObject));
  return table === undefined ? [value] : table.map((row) => obj(row, 'row') ?? row);
}

function isRow(value: unknown): boolean {
  // The messages of one chat, a line each, are no rows.
  if (!isObject(at(value, 'message')) && isChatItem(value)) return false;
  const columns = columnsOf(value);
  if (columns.size === 0) return false;
  if (conversationsOf(columns).some((turns) => turns.some(isReasonedTurn))) return true;
  const [first] = rowTexts(columns);
  if (first !== undefined && (first.tagged || first.reasoning !== null)) return true;
  return isCountedRun(columns);
}

/** A run of a benchmark that kept the counts and not the words: which model thought how long about which prompt. */
function isCountedRun(columns: Columns): boolean {
  const named = firstString(columns, MODEL) !== null && promptTexts(columns).length > 0;
  return named && (usageOf(columns).reasoningTokens ?? 0) > 0;
}

/** Names under which rows have a whole conversation, before lists of messages of any other name. */
const CONVERSATIONS = ['conversations', 'conversation', 'messages'];
/** Names under which programs keep the chat of a run: documents of another format. */
const RUNS = new Set(['history', 'trajectory', 'chat_history', 'transcript', 'turns', 'events']);

/**
 * The conversations of a row: one under any name, or two in a preference pair (`chosen`, `rejected`). TRL keeps the
 * prompt's messages beside those of the completion.
 */
function conversationsOf(columns: Columns): readonly (readonly unknown[])[] {
  const lists = [...columns].filter(([name, value]) => !RUNS.has(name) && isTurns(value));
  const order = ([name]: readonly [string, unknown]) => {
    const at = CONVERSATIONS.indexOf(name);
    return at < 0 ? CONVERSATIONS.length : at;
  };
  const answered = lists
    .filter(([, value]) => list(value).some(isAnswer))
    .sort((a, b) => order(a) - order(b));
  const pair = answered.filter(([name]) => name === 'chosen' || name === 'rejected');
  const asked = lists.find(([, value]) => !list(value).some(isAnswer));
  const chosen = pair.length === 2 ? pair : answered.slice(0, 1);
  return chosen.map(([, value]) => {
    const turns = list(value);
    return asked && isAnswer(turns[0]) ? [...list(asked[1]), ...turns] : turns;
  });
}

function isTurns(value: unknown): boolean {
  return list(value).some((turn) => str(turn, 'role') !== null || str(turn, 'from') !== null);
}

function isAnswer(turn: unknown): boolean {
  return roleOf(str(turn, 'role') ?? str(turn, 'from')) === 'assistant';
}

function isReasonedTurn(turn: unknown): boolean {
  if (!isAnswer(turn)) return false;
  const words = contentText(messageBody(turn));
  return (
    hasTag(words) ||
    carriedReasoning(turn) !== null ||
    hasReasoningBlock(messageBody(turn)) ||
    text(turn, 'info', 'think_content') !== null
  );
}

function readRow({ value, range }: FileRecord): readonly TraceDraft[] {
  const columns = columnsOf(value);
  const where = placeAt(range, null);
  const texts = rowTexts(columns);
  const conversations = conversationsOf(columns).map((turns) => shownBranch(value, turns));
  const spoken = texts.length > 1 || texts.some(({ reasoning }) => reasoning !== null);
  const [only] = texts;
  // A run that repeats its last message beside the chat (Agno).
  const chat = conversations.find((turns) => spoken && turns.some((turn) => repeats(turn, only)));
  if (chat !== undefined && texts.length === 1)
    return readTurns(columns, chat, { suffix: '', model: chatModel(value) }, range);
  if (conversations.length > 0 && !spoken) {
    return conversations.flatMap((turns, i) =>
      readTurns(columns, turns, { suffix: i === 0 ? '' : `#${i}`, model: chatModel(value) }, range),
    );
  }
  if (texts.length === 0 && isCountedRun(columns))
    return [readText(columns, wordless(columns), null, where)];
  return texts.map((row, i) => readText(columns, row, texts.length > 1 ? i : null, where));
}

/** Whether a turn says what the row does, its reasoning included. */
function repeats(turn: unknown, row: RowText | undefined): boolean {
  const reasoning = row?.reasoning ?? null;
  if (reasoning === null || !isAnswer(turn)) return false;
  const carried = carriedReasoning(turn)?.text ?? contentText(messageBody(turn));
  return carried.includes(reasoning.trim());
}

/** The chat before what a row says, where its prompt is a list of messages. */
function askedBefore(columns: Columns, row: RowText): readonly PromptMessage[] {
  const turns = list([...columns].find(([name, v]) => !RUNS.has(name) && isTurns(v))?.[1]);
  const answer = row.answer.trim();
  const end = turns.findLastIndex(
    (turn) => isAnswer(turn) && contentText(messageBody(turn)).trim() === answer,
  );
  return promptMessages(end < 0 ? turns : turns.slice(0, end));
}

/** The text of a run whose reasoning was only counted. */
function wordless(columns: Columns): RowText {
  return { reasoning: null, answer: answerOf(columns) ?? '', tagged: false };
}

function readTurns(
  columns: Columns,
  turns: readonly unknown[],
  told: { readonly suffix: string; readonly model: string | null },
  range: RecordRange,
): readonly TraceDraft[] {
  const conversation = new Conversation();
  // Requests to Gemini and Bedrock keep it in parts.
  const recorded = columns.get('system') ?? columns.get('system_instruction');
  const system = stringsOf(recorded)[0] ?? contentText(recorded);
  conversation.setSystem(system);
  const facts = begin(columns);
  const traces: TraceBuilder[] = [];
  const records = turns.map((value) => ({ value, range, name: null }));
  for (const item of chatMessages(records)) {
    const turn = item.value;
    const think = text(turn, 'info', 'think_content');
    const isAssistant = roleOf(str(turn, 'role') ?? str(turn, 'from')) === 'assistant';
    const trace =
      think !== null && isAssistant ? conversation.begin() : addChatItem(conversation, item);
    if (!trace) continue;
    if (think !== null && isAssistant) {
      // AM keeps the same text twice: in tags and taken apart.
      trace.reasoning(think, null, placeAt(range));
      trace.answer(str(turn, 'info', 'answer_content') ?? '', placeAt(range));
    }
    const id = facts.id === null ? null : `${facts.id}${told.suffix}`;
    if (id !== null) trace.id = traces.length === 0 ? id : `${id}#${traces.length}`;
    trace.model ??= facts.model ?? told.model;
    trace.outcome = facts.outcome;
    traces.push(trace);
  }
  const [only] = traces;
  if (only !== undefined && traces.length === 1) only.usage = filled(only.usage, facts.usage);
  return conversation.build();
}

/** What a message counts, with what the row counts of the same generation; of another scope it adds nothing. */
function filled(own: Usage, row: Usage): Usage {
  if (own.outputTokens === null) return row;
  if (row.outputTokens !== own.outputTokens) return own;
  return { ...own, reasoningTokens: own.reasoningTokens ?? row.reasoningTokens };
}

/** One text of a row, the `nth` of several: finish reasons and verdicts are lists then. */
function readText(
  columns: Columns,
  row: RowText,
  nth: number | null,
  where: RecordedPlace,
): TraceDraft {
  const trace = begin(columns, nth);
  if (promptTexts(columns).length === 0) trace.prompt.push(...askedBefore(columns, row));
  if (row.tagged) addTaggedText(trace, row.answer, where);
  else {
    if (row.reasoning !== null) trace.reasoning(row.reasoning, null, where);
    trace.answer(row.answer, where);
  }
  const reasoningTokens = countedReasoning(trace.usage.reasoningTokens, trace.hasReasoning);
  trace.usage = { ...trace.usage, reasoningTokens };
  return trace.build();
}
