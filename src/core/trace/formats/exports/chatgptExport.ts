import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';

/**
 * ChatGPT data export (`conversations.json`): conversations as trees of messages. The branch that was shown last is
 * read; all the assistant did between two user messages is one trace.
 */
export const chatgptExport: Format = {
  id: 'chatgpt-export',
  title: msg('ChatGPT data export'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isConversation(value)),
  parse: (records) =>
    parsed(...itemsOf(records).flatMap((record) => readConversation(record).build())),
};

function isConversation(value: unknown): boolean {
  const mapping = at(value, 'mapping');
  if (!isObject(mapping)) return false;
  return has(value, 'current_node') || has(value, 'conversation_id') || has(value, 'create_time');
}

function readConversation({ value, range }: FileRecord): Conversation {
  const conversation = new Conversation();
  let turn: TraceBuilder | null = null;
  for (const message of branchOf(value)) {
    const role = str(message, 'author', 'role');
    const where = placeAt(range, time(message, 'create_time'));
    if (role === 'user' || role === 'system') {
      if (at(message, 'metadata', 'is_visually_hidden_from_conversation') === true) continue;
      conversation.prompt(role, contentText(at(message, 'content', 'parts')));
      if (role === 'user') turn = null;
    } else if (role === 'assistant' || role === 'tool') {
      if (turn === null) {
        turn = conversation.begin();
        turn.id = text(message, 'id');
        turn.timing = { startedAt: where.at };
      }
      if (role === 'tool') addToolMessage(turn, message, where);
      else addAssistantMessage(turn, message, where);
    }
  }
  return conversation;
}

/** Messages from the root to the node that was shown last, or down the last children when it is not recorded. */
function branchOf(conversation: unknown): readonly unknown[] {
  const mapping = at(conversation, 'mapping');
  const nodes = isObject(mapping) ? mapping : {};
  const nodeAt = (id: string | null) =>
    id !== null && Object.hasOwn(nodes, id) ? nodes[id] : null;
  const seen = new Set<string>();
  const messages: unknown[] = [];
  let id = str(conversation, 'current_node') ?? leafOf(nodes);
  while (id !== null && !seen.has(id)) {
    seen.add(id);
    const node = nodeAt(id);
    if (isObject(at(node, 'message'))) messages.push(at(node, 'message'));
    id = str(node, 'parent');
  }
  return messages.reverse();
}

function leafOf(nodes: Readonly<Record<string, unknown>>): string | null {
  return Object.keys(nodes).findLast((id) => list(nodes[id], 'children').length === 0) ?? null;
}

function addAssistantMessage(trace: TraceBuilder, message: unknown, where: RecordedPlace): void {
  const content = at(message, 'content');
  const metadata = at(message, 'metadata');
  trace.model = text(metadata, 'model_slug') ?? trace.model;
  trace.effort = text(metadata, 'thinking_effort') ?? trace.effort;
  const type = str(content, 'content_type');
  if (type === 'thoughts') {
    addThoughts(trace, content, where);
  } else if (type === 'reasoning_recap') {
    addRecap(trace, metadata, where);
  } else if (type === 'code' || (str(message, 'recipient') ?? 'all') !== 'all') {
    const words = str(content, 'text') ?? contentText(at(content, 'parts'));
    trace.toolCall(text(message, 'recipient') ?? 'python', words, null, where);
  } else if (type === 'text' || type === 'multimodal_text') {
    trace.answer(contentText(at(content, 'parts')), where);
    trace.finishReason = text(metadata, 'finish_details', 'type') ?? trace.finishReason;
  } else if (type !== null && !type.endsWith('_editable_context')) {
    trace.raw(type, content, where);
  }
}

/** Each thought is a heading and a text, joined as recorded; an empty list is reasoning that is not shown. */
function addThoughts(trace: TraceBuilder, content: unknown, where: RecordedPlace): void {
  const thoughts = list(content, 'thoughts');
  const texts = thoughts.map((thought) =>
    [text(thought, 'summary'), text(thought, 'content')].filter((t) => t !== null).join('\n\n'),
  );
  const words = texts.filter((t) => t !== '');
  if (words.length === 0) trace.reasoning('', 'hidden', where);
  for (const thought of words) trace.reasoning(thought, 'summary', where);
}

/** "Thought for 1m 1s": the seconds are in the metadata. */
function addRecap(trace: TraceBuilder, metadata: unknown, where: RecordedPlace): void {
  const seconds = num(metadata, 'finished_duration_sec');
  if (!trace.hasReasoning) {
    trace.reasoning('', 'hidden', {
      ...where,
      durationMs: seconds === null ? null : seconds * 1000,
    });
  }
}

function addToolMessage(trace: TraceBuilder, message: unknown, where: RecordedPlace): void {
  const content = at(message, 'content');
  const words = str(content, 'text') ?? contentText(at(content, 'parts'));
  const failed =
    str(message, 'metadata', 'aggregate_result', 'status') === 'failed_with_in_kernel_exception';
  if (words !== '') trace.toolResult(words, null, failed, where);
}
