import { blockKind } from '../../build/blockNames';
import type { RecordedPlace } from '../../build/draft';
import { contentText, roleOf } from '../../build/content';
import { textEither } from '../../build/eitherCase';
import { addContent } from '../../build/contentBlocks';
import { unpacked } from '../../build/embedded';
import { Conversation } from '../../build/conversation';
import { geminiParts } from './geminiParts';
import { at, isObject, jsonText, list, str, text } from '../../../text/json';
import { addAssistantMessage, addMessage, addTaggedText } from './logMessage';
import { responsesItem, responsesItems } from './responsesItems';
import type { TraceBuilder } from '../../build/traceBuilder';

/**
 * Adds what an observability tool recorded as the output of a model call: text, an API's response body, a message,
 * a list of messages or blocks, or LangChain's generations.
 */
export function addModelOutput(trace: TraceBuilder, output: unknown, where: RecordedPlace): void {
  if (typeof output === 'string') addTaggedText(trace, output, where);
  else if (Array.isArray(output)) addList(trace, list(output), where);
  else if (isObject(output)) addBody(trace, output, where);
}

/** The same where JSON may be kept as text; JSON that is no response is what the model wrote, which is its answer. */
export function addRecordedOutput(
  trace: TraceBuilder,
  output: unknown,
  where: RecordedPlace,
): void {
  const body = unpacked(output);
  if (typeof output === 'string') addModelOutput(trace, isOutput(body) ? body : output, where);
  else if (isWritten(body)) trace.answer(jsonText(body), where);
  else addModelOutput(trace, body, where);
}

/** Whether JSON is what a model wrote: nothing in it is of a response, a message or a block. */
function isWritten(body: unknown): boolean {
  if (Array.isArray(body)) return list(body).length > 0 && list(body).every(isPlain);
  return isObject(body) && Object.keys(body).length > 0 && !isOutput(body) && !hasInner(body);
}

/** Whether an item of a list is data. */
function isPlain(item: unknown): boolean {
  if (!isObject(item)) return typeof item === 'number' || typeof item === 'boolean';
  return str(item, 'type') === null && blockKind(item) === null && !isOutput(item);
}

/**
 * A value in which blocks may be kept as JSON text: the blocks where each is told and one is known, else as it was, since
 * models write JSON themselves.
 */
export function opened(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const blocks = list(unpacked(value));
  const isTold = (block: unknown) => blockKind(block) !== null || text(block, 'type') !== null;
  const isKnown = (block: unknown) => blockKind(block) !== null;
  return blocks.every(isTold) && blocks.some(isKnown) ? blocks : value;
}

const BODY = ['choices', 'generations', 'output', 'candidates', 'messages', 'message', 'kwargs'];

/** Whether JSON is a response, a message, or a list of messages or blocks. */
function isOutput(body: unknown): boolean {
  if (Array.isArray(body)) {
    const items = list(body);
    return items.length > 0 && items.every((item) => str(item, 'type') !== null || isOutput(item));
  }
  return (
    isMessage(body) || BODY.some((key) => isObject(at(body, key)) || list(body, key).length > 0)
  );
}

function addList(trace: TraceBuilder, items: readonly unknown[], where: RecordedPlace): void {
  for (const item of items) {
    if (Array.isArray(item)) addList(trace, list(item), where);
    else if (isResponsesItem(item)) trace.add(responsesItem(item, where));
    // Datadog makes a message of its own of each block.
    else if (str(item, 'role') === 'reasoning')
      trace.reasoning(contentText(at(item, 'content')), null, where);
    else if (isMessage(item) || isLangChain(item)) addModelOutput(trace, item, where);
    else addContent(trace, item, where);
  }
}

/** An item of the Responses API, whose output was recorded without the body around it. */
function isResponsesItem(item: unknown): boolean {
  const type = str(item, 'type');
  if (type === 'reasoning') return Array.isArray(at(item, 'summary'));
  return type === 'message' && list(item, 'content').some((c) => str(c, 'type') === 'output_text');
}

function addBody(trace: TraceBuilder, output: unknown, where: RecordedPlace): void {
  trace.id ??= text(output, 'id');
  trace.finishReason ??=
    text(output, 'finish_reason') ?? text(output, 'stop_reason') ?? text(output, 'finishReason');
  const choices = list(output, 'choices');
  const generations = list(output, 'generations');
  const items = list(output, 'output');
  const candidates = list(output, 'candidates');
  if (choices.length > 0) {
    for (const choice of choices) {
      trace.finishReason ??= text(choice, 'finish_reason');
      addAssistantMessage(trace, at(choice, 'message') ?? choice, where);
    }
  } else if (generations.length > 0) {
    addList(trace, generations, where);
  } else if (items.length > 0 && isObject(items[0])) {
    trace.add(responsesItems(items, where));
  } else if (candidates.length > 0) {
    trace.finishReason ??= textEither(candidates[0], 'finishReason');
    trace.add(geminiParts(at(candidates[0], 'content', 'parts'), where, trace.model));
  } else if (isLangChain(output)) {
    addLangChain(trace, output, where);
  } else if (isMessage(output)) {
    addAssistantMessage(trace, output, where);
  } else {
    addInner(trace, output, where);
  }
}

const INNER = ['message', 'messages', 'output', 'response', 'text', 'completion'];

function hasInner(output: unknown): boolean {
  const inner = INNER.map((key) => at(output, key));
  return inner.some((part) => typeof part === 'string' || isObject(part) || Array.isArray(part));
}

/** One level of wrapping (`{message}`, `{messages}`, `{output: text}`), else nothing is known of it. */
function addInner(trace: TraceBuilder, output: unknown, where: RecordedPlace): void {
  for (const key of INNER) {
    const inner = at(output, key);
    if (typeof inner === 'string') addTaggedText(trace, inner, where);
    else if (isObject(inner)) addModelOutput(trace, inner, where);
    else if (Array.isArray(inner)) {
      addList(trace, lastAnswer(list(inner)), where);
    } else continue;
    return;
  }
  if (isObject(output) && Object.keys(output).length > 0) trace.raw('output', output, where);
}

/** What the model said last, which may be several messages in a row; those before it are the conversation. */
function lastAnswer(messages: readonly unknown[]): readonly unknown[] {
  const isSaid = (message: unknown): boolean => {
    const name = roleName(message);
    return name === 'reasoning' || roleOf(name) === 'assistant';
  };
  const end = messages.findLastIndex(isSaid) + 1;
  const before = messages.slice(0, end).findLastIndex((message) => !isSaid(message));
  return messages.slice(before + 1, end);
}

function roleName(message: unknown): string | null {
  return str(message, 'role') ?? str(message, 'kwargs', 'type') ?? str(message, 'type');
}

function isMessage(value: unknown): boolean {
  return str(value, 'role') !== null || at(value, 'content') !== undefined;
}

/** A LangChain generation (`{text, message}`) or a message dumped with its constructor's arguments. */
function isLangChain(value: unknown): boolean {
  return (
    isObject(at(value, 'kwargs')) ||
    (isObject(at(value, 'message')) && at(value, 'role') === undefined)
  );
}

function addLangChain(trace: TraceBuilder, value: unknown, where: RecordedPlace): void {
  const message = langChainMessage(at(value, 'message') ?? value);
  const metadata = at(message, 'response_metadata');
  trace.model ??= text(metadata, 'model_name') ?? text(metadata, 'model');
  trace.finishReason ??=
    text(value, 'generation_info', 'finish_reason') ??
    text(metadata, 'finish_reason') ??
    text(metadata, 'stop_reason');
  addAssistantMessage(trace, message, where);
}

/** The fields of a dumped LangChain message, with the vendor's extra keys beside its content. */
export function langChainMessage(message: unknown): unknown {
  const fields = isObject(at(message, 'kwargs'))
    ? at(message, 'kwargs')
    : isObject(at(message, 'data'))
      ? at(message, 'data')
      : message;
  if (!isObject(fields)) return message;
  const extra = at(fields, 'additional_kwargs');
  const calls = list(fields, 'tool_calls');
  const merged = { role: 'assistant', ...(isObject(extra) ? extra : {}), ...fields };
  return calls.length > 0 ? { ...merged, function_call: null } : merged;
}

/** The recorded input of a call into the prompt: text, messages, or a request body. */
export function addModelInput(
  conversation: Conversation,
  input: unknown,
  where: RecordedPlace,
): void {
  if (typeof input === 'string') {
    conversation.prompt('user', input);
    return;
  }
  const messages = messagesOf(input);
  const system = contentText(at(input, 'system') ?? at(input, 'instructions'));
  if (system !== '') conversation.prompt('system', system);
  if (messages.length === 0) {
    const words = text(input, 'input') ?? text(input, 'prompt') ?? text(input, 'question');
    if (words !== null) conversation.prompt('user', words);
  }
  for (const message of messages.flatMap((m) => (Array.isArray(m) ? list(m) : [m]))) {
    if (typeof message === 'string') conversation.prompt('user', message);
    else addInputMessage(conversation, message, where);
  }
}

/** The messages of an input: its list, or the only one. */
function messagesOf(input: unknown): readonly unknown[] {
  if (Array.isArray(input)) return list(input);
  const lists = ['messages', 'input', 'contents', 'prompt'].map((key) => list(input, key));
  return lists.find((found) => found.length > 0) ?? (isMessage(input) ? [input] : []);
}

/** The same where JSON may be kept as text; JSON that holds no messages and no prompt is what was asked. */
export function addRecordedInput(
  conversation: Conversation,
  input: unknown,
  where: RecordedPlace,
): void {
  const body = unpacked(input);
  const asked = new Conversation();
  addModelInput(asked, body, where);
  const isAsked = asked.begin().prompt.length > 0 || isConversation(body);
  if (isAsked || isNothing(body)) addModelInput(conversation, body, where);
  else conversation.prompt('user', jsonText(input));
}

/** Messages, none of which may have been the user's. */
const isConversation = (body: unknown): boolean =>
  messagesOf(body)
    .flatMap((m) => (Array.isArray(m) ? list(m) : [m]))
    .some((message) => roleName(message) !== null || isLangChain(message));

function isNothing(body: unknown): boolean {
  return typeof body === 'object' ? Object.keys(body ?? {}).length === 0 : body === undefined;
}

/** Earlier answers are not generations here: they are only skipped over. */
function addInputMessage(conversation: Conversation, message: unknown, where: RecordedPlace): void {
  const dumped = isObject(at(message, 'kwargs')) || isObject(at(message, 'data'));
  const role = dumped ? str(message, 'id', 3) : null;
  const fields = dumped ? langChainMessage(message) : message;
  const name = role?.replace(/Message(?:Chunk)?$/, '').toLowerCase() ?? roleName(message);
  if (name === null) conversation.prompt('user', contentText(fields));
  else if (roleOf(name) === 'system')
    conversation.prompt('system', contentText(at(fields, 'content')));
  else if (roleOf(name) === 'user')
    addMessage(conversation, { ...(isObject(fields) ? fields : {}), role: 'user' }, where);
}
