import { msg } from '../../../model/message';
import type { Usage } from '../../../model/trace';
import { at, count, isObject, list, num, obj, str, text, time } from '../../../text/json';
import { NO_USAGE, sum } from '../../build/usage';
import { appChats, NOT_KEPT, type AppMessage } from './appMessage';
import { unbranched, type ShownBranch } from './chatTree';

/** Chats of big-AGI, one or an export of all: a message has `fragments`, reasoning is a part `ma` of a void fragment. */
export const bigAgi = appChats({
  id: 'big-agi',
  title: msg('big-AGI chats'),
  chatsOf,
  readerOf: () => messageOf,
});

function chatsOf(document: unknown): readonly ShownBranch[] {
  return [document, ...list(document, 'conversations')]
    .map((chat) => list(chat, 'messages'))
    .filter((messages) => messages.some((m) => isObject(list(m, 'fragments')[0])))
    .map(unbranched);
}

function messageOf(message: unknown): readonly AppMessage[] {
  const role = str(message, 'role');
  if (role === null) return [];
  const metrics = obj(message, 'generator', 'metrics');
  const cents = num(metrics, '$c');
  return [
    {
      ...NOT_KEPT,
      id: text(message, 'id'),
      role,
      content: list(message, 'fragments').flatMap((fragment) => partsOf(obj(fragment, 'part'))),
      model: text(message, 'generator', 'name'),
      usage: usageOf(metrics),
      when: time(message, 'created'),
      durationMs: num(metrics, 'dtAll'),
      ttftMs: num(metrics, 'dtStart'),
      costUsd: cents === null ? null : cents / 100,
    },
  ];
}

/** The input is counted without what the cache had, the output with reasoning. */
function usageOf(metrics: unknown): Usage {
  const [read, written] = [count(metrics, 'TCacheRead'), count(metrics, 'TCacheWrite')];
  return {
    ...NO_USAGE,
    inputTokens: sum(count(metrics, 'TIn'), read, written),
    outputTokens: count(metrics, 'TOut'),
    reasoningTokens: count(metrics, 'TOutR'),
    cachedInputTokens: read,
    cacheWriteTokens: written,
  };
}

/** A part in the names that logs share. */
function partsOf(part: unknown): readonly unknown[] {
  switch (str(part, 'pt')) {
    case null:
    case 'ph':
      return [];
    case 'text':
      return [{ type: 'text', text: str(part, 'text') ?? '' }];
    case 'error':
      return [{ type: 'error', error: str(part, 'error') }];
    case 'ma': {
      const sealed = list(part, 'redactedData').map(() => ({ type: 'redacted_thinking' }));
      return [{ type: 'reasoning', text: str(part, 'aText') ?? '' }, ...sealed];
    }
    case 'tool_invocation': {
      const call = at(part, 'invocation');
      const name = text(call, 'name') ?? text(call, 'type');
      const input = at(call, 'args') ?? at(call, 'code') ?? '';
      return [{ type: 'tool-call', id: at(part, 'id'), name, input }];
    }
    case 'tool_response': {
      const result = at(part, 'response', 'result');
      const failed = at(part, 'error') !== undefined && at(part, 'error') !== false;
      return [{ type: 'tool-result', toolCallId: at(part, 'id'), result, is_error: failed }];
    }
    default:
      return [part];
  }
}
