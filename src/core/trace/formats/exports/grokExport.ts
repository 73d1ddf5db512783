import { msg } from '../../../model/message';
import { at, has, isObject, list, obj, str, text, time } from '../../../text/json';
import { elapsed } from '../../build/embedded';
import { appChats, NOT_KEPT, type AppMessage } from './appMessage';
import { shownBranch } from './chatTree';

/**
 * The account export of Grok (`prod-grok-backend.json`): conversations, each with its responses wrapped once more. The
 * reasoning is in `thinking_trace`, in `agent_thinking_traces` and, as headlines, in the steps, which have the calls and
 * what came of them. Shape: field tables of importers, February to November 2026.
 */
export const grokExport = appChats({
  id: 'grok-export',
  title: msg('Grok export'),
  chatsOf: (document) =>
    // Tools that split the export keep each conversation as it was.
    (Array.isArray(at(document, 'conversations')) ? list(document, 'conversations') : [document])
      .map((chat) => {
        const responses = list(chat, 'responses').map((r) => obj(r, 'response') ?? r);
        const shown = text(chat, 'conversation', 'leaf_response_id');
        return shownBranch(responses, shown, { id: '_id', parent: 'parent_response_id' });
      })
      .filter(({ messages }) => messages.some(isResponse)),
  readerOf: () => (response) => (isResponse(response) ? [messageOf(response)] : []),
});

function isResponse(value: unknown): boolean {
  return str(value, 'sender') !== null && str(value, 'message') !== null;
}

/** Answers may have the model's name as their sender. */
function messageOf(response: unknown): AppMessage {
  const when = mongoTime(at(response, 'create_time'));
  const words = { type: 'text', text: str(response, 'message') ?? '' };
  const sender = str(response, 'sender') ?? '';
  if (sender.toLowerCase() === 'human') {
    return { ...NOT_KEPT, role: 'user', content: [words], when };
  }
  const sent = at(response, 'metadata', 'request_metadata');
  return {
    ...NOT_KEPT,
    id: text(response, '_id'),
    role: 'assistant',
    content: [...thoughtsOf(response), ...list(response, 'steps').flatMap(stepBlocks), words],
    // `model` is what was picked on the page.
    model:
      text(sent, 'resolved_model') ??
      text(response, 'model') ??
      (sender.toLowerCase() === 'assistant' ? null : sender),
    provider: 'xAI',
    when,
  };
}

function thoughtsOf(response: unknown): readonly unknown[] {
  const durationMs = elapsed(
    mongoTime(at(response, 'thinking_start_time')),
    mongoTime(at(response, 'thinking_end_time')),
  );
  const agents = list(response, 'agent_thinking_traces').map((t) => text(t, 'thinking_trace'));
  const own = text(response, 'thinking_trace');
  const traces = [own, ...agents.filter((trace) => trace !== own)].filter((t) => t !== null);
  return traces.map((thinking, i) => ({
    type: 'thinking',
    thinking,
    ...(i === 0 && durationMs !== null ? { durationMs } : {}),
  }));
}

/** Texts of a step that repeat its calls and results. */
const REPEATED = new Set(['tool_usage_card', 'raw_function_result']);

function stepBlocks(step: unknown): readonly unknown[] {
  const told = obj(step, 'tagged_text') ?? {};
  const headlines = Object.entries(told).flatMap(([tag, words]) =>
    typeof words !== 'string' || words === '' || REPEATED.has(tag)
      ? []
      : [{ type: 'reasoning', summary: words }],
  );
  const calls = list(step, 'tool_usage_cards').flatMap((card) =>
    Object.entries(obj(card, 'tool') ?? {}).map(([name, made]) => ({
      type: 'tool_call',
      name,
      arguments: at(made, 'args') ?? made,
      id: at(card, 'tool_usage_card_id'),
    })),
  );
  const results = list(step, 'tool_usage_results').map((result) => ({
    type: 'tool-result',
    tool_call_id: at(result, 'tool_usage_card_id'),
    output: at(result, 'result'),
  }));
  return [...headlines, ...calls, ...results];
}

/** MongoDB's extended JSON, or a time as others write it. */
function mongoTime(value: unknown): number | null {
  const inner = isObject(value) && has(value, '$date') ? value['$date'] : value;
  return time(isObject(inner) ? at(inner, '$numberLong') : inner);
}
