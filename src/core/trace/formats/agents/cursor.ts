import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed } from '../../build/draft';
import { itemsOf } from '../../build/records';
import { at, has, isObject, list, str, text } from '../../../text/json';
import { addChatItem, chatModel } from '../apis/chatItem';
import { chatMessages } from '../apis/chatItems';

/**
 * Cursor: a conversation of its database (a bubble a message), and the transcripts of its agent
 * (`agent-transcripts/ID.jsonl`), which hold the words and the calls, but no results, times or tokens.
 */
export const cursor: Format = {
  id: 'cursor',
  title: msg('Cursor conversation'),
  unit: 'file',
  detect({ records }) {
    const items = itemsOf(records).slice(0, 20);
    if (items.some(({ value }) => isConversation(value))) return true;
    const lines = items.filter(({ value }) => !isMark(value));
    return lines.length > 0 && lines.every(({ value }) => isTranscriptLine(value));
  },
  parse(records) {
    const items = itemsOf(records);
    const whole = items.filter(({ value }) => isConversation(value));
    if (whole.length === 0) return parsed(...readMessages(items, null));
    return parsed(
      ...whole.flatMap((conversation) =>
        readMessages(
          list(conversation.value, 'messages').map((value) => ({ ...conversation, value })),
          chatModel(conversation.value),
        ),
      ),
    );
  },
};

function isConversation(value: unknown): boolean {
  return text(value, 'composerId') !== null && list(value, 'messages').length > 0;
}

/** The end of a turn. */
const isMark = (value: unknown): boolean => str(value, 'type') === 'turn_ended';

/** Claude Code's lines also have a type and an id of their own. */
function isTranscriptLine(value: unknown): boolean {
  const role = str(value, 'role');
  return (
    (role === 'user' || role === 'assistant') &&
    isObject(at(value, 'message')) &&
    Array.isArray(at(value, 'message', 'content')) &&
    !has(value, 'type') &&
    !has(value, 'uuid')
  );
}

function readMessages(items: readonly FileRecord[], model: string | null): readonly TraceDraft[] {
  const conversation = new Conversation();
  for (const item of chatMessages(items)) {
    const trace = addChatItem(conversation, item);
    if (trace) trace.model ??= model;
  }
  return conversation.build();
}
