import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';
import { addChatItem, chatModel } from '../apis/chatItem';
import { isChatItem } from '../apis/chatItems';

/**
 * Goose: its older `sessions/*.jsonl` (a line that tells the folder, then a message a line), a session of its database,
 * and its export. Calls and results are blocks of the messages; since 1.40 a message tells its model and its tokens.
 */
export const goose: Format = {
  id: 'goose',
  title: msg('Goose session'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => isGooseMessage(value) || isSession(value)),
  parse(records) {
    const items = itemsOf(records);
    const sessions = items.filter(({ value }) => messagesOf(value).length > 0);
    const lines = items.filter(({ value }) => isChatItem(value));
    return parsed(
      ...sessions.flatMap((session) =>
        readMessages(
          messagesOf(session.value).map((value) => ({ ...session, value })),
          chatModel(session.value),
        ),
      ),
      ...readMessages(lines, null),
    );
  },
};

const BLOCKS = new Set(['toolRequest', 'toolResponse', 'frontendToolRequest', 'redactedThinking']);

function isGooseMessage(value: unknown): boolean {
  const isOwn = list(value, 'content').some((block) => BLOCKS.has(str(block, 'type') ?? ''));
  return isOwn && text(value, 'role') !== null;
}

/** A session in one document, or the first line of a file. */
function isSession(value: unknown): boolean {
  if (text(value, 'working_dir') === null) return false;
  return (
    messagesOf(value).length > 0 ||
    (num(value, 'message_count') !== null && has(value, 'description'))
  );
}

function messagesOf(session: unknown): readonly unknown[] {
  const messages = list(session, 'messages');
  return messages.length > 0 ? messages : list(session, 'conversation');
}

function readMessages(
  messages: readonly FileRecord[],
  model: string | null,
): readonly TraceDraft[] {
  const conversation = new Conversation();
  for (const item of messages) {
    const message = plainMessage(item.value);
    const trace = addChatItem(conversation, { ...item, value: message });
    if (trace) readFacts(trace, message, model);
  }
  return conversation.build();
}

/** A message whose blocks and time have the names that other chats give them. */
function plainMessage(message: unknown): unknown {
  if (!isObject(message)) return message;
  const when = time(message, 'created') ?? time(message, 'timestamp');
  const content = list(message, 'content').map(plainBlock);
  return { ...message, content, timestamp: when ?? undefined };
}

function plainBlock(block: unknown): unknown {
  switch (str(block, 'type') ?? '') {
    case 'toolRequest':
    case 'frontendToolRequest': {
      const call = at(block, 'toolCall', 'value') ?? at(block, 'toolCall');
      const input = at(call, 'arguments') ?? {};
      return { type: 'tool_use', id: text(block, 'id'), name: text(call, 'name'), input };
    }
    case 'toolResponse': {
      const outcome = at(block, 'toolResult');
      const value = at(outcome, 'value') ?? at(outcome, 'error') ?? outcome;
      return {
        type: 'tool_result',
        tool_use_id: text(block, 'id'),
        content: at(value, 'content') ?? value,
        is_error: str(outcome, 'status') === 'error' || at(value, 'isError') === true,
      };
    }
    case 'redactedThinking':
      return { type: 'redacted_thinking', data: at(block, 'data') };
    default:
      return block;
  }
}

function readFacts(trace: TraceBuilder, message: unknown, model: string | null): void {
  const metadata = at(message, 'metadata');
  trace.model ??=
    text(metadata, 'inference', 'resolvedModel') ??
    text(metadata, 'inference', 'requestedModel') ??
    model;
  trace.provider = text(metadata, 'inference', 'provider');
  if (at(metadata, 'outputTokenLimitReached') === true) trace.finishReason = 'length';
  const usage = at(metadata, 'usage');
  trace.costUsd = num(usage, 'cost');
  trace.timing = {
    ...trace.timing,
    durationMs: num(usage, 'elapsedMs'),
    ttftMs: num(usage, 'timeToFirstTokenMs'),
  };
}
