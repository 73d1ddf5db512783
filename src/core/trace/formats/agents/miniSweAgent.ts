import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';
import { addChatItem, chatModel } from '../apis/chatItem';
import { chatMessages, isChatItem } from '../apis/chatItems';

/**
 * mini-swe-agent's `.traj.json`: the messages, with the whole response, the actions taken from it and the time beside each.
 * Before version 1 a bare list of messages. A model that calls no tools has its command in the text; since version 2 it is
 * also in `extra.actions`.
 */
export const miniSweAgent: Format = {
  id: 'mini-swe-agent',
  title: msg('mini-swe-agent trajectory'),
  unit: 'file',
  detect: ({ records, fileName }) =>
    records.some(({ value }) => isRun(value)) ||
    (fileName.endsWith('.traj.json') &&
      itemsOf(records)
        .slice(0, 20)
        .every(({ value }) => isChatItem(value)) &&
      records.length > 0),
  parse(records) {
    const runs = records.filter(({ value }) => isRun(value));
    if (runs.length === 0) return parsed(...readMessages(itemsOf(records), null));
    return parsed(
      ...runs.flatMap((run) =>
        readMessages(
          list(run.value, 'messages').map((value) => ({ ...run, value })),
          chatModel(run.value),
        ),
      ),
    );
  },
};

function isRun(value: unknown): boolean {
  if (list(value, 'messages').length === 0) return false;
  const info = at(value, 'info');
  return (
    str(value, 'trajectory_format')?.startsWith('mini-swe-agent') === true ||
    text(info, 'mini_version') !== null ||
    (isObject(at(info, 'model_stats')) && has(info, 'exit_status'))
  );
}

function readMessages(items: readonly FileRecord[], model: string | null): readonly TraceDraft[] {
  const conversation = new Conversation();
  /** The generation whose actions stand in its text and are not answered yet. */
  let acting: TraceBuilder | null = null;
  for (const item of chatMessages(items.filter(({ value }) => isKnown(value)))) {
    const { value, range } = item;
    const where = placeAt(range, time(value, 'extra', 'timestamp'));
    if (acting !== null && str(value, 'role') === 'user' && isObservation(value)) {
      const failed = text(value, 'extra', 'exception_info') !== null;
      acting.toolResult(contentText(at(value, 'content')), null, failed, where);
      continue;
    }
    const trace = addChatItem(conversation, item);
    if (!trace) continue;
    acting = null;
    trace.model ??= model;
    if (trace.hasCalls) continue;
    for (const action of list(value, 'extra', 'actions')) {
      trace.toolCall('bash', { command: str(action, 'command') ?? '' }, null, where);
      acting = trace;
    }
  }
  return conversation.build();
}

/** The last message says how the run ended. */
function isKnown(value: unknown): boolean {
  return isChatItem(value) || str(value, 'object') === 'response';
}

function isObservation(message: unknown): boolean {
  return (
    num(message, 'extra', 'returncode') !== null || str(message, 'extra', 'raw_output') !== null
  );
}
