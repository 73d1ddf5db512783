import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { anthropicBlocks } from '../../build/anthropicBlocks';
import { contentText } from '../../build/content';
import { Conversation, joinedResults, parsedBranch } from '../../build/conversation';
import { type RecordedPlace, placeAt } from '../../build/draft';
import { elapsed } from '../../build/embedded';
import { at, list, str, text, time } from '../../../text/json';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { shownBranch } from './chatTree';

/** Messages of newer exports say which one they follow: what was asked or answered again stands among them. */
const KEYS = { id: 'uuid', parent: 'parent_message_uuid' };

/** Claude data export (`conversations.json`): conversations with `chat_messages` of typed blocks. */
export const claudeExport: Format = {
  id: 'claude-export',
  title: msg('Claude data export'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => Array.isArray(at(value, 'chat_messages'))),
  parse: (records) => joinedResults(itemsOf(records).map(readConversation)),
};

function readConversation({ value, range }: FileRecord): ParseResult {
  const conversation = new Conversation();
  const shownLast = text(value, 'current_leaf_message_uuid');
  const shown = shownBranch(list(value, 'chat_messages'), shownLast, KEYS);
  conversation.otherBranches = shown.otherBranches;
  for (const message of shown.messages) {
    const where = placeAt(range, time(message, 'created_at'));
    const blocks = list(message, 'content');
    if (str(message, 'sender') === 'human') {
      conversation.prompt('user', contentText(blocks) || (str(message, 'text') ?? ''));
    } else if (str(message, 'sender') === 'assistant') {
      const trace = conversation.begin();
      trace.id = text(message, 'uuid');
      trace.model = text(message, 'model') ?? text(value, 'model');
      trace.finishReason = text(message, 'stop_reason');
      trace.timing = timingOf(blocks, where.at);
      if (blocks.length > 0) for (const block of blocks) addBlock(trace, block, where);
      else trace.answer(str(message, 'text') ?? '', where);
    }
  }
  return parsedBranch(conversation, range);
}

/** Blocks of the page rather than of the model. */
const FURNITURE = new Set(['token_budget', 'flag', 'voice_note']);

function addBlock(trace: TraceBuilder, block: unknown, where: RecordedPlace): void {
  const type = str(block, 'type') ?? '';
  if (FURNITURE.has(type)) return;
  const start = time(block, 'start_timestamp');
  const place = {
    ...where,
    at: start ?? where.at,
    durationMs: elapsed(start, time(block, 'stop_timestamp')),
  };
  const facts = { model: trace.model, reasoningTokens: null };
  if (type === 'thinking' && at(block, 'cut_off') === true) trace.truncated = true;
  if (type === 'thinking' && str(block, 'thinking') === '') {
    const summaries = list(block, 'summaries').flatMap((s) => text(s, 'summary') ?? []);
    for (const words of summaries) trace.reasoning(words, 'summary', place);
    if (summaries.length > 0) return;
  }
  trace.add(anthropicBlocks([block], place, facts));
}

function timingOf(blocks: readonly unknown[], created: number | null) {
  const start = time(blocks[0], 'start_timestamp');
  return {
    startedAt: start ?? created,
    durationMs: elapsed(start, time(blocks.at(-1), 'stop_timestamp')),
  };
}
