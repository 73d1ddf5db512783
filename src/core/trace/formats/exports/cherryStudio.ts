import { msg } from '../../../model/message';
import { at, isObject, list, num, obj, str, text, time } from '../../../text/json';
import { commonUsage } from '../../build/commonUsage';
import { Conversation } from '../../build/conversation';
import { parsed } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { FileRecord, Format } from '../../format';
import { addAppChat, NOT_KEPT, type AppMessage } from './appMessage';

/**
 * Cherry Studio's backup (`data.json`) or one topic: messages name their blocks, which stand in a table of their own
 * (`message_blocks`) or, in a single topic, in the messages.
 */
export const cherryStudio: Format = {
  id: 'cherry-studio',
  title: msg('Cherry Studio chats'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => topicsOf(value).length > 0),
  parse: (records) => parsed(...itemsOf(records).flatMap(readRecord)),
};

const stored = (document: unknown): unknown => obj(document, 'indexedDB') ?? document;

function topicsOf(document: unknown): readonly unknown[] {
  return [document, ...list(stored(document), 'topics')].filter((topic) =>
    list(topic, 'messages').some((m) => list(m, 'blocks').length > 0 && str(m, 'role') !== null),
  );
}

function readRecord(record: FileRecord) {
  const blocks = new Map<string, unknown>();
  for (const block of list(stored(record.value), 'message_blocks')) {
    const id = text(block, 'id');
    if (id !== null) blocks.set(id, block);
  }
  return topicsOf(record.value).flatMap((topic) => {
    const conversation = new Conversation();
    const messages = list(topic, 'messages').flatMap((message) => messageOf(message, blocks));
    addAppChat(conversation, messages, record);
    return conversation.build();
  });
}

function messageOf(message: unknown, blocks: ReadonlyMap<string, unknown>): readonly AppMessage[] {
  const role = str(message, 'role');
  if (role === null) return [];
  const usage = obj(message, 'usage');
  return [
    {
      ...NOT_KEPT,
      id: text(message, 'id'),
      role,
      content: list(message, 'blocks')
        .map((block) => (typeof block === 'string' ? blocks.get(block) : block))
        .flatMap(partsOf),
      model: text(message, 'model', 'id') ?? text(message, 'modelId'),
      provider: text(message, 'model', 'provider'),
      ...(usage === null ? {} : { usage: commonUsage(usage) }),
      when: time(message, 'createdAt'),
      durationMs: num(message, 'metrics', 'time_completion_millsec'),
      ttftMs: num(message, 'metrics', 'time_first_token_millsec'),
    },
  ];
}

/** A block in the names that logs share. */
function partsOf(block: unknown): readonly unknown[] {
  if (!isObject(block)) return [];
  switch (block['type']) {
    case 'main_text':
    case 'code':
    case 'translation':
      return [{ type: 'text', text: str(block, 'content') ?? '' }];
    case 'thinking':
      return [{ type: 'reasoning', text: str(block, 'content') ?? '' }];
    case 'tool': {
      const call = {
        type: 'tool-call',
        toolCallId: block['toolId'],
        toolName: block['toolName'],
        args: at(block, 'arguments'),
      };
      const result = at(block, 'content');
      return result === undefined || result === null
        ? [call]
        : [call, { type: 'tool-result', toolCallId: block['toolId'], result }];
    }
    default:
      return [block];
  }
}
