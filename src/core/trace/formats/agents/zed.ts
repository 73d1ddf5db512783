import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { BLOCK_SEPARATOR } from '../../../model/trace';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf, type RecordedPlace } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { itemsOf, typeOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { anthropicUsage } from '../../build/usage';
import { at, isObject, jsonText, list, num, str, text } from '../../../text/json';

/**
 * A thread of Zed's agent, as its database and its shared threads have it: version 0.3.0 (`{User}`, `{Agent}`), the
 * older ones with roles and segments, and the record that acpx keeps around such a thread.
 */
export const zed: Format = {
  id: 'zed',
  title: msg('Zed agent thread'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => zedThread(value) !== null),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap((record) => {
        const thread = zedThread(record.value);
        return thread === null ? [] : readThread(thread, record);
      }),
    ),
};

/** The thread in a record; `null` when there is none. */
export function zedThread(value: unknown): unknown {
  return [value, at(value, 'thread')].find(isThread) ?? null;
}

function isThread(value: unknown): boolean {
  if (str(value, 'updated_at') === null) return false;
  return list(value, 'messages')
    .slice(0, 50)
    .some((message) => newMessage(message) !== null || isOldMessage(message));
}

function newMessage(message: unknown): unknown {
  return (
    ['User', 'Agent'].map((key) => at(message, key)).find((m) => Array.isArray(at(m, 'content'))) ??
    null
  );
}

/** A thread before 0.3.0; the very first ones have one text for the segments. */
function isOldMessage(message: unknown): boolean {
  if (str(message, 'role') === null || num(message, 'id') === null) return false;
  return Array.isArray(at(message, 'segments')) || str(message, 'text') !== null;
}

/** What a message is, in whichever version. */
interface Told {
  readonly role: string;
  /** Under which its request is counted. */
  readonly id: string | null;
  readonly blocks: readonly unknown[];
  readonly results: readonly unknown[];
}

function toldOf(message: unknown): Told | null {
  const id = text(message, 'User', 'id');
  if (isObject(at(message, 'User')))
    return { role: 'user', id, blocks: list(message, 'User', 'content'), results: [] };
  if (isObject(at(message, 'Agent'))) {
    const results = at(message, 'Agent', 'tool_results');
    return {
      role: 'assistant',
      id,
      blocks: list(message, 'Agent', 'content').map(plainBlock),
      results: isObject(results) ? Object.values(results) : [],
    };
  }
  if (!isOldMessage(message)) return null;
  const words = { type: 'text', text: str(message, 'text') ?? '' };
  const calls = list(message, 'tool_uses').map((call) => ({ type: 'ToolUse', value: call }));
  const context = text(message, 'context');
  const segments = list(message, 'segments');
  return {
    role: str(message, 'role') ?? '',
    id,
    blocks: [
      ...(context === null ? [] : [{ Mention: { content: context } }]),
      ...(segments.length > 0 ? segments : [words]),
      ...calls,
    ],
    results: list(message, 'tool_results'),
  };
}

/** A block `{Text: …}` under the names that older threads give it. */
function plainBlock(block: unknown): unknown {
  const [key = 'unknown', value] = isObject(block) ? (Object.entries(block)[0] ?? []) : [];
  switch (key) {
    case 'Text':
      return { type: 'text', text: value };
    case 'Thinking':
      return { type: 'thinking', text: str(value, 'text'), signature: at(value, 'signature') };
    default:
      return { type: key, value };
  }
}

function readThread(thread: unknown, record: FileRecord): readonly TraceDraft[] {
  const where = placeOf(record);
  const conversation = new Conversation();
  let asked: string | null = null;
  /** The last answer to the message that was asked. */
  let answer: TraceBuilder | null = null;
  const byMessage = at(thread, 'request_token_usage');
  const finishTurn = (): void => {
    // A message is counted by its last request.
    if (answer !== null && asked !== null) answer.usage = anthropicUsage(at(byMessage, asked));
  };
  for (const [index, message] of list(thread, 'messages').entries()) {
    const told = toldOf(message);
    if (told === null) {
      if (isObject(message))
        conversation.last?.raw(Object.keys(message)[0] ?? null, message, where);
    } else if (told.role === 'assistant') {
      answer = conversation.begin();
      answer.model = text(thread, 'model', 'model');
      answer.provider = text(thread, 'model', 'provider');
      answer.effort = text(thread, 'thinking_effort');
      for (const block of told.blocks) addBlock(answer, block, where);
      if (Array.isArray(byMessage)) answer.usage = usageAt(byMessage, index);
    } else {
      if (told.blocks.length > 0 && told.role === 'user' && told.id !== null) {
        finishTurn();
        asked = told.id;
        answer = null;
      }
      addWords(conversation, told);
    }
    for (const result of told?.results ?? []) {
      const id = text(result, 'tool_use_id');
      conversation.result(resultWords(result), id, at(result, 'is_error') === true, where);
    }
  }
  finishTurn();
  return conversation.build();
}

/** The words as one, whatever stands between them; behind them what the user put beside them. */
function addWords(conversation: Conversation, { role, blocks }: Told): void {
  const words = blocks.map((block) => str(block, 'Text') ?? str(block, 'text') ?? '').join('');
  const beside = blocks.map((block) => str(block, 'Mention', 'content') ?? '');
  const whole = [words, ...beside].filter((part) => part !== '').join(BLOCK_SEPARATOR);
  conversation.prompt(role === 'system' ? 'system' : 'user', whole);
}

/** A list as long as the messages, filled up with the count before: one that repeats it was not counted. */
function usageAt(counts: readonly unknown[], index: number) {
  const repeats = jsonText(counts[index]) === jsonText(counts[index - 1]);
  return anthropicUsage(repeats ? null : counts[index]);
}

function addBlock(trace: TraceBuilder, block: unknown, where: RecordedPlace): void {
  const words = str(block, 'text') ?? '';
  switch (typeOf(block)) {
    case 'text':
      trace.answer(words, where);
      break;
    case 'thinking':
      if (words !== '') trace.reasoning(words, null, where);
      else if (text(block, 'signature') !== null) trace.reasoning('', 'hidden', where);
      break;
    case 'RedactedThinking':
      trace.reasoning('', 'redacted', where);
      break;
    case 'ToolUse': {
      const call = at(block, 'value');
      const input = unpacked(text(call, 'raw_input')) ?? at(call, 'input') ?? '';
      trace.toolCall(text(call, 'name'), input, text(call, 'id'), where);
      break;
    }
    default:
      trace.raw(typeOf(block), block, where);
  }
}

/** The words of a result: text, `{Text}`, or a list of such; where there are none, what the tool gave out. */
function resultWords(result: unknown): string {
  const content = at(result, 'content');
  const parts = Array.isArray(content) ? list(content) : [content];
  const words = contentText(
    parts.map((part) => (str(part, 'Text') === null ? part : { text: str(part, 'Text') })),
  );
  const output = at(result, 'output') ?? null;
  return words === '' && output !== null ? jsonText(output) : words;
}
