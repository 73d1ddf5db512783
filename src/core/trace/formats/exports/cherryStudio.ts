import { msg } from '../../../model/message';
import type { Usage } from '../../../model/trace';
import { at, isObject, list, num, obj, str, text, time } from '../../../text/json';
import { commonUsage } from '../../build/commonUsage';
import { unlessZero } from '../../build/usage';
import { appChats, NOT_KEPT, type AppMessage } from './appMessage';
import { unbranched, type ShownBranch } from './chatTree';

/**
 * Cherry Studio's backup (`data.json`) or one topic: messages name their blocks, which stand in a table of their own
 * (`message_blocks`) or, in a single topic, in the messages.
 */
export const cherryStudio = appChats({
  id: 'cherry-studio',
  title: msg('Cherry Studio chats'),
  chatsOf,
  readerOf,
});

const stored = (document: unknown): unknown => obj(document, 'indexedDB') ?? document;

function chatsOf(document: unknown): readonly ShownBranch[] {
  return [document, ...list(stored(document), 'topics')]
    .map((topic) => list(topic, 'messages'))
    .filter((messages) =>
      messages.some((m) => list(m, 'blocks').length > 0 && str(m, 'role') !== null),
    )
    .map(unbranched);
}

function readerOf(document: unknown): (message: unknown) => readonly AppMessage[] {
  const blocks = new Map<string, unknown>();
  for (const block of list(stored(document), 'message_blocks')) {
    const id = text(block, 'id');
    if (id !== null) blocks.set(id, block);
  }
  return (message) => messageOf(message, blocks);
}

function messageOf(message: unknown, blocks: ReadonlyMap<string, unknown>): readonly AppMessage[] {
  const role = str(message, 'role');
  if (role === null) return [];
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
      usage: usageOf(message),
      when: time(message, 'createdAt'),
      durationMs: unlessZero(num(message, 'metrics', 'time_completion_millsec')),
      ttftMs: unlessZero(num(message, 'metrics', 'time_first_token_millsec')),
    },
  ];
}

/** Where the provider counted nothing, the app writes 0. */
function usageOf(message: unknown): Usage {
  const usage = commonUsage(at(message, 'usage'));
  const { inputTokens, outputTokens } = usage;
  return {
    ...usage,
    inputTokens: unlessZero(inputTokens),
    outputTokens: unlessZero(outputTokens),
  };
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
