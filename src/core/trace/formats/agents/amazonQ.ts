import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed } from '../../build/draft';
import { elapsed, unpacked } from '../../build/embedded';
import { itemsOf } from '../../build/records';
import { at, isObject, list, num, text, time } from '../../../text/json';
import { addChatItem, chatModel } from '../apis/chatItem';
import { bothSides } from '../apis/bothSides';

/**
 * Conversation of the Amazon Q command line, which became Kiro's (`/save`, or a row of its database): `history` of
 * `{user, assistant, request_metadata}`, both sides under the names of their kinds.
 */
export const amazonQ: Format = {
  id: 'amazon-q',
  title: msg('Amazon Q CLI conversation'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isConversation(conversationIn(value))),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap((record) => {
        const value = conversationIn(record.value);
        return isConversation(value) ? readConversation({ ...record, value }) : [];
      }),
    ),
};

/** The conversation of a document, or of a row whose column holds it as JSON text. */
const conversationIn = (value: unknown): unknown =>
  Array.isArray(at(value, 'history')) ? value : unpacked(at(value, 'value'));

const USER = ['Prompt', 'ToolUseResults', 'CancelledToolUses'];

function isConversation(value: unknown): boolean {
  return list(value, 'history')
    .slice(0, 20)
    .some(
      (entry) =>
        USER.some((kind) => isObject(at(entry, 'user', 'content', kind))) &&
        isObject(at(entry, 'assistant')),
    );
}

function readConversation(record: FileRecord): readonly TraceDraft[] {
  const conversation = new Conversation();
  const named = chatModel(at(record.value, 'model_info')) ?? chatModel(record.value);
  for (const entry of list(record.value, 'history')) {
    const request = at(entry, 'request_metadata');
    for (const value of bothSides(entry)) {
      const trace = addChatItem(conversation, { ...record, value });
      if (trace === null) continue;
      const start = time(request, 'request_start_timestamp_ms');
      trace.id = text(value, 'message_id') ?? text(request, 'request_id');
      trace.model = text(request, 'model_id') ?? named;
      trace.timing = {
        startedAt: start ?? trace.timing.startedAt ?? null,
        durationMs: elapsed(start, time(request, 'stream_end_timestamp_ms')),
        ttftMs: lengthMs(at(request, 'time_to_first_chunk')),
      };
    }
  }
  // What the last calls gave out waits to be sent.
  const next = { user: at(record.value, 'next_message'), assistant: null };
  for (const value of bothSides(next)) addChatItem(conversation, { ...record, value });
  return conversation.build();
}

/** Rust's duration. */
function lengthMs(duration: unknown): number | null {
  const seconds = num(duration, 'secs');
  return seconds === null ? null : Math.round(seconds * 1e3 + (num(duration, 'nanos') ?? 0) / 1e6);
}
