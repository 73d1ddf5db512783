import { msg } from '../../../model/message';
import { BLOCK_SEPARATOR } from '../../../model/trace';
import type { FileRecord, Format } from '../../format';
import { sealedFidelity } from '../../build/fidelity';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt, placeOf } from '../../build/draft';
import { elapsed, unpacked } from '../../build/embedded';
import { itemsOf, typeOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, isObject, list, str, text, time } from '../../../text/json';

/** Crush: the sessions of its database, or rows of its table of messages, whose parts stand in a column as JSON text. */
export const crush: Format = {
  id: 'crush',
  title: msg('Crush session'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => rowsOf(value).slice(0, 50).some(isRow)),
  parse(records) {
    const conversations = new Map<string, Conversation>();
    for (const record of itemsOf(records)) {
      for (const row of rowsOf(record.value).filter(isRow)) {
        const id = str(row, 'session_id') ?? '';
        const conversation = conversations.get(id) ?? new Conversation();
        conversations.set(id, conversation);
        addRow(conversation, row, record);
      }
    }
    return parsed(...[...conversations.values()].flatMap((c) => c.build()));
  },
};

/** Messages of a session in one document, or a message alone. */
function rowsOf(value: unknown): readonly unknown[] {
  const messages = list(value, 'messages');
  return messages.length > 0 ? messages : [value];
}

const partsOf = (row: unknown): readonly unknown[] => list(unpacked(at(row, 'parts')));

function isRow(row: unknown): boolean {
  if (str(row, 'role') === null || str(row, 'session_id') === null) return false;
  return partsOf(row).some((part) => typeOf(part) !== '' && isObject(at(part, 'data')));
}

function addRow(conversation: Conversation, row: unknown, record: FileRecord): void {
  const parts = partsOf(row);
  const role = str(row, 'role');
  if (role === 'assistant') {
    addAnswer(conversation.begin(), row, record);
  } else if (role === 'tool') {
    const where = placeOf(record, time(row, 'created_at'));
    for (const part of parts.filter((p) => typeOf(p) === 'tool_result')) {
      const data = at(part, 'data');
      const failed = at(data, 'is_error') === true;
      const id = text(data, 'tool_call_id');
      conversation.result(str(data, 'content') ?? '', id, failed, where);
    }
  } else {
    const words = parts.map(wordsOf).filter((part) => part !== '');
    conversation.prompt(role === 'system' ? 'system' : 'user', words.join(BLOCK_SEPARATOR));
  }
}

/** A command that the user ran counts as words: the model is shown it with what it printed. */
function wordsOf(part: unknown): string {
  const command = text(part, 'data', 'command');
  if (command === null) return str(part, 'data', 'text') ?? '';
  return `$ ${command}\n${str(part, 'data', 'output') ?? ''}`;
}

function addAnswer(trace: TraceBuilder, row: unknown, record: FileRecord): void {
  const started = time(row, 'created_at');
  trace.id = text(row, 'id');
  trace.model = text(row, 'model');
  trace.provider = text(row, 'provider');
  for (const part of partsOf(row)) addPart(trace, part, started, record);
  // It is finished when its tools have run: how long the model took is known without tools alone.
  const ended = trace.hasCalls ? null : time(row, 'finished_at');
  trace.timing = { startedAt: started, durationMs: elapsed(started, ended) };
}

function addPart(
  trace: TraceBuilder,
  part: unknown,
  started: number | null,
  record: FileRecord,
): void {
  const data = at(part, 'data');
  const where = placeOf(record, started);
  switch (typeOf(part)) {
    case 'reasoning': {
      const [from, to] = [time(data, 'started_at'), time(data, 'finished_at')];
      const place = placeAt(record.range, from ?? started, elapsed(from, to));
      const words = str(data, 'thinking') ?? '';
      if (words !== '') trace.reasoning(words, null, place);
      else if (isSealed(data)) trace.reasoning('', 'hidden', place);
      break;
    }
    case 'text':
      trace.answer(str(data, 'text') ?? '', where);
      break;
    case 'tool_call':
      trace.toolCall(text(data, 'name'), at(data, 'input') ?? '', text(data, 'id'), where);
      break;
    case 'finish':
      trace.finishReason = text(data, 'reason');
      break;
    default:
      trace.raw(typeOf(part), part, where);
  }
}

/** Every reasoning part has a place for a signature, mostly an empty one. */
function isSealed(data: unknown): boolean {
  const isSigned = ['signature', 'thought_signature'].some((key) => text(data, key) !== null);
  return isSigned || sealedFidelity(at(data, 'responses_data')) !== null;
}
