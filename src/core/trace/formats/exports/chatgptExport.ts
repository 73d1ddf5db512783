import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { contentText } from '../../build/content';
import { Conversation, joinedResults, parsedBranch } from '../../build/conversation';
import { type RecordedPlace, placeAt } from '../../build/draft';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';
import { itemsOf } from '../../build/records';
import { archivedMessages } from './chatgptArchive';
import { shownBranch } from './chatTree';
import type { TraceBuilder } from '../../build/traceBuilder';
import type { RecordRange } from '../../../model/trace';

/**
 * ChatGPT data export (`conversations.json`): conversations as trees of messages. The branch that was shown last is
 * read; all the assistant did between two user messages is one trace. A conversation that an archiver wrote down as
 * Markdown has the same messages.
 */
export const chatgptExport: Format = {
  id: 'chatgpt-export',
  title: msg('ChatGPT data export'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isConversation(value)),
  parse: (records) => joinedResults(itemsOf(records).map(readConversation)),
};

function isConversation(value: unknown): boolean {
  if (archivedMessages(value).length > 0) return true;
  const mapping = at(value, 'mapping');
  if (!isObject(mapping)) return false;
  return has(value, 'current_node') || has(value, 'conversation_id') || has(value, 'create_time');
}

function readConversation({ value, range }: FileRecord): ParseResult {
  const conversation = new Conversation();
  const archived = archivedMessages(value);
  if (archived.length > 0) {
    addMessages(conversation, archived, range);
    return parsedBranch(conversation, range);
  }
  const nodes = nodesOf(value);
  const keys = { id: 'id', parent: 'parent' };
  const shown = shownBranch(nodes, str(value, 'current_node'), keys);
  conversation.otherBranches = shown.otherBranches;
  const messages = shown.messages.map((node) => at(node, 'message')).filter(isObject);
  addMessages(conversation, messages, range);
  return parsedBranch(conversation, range);
}

function addMessages(
  conversation: Conversation,
  messages: readonly unknown[],
  range: RecordRange,
): void {
  let turn: TraceBuilder | null = null;
  for (const message of messages) {
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
}

/** The nodes of a conversation, each under the name that the others call it by. */
function nodesOf(conversation: unknown): readonly unknown[] {
  const mapping = at(conversation, 'mapping');
  const nodes = isObject(mapping) ? Object.entries(mapping) : [];
  return nodes.map(([id, node]) => ({
    id,
    parent: str(node, 'parent'),
    message: at(node, 'message'),
  }));
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
    const unnamed = str(content, 'language') === 'unknown' ? null : 'python';
    trace.toolCall(text(message, 'recipient') ?? unnamed, words, null, where);
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
