import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { Conversation, joinedResults, parsedBranch } from '../../build/conversation';
import { addBesideReasoning } from '../../build/besideReasoning';
import { contentText } from '../../build/content';
import { type RecordedPlace, placeAt } from '../../build/draft';
import { groupedBy, itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE } from '../../build/usage';
import { at, bool, count, has, isObject, list, str, text, time } from '../../../text/json';
import { addAssistantMessage, addTaggedText } from '../apis/logMessage';
import { shownBranch } from './chatTree';

/**
 * LibreChat's exports: messages that say whether the user wrote them, flat with `parentMessageId` or each inside the one
 * before (`children`); an answer's content has parts `think`, `text` and `tool_call`.
 */
export const libreChat: Format = {
  id: 'librechat',
  title: msg('LibreChat conversation'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isExport(value) || isMessage(value)),
  parse(records) {
    const items = itemsOf(records);
    const bare = items.filter(({ value }) => isMessage(value));
    const chats = items.filter(({ value }) => isExport(value)).map((record) => readChat(record));
    for (const messages of groupedBy(bare, ({ value }) => text(value, 'conversationId'))) {
      const [first] = messages;
      const values = messages.map(({ value }) => value);
      if (first !== undefined) chats.push(chatOf(values, null, first));
    }
    return joinedResults(chats);
  },
};

function isMessage(value: unknown): boolean {
  return bool(value, 'isCreatedByUser') !== null && has(value, 'messageId');
}

function isExport(value: unknown): boolean {
  return messagesOf(value).some((m) => bool(m, 'isCreatedByUser') !== null);
}

function messagesOf(value: unknown): readonly unknown[] {
  const named = [
    list(value, 'messages'),
    list(value, 'messagesTree'),
    list(value, 'messages', 'messages'),
  ];
  return named.find((messages) => messages.length > 0) ?? [];
}

function readChat(record: FileRecord): ParseResult {
  const { value } = record;
  const model = text(value, 'options', 'model') ?? text(value, 'model');
  return chatOf(messagesOf(value), model, record);
}

/** Where nested messages are many a program made them, not a person. */
const MAX_MESSAGES = 20_000;

function flattened(messages: readonly unknown[]): readonly unknown[] {
  const flat: unknown[] = [];
  const open = [...messages].reverse();
  while (open.length > 0 && flat.length < MAX_MESSAGES) {
    const message = open.pop();
    flat.push(message);
    open.push(...list(message, 'children').toReversed());
  }
  return flat;
}

function chatOf(
  messages: readonly unknown[],
  model: string | null,
  { range }: FileRecord,
): ParseResult {
  const conversation = new Conversation();
  const keys = { id: 'messageId', parent: 'parentMessageId' };
  const shown = shownBranch(flattened(messages), null, keys);
  conversation.otherBranches = shown.otherBranches;
  for (const message of shown.messages) {
    const where = placeAt(range, time(message, 'createdAt'));
    if (bool(message, 'isCreatedByUser') === true) {
      conversation.prompt('user', text(message, 'text') ?? contentText(at(message, 'content')));
      continue;
    }
    const trace = conversation.begin();
    trace.id = text(message, 'messageId');
    trace.model = text(message, 'model') ?? model;
    trace.provider = text(message, 'endpoint');
    trace.timing = { startedAt: where.at };
    trace.usage = { ...NO_USAGE, outputTokens: count(message, 'tokenCount') };
    trace.finishReason = text(message, 'finish_reason');
    trace.truncated =
      bool(message, 'unfinished') === true &&
      list(message, 'content').every((c) => str(c, 'type') === 'think');
    const parts = list(message, 'content');
    for (const part of parts) addPart(trace, part, where);
    if (parts.length === 0) addOldText(trace, str(message, 'text') ?? '', where);
  }
  return parsedBranch(conversation, range);
}

function addPart(trace: TraceBuilder, part: unknown, where: RecordedPlace): void {
  const type = str(part, 'type');
  if (type === 'think') trace.reasoning(str(part, 'think') ?? '', null, where);
  else if (type === 'text') {
    const words = str(part, 'text') ?? str(part, 'text', 'value') ?? '';
    if (trace.hasReasoning) addBesideReasoning(trace, words, where);
    else addTaggedText(trace, words, where);
  } else if (type === 'tool_call') {
    const call = at(part, 'tool_call');
    const id = text(call, 'id');
    trace.toolCall(
      text(call, 'name') ?? text(call, 'function', 'name'),
      at(call, 'args') ?? at(call, 'function', 'arguments') ?? '',
      id,
      where,
    );
    const output = text(call, 'output') ?? text(call, 'function', 'output');
    if (output !== null) trace.toolResult(output, id, false, where);
  } else if (type === 'error') trace.raw('error', part, where);
  else if (isObject(part))
    addAssistantMessage(trace, { role: 'assistant', content: [part] }, where);
}

/** Before content had parts, thinking stood in the text between `:::thinking` and `:::`. */
function addOldText(trace: TraceBuilder, words: string, where: RecordedPlace): void {
  const found = /^:::thinking\n([\s\S]*?)\n:::\n*/.exec(words);
  if (found === null) {
    addTaggedText(trace, words, where);
    return;
  }
  trace.reasoning(found[1] ?? '', null, where);
  trace.answer(words.slice(found[0].length), where);
}
