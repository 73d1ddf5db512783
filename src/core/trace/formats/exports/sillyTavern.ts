import { msg } from '../../../model/message';
import { at, bool, has, list, obj, str, text, time } from '../../../text/json';
import { Conversation, parsedBranch } from '../../build/conversation';
import { itemsOf } from '../../build/records';
import { NO_USAGE } from '../../build/usage';
import type { FileRecord, Format } from '../../format';
import { addAppChat, NOT_KEPT, type AppMessage } from './appMessage';

/**
 * SillyTavern's chats: a line of facts of the chat, then a message a line. `mes` and `extra` are those of the answer that is
 * shown; others of the same turn (`swipes`) are counted, not traces of this chat. What stands before the user's first message is the
 * greeting that belongs to the character, unless it tells of a model that wrote it.
 */
export const sillyTavern: Format = {
  id: 'silly-tavern',
  title: msg('SillyTavern chat'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isMessage(value)),
  parse(records) {
    const conversation = new Conversation();
    for (const record of itemsOf(records)) addLine(conversation, record);
    return parsedBranch(conversation, null);
  },
};

function isMessage(value: unknown): boolean {
  return bool(value, 'is_user') !== null && str(value, 'mes') !== null && has(value, 'name');
}

function addLine(conversation: Conversation, record: FileRecord): void {
  const line = record.value;
  if (!isMessage(line)) return;
  if (isGreeting(conversation, line)) conversation.prompt('assistant', str(line, 'mes') ?? '');
  else {
    addAppChat(conversation, [messageOf(line)], record);
    conversation.otherBranches += Math.max(list(line, 'swipes').length - 1, 0);
  }
  conversation.hasUser ||= bool(line, 'is_user') === true;
}

function isGreeting(conversation: Conversation, line: unknown): boolean {
  if (conversation.hasUser || bool(line, 'is_user') === true) return false;
  if (bool(line, 'is_system') === true || has(line, 'gen_started')) return false;
  const extra = at(line, 'extra');
  return text(extra, 'model') === null && text(extra, 'api') === null;
}

function messageOf(line: unknown): AppMessage {
  const content = [{ type: 'text', text: str(line, 'mes') ?? '' }];
  // Notes of the app, which no model has seen.
  if (bool(line, 'is_system') === true) return { ...NOT_KEPT, role: 'system', content: [] };
  if (bool(line, 'is_user') === true) return { ...NOT_KEPT, role: 'user', content };
  const extra = obj(line, 'extra');
  const thought = text(extra, 'reasoning');
  const [began, ended] = [time(line, 'gen_started'), time(line, 'gen_finished')];
  return {
    ...NOT_KEPT,
    role: 'assistant',
    content: thought === null ? content : [{ type: 'reasoning', text: thought }, ...content],
    model: text(extra, 'model'),
    provider: text(extra, 'api'),
    // Counted by the app, of the words that are shown: no count of all that was written.
    usage: NO_USAGE,
    when: began ?? time(line, 'send_date'),
    durationMs: began === null || ended === null ? null : ended - began,
  };
}
