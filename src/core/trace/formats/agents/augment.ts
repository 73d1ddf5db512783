import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { contentText } from '../../build/content';
import { callIdOf, isFailed } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf, type RecordedPlace } from '../../build/draft';
import { elapsed, unpacked } from '../../build/embedded';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';
import type { JsonObject } from '../../../text/json';

/**
 * Chats of Augment: a session of Auggie (`~/.augment/sessions/*.json`, `{chatHistory: [{exchange}]}`), or its exchanges as
 * other clients list them. An exchange is a request and its response; both are nodes, of which only the key tells the kind.
 */
export const augment: Format = {
  id: 'augment',
  title: msg('Augment session'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => exchangesOf(value).slice(0, 50).some(isExchange)),
  parse(records) {
    const loose: FileRecord[] = [];
    const traces: TraceDraft[] = [];
    for (const record of itemsOf(records)) {
      const exchanges = exchangesOf(record.value);
      if (exchanges[0] === record.value) loose.push(record);
      else
        traces.push(
          ...readSession(
            exchanges.map((value) => ({ ...record, value })),
            record.value,
          ),
        );
    }
    return parsed(...traces, ...readSession(loose, null));
  },
};

const LISTS = ['chatHistory', 'chat_history', 'exchanges', 'history'];

/** The exchanges of a session, or one alone. */
function exchangesOf(value: unknown): readonly unknown[] {
  return LISTS.map((key) => list(value, key)).find((items) => items.some(isExchange)) ?? [value];
}

const bodyOf = (item: unknown): unknown =>
  isObject(at(item, 'exchange')) ? at(item, 'exchange') : item;

function isExchange(item: unknown): boolean {
  const body = bodyOf(item);
  const isAsked =
    body !== item || has(body, 'request_message') || Array.isArray(at(body, 'request_nodes'));
  return isAsked && (has(body, 'response_text') || Array.isArray(at(body, 'response_nodes')));
}

function readSession(items: readonly FileRecord[], session: unknown): readonly TraceDraft[] {
  const conversation = new Conversation();
  const guidelines = text(session, 'agentState', 'userGuidelines');
  if (guidelines !== null) conversation.setSystem(guidelines);
  const took: Took = new Map();
  for (const item of items.filter(({ value }) => isExchange(value)))
    addExchange({ conversation, took }, item, text(session, 'agentState', 'modelId'));
  return conversation.build();
}

/** When each call was over and how long it took, where it says so: its result, which comes with the next request, does not. */
type Took = Map<string, Pick<RecordedPlace, 'at' | 'durationMs'>>;

interface Session {
  readonly conversation: Conversation;
  readonly took: Took;
}

function addExchange(
  { conversation, took }: Session,
  item: FileRecord,
  model: string | null,
): void {
  const body = bodyOf(item.value);
  const nodes = list(body, 'response_nodes').filter(isObject);
  const when =
    nodes.map((node) => time(node, 'timestamp_ms')).find((ms) => ms !== null) ??
    time(body, 'timestamp');
  const where = placeOf(item, when);
  addRequest({ conversation, took }, body, placeOf(item));
  const trace = conversation.begin();
  trace.id = text(body, 'request_id') ?? text(body, 'uuid');
  trace.model = text(body, 'model_id') ?? model;
  trace.timing = { startedAt: when };
  const calls = new Set<string>();
  for (const node of nodes) addNode(trace, node, where, calls);
  if (!nodes.some(saysWords)) trace.answer(str(body, 'response_text') ?? '', where);
  for (const call of nodes.map((node) => at(node, 'tool_use'))) {
    const id = text(call, 'tool_use_id');
    if (id !== null) took.set(id, { at: time(call, 'completed_at_ms'), durationMs: tookMs(call) });
  }
}

/** Results of tools come with the next request, whose message is empty then. */
function addRequest({ conversation, took }: Session, body: unknown, where: RecordedPlace): void {
  const said: string[] = [];
  for (const node of list(body, 'request_nodes')) {
    const result = resultIn(node);
    if (result !== null) {
      const words = str(result, 'content') ?? contentText(at(result, 'content_nodes'));
      const id = callIdOf(result);
      conversation.result(words, id, isFailed(result), { ...where, ...took.get(id ?? '') });
    }
    said.push(str(node, 'text_node', 'content') ?? '');
  }
  const message = str(body, 'request_message') ?? '';
  const words = message === '' ? said.filter((part) => part !== '').join('\n\n') : message;
  conversation.prompt('user', words);
}

/** What a tool gave out; clients that write a node themselves name its type. */
function resultIn(node: unknown): JsonObject | null {
  const result = at(node, 'tool_result_node');
  if (isObject(result)) return result;
  return isObject(node) && node['type'] === 'tool_result' ? node : null;
}

const wordsOf = (node: unknown): string =>
  str(node, 'text_node', 'content') ?? str(node, 'content') ?? '';

/** The whole text once more, at the end of its pieces. */
const FINISHED = 2;

function saysWords(node: JsonObject): boolean {
  return wordsOf(node) !== '' && node['type'] !== FINISHED && resultIn(node) === null;
}

/** What tells of the request or the client, not of the response's words. */
const KNOWN = ['billing_metadata', 'metadata', 'token_usage'];

function addNode(
  trace: TraceBuilder,
  node: JsonObject,
  where: RecordedPlace,
  calls: Set<string>,
): void {
  const thinking = at(node, 'thinking');
  const call = at(node, 'tool_use');
  const usage = at(node, 'token_usage');
  trace.provider ??= text(node, 'metadata', 'provider');
  if (isObject(usage)) trace.usage = commonUsage(usage);
  if (isObject(thinking)) addThinking(trace, thinking, where);
  const result = resultIn(node);
  if (result !== null)
    trace.toolResult(str(result, 'content') ?? '', callIdOf(result), isFailed(result), where);
  if (isObject(call)) addCall(trace, call, where, calls);
  else if (saysWords(node)) trace.answer(wordsOf(node), where);
  const rest = Object.keys(node).filter((key) => isObject(node[key]) && !HANDLED.has(key));
  if (rest.length > 0) trace.raw(rest[0] ?? null, node, where);
}

const HANDLED = new Set([...KNOWN, 'thinking', 'tool_use', 'text_node', 'tool_result_node']);

function addThinking(trace: TraceBuilder, thinking: JsonObject, where: RecordedPlace): void {
  const whole = text(thinking, 'content');
  const summary = text(thinking, 'summary');
  if (whole !== null) trace.reasoning(whole, null, where);
  else if (summary !== null) trace.reasoning(summary, 'summary', where);
  else if (text(thinking, 'encrypted_content') !== null) trace.reasoning('', 'redacted', where);
}

/** A call is announced by a node of its own before it is whole. */
function addCall(
  trace: TraceBuilder,
  call: JsonObject,
  where: RecordedPlace,
  calls: Set<string>,
): void {
  const id = text(call, 'tool_use_id');
  if (at(call, 'is_partial') === true || (id !== null && calls.has(id))) return;
  const input = unpacked(text(call, 'input_json')) ?? '';
  if (id !== null && input !== '') calls.add(id);
  if (id !== null && input === '') return;
  trace.toolCall(text(call, 'tool_name'), input, id, {
    ...where,
    at: num(call, 'started_at_ms') ?? where.at,
    durationMs: tookMs(call),
  });
}

const tookMs = (call: unknown): number | null =>
  elapsed(num(call, 'started_at_ms'), num(call, 'completed_at_ms'));
