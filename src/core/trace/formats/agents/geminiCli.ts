import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import type { Usage } from '../../../model/trace';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { geminiParts } from '../apis/geminiParts';
import { at, count, has, isObject, jsonText, list, str, text, time } from '../../../text/json';
import { typeOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE, sum } from '../../build/usage';

/**
 * Gemini CLI session (`~/.gemini/tmp/<hash>/chats/session-*.json`, in newer versions a `.jsonl` of messages that are
 * replaced, set and rewound). Thoughts are summaries, split into subject and description.
 */
export const geminiCli: Format = {
  id: 'gemini-cli',
  title: msg('Gemini CLI session'),
  unit: 'file',
  detect: ({ records }) => records.some(({ value }) => isSession(value) || isLogLine(value)),
  parse(records) {
    const conversation = new Conversation();
    for (const message of messagesOf(records)) addMessage(conversation, message);
    return parsed(...conversation.build());
  },
};

function isSession(value: unknown): boolean {
  const messages = list(value, 'messages');
  return str(value, 'sessionId') !== null && messages.some((m) => typeOf(m) === 'gemini');
}

function isLogLine(value: unknown): boolean {
  if (typeOf(value) === 'gemini' && str(value, 'id') !== null) return true;
  return str(value, 'sessionId') !== null && str(value, 'projectHash') !== null;
}

interface Message {
  readonly value: unknown;
  readonly record: FileRecord;
}

/** The messages that are left when the log is played: a message again replaces itself, a rewind drops what follows. */
function messagesOf(records: readonly FileRecord[]): readonly Message[] {
  const messages = new Map<string, Message>();
  const put = (value: unknown, record: FileRecord) => {
    const id = text(value, 'id') ?? `message ${messages.size}`;
    const known = messages.get(id)?.value;
    const isUpdate = typeOf(value) === 'message_update' && isObject(value) && isObject(known);
    const merged = isUpdate ? { ...known, ...value, type: typeOf(known) } : value;
    messages.set(id, { value: merged, record });
  };
  for (const record of records) {
    const { value } = record;
    const rewind = text(value, '$rewindTo');
    if (rewind !== null) {
      rewindTo(messages, rewind);
    } else if (has(value, '$set')) {
      for (const message of list(value, '$set', 'messages')) put(message, record);
    } else if (has(value, 'messages')) {
      for (const message of list(value, 'messages')) put(message, record);
    } else if (str(value, 'type') !== null) {
      put(value, record);
    }
  }
  return [...messages.values()];
}

function rewindTo(messages: Map<string, Message>, id: string): void {
  if (!messages.has(id)) return;
  const ids = [...messages.keys()];
  for (const later of ids.slice(ids.indexOf(id))) messages.delete(later);
}

function addMessage(conversation: Conversation, { value, record }: Message): void {
  const where = placeAt(record.range, time(value, 'timestamp'));
  const type = typeOf(value);
  if (type === 'user') conversation.prompt('user', contentText(at(value, 'content')));
  if (type !== 'gemini' && type !== 'model') return;
  const trace = conversation.begin();
  trace.id = text(value, 'id');
  trace.model = text(value, 'model');
  trace.timing = { startedAt: where.at };
  for (const thought of list(value, 'thoughts')) addThought(trace, thought, where);
  const content = at(value, 'content') ?? at(value, 'parts');
  if (Array.isArray(content)) trace.add(geminiParts(content, where, trace.model));
  else trace.answer(contentText(content), where);
  for (const call of list(value, 'toolCalls')) addCall(trace, call, where);
  trace.usage = usageOf(at(value, 'tokens'));
}

/** The client takes the heading out of the thought; both parts are joined as recorded. */
function addThought(trace: TraceBuilder, thought: unknown, where: RecordedPlace): void {
  const parts = [text(thought, 'subject'), text(thought, 'description'), text(thought, 'text')];
  const words = parts.filter((part) => part !== null).join('\n\n');
  trace.reasoning(words, 'summary', { ...where, at: time(thought, 'timestamp') ?? where.at });
}

function addCall(trace: TraceBuilder, call: unknown, where: RecordedPlace): void {
  const id = text(call, 'id');
  const status = str(call, 'status');
  const when = { ...where, at: time(call, 'timestamp') ?? where.at };
  trace.toolCall(text(call, 'name'), at(call, 'args') ?? '', id, when);
  const results = list(call, 'result').map((part) => at(part, 'functionResponse', 'response'));
  const shown = text(call, 'resultDisplay');
  const words = results.filter(isObject).map((r) => text(r, 'output') ?? jsonText(r));
  if (words.length > 0 || shown !== null) {
    const failed = status === 'error' || status === 'cancelled';
    trace.toolResult(words.length > 0 ? words.join('\n\n') : (shown ?? ''), id, failed, when);
  }
}

function usageOf(tokens: unknown): Usage {
  const thoughts = count(tokens, 'thoughts');
  return {
    ...NO_USAGE,
    inputTokens: count(tokens, 'input'),
    outputTokens: sum(count(tokens, 'output'), thoughts),
    reasoningTokens: thoughts,
    cachedInputTokens: count(tokens, 'cached'),
    note: (thoughts ?? 0) > 0 ? msg('Gemini counts thoughts beside the output: added.') : null,
  };
}
