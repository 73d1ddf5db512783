import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { contentText } from '../../build/content';
import { callIdOf, inputOf, resultText } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt, type RecordedPlace } from '../../build/draft';
import { at, count, has, isObject, list, str, text, time } from '../../../text/json';
import { addTaggedText } from '../apis/logMessage';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { sum } from '../../build/usage';

/**
 * Message history of Pydantic AI (`all_messages_json()`): requests and responses, each with parts that say their kind,
 * in a bare list or in a document beside other things (Rovo Dev's `message_history`). A response is a generation.
 */
export const pydanticAi: Format = {
  id: 'pydantic-ai',
  title: msg('Pydantic AI messages'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => isResponse(value) || listed(value).some(isResponse)),
  parse: (records) => parsed(...chatsOf(itemsOf(records)).flatMap(readChat)),
};

/** The messages of the list that the file is, and those of each document in it. */
function chatsOf(items: readonly FileRecord[]): readonly (readonly FileRecord[])[] {
  const documents = items.map((item) => listed(item.value).map((value) => ({ ...item, value })));
  return [items, ...documents];
}

/** The messages of a document under any key, or one level down: their shape tells them (`all_messages`, a run's state). */
function listed(document: unknown): readonly unknown[] {
  const values = isObject(document) ? Object.values(document).slice(0, MOST_KEYS) : [];
  const inner = values.flatMap((value) => (isObject(value) ? Object.values(value) : []));
  return list([...values, ...inner].find((value) => list(value).some(isMessage)));
}

const MOST_KEYS = 200;

function readChat(items: readonly FileRecord[]): readonly TraceDraft[] {
  const conversation = new Conversation();
  for (const item of items) if (isMessage(item.value)) addMessage(conversation, item);
  return conversation.build();
}

function isResponse(value: unknown): boolean {
  return isMessage(value) && kindOf(value) === 'response';
}

/** What a message is: as it says, else by the kinds of its parts. */
function kindOf(value: unknown): string | null {
  const kind = str(value, 'kind');
  const parts = list(value, 'parts').map((part) => str(part, 'part_kind') ?? '');
  if (kind !== null || !parts.some((part) => part !== '')) return kind;
  return parts.some((part) => ANSWERED.has(part)) ? 'response' : 'request';
}

const ANSWERED = new Set(['text', 'thinking', 'tool-call', 'builtin-tool-call']);

function isMessage(value: unknown): boolean {
  const kind = kindOf(value);
  if (kind !== 'request' && kind !== 'response') return false;
  return list(value, 'parts').some((part) => str(part, 'part_kind') !== null);
}

function addMessage(conversation: Conversation, { value, range }: FileRecord): void {
  const where = placeAt(range, time(value, 'timestamp'));
  if (kindOf(value) === 'request') {
    const instructions = text(value, 'instructions');
    if (instructions !== null) conversation.setSystem(instructions);
    for (const part of list(value, 'parts')) addRequestPart(conversation, part, where);
    return;
  }
  const trace = conversation.begin();
  trace.id = text(value, 'provider_response_id');
  trace.model = text(value, 'model_name');
  trace.provider = text(value, 'provider_name');
  trace.finishReason = text(value, 'finish_reason');
  trace.timing = { startedAt: where.at };
  readUsage(trace, at(value, 'usage'));
  for (const part of list(value, 'parts')) addResponsePart(trace, part, where);
}

function addRequestPart(conversation: Conversation, part: unknown, where: RecordedPlace): void {
  const words = contentText(at(part, 'content'));
  switch (str(part, 'part_kind') ?? '') {
    case 'system-prompt':
      conversation.prompt('system', words);
      break;
    case 'user-prompt':
      conversation.prompt('user', words);
      break;
    case 'tool-return':
      conversation.result(resultText(part), callIdOf(part), false, where);
      break;
    case 'retry-prompt':
      if (text(part, 'tool_call_id') === null) conversation.prompt('user', words);
      else conversation.result(resultText(part), callIdOf(part), true, where);
      break;
  }
}

function addResponsePart(trace: TraceBuilder, part: unknown, where: RecordedPlace): void {
  const words = str(part, 'content') ?? '';
  switch (str(part, 'part_kind') ?? '') {
    case 'thinking':
      if (words !== '') trace.reasoning(words, null, where);
      else {
        const ciphered = str(part, 'id') === 'redacted_thinking';
        trace.reasoning('', ciphered ? 'redacted' : 'hidden', where);
      }
      break;
    case 'text':
      if (trace.hasReasoning) trace.answer(words, where);
      else addTaggedText(trace, words, where);
      break;
    case 'tool-call':
    case 'builtin-tool-call':
      trace.toolCall(text(part, 'tool_name'), inputOf(part), callIdOf(part), where);
      break;
    case 'builtin-tool-return':
      trace.toolResult(resultText(part), callIdOf(part), false, where);
      break;
    default:
      trace.raw(str(part, 'part_kind'), part, where);
  }
}

/** Counts of its own, in older versions named request and response; cached input is inside the input. */
function readUsage(trace: TraceBuilder, usage: unknown): void {
  if (!isObject(usage)) return;
  const details = at(usage, 'details');
  const read = count(usage, 'cache_read_tokens') ?? count(details, 'cached_tokens');
  const written = count(usage, 'cache_write_tokens');
  const asked = count(usage, 'input_tokens') ?? count(usage, 'request_tokens');
  // Rovo Dev leaves Anthropic's counts as they are: more was read than was sent.
  const outside = asked !== null && (sum(read, written) ?? 0) > asked;
  const common = commonUsage({
    ...(outside
      ? { cache_read_input_tokens: read, cache_creation_input_tokens: written }
      : { cached_tokens: read, cacheWriteTokens: written }),
    input_tokens: asked,
    output_tokens: at(usage, 'output_tokens') ?? at(usage, 'response_tokens'),
    reasoning_tokens: at(details, 'reasoning_tokens') ?? at(details, 'thoughts_tokens'),
  });
  // The older counts of Gemini leave thoughts beside the output, which shows where there are more of them.
  const beside = (common.reasoningTokens ?? 0) > (common.outputTokens ?? 0);
  const thoughts = beside && has(details, 'thoughts_tokens') ? common.reasoningTokens : null;
  trace.usage = { ...common, outputTokens: sum(common.outputTokens, thoughts) };
}
