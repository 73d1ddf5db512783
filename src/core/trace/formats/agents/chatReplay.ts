import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt, placeOf, type RecordedPlace } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { openaiUsage } from '../../build/usage';
import { at, isObject, jsonText, list, num, obj, str, text, time } from '../../../text/json';

/**
 * What the debug view of Copilot Chat in VS Code exports (`.chatreplay.json`): for each prompt of the user the requests that were
 * sent, with their messages and counts, and the calls of tools after each, with what was thought before. Where these are left out
 * they stand in the messages of the request after it.
 */
export const chatReplay: Format = {
  id: 'chat-replay',
  title: msg('Debug log of Copilot Chat'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records).some(({ value }) =>
      promptsOf(value).some((one) => requestsOf(one).length > 0),
    ),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap((record) =>
        promptsOf(record.value).flatMap((prompt) => readPrompt(prompt, record)),
      ),
    ),
};

/** One prompt, or all of them in a list. */
function promptsOf(value: unknown): readonly unknown[] {
  const prompts = list(value, 'prompts');
  return prompts.length > 0 ? prompts : [value];
}

/** A request, with its messages as they were sent, and the tools that its answer called. */
interface Request {
  readonly log: unknown;
  readonly messages: readonly unknown[];
  readonly calls: unknown[];
}

function requestsOf(prompt: unknown): readonly Request[] {
  const requests: Request[] = [];
  for (const log of list(prompt, 'logs')) {
    const messages = list(log, 'requestMessages', 'messages');
    const isSent = messages.some((message) => num(message, 'role') !== null);
    if (isSent && isObject(at(log, 'metadata'))) requests.push({ log, messages, calls: [] });
    else if (str(log, 'kind') === 'toolCall') requests.at(-1)?.calls.push(log);
  }
  return requests;
}

/** Numbers that the client has for roles. */
const ASSISTANT = 2;
const TOOL = 3;

function readPrompt(prompt: unknown, record: FileRecord): readonly TraceDraft[] {
  const conversation = new Conversation();
  const requests = requestsOf(prompt);
  conversation.prompt('user', text(prompt, 'prompt') ?? '');
  for (const [i, request] of requests.entries()) {
    const metadata = at(request.log, 'metadata');
    const where = placeOf(record, time(metadata, 'startTime'));
    const trace = conversation.begin();
    readFacts(trace, request.log, where);
    const said = saidIn(request.log);
    if (request.calls.length > 0) {
      addLogged(trace, { said, calls: request.calls }, record);
      continue;
    }
    const told = answerIn(requests[i + 1], request, said);
    for (const part of list(told[0], 'content'))
      if (str(part, 'value', 'type') === 'thinking')
        addThought(trace, at(part, 'value', 'thinking'), where);
    trace.answer(said, where);
    for (const call of callsIn(told[0])) {
      const fn = at(call, 'function') ?? call;
      const input = at(fn, 'arguments') ?? at(fn, 'input') ?? '';
      trace.toolCall(text(fn, 'name'), input, text(call, 'id'), where);
    }
    for (const result of told.slice(1)) addGiven(trace, result, placeAt(record.range));
  }
  return conversation.build();
}

/** The calls of a message, beside its parts or among them. */
function callsIn(message: unknown): readonly unknown[] {
  const parts = list(message, 'content').map((part) => at(part, 'value', 'toolCall'));
  return [...list(message, 'toolCalls'), ...parts.filter(isObject)];
}

/** What a tool gave; the client says in words that it failed. */
function addGiven(trace: TraceBuilder, message: unknown, where: RecordedPlace): void {
  const words = wordsOf(message);
  trace.toolResult(words, text(message, 'toolCallId'), words.startsWith('ERROR:'), where);
}

/** An answer with the tools that were called for it: each says what was thought before, once. */
function addLogged(
  trace: TraceBuilder,
  { said, calls }: { readonly said: string; readonly calls: readonly unknown[] },
  record: FileRecord,
): void {
  const thoughts = new Map<string, unknown>();
  for (const call of calls) {
    const thinking = at(call, 'thinking');
    if (isObject(thinking)) thoughts.set(text(thinking, 'id') ?? jsonText(thinking), thinking);
  }
  for (const thinking of thoughts.values()) addThought(trace, thinking, placeOf(record));
  trace.answer(said, placeOf(record));
  for (const call of calls) {
    const where = placeOf(record, time(call, 'time'));
    const response = at(call, 'response');
    const gave = Array.isArray(response)
      ? list(response).map((part) => (typeof part === 'string' ? part : jsonText(part)))
      : [typeof response === 'string' ? response : ''];
    trace.toolCall(text(call, 'tool'), at(call, 'args') ?? '', text(call, 'id'), where);
    const words = gave.join('\n');
    trace.toolResult(words, text(call, 'id'), words.startsWith('ERROR:'), where);
  }
}

function readFacts(trace: TraceBuilder, log: unknown, { at: startedAt }: RecordedPlace): void {
  const metadata = obj(log, 'metadata');
  trace.id = text(log, 'id');
  trace.model = text(metadata, 'model');
  trace.effort = text(metadata, 'reasoning', 'effort');
  trace.usage = openaiUsage(at(metadata, 'usage'));
  const [durationMs, ttftMs] = [num(metadata, 'duration'), num(metadata, 'timeToFirstToken')];
  trace.timing = { startedAt, durationMs, ttftMs };
  const outcome = text(log, 'response', 'type');
  if (outcome !== null && outcome !== 'success') trace.finishReason = outcome;
}

function saidIn(log: unknown): string {
  const message = at(log, 'response', 'message');
  if (typeof message === 'string') return message;
  return list(message)
    .map((part) => (typeof part === 'string' ? part : (str(part, 'text') ?? '')))
    .join('');
}

/** The message of an answer as the next request repeats it, then the results of its calls; none where that is of another chat. */
function answerIn(
  next: Request | undefined,
  { messages }: Request,
  said: string,
): readonly unknown[] {
  const sent = next?.messages ?? [];
  const answer = sent[messages.length];
  const own = sent.slice(0, messages.length).map(wordsOf).join('\n');
  const isOwn =
    num(answer, 'role') === ASSISTANT &&
    (said === '' || wordsOf(answer) === said) &&
    own === messages.map(wordsOf).join('\n');
  if (!isOwn) return [];
  const rest = sent.slice(messages.length + 1);
  const end = rest.findIndex((message) => num(message, 'role') !== TOOL);
  return [answer, ...(end < 0 ? rest : rest.slice(0, end))];
}

function wordsOf(message: unknown): string {
  return list(message, 'content')
    .map((part) => str(part, 'text') ?? '')
    .join('');
}

function addThought(trace: TraceBuilder, thinking: unknown, where: RecordedPlace): void {
  const words =
    str(thinking, 'text') ??
    list(thinking, 'text')
      .filter((one) => typeof one === 'string')
      .join('\n');
  if (words === '') trace.reasoning('', 'redacted', where);
  else trace.reasoning(words, null, where);
}
