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
 * its export, and the events of `goose run --output-format stream-json`, where a message comes in pieces of one id. Calls
 * and results are blocks of the messages; since 1.40 a message tells its model and its tokens.
 */
export const goose: Format = {
  id: 'goose',
  title: msg('Goose session'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => isGooseMessage(told(value)) || isSession(value)),
  parse(records) {
    const items = wholeMessages(itemsOf(records));
    const sessions = items.filter(({ value }) => messagesOf(value).length > 0);
    const lines = items.filter(({ value }) => isChatItem(value));
    return parsed(
      ...sessions.flatMap((session) =>
        readMessages(
          messagesOf(session.value).map((value) => ({ ...session, value })),
          { model: chatModel(session.value), provider: text(session.value, 'provider_name') },
        ),
      ),
      ...readMessages(lines, { model: null, provider: null }),
    );
  },
};

/** The message of an event; itself for another value. */
function told(value: unknown): unknown {
  return str(value, 'type') === 'message' && isObject(at(value, 'message'))
    ? at(value, 'message')
    : value;
}

/** The messages of events, the pieces of one together. */
function wholeMessages(items: readonly FileRecord[]): readonly FileRecord[] {
  const whole: { item: FileRecord; pieces: unknown[] }[] = [];
  for (const item of items) {
    const value = told(item.value);
    const id = value === item.value ? null : text(value, 'id');
    const last = whole.at(-1);
    const isNext = id !== null && last !== undefined && id === text(last.item.value, 'id');
    if (isNext) last.pieces.push(...list(value, 'content'));
    else whole.push({ item: { ...item, value }, pieces: [...list(value, 'content')] });
  }
  return whole.map(({ item, pieces }) =>
    pieces.length === 0
      ? item
      : { ...item, value: { ...(item.value as object), content: joined(pieces) } },
  );
}

/** Pieces of one text, or of one thought, that follow one another. */
function joined(pieces: readonly unknown[]): readonly unknown[] {
  const found: unknown[] = [];
  for (const piece of pieces) {
    const key = ['text', 'thinking'].find(
      (k) => str(piece, 'type') === k && str(piece, k) !== null,
    );
    const last = found.at(-1);
    if (key === undefined || str(last, 'type') !== key) found.push(piece);
    else
      found[found.length - 1] = { ...(last as object), [key]: str(last, key)! + str(piece, key)! };
  }
  return found;
}

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

/** What a session says of all its answers. */
interface SessionFacts {
  readonly model: string | null;
  readonly provider: string | null;
}

function readMessages(
  messages: readonly FileRecord[],
  session: SessionFacts,
): readonly TraceDraft[] {
  const conversation = new Conversation();
  for (const item of messages) {
    const message = plainMessage(item.value);
    const trace = addChatItem(conversation, { ...item, value: message });
    if (trace) readFacts(trace, message, session);
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

function readFacts(trace: TraceBuilder, message: unknown, session: SessionFacts): void {
  const metadata = at(message, 'metadata');
  trace.model ??=
    text(metadata, 'inference', 'resolvedModel') ??
    text(metadata, 'inference', 'requestedModel') ??
    session.model;
  trace.provider = text(metadata, 'inference', 'provider') ?? session.provider;
  if (at(metadata, 'outputTokenLimitReached') === true) trace.finishReason = 'length';
  const usage = at(metadata, 'usage');
  trace.costUsd = num(usage, 'cost');
  trace.timing = {
    ...trace.timing,
    durationMs: num(usage, 'elapsedMs'),
    ttftMs: num(usage, 'timeToFirstTokenMs'),
  };
}
