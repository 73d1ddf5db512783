import type { FileRecord, Format } from '../../format';
import { chatMessages, isChatItem, isFromUser } from '../apis/chatItems';
import { commonUsage } from '../../build/commonUsage';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt } from '../../build/draft';
import { at, isObject, list, num, str, text, time } from '../../../text/json';
import { addMessage } from '../apis/logMessage';
import { addModelOutput } from '../apis/modelOutput';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';

/**
 * A conversation as a bare list of messages, in an array or one a line: Cline's and Roo's
 * `api_conversation_history.json`, Kimi CLI's `context.jsonl`, Gemini's `contents`, Grok's and Cursor's logs, OpenAI's
 * and LangChain's lists, chats saved by scripts.
 */
export const messageList: Format = {
  id: 'message-list',
  title: 'List of chat messages',
  unit: 'file',
  detect({ records }) {
    const items = itemsOf(records).slice(0, 50);
    return items.filter(({ value }) => isChatItem(value)).length * 2 > items.length;
  },
  parse(records) {
    const conversation = new Conversation();
    for (const item of chatMessages(itemsOf(records))) add(conversation, item);
    return parsed(...conversation.build());
  },
};

/**
 * A document or line that holds such a list beside other things (Amp threads, mini-swe-agent trajectories, logs of
 * scripts). It must end with what the assistant said: else it is a request that was never answered.
 */
export const messageDocument: Format = {
  id: 'message-document',
  title: 'Chat with messages',
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isAnswered(value)),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap(({ value, range, name }) => {
        const conversation = new Conversation();
        const messages = messagesOf(value).map((message) => ({ value: message, range, name }));
        for (const item of chatMessages(messages)) {
          const trace = add(conversation, item);
          if (trace) trace.model ??= modelOf(value);
        }
        return conversation.build();
      }),
    ),
};

/** Under the names that chats have for them (Continue's is `history`). */
function messagesOf(document: unknown): readonly unknown[] {
  const named = ['messages', 'history'].map((key) => list(document, key));
  return named.find((messages) => messages.some(isChatItem)) ?? [];
}

function isAnswered(value: unknown): boolean {
  const messages = messagesOf(value).filter(isChatItem);
  return messages.length > 1 && !isFromUser(messages.at(-1));
}

function modelOf(document: unknown): string | null {
  return text(document, 'model') ?? text(document, 'info', 'config', 'model', 'model_name');
}

function add(conversation: Conversation, { value, range }: FileRecord): TraceBuilder | null {
  const role = str(value, 'role');
  if (role === null || role.startsWith('_')) return null;
  const when = time(value, 'ts') ?? time(value, 'timestamp') ?? time(value, 'created_at');
  const where = placeAt(range, when);
  // mini-swe-agent keeps the whole response beside the message it made of it.
  const response = at(value, 'extra', 'response');
  if (role === 'assistant' && isObject(response)) {
    const trace = conversation.begin();
    addModelOutput(trace, response, where);
    trace.model = text(response, 'model');
    trace.usage = commonUsage(at(response, 'usage'));
    return trace;
  }
  const trace = addMessage(conversation, value, where);
  if (trace) readFacts(trace, value, when);
  return trace;
}

function readFacts(trace: TraceBuilder, message: unknown, when: number | null): void {
  trace.id = text(message, 'id');
  trace.model =
    text(message, 'model') ??
    text(message, 'model_id') ??
    text(message, 'modelInfo', 'modelId') ??
    text(message, 'modelInfo', 'id') ??
    text(message, 'providerData', 'model') ??
    text(message, 'response_metadata', 'model_name') ??
    text(message, 'response_metadata', 'model');
  trace.effort = text(message, 'reasoning_effort');
  trace.finishReason =
    text(message, 'finish_reason') ??
    text(message, 'stop_reason') ??
    text(message, 'response_metadata', 'finish_reason') ??
    text(message, 'response_metadata', 'stop_reason');
  trace.timing = { startedAt: when };
  const usage =
    at(message, 'usage') ??
    at(message, 'usage_metadata') ??
    at(message, 'providerData', 'rawUsage') ??
    at(message, 'metrics', 'tokens') ??
    at(message, 'metrics');
  if (isObject(usage)) trace.usage = commonUsage(usage);
  trace.costUsd = num(message, 'cost') ?? num(message, 'metrics', 'cost');
}
