import { msg } from '../../../model/message';
import type { Format } from '../../format';
import { has, isObject, list, str } from '../../../text/json';
import { messageDocument } from '../exports/messageList';

/**
 * A thread of Amp (`~/.local/share/amp/threads/T-ID.json`, or exported): Anthropic's blocks in numbered messages, each
 * answer with its model, counts and end. What Amp itself tells has the role `info`.
 */
export const amp: Format = {
  id: 'amp',
  title: msg('Amp thread'),
  unit: 'record',
  detect: ({ records }) => records.some(({ value }) => isThread(value)),
  parse: (records, context) =>
    messageDocument.parse(
      records.map((record) => ({ ...record, value: withoutNotes(record.value) })),
      context,
    ),
};

/** What Amp tells on its own account (files of instructions that it read) is nobody's message. */
function withoutNotes(thread: unknown): unknown {
  if (!isObject(thread)) return thread;
  const messages = list(thread, 'messages').map((message) =>
    isObject(message) && message['role'] === 'info' ? { ...message, role: 'system' } : message,
  );
  return { ...thread, messages };
}

function isThread(value: unknown): boolean {
  return (
    /^T-[\w-]+$/.test(str(value, 'id') ?? '') &&
    list(value, 'messages').some((message) => has(message, 'messageId') && has(message, 'role'))
  );
}
