import { msg } from '../../../model/message';
import { isObject, list, num, obj, str, text, time } from '../../../text/json';
import { commonUsage } from '../../build/commonUsage';
import { appChats, NOT_KEPT, type AppMessage } from './appMessage';
import type { ShownBranch } from './chatTree';

/**
 * Chatbox: a session, or an export of all data with each under `session:ID`; a message has `contentParts`, and older threads
 * of a session stand beside its messages.
 */
export const chatbox = appChats({
  id: 'chatbox',
  title: msg('Chatbox session'),
  chatsOf,
  readerOf: () => messageOf,
});

/** The threads of all sessions in a document, each a list of messages. */
function chatsOf(document: unknown): readonly ShownBranch[] {
  const sessions = isObject(document)
    ? [document, ...Object.entries(document).flatMap(([key, v]) => (isSession(key) ? [v] : []))]
    : [];
  return sessions
    .flatMap((session) => [session, ...list(session, 'threads')])
    .map((thread) => ({ messages: list(thread, 'messages'), otherBranches: forksOf(thread) }))
    .filter(({ messages }) => messages.some((m) => list(m, 'contentParts').length > 0));
}

/** How many branches are kept aside: by the message they fork from, of which the place of the one that is shown is empty. */
function forksOf(session: unknown): number {
  return Object.values(obj(session, 'messageForksHash') ?? {})
    .flatMap((fork) => list(fork, 'lists').filter((_, i) => i !== num(fork, 'position')))
    .filter((branch) => list(branch, 'messages').length > 0).length;
}

const isSession = (key: string): boolean => key.startsWith('session:');

function messageOf(message: unknown): readonly AppMessage[] {
  const role = str(message, 'role');
  if (role === null) return [];
  const usage = obj(message, 'usage');
  return [
    {
      ...NOT_KEPT,
      id: text(message, 'id'),
      role,
      content: list(message, 'contentParts').flatMap(partsOf),
      model: modelOf(text(message, 'model')),
      provider: text(message, 'aiProvider'),
      ...(usage === null ? {} : { usage: commonUsage(usage) }),
      when: time(message, 'timestamp'),
      ttftMs: num(message, 'firstTokenLatency'),
    },
  ];
}

/** A finished call stands with its result in one part. */
function partsOf(part: unknown): readonly unknown[] {
  if (!isObject(part) || part['type'] !== 'tool-call' || part['result'] === undefined)
    return [part];
  const { result, toolCallId, state } = part;
  return [part, { type: 'tool-result', toolCallId, result, is_error: state === 'error' }];
}

/** Shown as `DeepSeek API (deepseek-reasoner)`. */
function modelOf(shown: string | null): string | null {
  return /\(([^()]+)\)$/.exec(shown ?? '')?.[1] ?? shown;
}
