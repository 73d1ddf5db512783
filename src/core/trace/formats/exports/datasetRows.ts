import { countedReasoning } from '../../figures';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { isChatItem } from '../apis/chatItems';
import {
  columnsOf,
  firstString,
  hasTag,
  promptTexts,
  rowTexts,
  stringsOf,
  type Columns,
  type RowText,
} from '../../build/columns';
import { commonUsage } from '../../build/commonUsage';
import { contentText, roleOf } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, type Place, placeAt } from '../../build/draft';
import { at, count, isObject, list, num, obj, str, text, time } from '../../../text/json';
import { addMessage, addTaggedText } from '../apis/logMessage';
import { itemsOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';

/**
 * Rows of reasoning data sets and of scripts (JSONL or a JSON array): columns with a prompt, reasoning and answer
 * under any of their usual names, several generations in a row (OpenR1), or whole conversations (OpenThoughts,
 * ShareGPT, AM).
 */
export const datasetRows: Format = {
  id: 'dataset-rows',
  title: 'Rows with reasoning',
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

const CONVERSATIONS = ['conversations', 'conversation', 'messages', 'chosen'];

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
];

/** Rows of a document (the Hugging Face viewer wraps each once more), or the value as one row. */
function rowsOf(value: unknown): readonly unknown[] {
  const table = TABLES.map((name) => list(value, name)).find((rows) => rows.some(isObject));
  return table === undefined ? [value] : table.map((row) => obj(row, 'row') ?? row);
}

function isRow(value: unknown): boolean {
  // The messages of one chat, a line each, are no rows.
  if (str(value, 'role') !== null && isChatItem(value)) return false;
  const columns = columnsOf(value);
  if (columns.size === 0) return false;
  if (stringsOf(columns.get('generations')).some(hasTag)) return true;
  if (turnsOf(columns).some(isReasonedTurn)) return true;
  const [first] = rowTexts(columns);
  return first !== undefined && (first.tagged || first.reasoning !== null);
}

function turnsOf(columns: Columns): readonly unknown[] {
  for (const name of CONVERSATIONS) {
    const turns = list(columns.get(name));
    if (turns.some((turn) => str(turn, 'role') !== null || str(turn, 'from') !== null))
      return turns;
  }
  return [];
}

function isReasonedTurn(turn: unknown): boolean {
  const words = contentText(at(turn, 'content') ?? at(turn, 'value'));
  return (
    hasTag(words) ||
    text(turn, 'reasoning_content') !== null ||
    text(turn, 'reasoning') !== null ||
    text(turn, 'thinking') !== null ||
    text(turn, 'info', 'think_content') !== null
  );
}

function readRow({ value, range }: FileRecord): readonly TraceDraft[] {
  const columns = columnsOf(value);
  const where = placeAt(range, null);
  const generations = stringsOf(columns.get('generations'));
  if (generations.length > 0)
    return generations.map((words, i) => readGeneration(columns, words, i, where));
  const turns = turnsOf(columns);
  const texts = rowTexts(columns);
  if (turns.length > 0 && texts.every(({ reasoning }) => reasoning === null)) {
    return readTurns(columns, turns, where);
  }
  return texts.map((row) => readText(columns, row, where));
}

/** OpenR1: several answers to one problem; finish reasons are a column of their own. */
function readGeneration(columns: Columns, words: string, i: number, where: Place): TraceDraft {
  const trace = begin(columns);
  const id = text(columns.get('uuid')) ?? trace.id;
  trace.id = id === null ? null : `${id}#${i}`;
  addTaggedText(trace, words, where);
  trace.finishReason = text(columns.get('finish_reasons'), i) ?? trace.finishReason;
  return trace.build();
}

function readTurns(
  columns: Columns,
  turns: readonly unknown[],
  where: Place,
): readonly TraceDraft[] {
  const conversation = new Conversation();
  conversation.setSystem(stringsOf(columns.get('system'))[0] ?? '');
  const facts = begin(columns);
  let nth = 0;
  for (const turn of turns) {
    const think = text(turn, 'info', 'think_content');
    const isAssistant = roleOf(str(turn, 'role') ?? str(turn, 'from')) === 'assistant';
    const trace =
      think !== null && isAssistant ? conversation.begin() : addMessage(conversation, turn, where);
    if (!trace) continue;
    if (think !== null && isAssistant) {
      // AM keeps the same text twice: in tags and taken apart.
      trace.reasoning(think, null, where);
      trace.answer(str(turn, 'info', 'answer_content') ?? '', where);
    }
    trace.id = facts.id === null ? null : nth === 0 ? facts.id : `${facts.id}#${nth}`;
    trace.model = text(turn, 'model') ?? facts.model;
    nth += 1;
  }
  return conversation.build();
}

function readText(columns: Columns, row: RowText, where: Place): TraceDraft {
  const trace = begin(columns);
  if (row.tagged) addTaggedText(trace, row.answer, where);
  else {
    if (row.reasoning !== null) trace.reasoning(row.reasoning, null, where);
    trace.answer(row.answer, where);
  }
  const reasoningTokens = countedReasoning(trace.usage.reasoningTokens, trace.hasReasoning);
  trace.usage = { ...trace.usage, reasoningTokens };
  return trace.build();
}

/** A trace with what a row says about it besides its text. */
function begin(columns: Columns): TraceBuilder {
  const trace = new TraceBuilder();
  const word = (...names: readonly string[]) => firstString(columns, names)?.value ?? null;
  const number = (...names: readonly string[]) =>
    names.map((n) => num(columns.get(n))).find((n) => n !== null) ?? null;
  trace.id = idOf(columns);
  trace.model = word('model', 'model_name', 'model_id', 'llm', 'generator', 'teacher_model');
  trace.provider = word('provider');
  trace.effort = word('reasoning_effort', 'effort');
  trace.finishReason = word('finish_reason', 'stop_reason');
  trace.prompt.push(
    ...stringsOf(columns.get('system')).map((t) => ({ role: 'system' as const, text: t })),
  );
  trace.prompt.push(...promptTexts(columns).map((t) => ({ role: 'user' as const, text: t })));
  const seconds = number(
    'generation_time_seconds',
    'latency_seconds',
    'duration_seconds',
    'elapsed_seconds',
  );
  trace.timing = {
    startedAt: time(columns.get('timestamp')) ?? time(columns.get('created_at')),
    durationMs: seconds !== null ? Math.round(seconds * 1000) : number('duration_ms', 'latency_ms'),
  };
  trace.costUsd = number('cost_usd', 'cost', 'total_cost');
  trace.usage = usageOf(columns);
  return trace;
}

function idOf(columns: Columns): string | null {
  for (const name of [
    'id',
    'item_id',
    'uuid',
    'task_id',
    'problem_id',
    'custom_id',
    'index',
    'idx',
  ]) {
    const value = columns.get(name);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return null;
}

function usageOf(columns: Columns) {
  const nested = columns.get('usage');
  // `input` and `output` of a row are its texts, which may be numbers.
  const counts = [...columns].filter(([name]) => name.includes('token'));
  const usage = commonUsage(isObject(nested) ? nested : Object.fromEntries(counts));
  const first = (...names: readonly string[]) =>
    names.map((n) => count(columns.get(n))).find((n) => n !== null) ?? null;
  return {
    ...usage,
    outputTokens:
      usage.outputTokens ??
      first('total_generated_tokens', 'generated_tokens', 'tokens_completion', 'num_output_tokens'),
    reasoningTokens: usage.reasoningTokens ?? first('thinking_tokens', 'num_reasoning_tokens'),
  };
}
