import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf } from '../../build/draft';
import { NO_USAGE } from '../../build/usage';
import { at, count, isObject, list, num, str, text, time } from '../../../text/json';
import { addAssistantMessage } from '../apis/logMessage';
import { responsesItem } from '../apis/responsesItems';

/**
 * A chat exported from OpenRouter's page (`orpg.1.0` to `orpg.3.0`): characters, each with its model, and messages by their
 * ids; since the third version the words are items of the Responses API, by their ids too.
 */
export const openRouter: Format = {
  id: 'openrouter-chat',
  title: msg('OpenRouter chat'),
  unit: 'record',
  detect: ({ records }) => records.some(({ value }) => isExport(value)),
  parse: (records) => parsed(...records.flatMap((record) => readChat(record).build())),
};

function isExport(value: unknown): boolean {
  if (!isObject(at(value, 'characters')) || !isObject(at(value, 'messages'))) return false;
  return (
    str(value, 'version')?.startsWith('orpg.') === true ||
    messagesOf(value).some((message) => str(message, 'characterId') === 'USER')
  );
}

/** The messages in the order of their times; as they stand where one has none. */
function messagesOf(value: unknown): readonly unknown[] {
  const messages = Object.values(at(value, 'messages') ?? {});
  const isTimed = messages.every((message) => whenOf(message) !== null);
  return isTimed ? messages.toSorted((a, b) => (whenOf(a) ?? 0) - (whenOf(b) ?? 0)) : messages;
}

const whenOf = (message: unknown): number | null =>
  time(message, 'createdAt') ?? time(message, 'updatedAt');

function readChat(record: FileRecord): Conversation {
  const { value } = record;
  const conversation = new Conversation();
  for (const message of messagesOf(value)) {
    const refs = list(message, 'items');
    const items = refs.map(
      (ref) => at(value, 'items', str(ref, 'id') ?? '', 'data') ?? { gone: ref },
    );
    const who = str(message, 'characterId') ?? '';
    if (who === 'USER' || str(message, 'type') === 'user') {
      const words = items.map((item) => contentText(at(item, 'content')));
      conversation.prompt('user', [contentText(at(message, 'content')), ...words].join(''));
      continue;
    }
    const when = whenOf(message);
    const where = placeOf(record, when);
    const trace = conversation.begin();
    trace.id = text(message, 'id');
    trace.model = text(value, 'characters', who, 'model') ?? text(message, 'metadata', 'model');
    trace.provider = text(message, 'metadata', 'provider');
    if (items.length === 0) addAssistantMessage(trace, message, where);
    for (const item of items) trace.add(responsesItem(item, where));
    trace.usage = { ...NO_USAGE, outputTokens: count(message, 'metadata', 'tokensCount') };
    trace.costUsd = num(message, 'metadata', 'cost');
    trace.timing = { startedAt: when };
  }
  return conversation;
}
