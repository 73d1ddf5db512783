import type { FileRecord } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { contentText, knownRole, messageBody, roleOf } from '../../build/content';
import type { Conversation } from '../../build/conversation';
import { placeAt, type RecordedPlace } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import type { TraceBuilder } from '../../build/traceBuilder';
import { recordedCost } from '../../build/usage';
import { at, count, has, isObject, list, num, str, text, time } from '../../../text/json';
import { chatFacts } from './chatFacts';
import { addMessage } from './logMessage';
import { addModelOutput } from './modelOutput';
import { withPlacedCalls } from './placedCalls';

/** The model of a whole chat; SWE-agent names it in the run's settings, as JSON text. */
export function chatModel(document: unknown): string | null {
  return (
    text(document, 'model') ??
    text(document, 'model_name') ??
    text(document, 'model_id') ??
    text(document, 'modelId') ??
    text(document, 'info', 'model_name') ??
    text(document, 'metadata', 'model') ??
    text(document, 'metadata', 'modelId') ??
    text(document, 'providerData', 'modelId') ??
    text(document, 'settings', 'model') ??
    text(document, 'model_config', 'model_name') ??
    text(document, 'chatModelTitle') ??
    text(document, 'info', 'agent_info', 'llm') ??
    text(document, 'history', 'model_id') ??
    text(document, 'info', 'config', 'model', 'model_name') ??
    text(document, 'config', 'model', 'model_name') ??
    text(unpacked(at(document, 'replay_config')), 'agent', 'model', 'name')
  );
}

/**
 * Reads one message of a saved chat, with what it says besides its words (model, counts, cost, time); gives the trace when
 * it was the assistant's.
 */
export function addChatItem(
  conversation: Conversation,
  { value, range }: FileRecord,
): TraceBuilder | null {
  const role = str(value, 'role') ?? str(value, 'from');
  if (role === null || role.startsWith('_')) return null;
  // SWE-agent shows a run of another task to its model.
  if (at(value, 'is_demo') === true) return null;
  // Agno repeats earlier runs in each run: their generations are those of their own run.
  if (at(value, 'from_history') === true && roleOf(role) !== 'system') return null;
  const when =
    time(value, 'ts') ??
    time(value, 'timestamp') ??
    time(value, 'created_at') ??
    time(value, 'createdAt') ??
    time(value, 'extra', 'timestamp');
  const where = placeAt(range, when);
  const known = knownRole(role);
  if (known === 'user') {
    conversation.hasUser = true;
    const own = { model: text(value, 'model'), provider: text(value, 'provider') };
    if (own.model !== null) conversation.asked = own;
  } else if (known === null && conversation.hasUser) {
    addUnknownRole(conversation, { role, value, where });
    return null;
  }
  // mini-swe-agent and tau2 keep the whole response beside the message they made of it.
  const response = at(value, 'extra', 'response') ?? at(value, 'raw_data');
  if (roleOf(role) === 'assistant' && isObject(response)) {
    const trace = conversation.begin();
    addModelOutput(trace, response, where);
    trace.model = text(response, 'model');
    trace.provider = text(response, 'provider');
    trace.usage = commonUsage(at(response, 'usage'));
    trace.costUsd =
      recordedCost(at(response, 'usage')) ?? num(value, 'extra', 'cost') ?? num(value, 'cost');
    const seconds = num(value, 'generation_time_seconds');
    trace.timing = {
      startedAt: time(response, 'created') ?? time(response, 'created_at') ?? when,
      durationMs: seconds === null ? null : Math.round(seconds * 1000),
    };
    return trace;
  }
  const trace = addMessage(conversation, withPlacedCalls(value), where);
  if (trace === null) return null;
  readFacts(trace, value, when);
  if (trace.model === null) {
    trace.model = conversation.asked.model;
    trace.provider ??= conversation.asked.provider;
  }
  return trace;
}

/** Whoever it is, it is not the user, who has a role of its own here: no turn of theirs is made of it. */
function addUnknownRole(
  conversation: Conversation,
  item: { readonly role: string; readonly value: unknown; readonly where: RecordedPlace },
): void {
  const { last } = conversation;
  if (last === null) conversation.prompt('tool', contentText(at(item.value, 'content')));
  else last.raw(item.role, item.value, item.where);
}

/** Where messages keep what is known of them beside their own fields: LangChain, Haystack, LlamaIndex. */
const BESIDE = ['response_metadata', 'meta', 'metadata', 'raw'];
const MODEL = ['model_name', 'model', 'model_id', 'ai_model_id', 'modelId'];

/** The model that a message names itself. */
function namedModel(message: unknown): string | null {
  return (
    ['model', 'model_id', 'ai_model_id', 'modelId', 'modelName']
      .map((key) => text(message, key))
      .find((model) => model !== null) ?? null
  );
}

function readFacts(trace: TraceBuilder, message: unknown, when: number | null): void {
  trace.id = text(message, 'id') ?? text(message, 'message_id') ?? text(message, 'uuid');
  trace.provider ??= text(message, 'provider') ?? text(message, 'metadata', 'provider');
  const told = BESIDE.map((key) => at(message, key));
  const first = (names: readonly string[]): string | null =>
    told.flatMap((facts) => names.flatMap((name) => text(facts, name) ?? [])).at(0) ?? null;
  trace.model =
    namedModel(message) ??
    text(message, 'usage', 'model') ??
    text(message, 'modelInfo', 'modelId') ??
    text(message, 'modelInfo', 'id') ??
    text(message, 'extra', 'fromModel') ??
    text(message, 'providerData', 'model') ??
    // Continue.
    text(message, 'promptLogs', 0, 'modelTitle') ??
    first(MODEL);
  trace.effort = text(message, 'reasoning_effort');
  trace.finishReason =
    text(message, 'finish_reason') ??
    text(message, 'stop_reason') ??
    text(message, 'stopReason') ??
    text(message, 'state', 'stopReason') ??
    first(['finish_reason', 'stop_reason']);
  trace.timing = { ...timingsOf(at(message, 'metadata', 'timings')), startedAt: when };
  const usage =
    at(message, 'usage') ??
    at(message, 'usage_metadata') ??
    at(message, 'metadata', 'usage') ??
    flatUsage(at(message, 'metadata')) ??
    at(message, 'metadata', 'totalUsage') ??
    at(message, 'tokenUsage') ??
    at(message, 'providerData', 'rawUsage') ??
    at(message, 'generationInfo') ??
    at(message, 'metrics', 'tokens') ??
    at(message, 'metrics') ??
    told.map((facts) => at(facts, 'usage')).find(isObject) ??
    usageBlock(message) ??
    rubyCounts(at(message, 'tokens')) ??
    flatUsage(message);
  if (isObject(usage)) trace.usage = commonUsage(usage);
  else {
    // llama.cpp's page keeps the server's timings.
    const facts = chatFacts([{ timings: at(message, 'timings') }]);
    trace.usage = facts.usage;
    trace.timing = { ...facts.timing, ...trace.timing, startedAt: when };
  }
  trace.costUsd =
    num(message, 'cost') ??
    num(message, 'metrics', 'cost') ??
    num(message, 'metadata', 'cost') ??
    num(message, 'extra', 'cost');
}

/** gptme's times of a call: to the first token, and from there to the last. */
function timingsOf(timings: unknown): { readonly ttftMs?: number; readonly durationMs?: number } {
  const [first, rest] = [num(timings, 'ttft_ms'), num(timings, 'gen_ms')];
  return {
    ...(first === null ? {} : { ttftMs: first }),
    ...(first === null || rest === null ? {} : { durationMs: first + rest }),
  };
}

/** Microsoft's agents keep the counts in a block among the others. */
function usageBlock(message: unknown): unknown {
  const block = list(messageBody(message)).find(
    (found) => (str(found, '$type') ?? str(found, 'type')) === 'usage',
  );
  return at(block, 'details') ?? at(block, 'usage') ?? at(block, 'usage_details');
}

/**
 * RubyLLM's counts. Whether those of the cache are inside the input depends on the provider, so that with any of them the input is not
 * known.
 */
function rubyCounts(tokens: unknown): unknown {
  const [input, output] = [count(tokens, 'input'), count(tokens, 'output')];
  if (output === null) return undefined;
  const isCached = ['cached', 'cache_creation'].some((key) => (count(tokens, key) ?? 0) > 0);
  return {
    input_tokens: isCached ? null : input,
    output_tokens: output,
    reasoning_tokens: count(tokens, 'thinking'),
  };
}

/** LobeChat, and gptme at first, keep the counts beside other facts of a message; RubyLLM at first beside its words. */
function flatUsage(metadata: unknown): unknown {
  return has(metadata, 'totalOutputTokens') || has(metadata, 'output_tokens')
    ? metadata
    : undefined;
}
