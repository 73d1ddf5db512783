import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt, placeOf, type RecordedPlace } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { openaiUsage } from '../../build/usage';
import { at, isObject, list, num, obj, str, text, time } from '../../../text/json';

/**
 * What the debug view of Copilot Chat in VS Code exports (`.chatreplay.json`): for each prompt of the user the requests that were
 * sent, with their messages and counts. What an answer thought, which tools it called and what they gave stands in the messages
 * of the request after it.
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

/** A request of a log, with its messages as they were sent. */
interface Request {
  readonly log: unknown;
  readonly messages: readonly unknown[];
}

function requestsOf(prompt: unknown): readonly Request[] {
  return list(prompt, 'logs').flatMap((log): readonly Request[] => {
    const messages = list(log, 'requestMessages', 'messages');
    const isRequest =
      messages.some((m) => num(m, 'role') !== null) && isObject(at(log, 'metadata'));
    return isRequest ? [{ log, messages }] : [];
  });
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
    const told = answerIn(requests[i + 1], request, said);
    for (const part of list(told[0], 'content')) addThought(trace, part, where);
    trace.answer(said, where);
    for (const call of list(told[0], 'toolCalls'))
      trace.toolCall(
        text(call, 'function', 'name'),
        at(call, 'function', 'arguments') ?? '',
        text(call, 'id'),
        where,
      );
    for (const result of told.slice(1))
      trace.toolResult(wordsOf(result), text(result, 'toolCallId'), false, placeAt(record.range));
  }
  return conversation.build();
}

function readFacts(trace: TraceBuilder, log: unknown, { at: startedAt }: RecordedPlace): void {
  const metadata = obj(log, 'metadata');
  trace.id = text(log, 'id');
  trace.model = text(metadata, 'model');
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

function addThought(trace: TraceBuilder, part: unknown, where: RecordedPlace): void {
  if (str(part, 'value', 'type') !== 'thinking') return;
  const thinking = at(part, 'value', 'thinking');
  const words =
    str(thinking, 'text') ??
    list(thinking, 'text')
      .filter((one) => typeof one === 'string')
      .join('\n');
  if (words === '') trace.reasoning('', 'redacted', where);
  else trace.reasoning(words, null, where);
}
