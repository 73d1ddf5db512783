import { msg } from '../../../model/message';
import type { Format } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt } from '../../build/draft';
import { commonUsage } from '../../build/commonUsage';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';
import { addMessage } from '../apis/logMessage';

/** Hermes agent session: one document with the messages of a chat and the model they were sent to. */
export const hermes: Format = {
  id: 'hermes',
  title: msg('Hermes session'),
  unit: 'record',
  detect: ({ records }) =>
    records.some(
      ({ value }) =>
        str(value, 'session_id') !== null &&
        Array.isArray(at(value, 'messages')) &&
        (has(value, 'platform') || has(value, 'session_start') || has(value, 'message_count')),
    ),
  parse(records) {
    const conversation = new Conversation();
    for (const { value, range } of records) {
      conversation.setSystem(text(value, 'system_prompt') ?? '');
      for (const message of list(value, 'messages')) {
        const when = time(message, 'timestamp');
        const trace = addMessage(conversation, message, placeAt(range, when));
        if (!trace) continue;
        trace.id = text(message, 'id');
        trace.model = text(message, 'model') ?? text(value, 'model');
        trace.finishReason = text(message, 'finish_reason');
        trace.timing = { startedAt: when };
        if (isObject(at(message, 'usage'))) trace.usage = commonUsage(at(message, 'usage'));
        trace.costUsd = num(message, 'cost');
      }
    }
    return parsed(...conversation.build());
  },
};
