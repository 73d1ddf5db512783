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
 * Before version 1 a bare list of messages. A model that calls no tools has its command in the text, in its one block of
 * bash; since version 2 it is also in `extra.actions`.
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
      const failed =
        text(value, 'extra', 'exception_info') !== null || (returnCode(value) ?? 0) !== 0;
      acting.toolResult(contentText(at(value, 'content')), null, failed, where);
      continue;
    }
    const trace = addChatItem(conversation, item);
    if (!trace) continue;
    acting = null;
    trace.model ??= model;
    if (trace.hasCalls) continue;
    for (const command of commandsOf(value)) {
      trace.toolCall('bash', { command }, null, where);
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
  return returnCode(message) !== null || str(message, 'extra', 'raw_output') !== null;
}

function returnCode(message: unknown): number | null {
  const start = contentText(at(message, 'content')).slice(0, 60);
  const written = /^\s{0,9}<returncode>(-?\d{1,9})<\/returncode>/.exec(start)?.[1];
  return num(message, 'extra', 'returncode') ?? (written === undefined ? null : Number(written));
}

/** What the agent ran of a message: told beside it, else the block of bash, if there is one and no other. */
function commandsOf(message: unknown): readonly string[] {
  const actions = list(message, 'extra', 'actions');
  if (actions.length > 0) return actions.map((action) => str(action, 'command') ?? '');
  const blocks = bashBlocks(contentText(at(message, 'content')));
  return blocks.length === 1 ? blocks : [];
}

function bashBlocks(words: string): readonly string[] {
  const blocks: string[] = [];
  const opening = /```bash[^\S\n]*\n/g;
  while (opening.exec(words) !== null) {
    const end = words.indexOf('\n```', opening.lastIndex);
    if (end < 0) break;
    blocks.push(words.slice(opening.lastIndex, end).trim());
    opening.lastIndex = end + 4;
  }
  return blocks;
}
